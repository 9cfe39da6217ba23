//! Verification: walks every stream and says exactly what was altered, removed, moved or cut. Without keys the hashes are
//! checked; with keys everything is opened too. Works on a database file or server that nobody has open, and on an open ledger.

mod chain_walker;
#[cfg(test)]
mod chain_walker_tests;
mod city;
mod finding;
mod named;

pub(crate) use chain_walker::ChainWalker;
pub use finding::{Defect, Finding};
pub(crate) use named::NamedBlobs;
pub use named::{BlobNaming, NamedBlob};

use crate::blob::{BlobLocation, BlobStore};
use crate::chain::Head;
use crate::checkpoint::Checkpoint;
use crate::keys::KeyRing;
use crate::keys::cache::KeyCache;
use crate::ledger::Ledger;
use crate::store::{Database, DatabaseLocation, OpenError, RollbackMarker, StoreError, find_lost_writes};
use std::sync::Arc;

/// What a verifier has at hand. Nothing is needed; more finds more.
#[derive(Clone, Default)]
pub struct VerifyOptions {
    /// With keys every event and snapshot is opened.
    pub keys: Option<Arc<dyn KeyRing>>,
    /// With the store of evidence every blob is read and compared.
    pub blobs: Option<BlobLocation>,
    /// Checkpoints that were kept elsewhere: only they show that a stream was cut and its head changed with it.
    pub checkpoints: Vec<Checkpoint>,
    /// With it (and keys, and the store of evidence) every blob that an event names must be there and be what the event says.
    pub naming: Option<BlobNaming>,
}

/// What was verified, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// A part for each city, by id.
    pub cities: Vec<CityReport>,
    /// What belongs to no city that there is.
    pub findings: Vec<Finding>,
}

/// What was verified of one city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CityReport {
    /// The city, as the database spells it.
    pub city: String,
    /// Where its stream ends by the record of the head.
    pub head: Head,
    /// Events walked.
    pub events: u64,
    /// Events opened with keys.
    pub opened: u64,
    /// Blobs compared.
    pub blobs: u64,
    /// Of them, those that an event names, found to be what it says.
    pub named_blobs: u64,
    /// Blobs that no event names, where all events could be opened: not damage, but nothing that anybody could ask for.
    pub stray_blobs: Vec<String>,
    /// Checkpoints of this city that were compared.
    pub checkpoints: usize,
    /// Rollbacks that were accepted.
    pub rollbacks: Vec<RollbackMarker>,
    /// Everything that is wrong, in order.
    pub findings: Vec<Finding>,
}

impl Report {
    /// True if nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.all_findings().next().is_none()
    }

    /// Everything that is wrong.
    pub fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.cities.iter().flat_map(|city| &city.findings).chain(&self.findings)
    }
}

/// Verifies a database that no ledger of this process has open.
pub async fn verify_database(location: &DatabaseLocation, options: &VerifyOptions) -> Result<Report, OpenError> {
    // What was noted first, then the database: a server that writes meanwhile is only further on.
    let lost = find_lost_writes(location).await?;
    let database = Database::open_to_read(location).await?;
    let blobs = options.blobs.as_ref().map(BlobStore::open).transpose()?;
    let keys = options.keys.clone().map(KeyCache::new);
    let report = async {
        let means = Means { keys: keys.as_ref(), blobs: blobs.as_ref(), naming: options.naming };
        let mut report = verify(&database, &means, &options.checkpoints).await?;
        let wrong = database.check_file().await?.into_iter();
        // Where the city says itself what is wrong, the note adds nothing.
        let unexplained = |city: &CityReport| city.findings.is_empty();
        let lost = lost
            .iter()
            .filter(|lost| report.cities.iter().find(|city| city.city == lost.city.as_str()).is_none_or(unexplained));
        let lost: Vec<Finding> = lost
            .map(|lost| {
                let (first, last) = (lost.found.next().column(), lost.known.sequence.column());
                Finding::between(lost.city.as_str(), first, last.max(first), Defect::WritesLost)
            })
            .collect();
        report.findings.extend(lost);
        report.findings.extend(wrong.map(|wrong| Finding::of_object("", wrong, Defect::DatabaseFile)));
        Ok(report)
    };
    let report: Result<Report, StoreError> = report.await;
    database.close().await;
    Ok(report?)
}

impl Ledger {
    /// Verifies this ledger with its own keys and its own evidence.
    pub async fn verify(&self, checkpoints: &[Checkpoint]) -> Result<Report, StoreError> {
        self.verify_evidence_too(checkpoints, None).await
    }

    /// The same, and every blob that an event names.
    pub async fn verify_evidence_too(
        &self,
        checkpoints: &[Checkpoint],
        naming: Option<BlobNaming>,
    ) -> Result<Report, StoreError> {
        let means = Means { keys: Some(&self.core.keys), blobs: Some(&self.core.blobs), naming };
        verify(&self.core.database, &means, checkpoints).await
    }
}

/// What a verifier has at hand, opened.
struct Means<'a> {
    keys: Option<&'a KeyCache>,
    blobs: Option<&'a BlobStore>,
    naming: Option<BlobNaming>,
}

async fn verify(database: &Database, means: &Means<'_>, checkpoints: &[Checkpoint]) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let mut transaction = database.read().await?;
    let cities = transaction.list_cities().await?;
    let stray = transaction.list_stray_cities().await?;
    drop(transaction);
    report.findings.extend(stray.iter().map(|city| Finding::of_city(city, Defect::UnknownCity)));
    let unknown = checkpoints.iter().filter(|checkpoint| cities.iter().all(|row| row.city != *checkpoint.city()));
    report.findings.extend(unknown.map(|checkpoint| {
        Finding::at(checkpoint.city().as_str(), checkpoint.head().sequence.column(), Defect::BehindCheckpoint)
    }));
    for row in &cities {
        let verifier = city::CityVerifier { database, means, row };
        report.cities.push(verifier.verify(checkpoints).await?);
    }
    Ok(report)
}
