//! A part cut in two for speed: only while fewer questions are under way than may be, and only as often as acceptances have paid for.

use super::catalogue;
use super::part::{Part, Turn};
use super::state::State;
use crate::Version;

/// Splits that cost at most a refusal each: so many at once, and one more for so many accepted suites.
const FREE_SPLITS: usize = 2;
const ACCEPTED_A_SPLIT: usize = 4;

/// Puts back what is left of a part in which the server chose.
pub(super) fn put_back(state: &mut State, version: Version, part: Part, others: usize) {
    let ready: usize = state.versions.values().map(|known| known.open.len()).sum();
    let idle = state.effort.parallel > others + ready + 1;
    let accepted: usize = state.versions.values().map(|known| known.accepted.len()).sum();
    let paid = state.splits < FREE_SPLITS + accepted / ACCEPTED_A_SPLIT;
    if idle && paid && part.turn == Turn::Leading && part.suites.len() > 3 && version < Version::Tls13 {
        state.splits += 1;
        let (one, other) = catalogue::halves(&part.suites);
        let half = |suites| Part { suites, suspects: Vec::new(), ..part.clone() };
        state.version(version).open.extend([half(one), half(other)]);
    } else {
        state.version(version).open.push(part);
    }
}
