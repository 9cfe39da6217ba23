//! What came in place of an answer: it is asked again, waits until all else is known, or is unknown.

use super::super::ask::{Ask, Purpose};
use super::super::depth;
use super::super::doubt::Doubts;
use super::super::state::State;
use super::super::trial::Manner;
use super::{blame, put_back};
use crate::Reply;

/// Takes what is no proper answer.
pub(super) fn take(state: &mut State, ask: Ask, reply: &Reply) {
    let effort = state.effort;
    state.reached |= !matches!(reply, Reply::NotConnected);
    depth::give_back(state, &ask, false);
    if matches!(reply, Reply::NoStartTls) {
        state.start_tls_refused += 1;
        if state.start_tls_refused >= 2 {
            state.gave_up = Some("not_spoken");
        }
    }
    let rode = !ask.trials.is_empty();
    let riding = rode && matches!(ask.purpose, Purpose::Suites { .. });
    let several = ask.trials.len() > 1;
    for mut trial in ask.trials {
        if riding || several {
            // The suites or a trial, or none of them: each is asked for itself.
            trial.manner = Manner::Standing;
        } else {
            trial.doubts.count(reply);
        }
        if trial.doubts.waits(effort) && believed(state, trial.doubts) {
            blame(state, &trial);
        } else if trial.doubts.exhausted(effort) {
            if let Some(pool) = state.pools.get_mut(&trial.topic) {
                pool.unknown = Some(trial.doubts.why());
            }
        } else {
            put_back(state, [trial]);
        }
    }
    match ask.purpose {
        Purpose::Suites { mut part, .. } => {
            if !riding {
                part.doubts.count(reply);
            }
            let known = state.version(ask.version);
            if part.doubts.waits(effort) { known.waiting.push(part) } else { known.open.push(part) }
        }
        // `choose` counts how often these are put.
        Purpose::Deep | Purpose::Padding | Purpose::Standing | Purpose::Order | Purpose::Fallback => {}
    }
}

/// May a way in which connections end be this server's way of refusing? Not where it uses alerts, or fails at times.
fn believed(state: &State, doubts: Doubts) -> bool {
    doubts.look_like_refusal() && !state.flaky && state.versions.values().all(|known| !known.alerts)
}
