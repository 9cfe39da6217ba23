//! A guess that was refused with something riding on the question: either may be the cause. The suite is asked again with the rest of its
//! version, which is to be asked anyway; what rode waits for the answer.

use super::choose::UnderWay;
use super::fold::{blame, put_back};
use super::part::{Part, Turn};
use super::state::{State, VersionState};
use super::trial::{Manner, Trial};
use crate::Version;

/// A suite, or what rode on the question about it, was the cause of a refusal.
#[derive(Clone, Debug)]
pub(super) struct Suspicion {
    suite: u32,
    pub(super) trials: Vec<Trial>,
    /// Has the suite been put among the rest?
    with_rest: bool,
}

/// A guess was refused together with what rode on it, or passed over for a known suite.
pub(super) fn add(known: &mut VersionState, suite: u32, trials: Vec<Trial>) {
    known.wrong_guesses += usize::from(!trials.is_empty());
    known.suspected.push(Suspicion { suite, trials, with_rest: false });
}

/// Puts suspected suites among the rest of their version: where that is under way, once it is back.
pub(super) fn put_with_rest(state: &mut State, under_way: &UnderWay) {
    for (version, known) in &mut state.versions {
        let new = |suspicion: &&mut Suspicion| !suspicion.with_rest;
        let mut new = known.suspected.iter_mut().filter(new).peekable();
        if new.peek().is_none() {
            continue;
        }
        // A part in doubt stays as it is: an answer must be one to what was doubted.
        let of_rest = |part: &Part| part.turn != Turn::Likely && !part.doubts.any();
        let asking = under_way.values().any(|ask| ask.version == *version && ask.purpose.part().is_some_and(of_rest));
        let rest = known.open.iter().position(of_rest);
        if rest.is_none() && asking {
            continue;
        }
        let mut suites = Vec::new();
        for suspicion in new {
            suspicion.with_rest = true;
            suites.push(suspicion.suite);
        }
        match rest.and_then(|place| known.open.get_mut(place)) {
            Some(part) => part.suites.extend(suites),
            None => known.open.push(Part::new(suites, Turn::Rest)),
        }
    }
}

/// The suite is accepted without what rode: if that was one thing, it was the cause.
pub(super) fn lift_by_acceptance(state: &mut State, version: Version, suite: u32) {
    for suspicion in take(state, version, |suspected| suspected == suite) {
        let known = state.version(version);
        known.wrong_guesses = known.wrong_guesses.saturating_sub(usize::from(!suspicion.trials.is_empty()));
        known.right_guesses += 1;
        match suspicion.trials.as_slice() {
            [only] => blame(state, only),
            several => put_back(state, several.iter().cloned().map(|trial| Trial { manner: Manner::Lonely, ..trial })),
        }
    }
}

/// The suites are refused: what rode is as open as it was.
pub(super) fn lift_by_refusal(state: &mut State, version: Version, refused: &[u32]) {
    for suspicion in take(state, version, |suspected| refused.contains(&suspected)) {
        put_back(state, suspicion.trials);
    }
}

/// Of suites that could not be established: what rode is asked with known suites. `true`: there is something to ask.
pub(super) fn lift_all(state: &mut State) -> bool {
    let versions: Vec<Version> = state.versions.keys().copied().collect();
    let mut any = false;
    for version in versions {
        for suspicion in take(state, version, |_| true) {
            any = true;
            put_back(state, suspicion.trials.into_iter().map(|trial| Trial { manner: Manner::Standing, ..trial }));
        }
    }
    any
}

fn take(state: &mut State, version: Version, which: impl Fn(u32) -> bool) -> Vec<Suspicion> {
    let suspected = &mut state.version(version).suspected;
    let (taken, left) = std::mem::take(suspected).into_iter().partition(|suspicion| which(suspicion.suite));
    *suspected = left;
    taken
}

impl Suspicion {
    pub(super) fn is_of(&self, suite: u32) -> bool {
        self.suite == suite
    }
}
