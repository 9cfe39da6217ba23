//! What a city keeps, kept: append-only streams of sealed events, one stream a city, each event chained to the one before;
//! snapshots and evidence beside them; the keys that seal all of it.
//!
//! On SQLite or PostgreSQL, evidence in a folder or an S3 bucket; one contract for all. Payloads are opaque bytes: this room
//! knows nothing of the domain, reads no clock (instants are arguments) and makes no randomness ([`Randomness`] is given).
//!
//! Start with [`Ledger::open`].

mod accept_loss;
mod append;
pub mod backup;
mod blob;
mod bytes_reader;
mod chain;
mod checkpoint;
mod city;
mod durable_file;
mod envelope;
mod erase;
mod event;
mod fault;
mod keys;
mod ledger;
#[doc(hidden)]
pub mod measuring;
mod random;
mod read;
mod snapshot;
mod store;
pub mod verify;

pub use accept_loss::accept_loss;
pub use append::{AppendError, Appended, Expected, PAYLOAD_LIMIT};
pub use blob::{BLOB_LIMIT, BlobError, BlobId, BlobLocation, S3Options};
pub use chain::{ChainHash, Head, Sequence};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use city::{CityId, InvalidCityId, UnknownCity};
pub use erase::{EraseError, Erasure};
pub use event::Event;
pub use fault::Fault;
pub use keys::change::{DataKeyInfo, KeyChange};
pub use keys::folder::KeyFolder;
pub use keys::signing::SigningKey;
pub use keys::{KeyEncryptionKey, KeyError, KeyId, KeyRing, SecretKey, WrapContext};
pub use ledger::{CityError, Ledger, LedgerOptions};
pub use random::{Randomness, RandomnessFailed, SystemRandomness};
pub use read::ReadError;
pub use snapshot::{SNAPSHOT_LIMIT, Snapshot};
pub use store::{DatabaseLocation, LostWrites, OpenError, RollbackMarker, StoreError, find_lost_writes};
