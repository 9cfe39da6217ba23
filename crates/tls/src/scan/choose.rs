//! Which question comes next. What brings most for a connection comes first; what may turn out to be superfluous comes last.

use super::Ticket;
use super::ask::{Ask, Purpose};
use super::catalogue;
use super::depth;
use super::likely;
use super::order;
use super::part::{Part, Turn};
use super::ride;
use super::state::{Start, State};
use super::{suspicion, unfounded};
use crate::observation::{Order, Seen};
use crate::{Depth, Version};
use std::collections::BTreeMap;

pub(super) type UnderWay = BTreeMap<Ticket, Ask>;

/// The next question, taken out of what is open.
pub(super) fn next_ask(state: &mut State, under_way: &UnderWay) -> Option<Ask> {
    if state.gave_up.is_some() {
        return None;
    }
    unfounded::settle(state);
    suspicion::put_with_rest(state, under_way);
    likely::take_out(state);
    next_part(state, under_way)
        .or_else(|| ride::standing(state, under_way))
        .or_else(|| whose_order(state, under_way))
        .or_else(|| deep(state, under_way))
        .or_else(|| fallback(state, under_way))
        .or_else(|| padding(state))
}

/// Whatever version a server accepts first, so many questions follow at least: what is left of its suites, groups, schemes and protocols.
const AFTER_THE_FIRST: usize = 12;

/// Of so many suites one is likely accepted, and makes another likely.
const MUCH: usize = 40;

/// Questions that are likely to follow what is under way.
pub(super) fn certain(state: &State, under_way: &UnderWay) -> usize {
    if state.start == Start::Fresh && !state.reached {
        return AFTER_THE_FIRST;
    }
    let closing = state.versions.values().map(|version| version.open.len()).sum::<usize>();
    let exploring = |least: usize| {
        let explores = |ask: &&Ask| ask.purpose.part().is_some_and(|part| part.suites.len() > least);
        under_way.values().filter(explores).count()
    };
    let ahead = match state.start {
        // Everything was asked for at once.
        Start::Again { .. } => 0,
        Start::Fresh if state.effort.in_a_hurry() => 2 * exploring(MUCH) + ride::likely_to_follow(under_way),
        Start::Fresh => exploring(1) / 2,
    };
    closing + ride::standing_ahead(state) + ahead
}

fn next_part(state: &mut State, under_way: &UnderWay) -> Option<Ask> {
    let ready = state.versions.iter().flat_map(|(version, known)| {
        let turn = |(place, part): (usize, &Part)| (part.turn, std::cmp::Reverse(*version), place);
        known.open.iter().enumerate().map(turn)
    });
    let (_, std::cmp::Reverse(version), place) = ready.min()?;
    let limit = state.list_limit();
    let mut part = state.version(version).open.remove(place);
    let mut offered: Vec<u32> = part.suites.iter().copied().take(limit).collect();
    let pads = matches!(
        (state.start, part.turn),
        (Start::Fresh, Turn::Opening) | (Start::Again { padded: false }, Turn::Likely)
    );
    if pads && version == Version::Tls13 && state.tolerated == 0 && !state.short {
        if state.start != Start::Fresh {
            state.start = Start::Again { padded: true };
        }
        // A server that speaks TLS 1.3 passes over the others, and shows that it takes a long list.
        offered.extend(catalogue::candidates(Version::Tls12));
    }
    part.named = offered.len();
    let sure = !part.doubts.any() && part.suspects.is_empty();
    let shows_order = part.turn != Turn::Opening && !part.outdone;
    let tail = part.tail.take().filter(|_| sure);
    let tail = tail.or_else(|| shows_order.then(|| free_tail(state, under_way, version, &offered)).flatten());
    let trials = match part.turn {
        // Browsers name protocols always: a server that cannot stand them is rare.
        Turn::Opening if sure && state.start == Start::Fresh => ride::protocols(state, version).into_iter().collect(),
        Turn::Likely if sure && (tail.is_none() || version == Version::Tls13) => ride::along(state, version, &offered),
        Turn::Opening | Turn::Likely | Turn::Rest => Vec::new(),
    };
    offered.extend(tail);
    let depth = depth::of(state, under_way, version, &offered, &trials, part.turn);
    Some(Ask { version, offered, purpose: Purpose::Suites { part, tail }, trials, depth })
}

/// A suite that shows the order, put last; one question of a version at a time carries it.
fn free_tail(state: &mut State, under_way: &UnderWay, version: Version, offered: &[u32]) -> Option<u32> {
    let carried = |ask: &Ask| ask.version == version && matches!(ask.purpose, Purpose::Suites { tail: Some(_), .. });
    if under_way.values().any(carried) {
        return None;
    }
    order::tail(state.version(version), offered)
}

/// Are suites of this version open or under way?
pub(super) fn is_busy(state: &State, under_way: &UnderWay, version: Version) -> bool {
    let open = state.versions.get(&version).is_some_and(|known| !known.open.is_empty());
    open || under_way.values().any(|ask| ask.version == version && ask.purpose.part().is_some())
}

fn whose_order(state: &mut State, under_way: &UnderWay) -> Option<Ask> {
    for version in Version::ALL {
        let asking =
            |ask: &Ask| ask.version == version && (matches!(ask.purpose, Purpose::Order) || ask.may_show_order());
        let tries = state.effort.tries;
        let known = state.version(version);
        if known.order != Order::Unknown || known.order_asked >= tries.max(3) || version == Version::Ssl2 {
            continue;
        }
        let early = known.had_own_order && known.order_asked == 0;
        if !early && is_busy(state, under_way, version) || under_way.values().any(asking) {
            continue;
        }
        let known = state.version(version);
        if let Some(offered) = order::deciding(known) {
            known.order_asked += 1;
            return Some(Ask { version, offered, purpose: Purpose::Order, trials: Vec::new(), depth: Depth::Hello });
        }
    }
    None
}

/// A handshake to its end where no question about suites went that far.
fn deep(state: &mut State, under_way: &UnderWay) -> Option<Ask> {
    let leading = state.leading().filter(|_| state.evidence.client_renegotiation == Seen::Unknown);
    let newest = (state.evidence.tickets == Seen::Unknown).then_some(Version::Tls13);
    for version in leading.into_iter().chain(newest) {
        let deep = |ask: &Ask| ask.version == version && ask.depth > Depth::Flight;
        if is_busy(state, under_way, version) || under_way.values().any(deep) {
            continue;
        }
        let spoken = |suite: &u32| version == Version::Tls13 || depth::finishes(*suite);
        let offered: Vec<u32> = state.version(version).accepted.iter().copied().filter(spoken).collect();
        if offered.is_empty() || state.deep_asked.get(&version).is_some_and(|asked| *asked >= depth::DEEP_TRIES) {
            continue;
        }
        let depth = depth::of(state, under_way, version, &offered, &[], Turn::Rest);
        return Some(Ask { version, offered, purpose: Purpose::Deep, trials: Vec::new(), depth });
    }
    None
}

fn fallback(state: &mut State, under_way: &UnderWay) -> Option<Ask> {
    let newest = state.newest_usable(Version::Tls13)?;
    let usable = |version: &Version| state.is_usable(*version);
    let older = Version::ALL
        .into_iter()
        .rev()
        .find(|version| *version < newest && *version > Version::Ssl2 && usable(version))?;
    let asking = under_way.values().any(|ask| matches!(ask.purpose, Purpose::Fallback));
    let opening = Version::ALL.iter().any(|version| *version > older && !usable(version) && state.opening(*version));
    if asking || opening || state.evidence.fallback_scsv != Seen::Unknown || state.fallback_asked >= state.effort.tries
    {
        return None;
    }
    state.fallback_asked += 1;
    let offered = state.version(older).usable().collect();
    Some(Ask { version: older, offered, purpose: Purpose::Fallback, trials: Vec::new(), depth: Depth::Hello })
}

/// Where only short lists are answered: is it the length of the hello, or that of the list?
fn padding(state: &mut State) -> Option<Ask> {
    let version = state.leading()?;
    if !state.short || state.padding_asked > 0 {
        return None;
    }
    state.padding_asked += 1;
    let offered = state.version(version).accepted.clone();
    Some(Ask { version, offered, purpose: Purpose::Padding, trials: Vec::new(), depth: Depth::Hello })
}
