//! The records of a backup: a kind, a length, a body. Bounded before anything is read; never a panic. Sealed bytes stand in a
//! record exactly as they stand in the database.

use crate::blob::BLOB_LIMIT;
use crate::bytes_reader::BytesReader;
use crate::chain::{ChainHash, Head, Sequence, from_hex, hex};
use crate::checkpoint::Checkpoint;
use crate::city::CityId;
use crate::keys::KeyId;
use crate::snapshot::SNAPSHOT_LIMIT;
use crate::store::{BlobRow, CityRow, DataKeyRow, ErasureRow, EventRow, RollbackMarker};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The first bytes of the file: name and version of the format.
pub(super) const MAGIC: [u8; 8] = *b"KIJUNBK1";

/// What a record is, in the order in which records of a city come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    City,
    Key,
    Event,
    Snapshot,
    Blob,
    Checkpoint,
    Manifest,
}

impl Kind {
    pub(super) const ALL: [Self; 7] =
        [Self::City, Self::Key, Self::Event, Self::Snapshot, Self::Blob, Self::Checkpoint, Self::Manifest];

    pub(super) fn byte(self) -> u8 {
        match self {
            Self::City => 1,
            Self::Key => 2,
            Self::Event => 3,
            Self::Snapshot => 4,
            Self::Blob => 5,
            Self::Checkpoint => 6,
            Self::Manifest => 7,
        }
    }

    pub(super) fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.byte() == byte)
    }

    /// Its name in the manifest.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Key => "keys",
            Self::Event => "events",
            Self::Snapshot => "snapshots",
            Self::Blob => "blobs",
            Self::Checkpoint => "checkpoint",
            Self::Manifest => "manifest",
        }
    }

    /// The longest body. The headers and tags of the sealed forms come to less than the margin.
    pub(super) fn length_limit(self) -> usize {
        const MARGIN: usize = 64 * 1024;
        match self {
            Self::City => 1024 * 1024,
            Self::Key | Self::Checkpoint => 4096,
            Self::Event => crate::PAYLOAD_LIMIT + MARGIN,
            Self::Snapshot => SNAPSHOT_LIMIT + MARGIN,
            Self::Blob => BLOB_LIMIT + MARGIN,
            Self::Manifest => 16 * 1024 * 1024,
        }
    }
}

/// A record, read.
pub(super) enum Record {
    City(CityRecord),
    Key(KeyDocument),
    Event(EventRow),
    Snapshot {
        sequence: Sequence,
        envelope: Vec<u8>,
    },
    /// `sealed` is empty if the bytes could not be had when the backup was made.
    Blob {
        row: BlobRow,
        sealed: Vec<u8>,
    },
    Checkpoint(Box<Checkpoint>),
}

/// A city without what it keeps.
pub(super) struct CityRecord {
    pub(super) row: CityRow,
    pub(super) erasure: Option<ErasureRow>,
    pub(super) rollbacks: Vec<RollbackMarker>,
}

impl Record {
    /// `None` if the body is not what its kind says.
    pub(super) fn parse(kind: Kind, body: &[u8]) -> Option<Self> {
        let mut reader = BytesReader(body);
        Some(match kind {
            Kind::City => Self::City(serde_json::from_slice::<CityDocument>(body).ok()?.into_record()?),
            Kind::Key => Self::Key(serde_json::from_slice(body).ok()?),
            Kind::Event => {
                let sequence = reader.i64()?;
                let hash = reader.take(32)?.to_vec();
                Self::Event(EventRow { sequence, hash, envelope: reader.0.to_vec() })
            }
            Kind::Snapshot => {
                let sequence = Sequence::new(reader.u64()?)?;
                Self::Snapshot { sequence, envelope: reader.0.to_vec() }
            }
            Kind::Blob => {
                let (id, epoch, length) = (reader.array()?, reader.u32()?, reader.u64()?);
                let (sealed_hash, stored_at) = (reader.array()?, Timestamp::from_millisecond(reader.i64()?).ok()?);
                let row = BlobRow { id, epoch, length, sealed_hash, stored_at };
                Self::Blob { row, sealed: reader.0.to_vec() }
            }
            Kind::Checkpoint => Self::Checkpoint(Box::new(Checkpoint::parse(body).ok()?)),
            Kind::Manifest => return None,
        })
    }

    /// The kind and the body: what [`Record::parse`] reads.
    pub(super) fn to_body(&self) -> serde_json::Result<(Kind, Vec<u8>)> {
        Ok(match self {
            Self::City(record) => (Kind::City, serde_json::to_vec(&CityDocument::from_record(record))?),
            Self::Key(document) => (Kind::Key, serde_json::to_vec(document)?),
            Self::Event(row) => {
                (Kind::Event, [&row.sequence.to_be_bytes(), row.hash.as_slice(), &row.envelope].concat())
            }
            Self::Snapshot { sequence, envelope } => {
                (Kind::Snapshot, [sequence.number().to_be_bytes().as_slice(), envelope].concat())
            }
            Self::Blob { row, sealed } => {
                let (epoch, length) = (row.epoch.to_be_bytes(), row.length.to_be_bytes());
                let stored_at = row.stored_at.as_millisecond().to_be_bytes();
                (Kind::Blob, [&row.id, epoch.as_slice(), &length, &row.sealed_hash, &stored_at, sealed].concat())
            }
            Self::Checkpoint(checkpoint) => (Kind::Checkpoint, checkpoint.to_json().into_bytes()),
        })
    }
}

/// A wrapped data key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyDocument {
    epoch: u32,
    kek_id: String,
    wrapped: String,
    created_at: i64,
}

impl KeyDocument {
    pub(super) fn from_row(row: &DataKeyRow) -> Self {
        Self {
            epoch: row.epoch,
            kek_id: row.kek_id.to_string(),
            wrapped: hex(&row.wrapped),
            created_at: row.created_at.as_millisecond(),
        }
    }

    pub(super) fn to_row(&self, city: &CityId) -> Option<DataKeyRow> {
        Some(DataKeyRow {
            city: city.clone(),
            epoch: self.epoch,
            kek_id: KeyId::new(&self.kek_id),
            wrapped: from_hex(&self.wrapped)?,
            created_at: Timestamp::from_millisecond(self.created_at).ok()?,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CityDocument {
    city: CityId,
    created_at: i64,
    head: HeadDocument,
    key_epoch: u32,
    erasure: Option<ErasureDocument>,
    rollbacks: Vec<RollbackDocument>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadDocument {
    sequence: u64,
    hash: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ErasureDocument {
    begun_at: i64,
    finished_at: Option<i64>,
    head: HeadDocument,
    data_keys: u64,
    key_ids: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RollbackDocument {
    recorded_at: i64,
    known: HeadDocument,
    restored: HeadDocument,
    reason: String,
}

impl HeadDocument {
    fn from_head(head: Head) -> Self {
        Self { sequence: head.sequence.number(), hash: head.hash.to_string() }
    }

    fn to_head(&self) -> Option<Head> {
        Some(Head { sequence: Sequence::new(self.sequence)?, hash: ChainHash::from_slice(&from_hex(&self.hash)?)? })
    }
}

impl CityDocument {
    fn from_record(record: &CityRecord) -> Self {
        let erasure = record.erasure.as_ref().map(|row| ErasureDocument {
            begun_at: row.begun_at.as_millisecond(),
            finished_at: row.finished_at.map(Timestamp::as_millisecond),
            head: HeadDocument::from_head(row.head),
            data_keys: row.data_keys,
            key_ids: row.key_ids.clone(),
        });
        let rollbacks = record.rollbacks.iter().map(|marker| RollbackDocument {
            recorded_at: marker.recorded_at.as_millisecond(),
            known: HeadDocument::from_head(marker.known),
            restored: HeadDocument::from_head(marker.restored),
            reason: marker.reason.clone(),
        });
        Self {
            city: record.row.city.clone(),
            created_at: record.row.created_at.as_millisecond(),
            head: HeadDocument::from_head(record.row.head),
            key_epoch: record.row.key_epoch,
            erasure,
            rollbacks: rollbacks.collect(),
        }
    }

    fn into_record(self) -> Option<CityRecord> {
        let instant = |milliseconds| Timestamp::from_millisecond(milliseconds).ok();
        let erasure = match self.erasure {
            None => None,
            Some(document) => Some(ErasureRow {
                begun_at: instant(document.begun_at)?,
                finished_at: match document.finished_at {
                    None => None,
                    Some(finished_at) => Some(instant(finished_at)?),
                },
                head: document.head.to_head()?,
                data_keys: document.data_keys,
                key_ids: document.key_ids,
            }),
        };
        let marker = |document: RollbackDocument| {
            Some(RollbackMarker {
                city: self.city.clone(),
                recorded_at: instant(document.recorded_at)?,
                known: document.known.to_head()?,
                restored: document.restored.to_head()?,
                reason: document.reason,
            })
        };
        let rollbacks = self.rollbacks.into_iter().map(marker).collect::<Option<_>>()?;
        let (created_at, head) = (instant(self.created_at)?, self.head.to_head()?);
        let row = CityRow { city: self.city, created_at, head, key_epoch: self.key_epoch };
        Some(CityRecord { row, erasure, rollbacks })
    }
}
