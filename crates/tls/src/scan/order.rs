//! Whose order of suites decides: worked out from choices that were seen anyway, where that is possible.

use super::catalogue;
use super::state::VersionState;
use crate::Version;
use crate::observation::Order;

/// A choice among suites, other things being equal.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) offered: Vec<u32>,
    pub(super) chosen: u32,
}

/// Notes a choice and works out the order anew.
pub(super) fn note(state: &mut VersionState, choice: Choice) {
    state.choices.push(choice);
    work_out(state);
}

/// Works out the order. A suite chosen though another accepted one stood before it: the server's. Two suites each chosen before the
/// other: not one order of the server's, so the client's.
pub(super) fn work_out(state: &mut VersionState) {
    if state.order != Order::Unknown {
        return;
    }
    let passed_over = |choice: &Choice| {
        let before = choice.offered.iter().take_while(|suite| **suite != choice.chosen);
        before.into_iter().any(|suite| state.accepted.contains(suite))
    };
    let contradict = |one: &Choice, other: &Choice| {
        one.chosen != other.chosen && one.offered.contains(&other.chosen) && other.offered.contains(&one.chosen)
    };
    if state.choices.iter().any(passed_over) {
        state.order = Order::Server;
    } else if state.choices.iter().any(|one| state.choices.iter().any(|other| contradict(one, other))) {
        state.order = Order::Client;
    }
}

/// Did it stand before a suite that was chosen? With two suites accepted an order of the server's has mostly shown; who follows the client's does
/// not accept it.
pub(super) fn was_passed_over(order: Order, accepted: usize, choices: &[Choice], suite: u32) -> bool {
    let before = |choice: &Choice| {
        choice.offered.iter().take_while(|offered| **offered != choice.chosen).any(|offered| *offered == suite)
    };
    order != Order::Server && accepted > 1 && choices.iter().any(before)
}

/// A suite that was chosen though all of these were offered: put behind them, it shows whose order decides.
pub(super) fn tail(state: &VersionState, suites: &[u32]) -> Option<u32> {
    let choice =
        |choice: &&Choice| suites.iter().all(|suite| choice.offered.contains(suite) && *suite != choice.chosen);
    // Where the order is the server's, the second suite that is accepted has mostly shown it; where the least popular of the suites of
    // TLS 1.3 was chosen first, it hardly is.
    let clients = state.accepted == [0x1303];
    let open = state.order == Order::Unknown && !state.outdone && (state.accepted.len() > 1 || clients);
    open.then(|| state.choices.iter().find(choice).map(|choice| choice.chosen)).flatten()
}

/// Known suites in an order that decides, where the choices seen do not; `None` where there is no order to find.
pub(super) fn deciding(state: &VersionState) -> Option<Vec<u32>> {
    if state.order != Order::Unknown || state.usable().count() < 2 {
        return None;
    }
    let others = |choice: &Choice| -> Vec<u32> {
        let also = |suite: &&u32| **suite != choice.chosen && choice.offered.contains(suite);
        state.accepted.iter().filter(also).copied().collect()
    };
    for choice in &state.choices {
        let mut offered = others(choice);
        if !offered.is_empty() {
            offered.push(choice.chosen);
            return Some(offered);
        }
    }
    Some(liked_last(state.usable().collect()))
}

/// The suites of a question that is put for another reason, so that the choice among them tells most of whose order decides.
pub(super) fn telling(state: &VersionState, suites: Vec<u32>, turned: bool) -> Vec<u32> {
    if state.order != Order::Unknown || suites.len() < 2 {
        return suites;
    }
    if let Some(deciding) = deciding(state).filter(|deciding| deciding.iter().all(|suite| suites.contains(suite))) {
        return deciding;
    }
    let mut suites = liked_last(suites);
    if turned {
        suites.reverse();
    }
    suites
}

/// Who has an order of its own chooses the last, though the others stand before it.
fn liked_last(mut suites: Vec<u32>) -> Vec<u32> {
    let places = catalogue::candidates(Version::Tls12);
    let tls13 = catalogue::candidates(Version::Tls13);
    suites.sort_by_cached_key(|suite| places.iter().chain(&tls13).position(|place| place == suite));
    suites
}
