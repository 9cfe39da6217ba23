//! Trials and what carries them: questions about suites as long as there are any, known suites where there are none.

use super::ask::{Ask, Purpose};
use super::choose::{UnderWay, is_busy};
use super::depth;
use super::part::Turn;
use super::state::State;
use super::trial::{Manner, Topic, Trial};
use crate::Version;
use crate::suites::{Carries, Suite};

/// Trials that ride on a question about these suites.
pub(super) fn along(state: &mut State, version: Version, offered: &[u32]) -> Vec<Trial> {
    let mut riding = Vec::new();
    add(state, version, offered, &mut riding);
    riding
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
    if pool.open.is_empty() || pool.known.is_empty() && !topic.stands_alone() {
        return None;
    }
    let (version, offered) = carriers(state, topic)?;
    let makeshift = !offered.iter().all(|suite| topic.rides_on(version, *suite));
    // Groups of TLS 1.3 are many and its suites few, and what is unlikely does not ride: they do not wait.
    let waits = is_busy(state, under_way, version);
    let place = pool
        .open
        .iter()
        .position(|trial| !waits || !makeshift && (topic == Topic::Tls13Groups || trial.manner == Manner::Standing))?;
    let trial = state.pools.get_mut(&topic)?.open.remove(place);
    let likely = trial.manner == Manner::Riding;
    let mut trials = vec![trial];
    if likely {
        add(state, version, &offered, &mut trials);
    }
    let depth = depth::of(state, version, &offered, &trials, Turn::Rest);
    Some(Ask { version, offered, purpose: Purpose::Standing, trials, depth })
}

/// Known suites that carry a topic, with the newest version that has some.
pub(super) fn carriers(state: &State, topic: Topic) -> Option<(Version, Vec<u32>)> {
    let leading = state.leading();
    let find = |fits: &dyn Fn(Version, u32) -> bool| {
        state.versions.iter().rev().find_map(|(version, known)| {
            let suites: Vec<u32> = known.accepted.iter().copied().filter(|suite| fits(*version, *suite)).collect();
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
