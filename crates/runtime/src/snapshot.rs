//! A state as the bytes of a snapshot, packed. A snapshot only saves time: one that this program cannot read is passed over.

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use register::State;
use std::io::{Read as _, Write as _};

/// A snapshot that unpacks to more is not read: the stream is folded from its beginning instead.
const UNPACKED_LIMIT: u64 = 1 << 30;

/// The packed snapshot; `None` where it cannot be made, or is more than the ledger takes.
pub(crate) fn write(state: &State) -> Option<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&state.to_snapshot()).ok()?;
    encoder.finish().ok().filter(|packed| packed.len() <= ledger::SNAPSHOT_LIMIT)
}

pub(crate) fn read(packed: &[u8]) -> Option<State> {
    let mut json = Vec::new();
    DeflateDecoder::new(packed).take(UNPACKED_LIMIT).read_to_end(&mut json).ok()?;
    State::from_snapshot(&json)
}
