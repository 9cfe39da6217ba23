//! The ledger whose bits are flipped: two cities with events, snapshots and evidence, as a killed server leaves it (with a
//! write-ahead log), a backup of it, and checkpoints that are kept elsewhere.

use super::answers::Answers;
use crate::campaign::{Setting, block_on};
use crate::child::Writer;
use crate::place::{Place, cities, now};
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::{Context as _, ensure};
use ledger::{BlobId, Checkpoint, SecretKey, SigningKey};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// The sample; its files are never changed, only copies.
pub(crate) struct Sample {
    _folder: TempDir,
    pub(crate) place: Place,
    pub(crate) database: Vec<u8>,
    pub(crate) log: Vec<u8>,
    /// Where the streams end, as noted beside the database.
    heads: Vec<u8>,
    pub(crate) backup: Vec<u8>,
    /// The files of the evidence.
    pub(crate) evidence: Vec<PathBuf>,
    pub(crate) blobs: Vec<(String, BlobId)>,
    pub(crate) checkpoints: Vec<Checkpoint>,
    pub(crate) answers: BTreeMap<String, Answers>,
}

impl Sample {
    pub(crate) fn make(setting: &Setting) -> anyhow::Result<Arc<Self>> {
        let folder = TempDir::new()?;
        let place = Place::in_folder(folder.path());
        let backup = folder.path().join("backup");
        let orders = |round, task| Orders { place: place.clone(), seed: setting.seed, round, task };
        let life = Writer::start(&[], &orders(0, Task::WholeLife { backup: backup.clone() }))?;
        let mut told = life.finish()?.0;
        let mut writer = Writer::start(&[], &orders(1, Task::Write { hands: 1 }))?;
        writer.wait_for_acknowledgements(25)?;
        told.extend(writer.kill()?);
        let mut blobs = Vec::new();
        for line in &told {
            if let Told::Kept { city, blob, .. } = line {
                blobs.push((city.clone(), blob.parse()?));
            }
        }
        let mut evidence = Vec::new();
        list_files(&place.evidence, &mut evidence)?;
        let log = std::fs::read(format!("{}-wal", place.database)).context("the write-ahead log")?;
        ensure!(log.len() > 4096 && evidence.len() > 2, "the sample is too small");
        let heads = std::fs::read(format!("{}.heads", place.database)).context("the noted heads")?;
        let (database, backup) = (std::fs::read(&place.database)?, std::fs::read(&backup)?);
        let mut sample = Self {
            _folder: folder,
            place,
            database,
            log,
            heads,
            backup,
            evidence,
            blobs,
            checkpoints: Vec::new(),
            answers: BTreeMap::new(),
        };
        block_on(sample.ask())?;
        Ok(Arc::new(sample))
    }

    /// What it answers undisturbed, on a copy.
    async fn ask(&mut self) -> anyhow::Result<()> {
        let copy = self.copy(&self.database, &self.log)?;
        let ledger = copy.place.open().await?;
        let key = SigningKey::from_seed(&SecretKey::new([7; 32]))?;
        for city in cities()? {
            self.checkpoints.push(ledger.checkpoint(&city, &key, now()).await.context("a checkpoint")?);
        }
        self.answers = Answers::ask(&ledger, &self.blobs).await?;
        ensure!(runtime::verify(&ledger, &self.checkpoints).await?.is_sound(), "the sample is not sound");
        ensure!(self.answers.values().all(|answers| answers.first_error().is_none()), "the sample does not answer");
        ledger.close().await;
        Ok(())
    }

    /// A ledger with this database and log, with the sample's keys and evidence.
    pub(crate) fn copy(&self, database: &[u8], log: &[u8]) -> anyhow::Result<Copy> {
        let folder = TempDir::new()?;
        let place = Place {
            evidence: self.place.evidence.clone(),
            keys: self.place.keys.clone(),
            ..Place::in_folder(folder.path())
        };
        std::fs::write(&place.database, database)?;
        std::fs::write(format!("{}-wal", place.database), log)?;
        std::fs::write(format!("{}.heads", place.database), &self.heads)?;
        Ok(Copy { _folder: folder, place })
    }
}

/// A copy of the sample, removed when dropped.
pub(crate) struct Copy {
    _folder: TempDir,
    pub(crate) place: Place,
}

fn list_files(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list_files(&path, files)? } else { files.push(path) }
    }
    files.sort();
    Ok(())
}
