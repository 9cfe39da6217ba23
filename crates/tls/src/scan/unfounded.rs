//! A trial that was refused with suites of which none is known to be accepted yet: a re-scan asks for everything at once. The refusal
//! counts as soon as one of them is, and not at all where none is.

use super::fold::{blame, put_back};
use super::ride;
use super::state::State;
use super::trial::{Manner, Trial};
use crate::Version;

#[derive(Clone, Debug)]
pub(super) struct Unfounded {
    version: Version,
    offered: Vec<u32>,
    pub(super) trial: Trial,
}

/// Takes a refusal of known or expected suites with one trial.
pub(super) fn refused(state: &mut State, version: Version, offered: Vec<u32>, trial: Trial) {
    state.unfounded.push(Unfounded { version, offered, trial });
    settle(state);
}

/// What can be said by now.
pub(super) fn settle(state: &mut State) {
    for one in std::mem::take(&mut state.unfounded) {
        let known = state.version(one.version);
        let founded: Vec<u32> = one.offered.iter().copied().filter(|suite| known.accepted.contains(suite)).collect();
        let hoped = one.offered.iter().any(|suite| known.expected.contains(suite));
        if !founded.is_empty() {
            blame(state, &one.trial);
            put_back(state, ride::left_open(&one.trial, &founded));
        } else if hoped {
            state.unfounded.push(one);
        } else {
            put_back(state, [Trial { manner: Manner::Standing, ..one.trial }]);
        }
    }
}
