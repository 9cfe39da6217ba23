//! An event as it is read: opened, and checked against the chain.

use crate::chain::{ChainHash, Sequence};
use jiff::Timestamp;

/// One event of a city's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number in the stream.
    pub sequence: Sequence,
    /// When the writer said it was recorded; milliseconds are kept.
    pub recorded_at: Timestamp,
    /// The hash of the chain up to and with this event.
    pub hash: ChainHash,
    /// What was appended.
    pub payload: Vec<u8>,
}
