//! A question as a hello: everything that is known to exist, but for what the question varies.

use super::ask::{Ask, Purpose};
use super::catalogue;
use super::depth;
use super::state::State;
use super::trial::{PROTOCOLS, Topic};
use crate::suites::{Authentication, Carries, Suite};
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
    let short = state.short;
    let groups = ask.varied(Topic::OlderGroups).or_else(|| ask.varied(Topic::Tls13Groups));
    let shares = if tls13 { depth::shares(state, &ask.trials) } else { Vec::new() };
    let hello = ClientHello {
        version: ask.version,
        also: Vec::new(),
        suites: ask.offered.clone(),
        groups: groups.map_or_else(|| all_groups(state, ask, &shares), |groups| with_curve(state, ask, groups)),
        key_shares: shares,
        signatures: signatures(ask, short),
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
    let carried = |suite: &u32| Suite::find(*suite).is_some_and(|suite| suite.carries() != Carries::Nothing);
    let needs = ask.version > Version::Ssl3 && ask.offered.iter().any(carried);
    let unwanted = !needs && ask.purpose.part().is_none_or(|part| part.turn != super::part::Turn::Opening);
    let known = state.pools.get(&Topic::Tls13Groups).is_some_and(|pool| !pool.known.is_empty());
    if unwanted {
        Vec::new()
    } else if ask.version == Version::Tls13 && ask.depth > Depth::Hello && known && !shares.is_empty() {
        // A group that the server likes better would end in a HelloRetryRequest.
        shares.to_vec()
    } else if state.short {
        SHORT_GROUPS.to_vec()
    } else {
        catalogue::groups(ask.version)
    }
}

/// An ECDSA certificate needs its own curve in the list before TLS 1.3: it comes last, so that it is not what the server likes best.
fn with_curve(state: &State, ask: &Ask, groups: &[u16]) -> Vec<u16> {
    let ecdsa = |suite: &u32| Suite::find(*suite).is_some_and(|suite| suite.authentication() == Authentication::Ecdsa);
    let curve =
        (ask.version < Version::Tls13 && ask.offered.iter().all(ecdsa)).then(|| state.certificate_curve()).flatten();
    let added = curve.filter(|curve| !groups.contains(curve));
    groups.iter().copied().chain(added).collect()
}

fn signatures(ask: &Ask, short: bool) -> Vec<u16> {
    let varied = [Topic::RsaSignatures, Topic::EcdsaSignatures, Topic::DssSignatures, Topic::Tls13Signatures]
        .into_iter()
        .find_map(|topic| ask.varied(topic));
    match varied {
        Some(values) => values.to_vec(),
        None if short && ask.version >= Version::Tls12 => SHORT_SIGNATURES.to_vec(),
        None => catalogue::signatures(ask.version),
    }
}

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
