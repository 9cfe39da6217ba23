//! What an earlier observation makes likely. It changes the order of questions and how they are cut, never what is believed.

use super::catalogue;
use super::part::{Part, Turn};
use super::ride;
use super::state::State;
use super::trial::{Manner, PROTOCOLS, Topic, Trial};
use crate::Version;
use crate::observation::{Accepted, Intolerance, Observation, Order};
use crate::suites::Authentication;

/// Puts what was accepted before first, each alone, and everything else together.
pub(super) fn expect(state: &mut State, previous: &Observation) {
    let short = previous.intolerances.contains(&Intolerance::ManySuites)
        || previous.intolerances.contains(&Intolerance::LongHello);
    state.short = short;
    // One question with everything shows that long lists are still answered: then the refusal of what is left is one. With TLS 1.3 a
    // question about one suite can name the others besides.
    let newest = Version::ALL.into_iter().rev().find(|version| accepted(previous, *version));
    let whole = newest.filter(|version| *version < Version::Tls13);
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
            known.open.push(Part { asked_elsewhere: true, ..Part::new(candidates, Turn::Opening) });
        }
        let free = version != Version::Tls12 || !carriers_are_scarce(previous, &expected);
        if let (true, Some(Order::Client), [one, other, ..]) =
            (free, previous.order.get(&version), known.open.as_mut_slice())
        {
            (one.tail, other.tail) = (other.suites.first().copied(), one.suites.first().copied());
        }
        known.had_own_order = previous.order.get(&version) == Some(&Order::Server);
        known.expected = expected;
    }
    expect_protocols(state, &previous.features.alpn);
    for group in &previous.groups {
        for version in &group.versions {
            let topic = if *version == Version::Tls13 { Topic::Tls13Groups } else { Topic::OlderGroups };
            // A prime that was recognized before TLS 1.3 is shown by its suites: it is not asked for by name.
            if topic == Topic::Tls13Groups || !catalogue::is_finite_field(group.id) {
                expect_value(state, topic, group.id);
            }
        }
    }
    for signature in &previous.signatures {
        for version in &signature.versions {
            match version {
                Version::Tls13 => expect_value(state, Topic::Tls13Signatures, signature.id),
                Version::Tls12 => expect_value(state, signed_by(signature.id), signature.id),
                Version::Ssl2 | Version::Ssl3 | Version::Tls10 | Version::Tls11 => {}
            }
        }
    }
}

/// Are there more schemes than suites that can carry one? Then known suites are asked for the others, and show the order besides.
fn carriers_are_scarce(previous: &Observation, expected: &[u32]) -> bool {
    let schemes = previous.signatures.iter().filter(|signature| signature.versions.contains(&Version::Tls12)).count();
    schemes > expected.iter().filter(|suite| catalogue::is_carrier(**suite)).count()
}

fn accepted(previous: &Observation, version: Version) -> bool {
    previous.versions.get(&version) == Some(&Accepted::Accepted)
}

fn parse(code: &str) -> Option<u32> {
    u32::from_str_radix(code.strip_prefix("0x")?, 16).ok()
}

/// Protocols that were chosen ride, each for itself; the others wait for known suites.
fn expect_protocols(state: &mut State, seen: &[String]) {
    let Some(pool) = state.pools.get_mut(&Topic::Alpn) else { return };
    let manner = |name: &str| if seen.iter().any(|seen| seen == name) { Manner::Riding } else { Manner::Standing };
    let trial = |(value, name): (u16, &&str)| Trial { manner: manner(name), ..Trial::new(Topic::Alpn, vec![value]) };
    pool.open = (0..).zip(&PROTOCOLS).map(trial).collect();
}

/// The topic of a scheme of TLS 1.2.
fn signed_by(scheme: u16) -> Topic {
    match ride::key_of(scheme) {
        Some(Authentication::Rsa) => Topic::RsaSignatures,
        Some(Authentication::Dss) => Topic::DssSignatures,
        Some(_) | None => Topic::EcdsaSignatures,
    }
}

/// Makes a value a trial of its own, and the values that are not expected one that waits for known suites.
fn expect_value(state: &mut State, topic: Topic, value: u16) {
    let rest = if topic.version() == Some(Version::Tls12) { Topic::OtherSignatures } else { topic };
    if let Some(pool) = state.pools.get_mut(&topic).filter(|pool| !pool.expected) {
        pool.expected = true;
        let unexpected = pool.open.drain(..).flat_map(|trial| trial.values).collect();
        add_to_rest(state, rest, unexpected);
    }
    let unexpected = state.pools.get_mut(&rest).into_iter().flat_map(|pool| &mut pool.open);
    for trial in unexpected.filter(|trial| trial.manner == Manner::Standing) {
        trial.values.retain(|other| *other != value);
    }
    if let Some(pool) = state.pools.get_mut(&topic) {
        pool.open.retain(|trial| !trial.values.is_empty());
        let place = pool.open.iter().position(|trial| trial.manner == Manner::Standing).unwrap_or(pool.open.len());
        pool.open.insert(place, Trial::new(topic, vec![value]));
    }
}

/// Values that wait for known suites, together.
fn add_to_rest(state: &mut State, topic: Topic, values: Vec<u16>) {
    let Some(pool) = state.pools.get_mut(&topic) else { return };
    match pool.open.iter_mut().find(|trial| trial.manner == Manner::Standing) {
        Some(rest) => rest.values.extend(values),
        None => pool.open.push(Trial { manner: Manner::Standing, ..Trial::new(topic, values) }),
    }
}
