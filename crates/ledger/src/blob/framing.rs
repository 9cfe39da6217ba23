//! The sealed form of a blob: a header, then chunks of 64 KiB, each with its own tag. The number of a chunk and whether it is the
//! last are in its nonce (the STREAM construction), so chunks cannot be moved, left out or cut off. Pure bytes, no storage.

use crate::bytes_reader::BytesReader;
use crate::city::CityId;
use crate::keys::KeyError;
use crate::keys::data_key::{DataKey, TAG_LENGTH};
use aws_lc_rs::aead::{Aad, LessSafeKey, Nonce};

/// Plaintext bytes of every chunk but the last.
const CHUNK: usize = 64 * 1024;

/// «KJB» and the version of the format.
const MAGIC: [u8; 4] = *b"KJB1";

/// Magic 4, epoch 4, length 8.
pub(crate) const HEADER_LENGTH: usize = 16;

/// What a sealed blob says in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlobHeader {
    pub(crate) epoch: u32,
    /// Of the plaintext.
    pub(crate) length: u64,
}

impl BlobHeader {
    fn to_bytes(self) -> [u8; HEADER_LENGTH] {
        let mut bytes = [0; HEADER_LENGTH];
        let fields = MAGIC.into_iter().chain(self.epoch.to_be_bytes()).chain(self.length.to_be_bytes());
        bytes.iter_mut().zip(fields).for_each(|(to, from)| *to = from);
        bytes
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut reader = BytesReader(bytes);
        if reader.array()? != MAGIC {
            return None;
        }
        Some(Self { epoch: reader.u32()?, length: reader.u64()? })
    }

    /// An empty blob has one empty chunk.
    fn chunks(self) -> u64 {
        self.length.div_ceil(CHUNK as u64).max(1)
    }
}

/// Seals a whole blob. The same content under the same data key gives the same bytes.
pub(crate) fn seal(key: &DataKey, city: &CityId, name: &[u8; 32], content: &[u8]) -> Result<Vec<u8>, KeyError> {
    let header = BlobHeader { epoch: key.epoch(), length: content.len() as u64 };
    let blob_key = key.blob_key(name)?;
    let chunks = header.chunks();
    let tags = usize::try_from(chunks).unwrap_or(usize::MAX).saturating_mul(TAG_LENGTH);
    let mut sealed = Vec::with_capacity(HEADER_LENGTH.saturating_add(content.len()).saturating_add(tags));
    sealed.extend_from_slice(&header.to_bytes());
    let associated_data = associated_data(city, name, header);
    let pieces = content.chunks(CHUNK).chain(content.is_empty().then_some(content));
    for (number, piece) in (0..).zip(pieces) {
        let start = sealed.len();
        sealed.extend_from_slice(piece);
        let body = sealed.get_mut(start..).unwrap_or_default();
        let tag = blob_key
            .seal_in_place_separate_tag(nonce(number, chunks)?, Aad::from(&associated_data), body)
            .map_err(|_| KeyError::Refused)?;
        sealed.extend_from_slice(tag.as_ref());
    }
    Ok(sealed)
}

/// Opens a sealed blob chunk after chunk.
pub(crate) struct Opener {
    key: LessSafeKey,
    associated_data: Vec<u8>,
    header: BlobHeader,
    number: u64,
}

impl Opener {
    pub(crate) fn new(key: &DataKey, city: &CityId, name: &[u8; 32], header: BlobHeader) -> Result<Self, KeyError> {
        let associated_data = associated_data(city, name, header);
        Ok(Self { key: key.blob_key(name)?, associated_data, header, number: 0 })
    }

    /// The sealed bytes that the next chunk has; `None` after the last.
    pub(crate) fn next_length(&self) -> Option<usize> {
        if self.number >= self.header.chunks() {
            return None;
        }
        let before = self.number.saturating_mul(CHUNK as u64);
        let rest = usize::try_from(self.header.length.saturating_sub(before)).unwrap_or(usize::MAX);
        Some(rest.min(CHUNK) + TAG_LENGTH)
    }

    /// The plaintext of the next chunk; `None` if it was altered or is not the next.
    pub(crate) fn open(&mut self, mut sealed: Vec<u8>) -> Option<Vec<u8>> {
        let nonce = nonce(self.number, self.header.chunks()).ok()?;
        let length = self.key.open_in_place(nonce, Aad::from(&self.associated_data), &mut sealed).ok()?.len();
        sealed.truncate(length);
        self.number += 1;
        Some(sealed)
    }
}

fn associated_data(city: &CityId, name: &[u8; 32], header: BlobHeader) -> Vec<u8> {
    [b"kijun sealed blob v1\0", city.as_str().as_bytes(), b"\0", name.as_slice(), &header.to_bytes()].concat()
}

/// Seven zero bytes, the number in four, and 1 for the last chunk. 2³² chunks are 256 TiB; the limit on blobs is far below.
fn nonce(number: u64, chunks: u64) -> Result<Nonce, KeyError> {
    let [a, b, c, d] = u32::try_from(number).map_err(|_| KeyError::Refused)?.to_be_bytes();
    let last = u8::from(number + 1 == chunks);
    Ok(Nonce::assume_unique_for_key([0, 0, 0, 0, 0, 0, 0, a, b, c, d, last]))
}
