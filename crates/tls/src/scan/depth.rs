//! How far a question goes: no further than what is still to be learnt from it.

use super::ask::{Ask, Purpose};
use super::catalogue;
use super::choose::UnderWay;
use super::part::Turn;
use super::state::State;
use super::trial::{Topic, Trial};
use crate::observation::Seen;
use crate::protection::Cipher;
use crate::suites::{Exchange, Suite};
use crate::{Depth, Version};

/// How often a handshake is finished for features alone: the server may choose what Kijun does not speak.
pub(super) const DEEP_TRIES: u8 = 3;

/// How far a question about these suites goes. One question of a version at a time goes beyond the flight: it takes longer.
pub(super) fn of(
    state: &mut State,
    under_way: &UnderWay,
    version: Version,
    offered: &[u32],
    trials: &[Trial],
    turn: Turn,
) -> Depth {
    let tls13 = version == Version::Tls13;
    let retry = trials.iter().any(|trial| trial.topic == Topic::Tls13Groups && !trial.has_share());
    if version == Version::Ssl2 || retry {
        return Depth::Hello;
    }
    let wanted = if tls13 {
        state.evidence.tickets == Seen::Unknown
    } else {
        state.evidence.client_renegotiation == Seen::Unknown && state.leading() == Some(version)
    };
    // Every suite, since the server may choose any.
    let speaks = tls13 || offered.iter().all(|suite| finishes(*suite));
    let going = under_way.values().any(|ask| ask.version == version && ask.depth > Depth::Flight);
    let tried = state.deep_asked.entry(version).or_default();
    // What follows an opening question, or one with several values, waits for it: it goes no further than it must.
    let awaited = turn == Turn::Opening || trials.iter().any(|trial| trial.values.len() > 1);
    if wanted && speaks && !going && !awaited && *tried < DEEP_TRIES {
        *tried += 1;
        return if tls13 { Depth::Finished } else { Depth::Renegotiation };
    }
    let unseen = !state.evidence.chains.iter().any(|chain| chain.versions.contains(&version));
    // TLS 1.3 shows both only in what follows its hello, encrypted.
    let shown_later = trials.iter().any(|trial| matches!(trial.topic, Topic::Tls13Signatures | Topic::Alpn));
    let exchanged = if tls13 { shown_later } else { offered.iter().any(|suite| catalogue::is_carrier(*suite)) };
    if unseen || exchanged || turn == Turn::Opening { Depth::Flight } else { Depth::Hello }
}

/// A question got no answer, or a refusal: where it was to go to the end, it got nowhere near, and the try does not count. (Of a question
/// that is for that alone it counts, once so many got no answer: such a one is not put without end.)
pub(super) fn give_back(state: &mut State, ask: &Ask, is_answered: bool) {
    if ask.depth <= Depth::Flight {
        return;
    }
    if matches!(ask.purpose, Purpose::Deep) {
        if is_answered || state.deep_lost >= state.effort.tries {
            return;
        }
        state.deep_lost += 1;
    }
    let tried = state.deep_asked.entry(ask.version).or_default();
    *tried = tried.saturating_sub(1);
}

/// Can Kijun finish a handshake of TLS 1.0 to 1.2 with this suite? (In SSL 3.0 it finishes none, and stops after the flight.)
pub(super) fn finishes(suite: u32) -> bool {
    Suite::find(suite).is_some_and(|suite| {
        let exchange = matches!(suite.exchange(), Exchange::Ecdhe | Exchange::Dhe | Exchange::Rsa);
        exchange && Cipher::find(suite.protection()).is_some()
    })
}

/// The group whose share goes with a hello of TLS 1.3: the one that is varied, else one that is known.
pub(super) fn shares(state: &State, ask: &Ask) -> Vec<u16> {
    if let Some(varied) = ask.trials.iter().find(|trial| trial.topic == Topic::Tls13Groups) {
        return if varied.has_share() { varied.values.clone() } else { Vec::new() };
    }
    let known = state.pools.get(&Topic::Tls13Groups).map(|pool| &pool.known);
    let untested = state.pools.get(&Topic::Tls13Groups).is_some_and(|pool| !pool.open.is_empty());
    if ask.depth == Depth::Hello && untested {
        // Without a share the server names the group that it would have.
        return Vec::new();
    }
    let Some(known) = known.filter(|known| !known.is_empty()) else {
        return catalogue::SHARED_GROUPS.iter().copied().take(2).collect();
    };
    catalogue::SHARED_GROUPS.iter().copied().find(|group| known.contains(group)).into_iter().collect()
}
