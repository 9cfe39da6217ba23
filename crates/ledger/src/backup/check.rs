//! Verifies a backup: its framing, its manifest, the chain of every stream, the hash of every blob; with keys everything is
//! opened too.

use super::error::BackupError;
use super::format::Record;
use super::manifest::{CityManifest, Part};
use super::reader::{Ending, Item, Reader};
use crate::blob::{open_sealed, sha256};
use crate::chain::{Head, hex};
use crate::city::CityId;
use crate::envelope::{Header, Kind, Place};
use crate::keys::cache::KeyCache;
use crate::keys::data_key::DataKey;
use crate::store::{BlobRow, CityRow, EventRow};
use crate::verify::{ChainWalker, CityReport, Defect, Finding, NamedBlobs, Report, VerifyOptions};
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// Verifies the backup in a file. Of the options, the store of evidence is not used: a backup has its own.
pub async fn verify_backup(path: &Path, options: &VerifyOptions) -> Result<Report, BackupError> {
    verify_backup_from(open(path)?, options).await
}

pub(super) fn open(path: &Path) -> Result<BufReader<File>, BackupError> {
    let file = File::open(path);
    let file = file.map_err(|source| BackupError::File { path: path.into(), source: Arc::new(source) })?;
    Ok(BufReader::with_capacity(256 * 1024, file))
}

/// Verifies a backup from any source of bytes. Memory does not grow with it, but for one blob or snapshot at a time.
pub async fn verify_backup_from(source: impl Read, options: &VerifyOptions) -> Result<Report, BackupError> {
    let keys = options.keys.clone().map(KeyCache::new);
    let mut reader = Reader::open(source)?;
    let mut report = Report::default();
    let mut cities: BTreeSet<CityId> = BTreeSet::new();
    let mut item = reader.next()?;
    let ending = loop {
        let row = match item {
            Item::Record(Record::City(city)) => city,
            Item::Record(_) => return Err(BackupError::Format { offset: 0 }),
            Item::End(ending) => break ending,
        };
        if !cities.insert(row.row.city.clone()) {
            report.findings.push(Finding::of_city(row.row.city.as_str(), Defect::OutOfPlace));
        }
        let mut check = CityCheck::new(&row.row, keys.as_ref(), options);
        item = loop {
            match reader.next()? {
                next @ (Item::Record(Record::City(_)) | Item::End(_)) => break next,
                Item::Record(record) => check.take(record).await,
            }
        };
        let mut checked = check.finish();
        checked.rollbacks = row.rollbacks;
        report.cities.push(checked);
    };
    let unknown = options.checkpoints.iter().filter(|checkpoint| !cities.contains(checkpoint.city()));
    report.findings.extend(unknown.map(|checkpoint| {
        Finding::at(checkpoint.city().as_str(), checkpoint.head().sequence.column(), Defect::BehindCheckpoint)
    }));
    compare_with_manifest(&mut report, &ending);
    Ok(report)
}

/// Parts that differ are named unless what is wrong with them is known more exactly already.
fn compare_with_manifest(report: &mut Report, ending: &Ending) {
    if ending.manifest != ending.counted {
        let names = |cities: &[CityManifest]| cities.iter().map(|city| city.city.clone()).collect::<Vec<_>>();
        if names(&ending.manifest.cities) != names(&ending.counted.cities) {
            report.findings.push(Finding::of_object("", "list of cities".into(), Defect::BackupPart));
        }
        for (written, counted) in ending.manifest.cities.iter().zip(&ending.counted.cities) {
            let known =
                report.cities.iter().any(|city| city.city == counted.city.as_str() && !city.findings.is_empty());
            if known {
                continue;
            }
            let parts: BTreeSet<&String> = written.parts.keys().chain(counted.parts.keys()).collect();
            let differing = parts.into_iter().filter(|name| part(written, name) != part(counted, name));
            let findings =
                differing.map(|name| Finding::of_object(counted.city.as_str(), name.clone(), Defect::BackupPart));
            report.findings.extend(findings);
        }
    }
    if !ending.is_whole && report.is_sound() {
        report.findings.push(Finding::of_object("", "file".into(), Defect::BackupPart));
    }
}

fn part<'a>(city: &'a CityManifest, name: &str) -> Option<&'a Part> {
    city.parts.get(name)
}

/// Checks the records of one city.
struct CityCheck<'a> {
    row: &'a CityRow,
    keys: Option<&'a KeyCache>,
    data_keys: HashMap<u32, DataKey>,
    walker: ChainWalker<'a>,
    opened: u64,
    blobs: u64,
    named: Option<NamedBlobs>,
    others: Vec<Finding>,
}

impl<'a> CityCheck<'a> {
    fn new(row: &'a CityRow, keys: Option<&'a KeyCache>, options: &'a VerifyOptions) -> Self {
        let walker = ChainWalker::new(&row.city, &options.checkpoints);
        let named = options.naming.filter(|_| keys.is_some()).map(NamedBlobs::new);
        Self { row, keys, data_keys: HashMap::new(), walker, opened: 0, blobs: 0, named, others: Vec::new() }
    }

    async fn take(&mut self, record: Record) {
        let city = self.row.city.as_str();
        match record {
            // The next city begins a check of its own. Snapshots only save time; their bytes are under the manifest's hash.
            Record::City(_) | Record::Snapshot { .. } => {}
            Record::Key(document) => {
                let Some(row) = document.to_row(&self.row.city) else {
                    self.others.push(Finding::of_object(city, "keys".into(), Defect::BackupPart));
                    return;
                };
                if let Some(keys) = self.keys
                    && let Ok(secret) = keys.unwrap(&row).await
                    && let Ok(key) = DataKey::new(row.epoch, &secret)
                {
                    self.data_keys.insert(row.epoch, key);
                }
            }
            Record::Event(row) => {
                if let Some(before) = self.walker.step(&row) {
                    self.open(before, &row);
                }
            }
            Record::Blob { row, sealed } => {
                self.blobs += 1;
                if sha256(&sealed) != row.sealed_hash {
                    let name = format!("blob {}", hex(&row.id));
                    self.others.push(Finding::of_object(city, name, Defect::Blob));
                }
                self.compare(&row, &sealed);
            }
            Record::Checkpoint(checkpoint) => {
                let own = checkpoint.city() == &self.row.city && checkpoint.head() == self.row.head;
                if !own {
                    self.others.push(Finding::of_object(city, "checkpoint".into(), Defect::BackupPart));
                }
            }
        }
    }

    fn compare(&mut self, row: &BlobRow, sealed: &[u8]) {
        let Some(named) = &mut self.named else { return };
        let key = self.data_keys.get(&row.epoch).filter(|_| named.is_named(row));
        let content = key.and_then(|key| open_sealed(key, &self.row.city, row, sealed));
        named.compare(&self.row.city, row, content.as_deref());
    }

    fn open(&mut self, before: Head, row: &EventRow) {
        let sequence = before.sequence.next();
        let place = Place { kind: Kind::Event, city: &self.row.city, sequence, hash: before.hash };
        let key = Header::parse(&row.envelope).map(|(header, _)| self.data_keys.get(&header.epoch));
        let defect = match key {
            None => Some(Defect::DoesNotOpen),
            Some(_) if self.keys.is_none() => return,
            Some(None) => Some(Defect::KeyMissing),
            Some(Some(key)) => match key.open(&place, &row.envelope) {
                Some(payload) => {
                    if let Some(named) = &mut self.named {
                        named.take(row.sequence, &payload);
                    }
                    None
                }
                None => Some(Defect::DoesNotOpen),
            },
        };
        match defect {
            None => self.opened += 1,
            Some(defect) => self.walker.find(row.sequence, defect),
        }
    }

    fn finish(self) -> CityReport {
        let checkpoints = self.walker.checkpoints();
        let (events, mut findings) = self.walker.finish(self.row.head);
        findings.extend(self.others);
        let named = self.named.map(|named| named.finish(&self.row.city));
        let (named_blobs, mut stray_blobs, differing) = named.unwrap_or_default();
        findings.extend(differing);
        if self.opened < events {
            stray_blobs.clear();
        }
        CityReport {
            city: self.row.city.to_string(),
            head: self.row.head,
            events,
            opened: self.opened,
            blobs: self.blobs,
            named_blobs,
            stray_blobs,
            checkpoints,
            rollbacks: Vec::new(),
            findings,
        }
    }
}
