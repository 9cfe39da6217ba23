//! What is done when nothing else is left to ask: answers that were put aside are believed, asked again, or declared unknown.

use super::fold::{conclude, strike};
use super::part::{Part, Turn};
use super::state::{SHORT_LIST, State};
use super::suspicion;
use crate::Version;
use crate::observation::Accepted;

/// Settles what waits. `true`: there is something to ask again.
pub(super) fn settle_doubts(state: &mut State) -> bool {
    if state.gave_up.is_some() {
        return false;
    }
    let waiting: Vec<(Version, Part)> = state
        .versions
        .iter_mut()
        .flat_map(|(version, known)| known.waiting.drain(..).map(|part| (*version, part)).collect::<Vec<_>>())
        .collect();
    let waited = !waiting.is_empty();
    for (version, part) in waiting {
        settle(state, version, part);
    }
    if waited && state.versions.values().any(|known| !known.open.is_empty()) {
        return true;
    }
    suspicion::lift_all(state)
}

fn settle(state: &mut State, version: Version, part: Part) {
    let offered: Vec<u32> = part.suites.iter().copied().take(state.list_limit()).collect();
    let long = version > Version::Ssl2 && part.named > SHORT_LIST.max(state.tolerated);
    let known = state.versions.get(&version);
    let alerts = known.is_some_and(|known| known.alerts);
    // To a hello of SSL 2.0 a server may answer in another language; from TLS on, what is malformed is no refusal.
    let refuses = part.doubts.look_like_refusal() && (version == Version::Ssl2 || !part.doubts.is_malformed());
    if !part.doubts.any() {
        // An alert to a long list.
        if long {
            shorten(state, version, part);
        } else {
            strike(state, version, &offered, part);
        }
    } else if refuses && !state.flaky && !alerts && !long && state.chosen_anything() {
        strike(state, version, &offered, part);
    } else if long && !state.short && !part.doubts.unreachable() {
        shorten(state, version, part);
    } else if part.doubts.exhausted(state.effort) {
        let why = part.doubts.why();
        let known = state.version(version);
        known.unknown.insert(why);
        if known.verdict != Accepted::Accepted {
            known.verdict = Accepted::Unknown;
        }
    } else {
        state.version(version).open.push(part);
    }
    conclude(state, version);
}

/// Asks again with short hellos from now on.
fn shorten(state: &mut State, version: Version, part: Part) {
    state.short = true;
    state.version(version).open.push(Part { doubts: super::doubt::Doubts::default(), turn: Turn::Opening, ..part });
}
