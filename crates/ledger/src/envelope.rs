//! The sealed form of an event or a snapshot: a header in the clear, then AES-256-GCM ciphertext and tag.
//! The header says which data key and which salt; everything else that matters is bound as associated data.

use crate::bytes_reader::BytesReader;
use crate::chain::{ChainHash, Sequence};
use crate::city::CityId;
use jiff::Timestamp;

/// The first byte of every envelope. Another number is another format.
const VERSION: u8 = 1;

/// Bytes before the ciphertext: version 1, epoch 4, instant 8, salt 32.
pub(crate) const HEADER_LENGTH: usize = 45;

/// The salt that a one-time key is derived with.
pub(crate) const SALT_LENGTH: usize = 32;

/// What an envelope says in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Which data key of the city.
    pub(crate) epoch: u32,
    /// Milliseconds are kept.
    pub(crate) recorded_at: Timestamp,
    pub(crate) salt: [u8; SALT_LENGTH],
}

impl Header {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_LENGTH);
        bytes.push(VERSION);
        bytes.extend(self.epoch.to_be_bytes());
        bytes.extend(self.recorded_at.as_millisecond().to_be_bytes());
        bytes.extend(self.salt);
        bytes
    }

    /// Splits an envelope into its header and the rest; `None` if it is no envelope of this format.
    pub(crate) fn parse(envelope: &[u8]) -> Option<(Self, &[u8])> {
        let mut reader = BytesReader(envelope);
        if reader.byte()? != VERSION {
            return None;
        }
        let epoch = reader.u32()?;
        let recorded_at = Timestamp::from_millisecond(reader.i64()?).ok()?;
        let salt = reader.array()?;
        Some((Self { epoch, recorded_at, salt }, reader.0))
    }
}

/// What an envelope is for. A snapshot cannot be passed off as an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Event,
    Snapshot,
}

/// Where an envelope belongs: moved to any other place, it does not open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) kind: Kind,
    pub(crate) city: &'a CityId,
    pub(crate) sequence: Sequence,
    /// For an event the chain's hash before it; for a snapshot the hash of the event that it stands at.
    pub(crate) hash: ChainHash,
}

impl Place<'_> {
    /// The associated data: the place, then the header.
    pub(crate) fn associated_data(&self, header: &[u8]) -> Vec<u8> {
        let label: &[u8] = match self.kind {
            Kind::Event => b"kijun sealed event v1\0",
            Kind::Snapshot => b"kijun sealed snapshot v1\0",
        };
        let city = self.city.as_str().as_bytes();
        [label, city, b"\0", &self.sequence.number().to_be_bytes(), self.hash.as_bytes(), header].concat()
    }
}
