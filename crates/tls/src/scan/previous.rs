//! What an earlier observation makes likely. It changes the order of questions and how they are cut, never what is believed.

use super::catalogue;
use super::part::{Part, Turn};
use super::state::State;
use super::trial::{Topic, Trial};
use crate::Version;
use crate::observation::{Accepted, Intolerance, Observation};

/// Puts what was accepted before first, each alone, and everything else together.
pub(super) fn expect(state: &mut State, previous: &Observation) {
    let short = previous.intolerances.contains(&Intolerance::ManySuites)
        || previous.intolerances.contains(&Intolerance::LongHello);
    state.short = short;
    // One question with everything shows that long lists are still answered: then the refusal of what is left is one.
    let whole = Version::ALL.into_iter().rev().find(|version| accepted(previous, *version));
    for version in Version::ALL.into_iter().filter(|version| *version != Version::Ssl2 && accepted(previous, *version))
    {
        let seen = previous.suites.get(&version).map(Vec::as_slice).unwrap_or_default();
        let expected: Vec<u32> = seen.iter().filter_map(|suite| parse(&suite.code)).collect();
        let candidates = catalogue::candidates(version);
        let rest: Vec<u32> = candidates.iter().copied().filter(|suite| !expected.contains(suite)).collect();
        let known = state.version(version);
        known.open = expected.iter().map(|suite| Part::new(vec![*suite], Turn::Likely)).collect();
        known.open.push(Part::new(rest, Turn::Opening));
        if whole == Some(version) {
            known.open.push(Part::new(candidates, Turn::Opening));
        }
    }
    for group in &previous.groups {
        for version in &group.versions {
            let topic = if *version == Version::Tls13 { Topic::Tls13Groups } else { Topic::OlderGroups };
            expect_value(state, topic, group.id);
        }
    }
    for signature in &previous.signatures {
        for version in &signature.versions {
            match version {
                Version::Tls13 => expect_value(state, Topic::Tls13Signatures, signature.id),
                Version::Tls12 => [Topic::RsaSignatures, Topic::EcdsaSignatures, Topic::DssSignatures]
                    .into_iter()
                    .for_each(|topic| expect_value(state, topic, signature.id)),
                Version::Ssl2 | Version::Ssl3 | Version::Tls10 | Version::Tls11 => {}
            }
        }
    }
}

fn accepted(previous: &Observation, version: Version) -> bool {
    previous.versions.get(&version) == Some(&Accepted::Accepted)
}

fn parse(code: &str) -> Option<u32> {
    u32::from_str_radix(code.strip_prefix("0x")?, 16).ok()
}

/// Makes a value a trial of its own, and the values that are not expected one that waits for known suites.
fn expect_value(state: &mut State, topic: Topic, value: u16) {
    let Some(pool) = state.pools.get_mut(&topic) else { return };
    if !pool.expected {
        pool.expected = true;
        let all = pool.open.drain(..).flat_map(|trial| trial.values).collect();
        pool.open = vec![Trial { manner: super::trial::Manner::Standing, ..Trial::new(topic, all) }];
    }
    let several = |trial: &Trial| trial.values.len() > 1 && trial.values.contains(&value);
    if let Some(rest) = pool.open.iter_mut().find(|trial| several(trial)) {
        rest.values.retain(|other| *other != value);
        let place = pool.open.len() - 1;
        pool.open.insert(place, Trial::new(topic, vec![value]));
    }
}
