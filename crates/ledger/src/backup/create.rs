//! Makes a backup while writes go on: everything from one state of the database, written beside, synced, and put in its place.

use super::error::BackupError;
use super::format::{CityRecord, KeyDocument, Kind, MAGIC, Record};
use super::manifest::Tally;
use crate::chain::{ChainHash, Head, hex};
use crate::checkpoint::Checkpoint;
use crate::city::CityId;
use crate::durable_file;
use crate::keys::signing::SigningKey;
use crate::ledger::Ledger;
use crate::store::{CityRow, Transaction};
use crate::verify::{Defect, Finding};
use aws_lc_rs::digest::{Context, SHA256};
use jiff::Timestamp;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use tempfile::NamedTempFile;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupSummary {
    /// Each city and where its stream ends in the backup.
    pub cities: Vec<(CityId, Head)>,
    /// Events of all cities.
    pub events: u64,
    /// Blobs of all cities.
    pub blobs: u64,
    /// The size of the file.
    pub bytes: u64,
    /// Evidence that could not be put in, because it is missing or damaged. Not a reason to have no backup of the rest.
    pub findings: Vec<Finding>,
}

impl Ledger {
    /// Writes a backup to `path`, replacing what is there only once it is complete. With a signing key the backup carries a
    /// checkpoint of each city.
    pub async fn back_up(
        &self,
        path: &Path,
        signing: Option<&SigningKey>,
        at: Timestamp,
    ) -> Result<BackupSummary, BackupError> {
        let file = unfinished(path).map_err(|source| file_error(path, source))?;
        let mut writer = Writer::new(BufWriter::new(file)).map_err(write_failed)?;
        let mut summary = BackupSummary { cities: Vec::new(), events: 0, blobs: 0, bytes: 0, findings: Vec::new() };
        let mut transaction = self.core.database.read().await?;
        for row in transaction.list_cities().await? {
            self.write_city(&mut writer, &mut transaction, &row, &mut summary).await?;
            if let Some(key) = signing {
                let checkpoint = Checkpoint::sign(row.city.clone(), row.head, at, key);
                writer.write(&Record::Checkpoint(Box::new(checkpoint)))?;
            }
            summary.cities.push((row.city, row.head));
        }
        drop(transaction);
        let (file, bytes) = writer.finish(at)?;
        summary.bytes = bytes;
        let place = path.to_owned();
        let published = tokio::task::spawn_blocking(move || {
            file.as_file().sync_all()?;
            file.persist(&place).map_err(|error| error.error)?;
            durable_file::sync_folder_of(&place)
        });
        let published = published.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
        published.map_err(|source| file_error(path, source))?;
        Ok(summary)
    }

    async fn write_city(
        &self,
        writer: &mut Writer,
        transaction: &mut Transaction,
        row: &CityRow,
        summary: &mut BackupSummary,
    ) -> Result<(), BackupError> {
        let city = &row.city;
        let erasure = transaction.find_erasure(city).await?;
        let rollbacks = transaction.list_rollbacks(city).await?;
        writer.write(&Record::City(CityRecord { row: row.clone(), erasure, rollbacks }))?;
        for key in transaction.list_data_keys(city).await? {
            writer.write(&Record::Key(KeyDocument::from_row(&key)))?;
        }
        let mut after = i64::MIN;
        loop {
            let page = transaction.list_events(city, after).await?.rows;
            let Some(last) = page.last() else { break };
            after = last.sequence;
            for event in page {
                if ChainHash::from_slice(&event.hash).is_none() {
                    let finding = Finding::at(city.as_str(), event.sequence, Defect::Altered);
                    return Err(BackupError::Unsound { first: finding, findings: 1 });
                }
                summary.events += 1;
                writer.write(&Record::Event(event))?;
            }
        }
        for snapshot in transaction.list_snapshots(city).await? {
            writer.write(&Record::Snapshot { sequence: snapshot.sequence, envelope: snapshot.envelope })?;
        }
        for blob in transaction.list_blobs(city).await? {
            let sealed = self.core.blobs.find_sound(city, &blob).await?;
            if sealed.is_none() {
                let name = format!("blob {}", hex(&blob.id));
                summary.findings.push(Finding::of_object(city.as_str(), name, Defect::Blob));
            }
            summary.blobs += 1;
            writer.write(&Record::Blob { row: blob, sealed: sealed.unwrap_or_default().to_vec() })?;
        }
        Ok(())
    }
}

/// Frames records, and hashes everything.
struct Writer {
    file: BufWriter<NamedTempFile>,
    hash: Context,
    tally: Tally,
    bytes: u64,
}

impl Writer {
    fn new(file: BufWriter<NamedTempFile>) -> std::io::Result<Self> {
        let mut writer = Self { file, hash: Context::new(&SHA256), tally: Tally::default(), bytes: 0 };
        writer.raw(&MAGIC)?;
        Ok(writer)
    }

    fn write(&mut self, record: &Record) -> Result<(), BackupError> {
        let (kind, body) = record.to_body().map_err(|error| write_failed(error.into()))?;
        if let Record::City(city) = record {
            self.tally.begin_city(&city.row.city);
        }
        self.tally.add(kind, &body);
        self.framed(kind, &body)
    }

    /// The manifest, then the hash over everything before it.
    fn finish(mut self, at: Timestamp) -> Result<(NamedTempFile, u64), BackupError> {
        let manifest = std::mem::take(&mut self.tally).finish(at.as_millisecond());
        let body = serde_json::to_vec(&manifest).map_err(|error| write_failed(error.into()))?;
        self.framed(Kind::Manifest, &body)?;
        let hash = self.hash.clone().finish();
        self.raw(hash.as_ref()).map_err(write_failed)?;
        let file = self.file.into_inner().map_err(|error| write_failed(error.into_error()))?;
        Ok((file, self.bytes))
    }

    fn framed(&mut self, kind: Kind, body: &[u8]) -> Result<(), BackupError> {
        // A record that a reader would refuse must not be written.
        let length = u32::try_from(body.len()).ok().filter(|_| body.len() <= kind.length_limit());
        let length = length.ok_or_else(|| write_failed(std::io::Error::other("a record is too long")))?;
        self.raw(&[kind.byte()])
            .and_then(|()| self.raw(&length.to_be_bytes()))
            .and_then(|()| self.raw(body))
            .map_err(write_failed)
    }

    fn raw(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes)
    }
}

/// A file of its own name in the same folder, so that it can be renamed and no two backups meet. Removed when dropped; after a
/// kill it stays, and its name says what it is.
fn unfinished(path: &Path) -> std::io::Result<NamedTempFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(&format!("{name}.unfinished-")).tempfile_in(folder)
}

fn file_error(path: &Path, source: std::io::Error) -> BackupError {
    if source.kind() == std::io::ErrorKind::StorageFull {
        return BackupError::DiskFull;
    }
    BackupError::File { path: path.into(), source: Arc::new(source) }
}

fn write_failed(source: std::io::Error) -> BackupError {
    if source.kind() == std::io::ErrorKind::StorageFull {
        return BackupError::DiskFull;
    }
    BackupError::Write(Arc::new(source))
}
