//! Evidence: files that are sealed and put into a folder or a bucket. Named by their content, in a way that only the city can
//! repeat; answered for only once the bytes and the row that names them are durable.

mod error;
mod framing;
mod storage;

pub use error::BlobError;
pub(crate) use storage::BlobStore;
pub use storage::{BlobLocation, S3Options};

use crate::chain::{from_hex, hex};
use crate::city::{CityId, UnknownCity};
use crate::keys::KeyError;
use crate::keys::data_key::DataKey;
use crate::ledger::{Core, Ledger};
use crate::store::{BlobRow, StoreError};
use aws_lc_rs::digest::{SHA256, digest};
use bytes::{Bytes, BytesMut};
pub(crate) use framing::seal;
use framing::{BlobHeader, HEADER_LENGTH, Opener};
use futures_util::stream::{self, BoxStream, Stream, StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The largest blob, in bytes.
pub const BLOB_LIMIT: usize = 64 * 1024 * 1024;

/// The data key that names are made with. Always the first, so that a name stays the same when keys are rotated.
const NAMING_EPOCH: u32 = 1;

/// A blob's name: an HMAC of its content under a key of the city. 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId([u8; 32]);

impl fmt::Display for BlobId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex(&self.0))
    }
}

impl BlobId {
    pub(crate) fn of_row(row: &BlobRow) -> Self {
        Self(row.id)
    }
}

/// The word is no blob id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a blob id has 64 lower-case hexadecimal digits")]
pub struct InvalidBlobId;

impl FromStr for BlobId {
    type Err = InvalidBlobId;

    fn from_str(word: &str) -> Result<Self, InvalidBlobId> {
        let bytes = from_hex(word).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(InvalidBlobId)
    }
}

impl Ledger {
    /// Stores a blob and answers once it is durable. What the city stored before is not stored twice.
    pub async fn put_blob(&self, city: &CityId, content: &[u8], at: Timestamp) -> Result<BlobId, BlobError> {
        if content.len() > BLOB_LIMIT {
            return Err(BlobError::TooLarge { found: content.len() });
        }
        let core = &self.core;
        let mut transaction = core.database.read().await?;
        let row = transaction.find_city(city).await?.ok_or_else(|| UnknownCity { city: city.clone() })?;
        let name = core.keys.load(&core.database, city, NAMING_EPOCH).await?.name(content);
        if transaction.find_blob(city, &name).await?.is_some() {
            return Ok(BlobId(name));
        }
        drop(transaction);
        let key = core.keys.load(&core.database, city, row.key_epoch).await?;
        let sealed = seal(&key, city, &name, content)?;
        let row = BlobRow {
            id: name,
            epoch: key.epoch(),
            length: content.len() as u64,
            sealed_hash: sha256(&sealed),
            stored_at: at,
        };
        if core.database.is_read_only() {
            return Err(StoreError::ReadOnly.into());
        }
        core.blobs.put(city, &row, sealed).await?;
        let mut transaction = core.database.write().await?;
        transaction.insert_blob(city, &row).await?;
        transaction.commit().await?;
        Ok(BlobId(name))
    }

    /// The content of a blob, chunk by chunk. Each chunk is authentic as it comes; that the blob is complete is known when the
    /// stream ends without an error.
    pub fn read_blob(&self, city: &CityId, id: BlobId) -> impl Stream<Item = Result<Bytes, BlobError>> + Send + use<> {
        let (core, city) = (Arc::clone(&self.core), city.clone());
        stream::once(open(core, city, id)).try_flatten()
    }

    /// The whole content of a blob.
    pub async fn load_blob(&self, city: &CityId, id: BlobId) -> Result<Vec<u8>, BlobError> {
        let chunks = self.read_blob(city, id);
        chunks
            .try_fold(Vec::new(), |mut content, chunk| async move {
                content.extend_from_slice(&chunk);
                Ok(content)
            })
            .await
    }
}

async fn open(
    core: Arc<Core>,
    city: CityId,
    id: BlobId,
) -> Result<BoxStream<'static, Result<Bytes, BlobError>>, BlobError> {
    let row = core.database.read().await?.find_blob(&city, &id.0).await?;
    let row = row.ok_or(BlobError::Unknown { id })?;
    let mut source = SealedSource { stream: core.blobs.sealed(&city, &row).await?, waiting: BytesMut::new() };
    let damaged = || BlobError::Damaged { city: city.clone(), id };
    let header = source.take(HEADER_LENGTH).await?.and_then(|bytes| BlobHeader::parse(&bytes));
    let header =
        header.filter(|header| header.epoch == row.epoch && header.length == row.length).ok_or_else(damaged)?;
    let key = core.keys.load(&core.database, &city, header.epoch).await?;
    let opener = Opener::new(&key, &city, &id.0, header)?;
    let chunks = stream::try_unfold((source, opener), move |(mut source, mut opener)| {
        let damaged = BlobError::Damaged { city: city.clone(), id };
        async move {
            let Some(length) = opener.next_length() else {
                // Bytes after the last chunk are nobody's.
                return if source.is_at_end().await? { Ok(None) } else { Err(damaged) };
            };
            let Some(sealed) = source.take(length).await? else { return Err(damaged) };
            let Some(chunk) = opener.open(sealed) else { return Err(damaged) };
            Ok(Some((Bytes::from(chunk), (source, opener))))
        }
    });
    Ok(chunks.boxed())
}

/// The content of sealed bytes that are at hand whole; `None` if they were altered or are another blob's.
pub(crate) fn open_sealed(key: &DataKey, city: &CityId, row: &BlobRow, sealed: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = sealed.split_at_checked(HEADER_LENGTH)?;
    let header = BlobHeader::parse(header).filter(|header| header.epoch == row.epoch && header.length == row.length)?;
    let mut opener = Opener::new(key, city, &row.id, header).ok()?;
    let mut content = Vec::new();
    while let Some(length) = opener.next_length() {
        let (chunk, after) = rest.split_at_checked(length)?;
        content.extend(opener.open(chunk.to_vec())?);
        rest = after;
    }
    rest.is_empty().then_some(content)
}

/// Sealed bytes as they arrive, handed on in the lengths asked for.
struct SealedSource {
    stream: BoxStream<'static, Result<Bytes, BlobError>>,
    waiting: BytesMut,
}

impl SealedSource {
    /// `None` if the bytes end before.
    async fn take(&mut self, length: usize) -> Result<Option<Vec<u8>>, BlobError> {
        while self.waiting.len() < length {
            match self.stream.next().await {
                Some(piece) => self.waiting.extend_from_slice(&piece?),
                None => return Ok(None),
            }
        }
        Ok(Some(self.waiting.split_to(length).to_vec()))
    }

    async fn is_at_end(&mut self) -> Result<bool, BlobError> {
        while self.waiting.is_empty() {
            match self.stream.next().await {
                Some(piece) => self.waiting.extend_from_slice(&piece?),
                None => return Ok(true),
            }
        }
        Ok(false)
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().unwrap_or_default()
}

impl From<KeyError> for BlobError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}
