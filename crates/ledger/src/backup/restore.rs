//! Restores a backup into an empty ledger, on either database: evidence first, then all rows in one transaction, so that it is
//! there completely or not at all. Going back behind a known checkpoint needs a decision, and leaves a mark.

use super::check;
use super::error::BackupError;
use super::format::{CityRecord, Record};
use super::reader::{Item, Reader};
use crate::chain::Head;
use crate::checkpoint::Checkpoint;
use crate::city::CityId;
use crate::ledger::Ledger;
use crate::store::{RollbackMarker, Transaction};
use crate::verify::{Defect, Finding, Report, VerifyOptions};
use jiff::Timestamp;
use std::path::Path;

/// What is known when a backup is restored.
#[derive(Clone, Debug)]
pub struct RestoreOptions {
    /// The newest checkpoints at hand: from the city, the vendor, or the ledger that is replaced.
    pub known: Vec<Checkpoint>,
    /// What to do if the backup is behind one of them.
    pub rollback: Rollback,
    /// Now: the time of the marks that are left.
    pub at: Timestamp,
}

/// What to do with a backup that is behind a known checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rollback {
    /// Refuse it.
    Refuse,
    /// Somebody decided to go back.
    Accept {
        /// Why; kept in the mark.
        reason: String,
    },
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Each city and where its stream ends now.
    pub cities: Vec<(CityId, Head)>,
    /// Where the ledger went back behind a checkpoint: to be recorded in those cities' streams.
    pub rollbacks: Vec<RollbackMarker>,
    /// Evidence that the backup does not have.
    pub findings: Vec<Finding>,
}

impl Ledger {
    /// Verifies the backup at `path` and restores it into this ledger, which must have no city.
    pub async fn restore(&self, path: &Path, options: &RestoreOptions) -> Result<Restored, BackupError> {
        let against = VerifyOptions { checkpoints: options.known.clone(), ..VerifyOptions::default() };
        let report = check::verify_backup(path, &against).await?;
        let findings = lost_evidence_only(&report)?;
        let rollbacks = rollbacks(&report, options)?;
        let mut transaction = self.core.database.write().await?;
        if !transaction.list_cities().await?.is_empty() {
            return Err(BackupError::NotEmpty);
        }
        let cities = self.fill(&mut transaction, path).await?;
        for marker in &rollbacks {
            transaction.insert_rollback(marker).await?;
        }
        transaction.commit().await?;
        self.core.database.tidy().await;
        self.core.database.note(cities.iter().map(|(city, head)| (city, *head)));
        Ok(Restored { cities, rollbacks, findings })
    }

    async fn fill(&self, transaction: &mut Transaction, path: &Path) -> Result<Vec<(CityId, Head)>, BackupError> {
        let mut reader = Reader::open(check::open(path)?)?;
        let mut cities: Vec<(CityId, Head)> = Vec::new();
        loop {
            let record = match reader.next()? {
                Item::Record(record) => record,
                // The file was verified before; this says that it is still the same.
                Item::End(ending) if ending.is_whole && ending.manifest == ending.counted => return Ok(cities),
                Item::End(_) => return Err(BackupError::Changed),
            };
            if let Record::City(CityRecord { row, .. }) = &record {
                cities.push((row.city.clone(), row.head));
            }
            let Some((city, _)) = cities.last() else { return Err(BackupError::Changed) };
            self.insert(transaction, city, record).await?;
        }
    }

    async fn insert(&self, transaction: &mut Transaction, city: &CityId, record: Record) -> Result<(), BackupError> {
        match record {
            Record::City(CityRecord { row, erasure, rollbacks }) => {
                transaction.insert_city(&row).await?;
                if let Some(erasure) = erasure {
                    transaction.put_erasure(city, &erasure).await?;
                }
                for marker in &rollbacks {
                    transaction.insert_rollback(marker).await?;
                }
            }
            Record::Key(document) => {
                let row = document.to_row(city).ok_or(BackupError::Changed)?;
                transaction.insert_data_key(&row).await?;
            }
            Record::Event(row) => transaction.insert_event_row(city, &row).await?,
            Record::Snapshot { sequence, envelope } => transaction.put_snapshot(city, sequence, &envelope).await?,
            Record::Blob { row, sealed } => {
                if !sealed.is_empty() {
                    self.core.blobs.put(city, &row, sealed).await?;
                }
                transaction.insert_blob(city, &row).await?;
            }
            Record::Checkpoint(_) => {}
        }
        Ok(())
    }
}

/// A backup that lacks evidence is better than none. Anything else that is wrong in itself is refused; what only a checkpoint
/// shows is for [`rollbacks`].
fn lost_evidence_only(report: &Report) -> Result<Vec<Finding>, BackupError> {
    let own = || report.all_findings().filter(|finding| !is_rollback(finding));
    let serious: Vec<&Finding> = own().filter(|finding| finding.defect != Defect::Blob).collect();
    match serious.first() {
        Some(first) => Err(BackupError::Unsound { first: (*first).clone(), findings: serious.len() }),
        None => Ok(own().cloned().collect()),
    }
}

/// The marks to leave, if going back is accepted; of each city for its newest checkpoint.
fn rollbacks(report: &Report, options: &RestoreOptions) -> Result<Vec<RollbackMarker>, BackupError> {
    let mut markers = Vec::new();
    for city in report.cities.iter().filter(|city| city.findings.iter().any(is_rollback)) {
        let own = options.known.iter().filter(|checkpoint| checkpoint.city().as_str() == city.city);
        let Some(known) = own.max_by_key(|checkpoint| checkpoint.head().sequence) else { continue };
        match &options.rollback {
            Rollback::Refuse => {
                return Err(BackupError::Rollback {
                    city: known.city().clone(),
                    known: known.head().sequence,
                    found: city.head.sequence,
                });
            }
            Rollback::Accept { reason } => markers.push(RollbackMarker {
                city: known.city().clone(),
                recorded_at: options.at,
                known: known.head(),
                restored: city.head,
                reason: reason.clone(),
            }),
        }
    }
    Ok(markers)
}

fn is_rollback(finding: &Finding) -> bool {
    matches!(finding.defect, Defect::Rewritten | Defect::BehindCheckpoint)
}
