//! Reads a backup record by record, bounded, hashing everything as it passes. What it yields is only framed rightly; whether it
//! is sound, `check` says.

use super::error::BackupError;
use super::format::{Kind, MAGIC, Record};
use super::manifest::{Manifest, Tally};
use aws_lc_rs::digest::{Context, SHA256};
use std::io::{ErrorKind, Read};
use std::sync::Arc;

pub(super) struct Reader<R> {
    source: R,
    offset: u64,
    hash: Context,
    tally: Tally,
    /// Of the record before: within a city kinds only go up.
    last: Option<Kind>,
}

/// What comes next in a backup.
pub(super) enum Item {
    Record(Record),
    End(Ending),
}

/// The end of a backup.
pub(super) struct Ending {
    pub(super) manifest: Manifest,
    /// What the manifest should be, by what was read.
    pub(super) counted: Manifest,
    /// Whether the hash over the whole file is right.
    pub(super) is_whole: bool,
}

impl<R: Read> Reader<R> {
    pub(super) fn open(source: R) -> Result<Self, BackupError> {
        let hash = Context::new(&SHA256);
        let mut reader = Self { source, offset: 0, hash, tally: Tally::default(), last: None };
        let magic = reader.bytes(MAGIC.len())?;
        if magic == MAGIC { Ok(reader) } else { Err(BackupError::Format { offset: 0 }) }
    }

    pub(super) fn next(&mut self) -> Result<Item, BackupError> {
        let offset = self.offset;
        let damaged = || BackupError::Format { offset };
        let frame = self.bytes(5)?;
        let [kind, length @ ..] = <[u8; 5]>::try_from(frame).map_err(|_| damaged())?;
        let kind = Kind::from_byte(kind).ok_or_else(damaged)?;
        let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| damaged())?;
        let in_order = match (kind, self.last) {
            (Kind::City | Kind::Manifest, _) => true,
            (_, None) => false,
            (_, Some(last)) => kind >= last,
        };
        if length > kind.length_limit() || !in_order {
            return Err(damaged());
        }
        self.last = Some(kind);
        let body = self.bytes(length)?;
        if kind == Kind::Manifest {
            return self.end(&body).map(Item::End);
        }
        let record = Record::parse(kind, &body).ok_or_else(damaged)?;
        if let Record::City(city) = &record {
            self.tally.begin_city(&city.row.city);
        }
        self.tally.add(kind, &body);
        Ok(Item::Record(record))
    }

    fn end(&mut self, body: &[u8]) -> Result<Ending, BackupError> {
        let damaged = BackupError::Format { offset: self.offset };
        let manifest: Manifest = serde_json::from_slice(body).map_err(|_| damaged.clone())?;
        if !manifest.is_known() {
            return Err(damaged);
        }
        let expected = std::mem::replace(&mut self.hash, Context::new(&SHA256)).finish();
        let written = self.bytes(32)?;
        let at_end = matches!(self.source.read(&mut [0]), Ok(0));
        let counted = std::mem::take(&mut self.tally).finish(manifest.created_at);
        Ok(Ending { manifest, counted, is_whole: written == expected.as_ref() && at_end })
    }

    /// Exactly so many bytes. Space is made as they arrive, not by what a length claims.
    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, BackupError> {
        let mut bytes = Vec::with_capacity(length.min(64 * 1024));
        let wanted = length as u64;
        match self.source.by_ref().take(wanted).read_to_end(&mut bytes) {
            Ok(found) if found == length => {}
            Ok(_) => return Err(BackupError::Format { offset: self.offset }),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                return Err(BackupError::Format { offset: self.offset });
            }
            Err(error) => return Err(BackupError::Read(Arc::new(error))),
        }
        self.offset += wanted;
        self.hash.update(&bytes);
        Ok(bytes)
    }
}
