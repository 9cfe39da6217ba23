//! Verifies one city of a database: its stream, and with what is at hand its snapshots and blobs.

use super::{ChainWalker, CityReport, Defect, Finding, Means, NamedBlobs};
use crate::blob::open_sealed;
use crate::chain::{Head, hex};
use crate::checkpoint::Checkpoint;
use crate::envelope::{Header, Kind, Place};
use crate::keys::KeyError;
use crate::store::{BlobRow, CityRow, Database, EventRow, StoreError, Transaction};

pub(super) struct CityVerifier<'a> {
    pub(super) database: &'a Database,
    pub(super) means: &'a Means<'a>,
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
        let mut named = self.means.naming.map(NamedBlobs::new);
        let mut opened = 0;
        let mut after = i64::MIN;
        loop {
            let rows = transaction.list_events(city, after).await?.rows;
            let Some(last) = rows.last() else { break };
            after = last.sequence;
            for row in &rows {
                if let Some(before) = walker.step(row) {
                    match self.open(before, row).await? {
                        Opened::Yes(payload) => {
                            opened += 1;
                            if let Some(named) = &mut named {
                                named.take(row.sequence, &payload);
                            }
                        }
                        Opened::NotTried => {}
                        Opened::No(defect) => walker.find(row.sequence, defect),
                    }
                }
            }
        }
        let (events, mut findings) = walker.finish(head);
        findings.extend(self.verify_snapshots(&mut transaction).await?);
        let (blobs, damaged) = self.verify_blobs(&mut transaction, named.as_mut()).await?;
        findings.extend(damaged);
        let named = named.filter(|_| self.means.blobs.is_some()).map(|named| named.finish(city));
        let (named_blobs, mut stray_blobs, differing) = named.unwrap_or_default();
        findings.extend(differing);
        if opened < events {
            // An event that does not open may name them.
            stray_blobs.clear();
        }
        let rollbacks = transaction.list_rollbacks(city).await?;
        let city = city.to_string();
        Ok(CityReport {
            city,
            head,
            events,
            opened,
            blobs,
            named_blobs,
            stray_blobs,
            checkpoints: compared,
            rollbacks,
            findings,
        })
    }

    async fn open(&self, before: Head, row: &EventRow) -> Result<Opened, StoreError> {
        let place =
            Place { kind: Kind::Event, city: &self.row.city, sequence: before.sequence.next(), hash: before.hash };
        self.open_at(&place, &row.envelope).await
    }

    async fn open_at(&self, place: &Place<'_>, envelope: &[u8]) -> Result<Opened, StoreError> {
        let Some((header, _)) = Header::parse(envelope) else { return Ok(Opened::No(Defect::DoesNotOpen)) };
        let Some(keys) = self.means.keys else { return Ok(Opened::NotTried) };
        match keys.load(self.database, place.city, header.epoch).await {
            Ok(key) => Ok(key.open(place, envelope).map_or(Opened::No(Defect::DoesNotOpen), Opened::Yes)),
            Err(KeyError::Store(error)) => Err(error),
            Err(_) => Ok(Opened::No(Defect::KeyMissing)),
        }
    }

    /// What is in a blob; `None` where its key does not open it, or cannot be had.
    async fn open_blob(&self, row: &BlobRow, sealed: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(keys) = self.means.keys else { return Ok(None) };
        match keys.load(self.database, &self.row.city, row.epoch).await {
            Ok(key) => Ok(open_sealed(&key, &self.row.city, row, sealed)),
            Err(KeyError::Store(error)) => Err(error),
            Err(_) => Ok(None),
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

    async fn verify_blobs(
        &self,
        transaction: &mut Transaction,
        mut named: Option<&mut NamedBlobs>,
    ) -> Result<(u64, Vec<Finding>), StoreError> {
        let city = &self.row.city;
        let Some(blobs) = self.means.blobs else { return Ok((0, Vec::new())) };
        let (mut compared, mut findings) = (0, Vec::new());
        for row in transaction.list_blobs(city).await? {
            compared += 1;
            // A store that does not answer is not a pass.
            let sealed = blobs.find_sound(city, &row).await.ok().flatten();
            if sealed.is_none() {
                findings.push(Finding::of_object(city.as_str(), format!("blob {}", hex(&row.id)), Defect::Blob));
            }
            if let Some(named) = named.as_deref_mut() {
                let is_wanted = named.is_named(&row);
                let content = match sealed {
                    Some(sealed) if is_wanted => self.open_blob(&row, &sealed).await?,
                    Some(_) | None => None,
                };
                named.compare(city, &row, content.as_deref());
            }
        }
        Ok((compared, findings))
    }
}

enum Opened {
    Yes(Vec<u8>),
    /// There are no keys at hand.
    NotTried,
    No(Defect),
}
