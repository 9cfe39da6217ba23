//! A reply folded into what is known. A choice speaks for itself; a refusal is laid to what was varied only where nothing else can
//! have been the cause; everything else is a doubt.

use super::ask::{Ask, Purpose};
use super::catalogue;
use super::depth;
use super::doubt::Doubts;
use super::features::see;
use super::order::{self, Choice};
use super::part::{Part, Turn};
use super::state::{SHORT_LIST, State};
use super::trial::{H2, Manner, Topic, Trial};
use super::{ride, split, suspicion, unfounded};
use crate::observation::{Accepted, Intolerance};
use crate::suites::{Authentication, Suite};
use crate::{Chosen, Reply, Sign, Version};

/// Alerts with a meaning of their own (RFC 8446 §6).
const PROTOCOL_VERSION: u8 = 70;
/// RFC 7301 §3.2.
const NO_APPLICATION_PROTOCOL: u8 = 120;
const INAPPROPRIATE_FALLBACK: u8 = 86;

/// Folds the reply to a question; `others` are under way besides.
pub(super) fn fold(state: &mut State, ask: Ask, reply: &Reply, others: usize) {
    match reply {
        Reply::Chosen(chosen) => match sound(&ask, chosen) {
            Some(version) => choice(state, ask, version, chosen, others),
            None => doubt(state, ask, &Reply::Nonsense("a choice of what was not offered")),
        },
        Reply::Alert { description, .. } => refusal(state, ask, *description),
        Reply::Closed
        | Reply::Reset
        | Reply::Silence
        | Reply::Nonsense(_)
        | Reply::NoStartTls
        | Reply::NotConnected => doubt(state, ask, reply),
    }
}

/// The version of a choice that keeps to what was offered.
fn sound(ask: &Ask, chosen: &Chosen) -> Option<Version> {
    let version = chosen.known_version()?;
    let older = version <= ask.version && (version == Version::Ssl2) == (ask.version == Version::Ssl2);
    let newer = ask.varied(Topic::UnknownVersion).is_some() && version < Version::Tls13;
    let listed = ask.version == Version::Ssl2 && chosen.listed.iter().all(|kind| ask.offered.contains(kind));
    ((older || newer) && (listed || ask.offered.contains(&chosen.suite))).then_some(version)
}

fn choice(state: &mut State, ask: Ask, version: Version, chosen: &Chosen, others: usize) {
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

pub(super) fn put_back(state: &mut State, trials: impl IntoIterator<Item = Trial>) {
    for trial in trials {
        if let Some(pool) = state.pools.get_mut(&trial.topic) {
            pool.put(trial.topic, &trial);
        }
    }
}

/// A trial was the cause of a refusal: its values are refused.
pub(super) fn blame(state: &mut State, trial: &Trial) {
    match trial.topic {
        Topic::Grease => {
            state.intolerances.insert(Intolerance::Grease);
        }
        Topic::UnknownVersion => {
            state.intolerances.insert(Intolerance::UnknownVersion);
        }
        Topic::OlderGroups
        | Topic::Tls13Groups
        | Topic::RsaSignatures
        | Topic::EcdsaSignatures
        | Topic::DssSignatures
        | Topic::OtherSignatures
        | Topic::Tls13Signatures
        | Topic::Alpn => {}
    }
}

fn refuse_version(state: &mut State, version: Version) {
    let known = state.version(version);
    if known.accepted.is_empty() {
        known.verdict = Accepted::Refused;
        known.expected.clear();
        known.open.clear();
        known.waiting.clear();
    }
}

fn refusal(state: &mut State, mut ask: Ask, description: u8) {
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
pub(super) fn strike(state: &mut State, version: Version, offered: &[u32], mut part: Part) {
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
pub(super) fn conclude(state: &mut State, version: Version) {
    let known = state.version(version);
    let nothing_open = known.open.is_empty() && known.waiting.is_empty() && known.suspected.is_empty();
    if nothing_open && known.accepted.is_empty() && known.unknown.is_empty() {
        known.verdict = Accepted::Refused;
    }
}

/// No proper answer.
fn doubt(state: &mut State, ask: Ask, reply: &Reply) {
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
