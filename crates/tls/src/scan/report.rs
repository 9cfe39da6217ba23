//! What is known, as an observation. What is open or in doubt stands under `unknown`, with the reason.

use super::ask::{Ask, Purpose};
use super::ride;
use super::state::State;
use super::trial::{PROTOCOLS, Topic};
use crate::certificate::arrangement;
use crate::groups::Group;
use crate::observation::{
    Accepted, Certificate, Chain, Features, GroupSeen, NotEstablished, Observation, Order, Seen, SignatureSeen,
    SuiteSeen,
};
use crate::suites::Suite;
use crate::{Version, signatures, suites};
use std::collections::{BTreeMap, BTreeSet};

/// What is known; `under_way` is open too.
pub(super) fn observation<'a>(
    state: &State,
    under_way: &(impl Iterator<Item = &'a Ask> + Clone),
    connections: u32,
) -> Observation {
    let accepted = |version: Version| state.versions.get(&version).map_or(Accepted::Unknown, |known| known.verdict);
    Observation {
        address: state.subject.address.clone(),
        server_name: state.subject.server_name.clone(),
        starttls: state.subject.starttls.clone(),
        at: state.subject.at,
        kijun: state.subject.kijun.clone(),
        connections,
        versions: Version::ALL.into_iter().map(|version| (version, accepted(version))).collect(),
        suites: state
            .versions
            .iter()
            .filter(|(_, known)| known.verdict == Accepted::Accepted)
            .map(|(version, known)| (*version, suites_seen(&known.accepted)))
            .collect(),
        order: state
            .versions
            .iter()
            .filter(|(_, known)| known.verdict == Accepted::Accepted)
            .map(|(version, known)| (*version, known.order))
            .collect(),
        groups: seen_with(state, |known| &known.groups)
            .into_iter()
            .map(|(id, versions)| GroupSeen { id, name: group_name(id), versions })
            .collect(),
        dh_bits: state
            .versions
            .iter()
            .filter(|(_, known)| !known.dh_bits.is_empty())
            .map(|(version, known)| (*version, known.dh_bits.iter().copied().collect()))
            .collect(),
        signatures: seen_with(state, |known| &known.signatures)
            .into_iter()
            .map(|(id, versions)| SignatureSeen { id, name: scheme_name(id), versions })
            .collect(),
        certificates: certificates(state),
        chains: chains(state),
        features: features(state),
        intolerances: state.intolerances.iter().copied().collect(),
        unknown: unknown(state, under_way),
    }
}

/// By code, so that two observations of the same server are alike.
fn suites_seen(accepted: &[u32]) -> Vec<SuiteSeen> {
    let sorted: BTreeSet<u32> = accepted.iter().copied().collect();
    let seen = |code: u32| SuiteSeen {
        code: if code > 0xFFFF { format!("0x{code:06X}") } else { format!("0x{code:04X}") },
        name: suites::find_name(code).unwrap_or("unassigned").to_owned(),
    };
    sorted.into_iter().map(seen).collect()
}

fn seen_with(
    state: &State,
    values: impl Fn(&super::state::VersionState) -> &BTreeSet<u16>,
) -> BTreeMap<u16, Vec<Version>> {
    let mut seen: BTreeMap<u16, Vec<Version>> = BTreeMap::new();
    for (version, known) in &state.versions {
        for value in values(known) {
            seen.entry(*value).or_default().push(*version);
        }
    }
    seen
}

fn group_name(id: u16) -> String {
    Group::find(id).map_or_else(|| format!("0x{id:04X}"), |group| group.name.to_owned())
}

fn scheme_name(id: u16) -> String {
    signatures::find_name(id).map_or_else(|| format!("0x{id:04X}"), str::to_owned)
}

fn features(state: &State) -> Features {
    let accepted = |version| state.versions.get(&version).map_or(Accepted::Unknown, |known| known.verdict);
    let suites = state.versions.values().flat_map(|known| &known.accepted);
    let cbc =
        suites.into_iter().filter_map(|suite| Suite::find(*suite)).any(|suite| suite.protection().contains("_CBC"));
    state.evidence.features(accepted, cbc, protocols(state))
}

fn protocols(state: &State) -> Vec<String> {
    let known = state.pools.get(&Topic::Alpn).map(|pool| pool.known.iter());
    let name = |value: &u16| PROTOCOLS.get(usize::from(*value)).map(|name| (*name).to_owned());
    known.into_iter().flatten().filter_map(name).collect()
}

fn certificates(state: &State) -> Vec<Certificate> {
    let numbered = |(chain, seen): (u16, &super::features::SeenChain)| {
        seen.certificates
            .iter()
            .cloned()
            .map(move |certificate| Certificate { chain, ..certificate })
            .collect::<Vec<_>>()
    };
    (0..).zip(&state.evidence.chains).flat_map(numbered).collect()
}

fn chains(state: &State) -> Vec<Chain> {
    let seen = |chain: &super::features::SeenChain| {
        let found = arrangement(&chain.certificates);
        let versions = chain.versions.iter().copied().collect();
        Chain { ordered: found.ordered, reaches_root: found.reaches_root, versions }
    };
    state.evidence.chains.iter().map(seen).collect()
}

fn unknown<'a>(state: &State, under_way: &(impl Iterator<Item = &'a Ask> + Clone)) -> Vec<NotEstablished> {
    let open = state.gave_up.unwrap_or("time");
    let mut found: BTreeSet<(&str, Option<Version>, &str)> = BTreeSet::new();
    for (&version, known) in &state.versions {
        let what = if known.verdict == Accepted::Accepted { "suites" } else { "versions" };
        found.extend(known.unknown.iter().map(|why| (what, Some(version), *why)));
        let asking = under_way.clone().any(|ask| ask.version == version && ask.purpose.part().is_some());
        let to_ask = !known.open.is_empty() || !known.waiting.is_empty() || !known.suspected.is_empty();
        if known.verdict != Accepted::Refused && (asking || to_ask) {
            found.insert((what, Some(version), open));
        }
        let orderable = known.accepted.len() > 1 && version != Version::Ssl2;
        if orderable && known.order == Order::Unknown {
            found.insert(("order", Some(version), if known.order_asked > 0 { "no_answer" } else { open }));
        }
    }
    for (topic, pool) in &state.pools {
        let suspected = state.versions.values().flat_map(|known| &known.suspected);
        let tried = under_way.clone().any(|ask| ask.varied(*topic).is_some())
            || suspected.flat_map(|suspicion| &suspicion.trials).any(|trial| trial.topic == *topic)
            || state.unfounded.iter().any(|refusal| refusal.trial.topic == *topic);
        let begun = (!pool.known.is_empty() || topic.stands_alone()) && ride::carriers(state, *topic).is_some();
        found.extend(pool.unknown.map(|why| (topic.what(), topic.version(), why)));
        if begun && (tried || !pool.open.is_empty()) {
            found.insert((topic.what(), topic.version(), open));
        }
    }
    if state.chosen_anything() {
        if state.evidence.chains.is_empty() {
            let why = if state.evidence.too_much { "limit" } else { "not_spoken" };
            found.insert(("certificates", None, why));
        }
        if state.evidence.chains.iter().any(|chain| chain.cut) {
            found.insert(("certificates", None, "limit"));
        }
        let features = features(state);
        let seen = [
            ("features.compression", features.compression),
            ("features.secure_renegotiation", features.secure_renegotiation),
            ("features.client_renegotiation", features.client_renegotiation),
            ("features.session_tickets", features.session_tickets),
            ("features.ocsp_stapling", features.ocsp_stapling),
            ("features.extended_master_secret", features.extended_master_secret),
            ("features.encrypt_then_mac", features.encrypt_then_mac),
            ("features.downgrade_signal", features.downgrade_signal),
            ("features.fallback_scsv", features.fallback_scsv),
        ];
        let asking = |ask: &Ask| matches!(ask.purpose, Purpose::Deep | Purpose::Fallback | Purpose::Suites { .. });
        let still_asked = under_way.clone().any(asking);
        let why = |what: &str| match what {
            _ if still_asked => open,
            "features.fallback_scsv" if state.fallback_asked > 0 => "no_answer",
            "features.client_renegotiation" | "features.session_tickets" if state.deep_lost > 0 => "no_answer",
            _ => "not_spoken",
        };
        let unknown = seen.into_iter().filter(|(_, seen)| *seen == Seen::Unknown);
        found.extend(unknown.map(|(what, _)| (what, None, why(what))));
    }
    let entry = |(what, version, why): (&str, Option<Version>, &str)| NotEstablished {
        what: what.to_owned(),
        version,
        why: why.to_owned(),
    };
    found.into_iter().map(entry).collect()
}
