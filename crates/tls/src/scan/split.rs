//! What is left of a version cut in two for speed: only while fewer questions are under way than may be, and only as often as
//! acceptances have paid for, since each half ends in a refusal of its own.

use super::part::{Part, Turn};
use super::state::State;
use crate::Version;
use crate::suites::{Exchange, Suite};

/// Accepted suites that pay for one split; fewer where many questions may be under way, since then time is what is short.
const ACCEPTED_A_SPLIT: usize = 9;
const ACCEPTED_A_SPLIT_IN_A_HURRY: usize = 5;

/// Puts back what is left of a part in which the server chose; `others` are under way besides.
pub(super) fn put_back(state: &mut State, version: Version, part: Part, others: usize) {
    let ready: usize = state.versions.values().map(|known| known.open.len()).sum();
    let idle = state.effort.parallel > others + ready + 1;
    let accepted = state.version(version).accepted.len();
    let price = if state.effort.in_a_hurry() { ACCEPTED_A_SPLIT_IN_A_HURRY } else { ACCEPTED_A_SPLIT };
    let paid = accepted >= ACCEPTED_A_SPLIT && state.splits < accepted / price;
    let (one, other) = halves(&part.suites);
    if idle && paid && part.turn == Turn::Rest && version < Version::Tls13 && !one.is_empty() && !other.is_empty() {
        state.splits += 1;
        state.version(version).open.extend([one, other].map(|suites| Part::new(suites, part.turn)));
    } else {
        state.version(version).open.push(part);
    }
}

/// By the way of key exchange, so that neither half is likely to be empty; else every other suite.
fn halves(suites: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let exchange = |suite: &u32| Suite::find(*suite).map(Suite::exchange);
    let (curves, others): (Vec<u32>, Vec<u32>) =
        suites.iter().partition(|suite| matches!(exchange(suite), Some(Exchange::Ecdhe | Exchange::Rsa)));
    if !curves.is_empty() && !others.is_empty() {
        return (curves, others);
    }
    let places = suites.iter().enumerate();
    let (even, odd): (Vec<_>, Vec<_>) = places.partition(|(place, _)| place % 2 == 0);
    let half = |half: Vec<(usize, &u32)>| half.into_iter().map(|(_, suite)| *suite).collect();
    (half(even), half(odd))
}
