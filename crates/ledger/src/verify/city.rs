//! Verifies one city of a database: its stream, and with what is at hand its snapshots and blobs.

use super::{ChainWalker, CityReport, Defect, Finding};
use crate::blob::BlobStore;
use crate::chain::{Head, hex};
use crate::checkpoint::Checkpoint;
use crate::envelope::{Header, Kind, Place};
use crate::keys::KeyError;
use crate::keys::cache::KeyCache;
use crate::read::PAGE;
use crate::store::{CityRow, Database, EventRow, StoreError, Transaction};

pub(super) struct CityVerifier<'a> {
    pub(super) database: &'a Database,
    pub(super) keys: Option<&'a KeyCache>,
    pub(super) blobs: Option<&'a BlobStore>,
    pub(super) row: &'a CityRow,
}

impl CityVerifier<'_> {
    pub(super) async fn verify(&self, checkpoints: &[Checkpoint]) -> Result<CityReport, StoreError> {
        let city = &self.row.city;
        // One state of everything, however long it takes and whatever is written meanwhile.
        let mut transaction = self.database.read().await?;
        let head = transaction.find_city(city).await?.map_or(self.row.head, |row| row.head);
        let mut walker = ChainWalker::new(city, checkpoints);
        let compared = walker.checkpoints();
        let mut opened = 0;
        let mut after = i64::MIN;
        loop {
            let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
            let rows = transaction.list_events(city, after, limit).await?;
            let Some(last) = rows.last() else { break };
            after = last.sequence;
            for row in &rows {
                if let Some(before) = walker.step(row) {
                    match self.open(before, row).await? {
                        Opened::Yes => opened += 1,
                        Opened::NotTried => {}
                        Opened::No(defect) => walker.find(row.sequence, defect),
                    }
                }
            }
        }
        let (events, mut findings) = walker.finish(head);
        findings.extend(self.verify_snapshots(&mut transaction).await?);
        let (blobs, damaged) = self.verify_blobs(&mut transaction).await?;
        findings.extend(damaged);
        let rollbacks = transaction.list_rollbacks(city).await?;
        let city = city.to_string();
        Ok(CityReport { city, head, events, opened, blobs, checkpoints: compared, rollbacks, findings })
    }

    async fn open(&self, before: Head, row: &EventRow) -> Result<Opened, StoreError> {
        let place =
            Place { kind: Kind::Event, city: &self.row.city, sequence: before.sequence.next(), hash: before.hash };
        self.open_at(&place, &row.envelope).await
    }

    async fn open_at(&self, place: &Place<'_>, envelope: &[u8]) -> Result<Opened, StoreError> {
        let Some((header, _)) = Header::parse(envelope) else { return Ok(Opened::No(Defect::DoesNotOpen)) };
        let Some(keys) = self.keys else { return Ok(Opened::NotTried) };
        match keys.load(self.database, place.city, header.epoch).await {
            Ok(key) if key.open(place, envelope).is_some() => Ok(Opened::Yes),
            Ok(_) => Ok(Opened::No(Defect::DoesNotOpen)),
            Err(KeyError::Store(error)) => Err(error),
            Err(_) => Ok(Opened::No(Defect::KeyMissing)),
        }
    }

    async fn verify_snapshots(&self, transaction: &mut Transaction) -> Result<Vec<Finding>, StoreError> {
        let city = &self.row.city;
        let mut findings = Vec::new();
        for row in transaction.list_snapshots(city).await? {
            let hash = transaction.find_hash(city, row.sequence).await?;
            let sound = match hash {
                None => false,
                Some(hash) => {
                    let place = Place { kind: Kind::Snapshot, city, sequence: row.sequence, hash };
                    !matches!(self.open_at(&place, &row.envelope).await?, Opened::No(Defect::DoesNotOpen))
                }
            };
            if !sound {
                findings.push(Finding::at(city.as_str(), row.sequence.column(), Defect::Snapshot));
            }
        }
        Ok(findings)
    }

    async fn verify_blobs(&self, transaction: &mut Transaction) -> Result<(u64, Vec<Finding>), StoreError> {
        let city = &self.row.city;
        let Some(blobs) = self.blobs else { return Ok((0, Vec::new())) };
        let (mut compared, mut findings) = (0, Vec::new());
        for row in transaction.list_blobs(city).await? {
            compared += 1;
            // A store that does not answer is not a pass.
            if !matches!(blobs.find_sound(city, &row).await, Ok(Some(_))) {
                findings.push(Finding::of_object(city.as_str(), format!("blob {}", hex(&row.id)), Defect::Blob));
            }
        }
        Ok((compared, findings))
    }
}

enum Opened {
    Yes,
    /// There are no keys at hand.
    NotTried,
    No(Defect),
}
