//! What rides on a question about suites: groups, signature schemes, protocols of the layer above, signals. Each has a pool of values
//! that are still open; a trial is a few of them within one hello.

use super::catalogue;
use super::doubt::Doubts;
use crate::Version;
use crate::reply::Chosen;
use crate::suites::{Authentication, Carries, Suite};
use std::collections::BTreeSet;

/// What is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    /// Curves up to TLS 1.2.
    OlderGroups,
    /// Groups of TLS 1.3.
    Tls13Groups,
    /// Schemes of TLS 1.2, by the kind of key.
    RsaSignatures,
    EcdsaSignatures,
    DssSignatures,
    /// Schemes of TLS 1.2 that are unlikely, whatever the key: one refusal settles them all.
    OtherSignatures,
    Tls13Signatures,
    /// 0: `h2`, 1: `http/1.1`.
    Alpn,
    /// Reserved values; the one value is 0.
    Grease,
    /// A version that does not exist; the one value is 0.
    UnknownVersion,
}

/// Protocols that are asked for by ALPN.
pub(super) const PROTOCOLS: [&str; 2] = ["h2", "http/1.1"];
pub(super) const H2: u16 = 0;

/// Values that are offered in place of all.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    pub(super) topic: Topic,
    pub(super) values: Vec<u16>,
    pub(super) doubts: Doubts,
    pub(super) manner: Manner,
}

/// How a trial is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    /// With others, on a question about suites.
    Riding,
    /// As the only one, on a question about suites.
    Lonely,
    /// With suites that are known to be accepted.
    Standing,
}

/// What is known of a topic, and what is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    pub(super) known: BTreeSet<u16>,
    pub(super) open: Vec<Trial>,
    /// Did an earlier observation say what is likely?
    pub(super) expected: bool,
    /// Why the rest could not be established.
    pub(super) unknown: Option<&'static str>,
}

impl Topic {
    /// Can it ride on a question about this suite with this version?
    pub(super) fn rides_on(self, version: Version, suite: u32) -> bool {
        let suite = Suite::find(suite);
        let carries = suite.map_or(Carries::Nothing, Suite::carries);
        let authentication = suite.map_or(Authentication::Anonymous, Suite::authentication);
        let curve = carries == Carries::Curve;
        let ephemeral = curve || carries == Carries::FiniteField;
        let older = version < Version::Tls13;
        match self {
            // With an ECDSA certificate a server needs that key's own curve in the list (RFC 8422 §5.1.1).
            Self::OlderGroups => older && version > Version::Ssl3 && curve && authentication != Authentication::Ecdsa,
            Self::Tls13Groups | Self::Tls13Signatures => version == Version::Tls13,
            Self::RsaSignatures => version == Version::Tls12 && ephemeral && authentication == Authentication::Rsa,
            Self::EcdsaSignatures => version == Version::Tls12 && ephemeral && authentication == Authentication::Ecdsa,
            Self::DssSignatures => version == Version::Tls12 && ephemeral && authentication == Authentication::Dss,
            Self::OtherSignatures => {
                let signs = [Authentication::Rsa, Authentication::Ecdsa, Authentication::Dss];
                version == Version::Tls12 && ephemeral && signs.contains(&authentication)
            }
            Self::Alpn | Self::Grease => version > Version::Ssl3,
            Self::UnknownVersion => older && version > Version::Ssl3,
        }
    }

    /// Does a refusal or another choice of the server say that the value is refused, even where nothing of the topic is known yet?
    pub(super) fn stands_alone(self) -> bool {
        matches!(self, Self::Alpn | Self::Grease | Self::UnknownVersion | Self::OtherSignatures)
    }

    /// May it change which suite a server chooses? Since TLS 1.3 suites are agreed on apart from groups and signatures.
    pub(super) fn sways_suites(self) -> bool {
        !matches!(self, Self::Alpn | Self::Grease | Self::Tls13Groups | Self::Tls13Signatures)
    }

    /// Does it change the choice only between suites that need it and suites that do not?
    pub(super) fn sways_by_need(self) -> bool {
        matches!(self, Self::OlderGroups | Self::RsaSignatures | Self::EcdsaSignatures | Self::DssSignatures)
    }

    /// The value that the server's choice shows.
    pub(super) fn shown(self, chosen: &Chosen) -> Option<u16> {
        match self {
            Self::OlderGroups | Self::Tls13Groups => chosen.group,
            Self::RsaSignatures
            | Self::EcdsaSignatures
            | Self::DssSignatures
            | Self::OtherSignatures
            | Self::Tls13Signatures => chosen.signature,
            Self::Alpn => {
                let place = PROTOCOLS.iter().position(|protocol| chosen.alpn.as_deref() == Some(protocol))?;
                u16::try_from(place).ok()
            }
            // The server agreed: that is all that was asked.
            Self::Grease | Self::UnknownVersion => Some(0),
        }
    }

    /// The version that it concerns, where it is one.
    pub(super) fn version(self) -> Option<Version> {
        match self {
            Self::Tls13Groups | Self::Tls13Signatures => Some(Version::Tls13),
            Self::RsaSignatures | Self::EcdsaSignatures | Self::DssSignatures | Self::OtherSignatures => {
                Some(Version::Tls12)
            }
            Self::OlderGroups | Self::Alpn | Self::Grease | Self::UnknownVersion => None,
        }
    }

    /// The words of the observation for it.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::OlderGroups | Self::Tls13Groups => "groups",
            Self::RsaSignatures
            | Self::EcdsaSignatures
            | Self::DssSignatures
            | Self::OtherSignatures
            | Self::Tls13Signatures => "signatures",
            Self::Alpn => "features.alpn",
            Self::Grease | Self::UnknownVersion => "intolerances",
        }
    }
}

impl Trial {
    pub(super) fn new(topic: Topic, values: Vec<u16>) -> Self {
        Self { topic, values, doubts: Doubts::default(), manner: Manner::Riding }
    }

    /// Does TLS 1.3 agree on this group at once, from a share that Kijun can compute?
    pub(super) fn has_share(&self) -> bool {
        matches!(self.values.as_slice(), [only] if catalogue::SHARED_GROUPS.contains(only))
    }
}

impl Pool {
    pub(super) fn new(topic: Topic) -> Self {
        let (likely, rest) = catalogue::values(topic);
        let mut open: Vec<Trial> = likely.into_iter().map(|values| Trial::new(topic, values)).collect();
        if !rest.is_empty() {
            open.push(Trial { manner: Manner::Standing, ..Trial::new(topic, rest) });
        }
        Self { open, ..Self::default() }
    }

    /// A value was seen: it is no longer open, and may make others likely.
    pub(super) fn learn(&mut self, topic: Topic, value: u16) {
        self.known.insert(value);
        let open = std::mem::take(&mut self.open);
        for trial in open {
            self.put(topic, &trial);
        }
    }

    /// Makes each of these values a trial of its own.
    pub(super) fn split(&mut self, values: &[u16]) {
        let whole = |trial: &Trial| trial.values.len() > 1 && trial.values.iter().all(|value| values.contains(value));
        if let Some(place) = self.open.iter().position(whole) {
            let trial = self.open.remove(place);
            let single = |value: &u16| Trial { values: vec![*value], ..trial.clone() };
            self.open.splice(place..place, trial.values.iter().map(single));
        }
    }

    /// Puts back what is still open of a trial: likely values each alone, the others together.
    pub(super) fn put(&mut self, topic: Topic, trial: &Trial) {
        let left = trial.values.iter().copied().filter(|value| !self.known.contains(value));
        let (alone, together): (Vec<u16>, Vec<u16>) = left.partition(|value| self.makes_likely(topic, *value));
        let pieces = alone.into_iter().map(|value| vec![value]).chain(Some(together));
        self.open.extend(pieces.filter(|piece| !piece.is_empty()).map(|values| Trial { values, ..trial.clone() }));
    }

    /// A server that has one finite field, or one hash with PSS, has them all.
    fn makes_likely(&self, topic: Topic, value: u16) -> bool {
        let finite = catalogue::is_finite_field;
        match topic {
            Topic::Tls13Groups => finite(value) && self.known.iter().any(|known| finite(*known)),
            Topic::RsaSignatures | Topic::Tls13Signatures => {
                let pss = |value: &u16| catalogue::PSS_RSAE.contains(value);
                pss(&value) && self.known.iter().any(pss)
            }
            Topic::OlderGroups
            | Topic::EcdsaSignatures
            | Topic::DssSignatures
            | Topic::OtherSignatures
            | Topic::Alpn
            | Topic::Grease
            | Topic::UnknownVersion => false,
        }
    }
}
