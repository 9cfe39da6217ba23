//! A question as a hello: everything that is known to exist, but for what the question varies.

use super::ask::{Ask, Purpose};
use super::catalogue;
use super::depth;
use super::state::State;
use super::trial::{Manner, PROTOCOLS, Topic, Trial};
use crate::suites::{Authentication, Suite};
use crate::{ClientHello, Depth, Extra, Inquiry, Version};
use std::collections::BTreeSet;

/// The bytes of handshake message beyond which old servers stumble (RFC 7685 §1 names 256 to 511), passed with certainty.
const LONG_HELLO: u16 = 1024;

/// What a short hello names: common groups and schemes alone.
const SHORT_GROUPS: [u16; 4] = [0x001D, 0x0017, 0x0018, 0x0019];
const SHORT_SIGNATURES: [u16; 9] = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0201];

/// The inquiry for a question.
pub(super) fn inquiry(state: &State, ask: &Ask) -> Inquiry {
    let tls13 = ask.version == Version::Tls13;
    let groups = ask.varied(Topic::OlderGroups).or_else(|| ask.varied(Topic::Tls13Groups));
    let shares = if tls13 { depth::shares(state, ask) } else { Vec::new() };
    let hello = ClientHello {
        version: ask.version,
        also: Vec::new(),
        suites: ask.offered.clone(),
        groups: groups.map_or_else(|| all_groups(state, ask, &shares), |groups| with_curve(state, ask, groups)),
        key_shares: shares,
        signatures: signatures(state, ask),
        server_name: state.subject.server_name.clone(),
        alpn: protocols(ask),
        compression: if tls13 { Vec::new() } else { vec![1] },
        extras: extras(ask),
        padded_to: if matches!(ask.purpose, Purpose::Padding) { LONG_HELLO } else { 0 },
    };
    Inquiry { hello, depth: ask.depth }
}

impl Ask {
    /// The values that are tried of a topic.
    pub(super) fn varied(&self, topic: Topic) -> Option<&[u16]> {
        self.trials.iter().find(|trial| trial.topic == topic).map(|trial| trial.values.as_slice())
    }
}

fn all_groups(state: &State, ask: &Ask, shares: &[u16]) -> Vec<u16> {
    let needs = ask.version > Version::Ssl3 && ask.offered.iter().any(|suite| catalogue::is_carrier(*suite));
    let unwanted = !needs && ask.purpose.part().is_none_or(|part| part.turn != super::part::Turn::Opening);
    let known = state.pools.get(&Topic::Tls13Groups).is_some_and(|pool| !pool.known.is_empty());
    if unwanted {
        Vec::new()
    } else if ask.version == Version::Tls13 && ask.depth > Depth::Hello && known && !shares.is_empty() {
        // A group that the server likes better would end in a HelloRetryRequest.
        shares.to_vec()
    } else if state.short {
        SHORT_GROUPS.to_vec()
    } else if ask.version == Version::Tls13 && ask.depth == Depth::Hello {
        untested_first(state, &[Topic::Tls13Groups], catalogue::groups(ask.version))
    } else if ask.depth <= Depth::Flight && leads(state, ask.version) {
        untested_first(state, &[Topic::OlderGroups], catalogue::groups(ask.version))
    } else {
        catalogue::groups(ask.version)
    }
}

/// Is it the version whose groups are searched before TLS 1.3? With one alone, so that two scans of the same server say the same.
fn leads(state: &State, version: Version) -> bool {
    version < Version::Tls13 && version == state.leading().unwrap_or(Version::Tls12)
}

/// What is still to be tried stands first, the unlikely before the likely, which other questions try: a server that follows the client's
/// order shows it for nothing.
fn untested_first(state: &State, topics: &[Topic], mut values: Vec<u16>) -> Vec<u16> {
    let pools = topics.iter().filter_map(|topic| state.pools.get(topic));
    let mut open: Vec<&Trial> = pools.flat_map(|pool| &pool.open).collect();
    open.sort_by_key(|trial| trial.manner == Manner::Standing);
    let order: Vec<u16> = open.into_iter().rev().flat_map(|trial| trial.values.iter().copied()).collect();
    values.sort_by_cached_key(|value| order.iter().position(|open| open == value).unwrap_or(usize::MAX));
    values
}

/// An ECDSA certificate needs its own curve in the list before TLS 1.3: it comes last, so that it is not what the server likes best.
fn with_curve(state: &State, ask: &Ask, groups: &[u16]) -> Vec<u16> {
    let ecdsa = |suite: &u32| Suite::find(*suite).is_some_and(|suite| suite.authentication() == Authentication::Ecdsa);
    let curve =
        (ask.version < Version::Tls13 && ask.offered.iter().all(ecdsa)).then(|| state.certificate_curve()).flatten();
    let added = curve.filter(|curve| !groups.contains(curve));
    groups.iter().copied().chain(added).collect()
}

fn signatures(state: &State, ask: &Ask) -> Vec<u16> {
    let varied = SIGNATURES_OF_TLS12.iter().chain([&Topic::Tls13Signatures]).find_map(|topic| ask.varied(*topic));
    match (varied, ask.version) {
        (Some(values), _) => values.to_vec(),
        (None, Version::Tls12 | Version::Tls13) if state.short => SHORT_SIGNATURES.to_vec(),
        (None, Version::Tls12) => untested_first(state, SIGNATURES_OF_TLS12, catalogue::signatures(ask.version)),
        (None, Version::Tls13) => untested_first(state, &[Topic::Tls13Signatures], catalogue::signatures(ask.version)),
        (None, Version::Ssl2 | Version::Ssl3 | Version::Tls10 | Version::Tls11) => Vec::new(),
    }
}

const SIGNATURES_OF_TLS12: &[Topic] =
    &[Topic::RsaSignatures, Topic::EcdsaSignatures, Topic::DssSignatures, Topic::OtherSignatures];

fn protocols(ask: &Ask) -> Vec<String> {
    let values = ask.varied(Topic::Alpn).unwrap_or_default();
    values.iter().filter_map(|value| PROTOCOLS.get(usize::from(*value))).map(|name| (*name).to_owned()).collect()
}

fn extras(ask: &Ask) -> BTreeSet<Extra> {
    let mut extras = BTreeSet::from([
        Extra::RenegotiationInfo,
        Extra::ExtendedMasterSecret,
        Extra::EncryptThenMac,
        Extra::SessionTicket,
        Extra::StatusRequest,
    ]);
    let signals = [
        (ask.varied(Topic::Grease).is_some(), Extra::Grease),
        (ask.varied(Topic::UnknownVersion).is_some(), Extra::UnknownVersion),
        (matches!(ask.purpose, Purpose::Fallback), Extra::FallbackScsv),
    ];
    extras.extend(signals.into_iter().filter(|(wanted, _)| *wanted).map(|(_, extra)| extra));
    extras
}
