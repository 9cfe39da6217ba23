//! The chain: where an event stands, and the hash that ties it to everything before. The hash covers sealed bytes, so a chain
//! is checked without any key. Not signatures: those are on checkpoints.

use crate::city::CityId;
use aws_lc_rs::digest::{Context, SHA256};
use std::fmt;

/// An event's number in its city's stream: 1, 2, 3 … without gaps. [`Sequence::START`] (0) is the place before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(u64);

impl Sequence {
    /// Before the first event.
    pub const START: Self = Self(0);

    /// The number `number`; `None` above 2⁶³−1, which no database column here can hold.
    pub fn new(number: u64) -> Option<Self> {
        i64::try_from(number).ok().map(|_| Self(number))
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The number before this one; the start stays the start.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// As a database column. [`Sequence::new`] keeps it in range.
    pub(crate) fn column(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    /// From a database column, where a negative number can only be an edit.
    pub(crate) fn from_column(column: i64) -> Option<Self> {
        u64::try_from(column).ok().map(Self)
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A SHA-256 over an event, its place and the hash before it. Shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChainHash([u8; 32]);

impl ChainHash {
    /// The hash before a city's first event: it depends on the city, so no chain fits another city.
    pub fn genesis(city: &CityId) -> Self {
        let mut hash = Context::new(&SHA256);
        hash.update(b"kijun ledger genesis v1\0");
        hash.update(city.as_str().as_bytes());
        Self::finish(hash)
    }

    /// The hash of the event `sealed` at `sequence`, after the hash `self`.
    #[must_use]
    pub fn then(self, city: &CityId, sequence: Sequence, sealed: &[u8]) -> Self {
        let mut hash = Context::new(&SHA256);
        hash.update(b"kijun ledger event v1\0");
        hash.update(&self.0);
        hash.update(&sequence.0.to_be_bytes());
        // The id cannot hold a zero byte, so the end of it is plain.
        hash.update(city.as_str().as_bytes());
        hash.update(b"\0");
        hash.update(sealed);
        Self::finish(hash)
    }

    /// From 32 bytes; `None` for any other length.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn finish(hash: Context) -> Self {
        let mut bytes = [0; 32];
        // SHA-256 is 32 bytes long: nothing is cut or left over.
        for (to, from) in bytes.iter_mut().zip(hash.finish().as_ref()) {
            *to = *from;
        }
        Self(bytes)
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Where a stream ends: its last event and that event's hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last event; [`Sequence::START`] if there is none.
    pub sequence: Sequence,
    /// Its hash; [`ChainHash::genesis`] if there is none.
    pub hash: ChainHash,
}

impl Head {
    /// The head of an empty stream.
    pub fn start(city: &CityId) -> Self {
        Self { sequence: Sequence::START, hash: ChainHash::genesis(city) }
    }

    /// The head after the event `sealed`.
    #[must_use]
    pub fn after(self, city: &CityId, sealed: &[u8]) -> Self {
        let sequence = self.sequence.next();
        Self { sequence, hash: self.hash.then(city, sequence, sealed) }
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('?');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes that lower-case hexadecimal digits stand for; upper case is refused, so every value has one spelling.
pub(crate) fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| if let [high, low] = pair { Some(nibble(*high)? << 4 | nibble(*low)?) } else { None }).collect()
}
