//! What a choice of the server's shows: a version, a suite, whose order decides, what was varied, and what else came with it.

use super::super::ask::{Ask, Purpose};
use super::super::catalogue;
use super::super::doubt::Doubts;
use super::super::features::see;
use super::super::order::{self, Choice};
use super::super::part::{Part, Turn};
use super::super::state::State;
use super::super::trial::{H2, Manner, Topic, Trial};
use super::super::{ride, split, suspicion};
use super::{blame, put_back, refuse_version};
use crate::observation::{Accepted, Intolerance};
use crate::suites::{Authentication, Suite};
use crate::{Chosen, Reply, Sign, Version};

/// Takes a choice of this version; `others` are under way besides.
pub(super) fn take(state: &mut State, ask: Ask, version: Version, chosen: &Chosen, others: usize) {
    state.flaky |= ask.is_doubt_answered(chosen);
    state.reached = true;
    if ask.version != Version::Ssl2 && ask.offered.len() > state.tolerated {
        state.tolerated = ask.offered.len();
    }
    if version == Version::Ssl2 {
        list_ssl2(state, chosen);
        return;
    }
    state.evidence.take(version, ask.depth, chosen);
    record(state, version, chosen);
    state.version(version).accept(chosen.suite);
    suspicion::lift_by_acceptance(state, version, chosen.suite);
    if version < ask.version && ask.version <= Version::Tls13 && ask.varied(Topic::UnknownVersion).is_none() {
        refuse_version(state, ask.version);
    }
    let elsewhere = version != ask.version && ask.varied(Topic::UnknownVersion).is_some();
    let plain = ask.is_plain();
    if plain && version == ask.version {
        let choice = Choice { offered: ask.offered.clone(), chosen: chosen.suite };
        order::note(state.version(version), choice);
    } else {
        order::work_out(state.version(version));
    }
    for trial in ask.trials {
        tried(state, trial, chosen);
    }
    match ask.purpose {
        Purpose::Suites { part, tail } => {
            if version == ask.version {
                explored(state, version, part, tail, chosen.suite, others);
            } else if elsewhere {
                // The version that does not exist was answered with the newest one: of this one nothing is said.
                state.version(ask.version).open.push(part);
            }
        }
        Purpose::Fallback if state.accepts_newer(version) => see(&mut state.evidence.fallback_scsv, false),
        Purpose::Padding => {
            state.intolerances.insert(Intolerance::ManySuites);
        }
        // Asked again once a newer version is known for certain.
        Purpose::Fallback | Purpose::Standing | Purpose::Order | Purpose::Deep => {}
    }
}

/// SSL 2.0: the server lists what it accepts.
fn list_ssl2(state: &mut State, chosen: &Chosen) {
    let known = state.version(Version::Ssl2);
    known.open.clear();
    for kind in &chosen.listed {
        known.accept(*kind);
    }
    known.verdict = Accepted::Accepted;
}

/// Values of every topic that the choice shows, asked for or not.
fn record(state: &mut State, version: Version, chosen: &Chosen) {
    let known = state.version(version);
    known.groups.extend(chosen.group);
    known.dh_bits.extend(chosen.dh_bits);
    known.signatures.extend(chosen.signature);
    let tls13 = version == Version::Tls13;
    if let Some(group) = chosen.group {
        let topic = if tls13 { Topic::Tls13Groups } else { Topic::OlderGroups };
        learn(state, topic, group);
    }
    let authentication = Suite::find(chosen.suite).map(Suite::authentication);
    if !tls13 && authentication == Some(Authentication::Rsa) {
        // There is an RSA key: with TLS 1.3 it signs by PSS, with any hash.
        if let Some(pool) = state.pools.get_mut(&Topic::Tls13Signatures) {
            pool.split(&catalogue::PSS_RSAE);
        }
    }
    let signed = match authentication {
        _ if tls13 => Some(Topic::Tls13Signatures),
        Some(Authentication::Rsa) => Some(Topic::RsaSignatures),
        Some(Authentication::Ecdsa) => Some(Topic::EcdsaSignatures),
        Some(Authentication::Dss) => Some(Topic::DssSignatures),
        Some(
            Authentication::Anonymous
            | Authentication::Shared
            | Authentication::Kerberos
            | Authentication::Gost
            | Authentication::Fortezza
            | Authentication::Any,
        )
        | None => None,
    };
    if let (Some(topic), Some(signature), true) = (signed, chosen.signature, version >= Version::Tls12) {
        learn(state, topic, signature);
        if !tls13 {
            learn(state, Topic::OtherSignatures, signature);
        }
    }
}

fn learn(state: &mut State, topic: Topic, value: u16) {
    if let Some(pool) = state.pools.get_mut(&topic) {
        pool.learn(topic, value);
    }
}

/// A trial in which the server chose.
fn tried(state: &mut State, mut trial: Trial, chosen: &Chosen) {
    let effort = state.effort;
    let Some(pool) = state.pools.get_mut(&trial.topic) else { return };
    match trial.topic.shown(chosen) {
        Some(value) if trial.values.contains(&value) => {
            pool.learn(trial.topic, value);
            if trial.topic == Topic::Alpn && value != H2 {
                // Who has `h2` mostly prefers it: that it is refused is likely, and would take along what rides beside.
                trial.manner = Manner::Standing;
            }
            pool.put(trial.topic, &trial);
        }
        // The conversation ended before it could show.
        None if chosen.stopped.is_some() && !trial.topic.stands_alone() => {
            trial.doubts.count(&Reply::Silence);
            if trial.doubts.exhausted(effort) {
                pool.unknown = Some("no_answer");
            } else {
                pool.open.push(trial);
            }
        }
        // It asked for a group in which Kijun cannot go on to what is signed.
        None if chosen.signs.contains(&Sign::Retry) && trial.topic == Topic::Tls13Signatures => {
            pool.unknown = Some("not_spoken");
        }
        // The server chose without any of these.
        Some(_) | None => put_back(state, ride::left_open(&trial, &[chosen.suite])),
    }
}

/// A part in which the server chose.
fn explored(state: &mut State, version: Version, mut part: Part, tail: Option<u32>, suite: u32, others: usize) {
    part.outdone = tail == Some(suite);
    state.version(version).right_guesses += usize::from(part.turn == Turn::Likely && !part.outdone);
    if let (true, Turn::Likely, [guessed], true) =
        (part.outdone, part.turn, part.suites.as_slice(), part.suspects.is_empty())
    {
        // Either the order is the server's, or the guess was wrong: the rest is asked for anyway.
        let known = state.version(version);
        known.outdone = true;
        suspicion::add(known, *guessed, Vec::new());
        return;
    }
    if !part.outdone {
        // The suites are accepted without what rode on the refused question: if that was one thing, it was the cause.
        let mut suspects = std::mem::take(&mut part.suspects);
        if suspects.len() > 1 {
            for trial in &mut suspects {
                trial.manner = Manner::Lonely;
            }
            put_back(state, suspects);
        } else {
            for trial in suspects {
                blame(state, &trial);
            }
        }
    }
    let known = state.version(version);
    part.suites.retain(|open| !known.accepted.contains(open));
    part.doubts = Doubts::default();
    if part.suites.is_empty() || part.asked_elsewhere {
        return;
    }
    split::put_back(state, version, part, others);
}
