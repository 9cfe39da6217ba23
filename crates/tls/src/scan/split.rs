//! What is left of a version cut for speed. In a hurry the leading version is cut by the way of key exchange after its first answer; later
//! parts are cut in two, only while fewer questions are under way than may be, and only as often as acceptances have paid for, since each
//! piece ends in a refusal of its own.

use super::part::{Part, Turn};
use super::state::{State, VersionState};
use crate::Version;
use crate::suites::{Exchange, Suite};

/// Accepted suites that pay for one split; fewer where many questions may be under way, since then time is what is short.
const ACCEPTED_A_SPLIT: usize = 9;
const ACCEPTED_A_SPLIT_IN_A_HURRY: usize = 4;
/// What is left of fewer suites is hardly worth two refusals.
const WORTH_A_SPLIT: usize = 16;

/// Puts back what is left of a part in which the server chose; `others` are under way besides.
pub(super) fn put_back(state: &mut State, version: Version, part: Part, others: usize) {
    if part.turn == Turn::Opening && state.effort.in_a_hurry() && state.leading() == Some(version) {
        let parts = by_exchange(&part.suites).into_iter().filter(|suites| !suites.is_empty());
        state.version(version).open.extend(parts.map(|suites| Part::new(suites, Turn::Rest)));
        return;
    }
    let part = if part.turn == Turn::Opening { Part { turn: Turn::Rest, ..part } } else { part };
    let ready: usize = state.versions.values().map(|known| known.open.len()).sum();
    let idle = state.effort.parallel > others + ready + 1;
    let (one, other) = halves(&part.suites);
    let worth = part.turn == Turn::Rest && version < Version::Tls13 && part.suites.len() >= WORTH_A_SPLIT;
    if idle && worth && is_paid(state, version) && !one.is_empty() && !other.is_empty() {
        state.splits += 1;
        state.version(version).open.extend([one, other].map(|suites| Part::new(suites, part.turn)));
    } else {
        state.version(version).open.push(part);
    }
}

fn is_paid(state: &State, version: Version) -> bool {
    let accepted = |known: &VersionState| known.accepted.len();
    let here = state.versions.get(&version).map_or(0, accepted);
    let everywhere: usize = state.versions.values().map(accepted).sum();
    if state.effort.in_a_hurry() {
        here >= ACCEPTED_A_SPLIT_IN_A_HURRY && state.splits < everywhere / ACCEPTED_A_SPLIT_IN_A_HURRY
    } else {
        here >= ACCEPTED_A_SPLIT && state.splits < here / ACCEPTED_A_SPLIT
    }
}

/// Most servers that have many suites have some with curves, some with finite fields and some with neither.
fn by_exchange(suites: &[u32]) -> [Vec<u32>; 3] {
    let of = |wanted: fn(Option<Exchange>) -> bool| {
        let exchange = |suite: &u32| Suite::find(*suite).map(Suite::exchange);
        suites.iter().copied().filter(|suite| wanted(exchange(suite))).collect()
    };
    [
        of(|exchange| exchange == Some(Exchange::Ecdhe)),
        of(|exchange| exchange == Some(Exchange::Dhe)),
        of(|exchange| !matches!(exchange, Some(Exchange::Ecdhe | Exchange::Dhe))),
    ]
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
