//! Trials and what carries them: questions about suites as long as there are any, known suites where there are none.

use super::ask::{Ask, Purpose};
use super::catalogue;
use super::choose::{UnderWay, is_busy};
use super::depth;
use super::order;
use super::part::Turn;
use super::state::{Start, State};
use super::trial::{Manner, Topic, Trial};
use crate::suites::{Authentication, Carries, Suite};
use crate::{Version, signatures};
use std::collections::BTreeSet;

/// Trials that ride on a question about these suites.
pub(super) fn along(state: &mut State, version: Version, offered: &[u32]) -> Vec<Trial> {
    let mut riding = Vec::new();
    add(state, version, offered, &mut riding);
    riding
}

/// Protocols of the layer above for the first question with a version that has them.
pub(super) fn protocols(state: &mut State, version: Version) -> Option<Trial> {
    let pool = state.pools.get_mut(&Topic::Alpn).filter(|_| version > Version::Ssl3 && !state.short)?;
    let place = pool.open.iter().position(|trial| trial.manner == Manner::Riding && trial.values.len() > 1)?;
    Some(pool.open.remove(place))
}

/// Adds one likely trial of every topic that these suites carry.
fn add(state: &mut State, version: Version, offered: &[u32], riding: &mut Vec<Trial>) {
    let leading = state.leading();
    for (topic, pool) in &mut state.pools {
        // With one version alone, so that two scans of the same server say the same.
        let bound = matches!(topic, Topic::OlderGroups | Topic::Grease | Topic::UnknownVersion);
        let fits = offered.iter().all(|suite| topic.rides_on(version, *suite))
            && (!pool.known.is_empty() || pool.expected || topic.stands_alone())
            && !(bound && leading.unwrap_or(Version::Tls13) != version)
            && riding.iter().all(|trial| trial.topic != *topic);
        if !fits {
            continue;
        }
        // A HelloRetryRequest shows a group, and neither signature nor protocol; a share shows all.
        let retried = riding.iter().any(|trial| trial.topic == Topic::Tls13Groups && !trial.has_share());
        let tls13 = version == Version::Tls13;
        let shown_later = |topic: Topic| topic == Topic::Tls13Signatures || topic == Topic::Alpn && tls13;
        let later = riding.iter().any(|trial| shown_later(trial.topic));
        let suits = |trial: &Trial| {
            let shown = match topic {
                Topic::Tls13Groups => !later || trial.has_share(),
                Topic::OlderGroups
                | Topic::RsaSignatures
                | Topic::EcdsaSignatures
                | Topic::DssSignatures
                | Topic::OtherSignatures
                | Topic::Tls13Signatures
                | Topic::Alpn
                | Topic::Grease
                | Topic::UnknownVersion => !retried || !shown_later(*topic),
            };
            shown
                && match trial.manner {
                    Manner::Riding => true,
                    Manner::Lonely => riding.is_empty(),
                    Manner::Standing => false,
                }
        };
        if let Some(place) = pool.open.iter().position(suits) {
            let trial = pool.open.remove(place);
            let lonely = trial.manner == Manner::Lonely;
            riding.push(trial);
            if lonely {
                break;
            }
        }
    }
}

/// A trial with known suites, where no question about suites is left to carry it.
pub(super) fn standing(state: &mut State, under_way: &UnderWay) -> Option<Ask> {
    let topics: Vec<Topic> = state.pools.keys().copied().collect();
    topics.into_iter().find_map(|topic| standing_of(state, under_way, topic))
}

fn standing_of(state: &mut State, under_way: &UnderWay, topic: Topic) -> Option<Ask> {
    let pool = state.pools.get(&topic)?;
    if pool.open.is_empty() || pool.known.is_empty() && !pool.expected && !topic.stands_alone() {
        return None;
    }
    let (version, offered) = carriers(state, topic)?;
    let place = whose_turn(state, under_way, topic, version, &offered)?;
    let trial = state.pools.get_mut(&topic)?.open.remove(place);
    let likely = trial.manner == Manner::Riding;
    let mut trials = vec![trial];
    if likely {
        add(state, version, &offered, &mut trials);
    }
    // Every other one the other way round: who follows the client's order shows it by two.
    let turned = under_way.values().filter(|ask| ask.version == version && ask.may_show_order()).count() % 2 == 1;
    let depth = depth::of(state, under_way, version, &offered, &trials, Turn::Rest);
    let ask = Ask { version, offered, purpose: Purpose::Standing, trials, depth };
    let offered =
        if ask.is_plain() { order::telling(state.version(version), ask.offered, turned) } else { ask.offered };
    Some(Ask { offered, ..ask })
}

/// With so many suites of a version in hand, what is likely waits in a hurry for no more that could carry it.
const ENOUGH_IN_A_HURRY: usize = 3;

/// The place of the trial that need not wait for questions that could carry it.
fn whose_turn(state: &State, under_way: &UnderWay, topic: Topic, version: Version, offered: &[u32]) -> Option<usize> {
    let makeshift = !offered.iter().all(|suite| topic.rides_on(version, *suite));
    // Groups of TLS 1.3 are many and its suites few, and what is unlikely does not ride: they do not wait.
    let hurry = state.effort.in_a_hurry();
    let accepted = state.versions.get(&version).map_or(0, |known| known.accepted.len());
    let hasty = hurry && (version == Version::Tls13 || accepted >= ENOUGH_IN_A_HURRY);
    let waits = state.start == Start::Fresh && !hasty && is_busy(state, under_way, version);
    // Schemes that are under way together leave some to be asked alone: a group with a share can carry one.
    let several = |ask: &Ask| ask.varied(Topic::Tls13Signatures).is_some_and(|schemes| schemes == catalogue::PSS_RSAE);
    let carriers_wanted = under_way.values().any(several);
    let early = |trial: &Trial| match topic {
        Topic::Tls13Groups => !(carriers_wanted && trial.has_share()),
        // A key of another kind may still turn up: with two kinds it is worth asking, else at the end.
        Topic::OtherSignatures => hurry || kinds_of_key(offered) > 1,
        Topic::OlderGroups
        | Topic::RsaSignatures
        | Topic::EcdsaSignatures
        | Topic::DssSignatures
        | Topic::Tls13Signatures
        | Topic::Alpn
        | Topic::Grease
        | Topic::UnknownVersion => trial.manner == Manner::Standing,
    };
    state.pools.get(&topic)?.open.iter().position(|trial| !waits || !makeshift && early(trial))
}

/// Questions that the open trials need where no question about suites carries them. Curves ride with schemes of RSA.
pub(super) fn standing_ahead(state: &State) -> usize {
    let open =
        |topic: Topic| state.pools.get(&topic).filter(|pool| !pool.known.is_empty()).map_or(0, |pool| pool.open.len());
    // Schemes of a kind of key that the server has not are left over, and are never asked for.
    let carried = |topic: &Topic| *topic != Topic::OtherSignatures || carriers(state, *topic).is_some();
    let all: usize = state.pools.keys().copied().filter(|topic| open(*topic) > 0 && carried(topic)).map(open).sum();
    all - open(Topic::OlderGroups).min(open(Topic::RsaSignatures))
}

/// `ffdhe2048`: a server that has it has the other four, and the rest is asked for again.
const FIRST_FINITE_FIELD: u16 = 0x0100;
const AFTER_A_FINITE_FIELD: usize = 5;

/// Trials that are likely to be left of those that are under way.
pub(super) fn likely_to_follow(under_way: &UnderWay) -> usize {
    let left = |trial: &Trial| match (trial.topic, trial.manner) {
        (Topic::Tls13Groups, _) if trial.values.contains(&FIRST_FINITE_FIELD) => AFTER_A_FINITE_FIELD,
        (_, Manner::Riding) => trial.values.len().saturating_sub(1),
        (_, Manner::Lonely | Manner::Standing) => 0,
    };
    under_way.values().flat_map(|ask| &ask.trials).map(left).sum()
}

/// Known suites that carry a topic, with the newest version that has some.
pub(super) fn carriers(state: &State, topic: Topic) -> Option<(Version, Vec<u32>)> {
    let leading = state.leading();
    let find = |fits: &dyn Fn(Version, u32) -> bool| {
        state.versions.iter().rev().find_map(|(version, known)| {
            let suites: Vec<u32> = known.usable().filter(|suite| fits(*version, *suite)).collect();
            (!suites.is_empty()).then_some((*version, suites))
        })
    };
    match topic {
        // Where every such suite needs an ECDSA certificate, its curve goes with the others (`compose`).
        Topic::OlderGroups => find(&|version, suite| topic.rides_on(version, suite)).or_else(|| {
            find(&|version, suite| {
                let curve = Suite::find(suite).is_some_and(|suite| suite.carries() == Carries::Curve);
                curve && version < Version::Tls13 && version > Version::Ssl3
            })
        }),
        Topic::OtherSignatures => {
            let open = state.pools.get(&topic).map(|pool| pool.open.as_slice()).unwrap_or_default();
            let keys: BTreeSet<_> = open.iter().flat_map(|trial| &trial.values).map(|scheme| key_of(*scheme)).collect();
            let of = |suite: u32| Suite::find(suite).map(Suite::authentication);
            // Of schemes that name no kind of key it is not known.
            let signs = |suite: u32| keys.contains(&None) || keys.contains(&of(suite));
            find(&|version, suite| topic.rides_on(version, suite) && signs(suite))
        }
        Topic::Grease | Topic::UnknownVersion => {
            find(&|version, suite| topic.rides_on(version, suite) && leading.is_none_or(|leading| leading == version))
        }
        Topic::Tls13Groups
        | Topic::RsaSignatures
        | Topic::EcdsaSignatures
        | Topic::DssSignatures
        | Topic::Tls13Signatures
        | Topic::Alpn => find(&|version, suite| topic.rides_on(version, suite)),
    }
}

/// The kind of key that signs so; `None`: its name does not say.
pub(super) fn key_of(scheme: u16) -> Option<Authentication> {
    match signatures::find_name(scheme)?.split('_').next()? {
        "rsa" => Some(Authentication::Rsa),
        "ecdsa" | "ed25519" | "ed448" => Some(Authentication::Ecdsa),
        "dsa" => Some(Authentication::Dss),
        _ => None,
    }
}

/// Can a server with this suite's kind of key sign so? Of schemes that name no such kind it is not known.
fn is_of(scheme: u16, suite: u32) -> bool {
    key_of(scheme).is_none_or(|key| Suite::find(suite).map(Suite::authentication) == Some(key))
}

fn kinds_of_key(suites: &[u32]) -> usize {
    let kinds: BTreeSet<_> = suites.iter().filter_map(|suite| Suite::find(*suite)).map(Suite::authentication).collect();
    kinds.len()
}

/// What a refusal with these suites leaves open of a trial: schemes of a kind of key that none of them has.
pub(super) fn left_open(trial: &Trial, offered: &[u32]) -> Option<Trial> {
    if trial.topic != Topic::OtherSignatures {
        return None;
    }
    let asked = |scheme: &u16| offered.iter().any(|suite| is_of(*scheme, *suite));
    let values: Vec<u16> = trial.values.iter().copied().filter(|scheme| !asked(scheme)).collect();
    (!values.is_empty()).then(|| Trial { values, ..trial.clone() })
}
