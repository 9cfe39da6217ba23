//! What an alert refuses: only what nothing else can have been the cause of.

use super::super::ask::{Ask, Purpose};
use super::super::depth;
use super::super::doubt::Doubts;
use super::super::features::see;
use super::super::part::{Part, Turn};
use super::super::state::{SHORT_LIST, State};
use super::super::trial::{Manner, Topic, Trial};
use super::super::{suspicion, unfounded};
use super::{blame, put_back, refuse_version};
use crate::Version;
use crate::observation::{Accepted, Intolerance};

/// Alerts with a meaning of their own (RFC 8446 §6).
const PROTOCOL_VERSION: u8 = 70;
/// RFC 7301 §3.2.
const NO_APPLICATION_PROTOCOL: u8 = 120;
const INAPPROPRIATE_FALLBACK: u8 = 86;

/// Takes an alert.
pub(super) fn take(state: &mut State, mut ask: Ask, description: u8) {
    state.reached = true;
    state.flaky |= ask.doubted();
    let whole_version = description == PROTOCOL_VERSION && ask.trials.iter().all(|trial| trial.topic == Topic::Alpn);
    if description == NO_APPLICATION_PROTOCOL && ask.varied(Topic::Alpn).is_some() {
        state.version(ask.version).alerts = true;
        without_protocols(state, ask);
        return;
    }
    if whole_version {
        // A version that is not there says nothing of protocols.
        put_back(state, std::mem::take(&mut ask.trials));
    }
    state.version(ask.version).alerts = true;
    depth::give_back(state, &ask, true);
    match ask.purpose {
        Purpose::Suites { part, .. } => {
            if whole_version && state.version(ask.version).accepted.is_empty() {
                refuse_version(state, ask.version);
            } else {
                refused(state, ask.version, &ask.offered, part, ask.trials);
            }
        }
        Purpose::Standing => match ask.trials.as_slice() {
            [trial] => unfounded::refused(state, ask.version, ask.offered, trial.clone()),
            trials => put_back(state, trials.iter().cloned().map(|trial| Trial { manner: Manner::Standing, ..trial })),
        },
        Purpose::Fallback if description == INAPPROPRIATE_FALLBACK => see(&mut state.evidence.fallback_scsv, true),
        Purpose::Padding => {
            state.intolerances.insert(Intolerance::LongHello);
        }
        Purpose::Fallback | Purpose::Order | Purpose::Deep => {}
    }
}

/// The protocols of the layer above were the cause of a refusal, by its own word: all else is as open as it was.
fn without_protocols(state: &mut State, ask: Ask) {
    let (protocols, others): (Vec<Trial>, Vec<Trial>) =
        ask.trials.into_iter().partition(|trial| trial.topic == Topic::Alpn);
    for trial in &protocols {
        blame(state, trial);
    }
    put_back(state, others);
    match ask.purpose {
        Purpose::Suites { part, .. } => state.version(ask.version).open.push(part),
        // `choose` counts how often these are put.
        Purpose::Standing | Purpose::Order | Purpose::Deep | Purpose::Fallback | Purpose::Padding => {}
    }
}

/// A question about suites was refused.
fn refused(state: &mut State, version: Version, offered: &[u32], mut part: Part, mut trials: Vec<Trial>) {
    if !trials.is_empty() {
        if let (Turn::Likely, [suite], true) = (part.turn, part.suites.as_slice(), part.suspects.is_empty()) {
            suspicion::add(state.version(version), *suite, trials);
            return;
        }
        part.suspects.append(&mut trials);
        state.version(version).open.push(part);
        return;
    }
    // The suites themselves are refused; what rode along before is as open as it was, and rides no more.
    let mut suspects = std::mem::take(&mut part.suspects);
    for trial in &mut suspects {
        trial.manner = if trial.manner == Manner::Riding { Manner::Lonely } else { Manner::Standing };
    }
    put_back(state, suspects);
    let tolerated = offered.len() <= SHORT_LIST.max(state.tolerated);
    if tolerated {
        strike(state, version, offered, part);
    } else {
        state.version(version).waiting.push(part);
    }
}

/// Suites are refused: they are no longer open.
pub(in crate::scan) fn strike(state: &mut State, version: Version, offered: &[u32], mut part: Part) {
    state.version(version).wrong_guesses += usize::from(part.turn == Turn::Likely);
    suspicion::lift_by_refusal(state, version, offered);
    state.version(version).expected.retain(|suite| !offered.contains(suite));
    part.suites.retain(|suite| !offered.contains(suite));
    part.doubts = Doubts::default();
    let known = state.version(version);
    if !part.suites.is_empty() {
        known.open.push(part);
    }
    conclude(state, version);
}

/// A version of which nothing is open and nothing was accepted is refused.
pub(in crate::scan) fn conclude(state: &mut State, version: Version) {
    let known = state.version(version);
    let nothing_open = known.open.is_empty() && known.waiting.is_empty() && known.suspected.is_empty();
    if nothing_open && known.accepted.is_empty() && known.unknown.is_empty() {
        known.verdict = Accepted::Refused;
    }
}
