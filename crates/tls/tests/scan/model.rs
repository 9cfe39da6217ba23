//! A server as rules (RFC 5246, 8446, 8422): sets of versions, suites, groups and schemes, and how it answers a hello. No bytes.

use rcgen::KeyPair;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tls::suites::{Authentication, Carries, Suite};
use tls::{Chosen, Depth, Extra, Inquiry, Reply, Sign, Version};

/// How a server says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// With alerts: 70 for versions, 40 for the rest.
    Alerts,
    /// With alert 40 for everything.
    HandshakeFailure,
    Closed,
    Reset,
}

#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// Suites in the server's order.
    pub(crate) suites: BTreeMap<Version, Vec<u32>>,
    pub(crate) own_order: bool,
    pub(crate) older_groups: Vec<u16>,
    pub(crate) tls13_groups: Vec<u16>,
    /// Schemes in the server's order, by key.
    pub(crate) signatures: BTreeMap<Key, Vec<u16>>,
    pub(crate) tls13_signatures: Vec<u16>,
    pub(crate) alpn: Vec<&'static str>,
    pub(crate) dh_bits: u32,
    pub(crate) refusal: Refusal,
    /// Longer lists of suites are refused.
    pub(crate) longest_list: usize,
    pub(crate) hates: BTreeSet<Extra>,
    pub(crate) fallback_scsv: bool,
    pub(crate) renegotiates: bool,
}

/// Kinds of certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Rsa,
    Ecdsa,
}

impl Key {
    /// A certificate with such a key, as DER.
    fn certificate(self) -> Vec<u8> {
        static RSA: LazyLock<Vec<u8>> = LazyLock::new(|| {
            self_signed(&KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048).unwrap())
        });
        static ECDSA: LazyLock<Vec<u8>> = LazyLock::new(|| self_signed(&KeyPair::generate().unwrap()));
        match self {
            Self::Rsa => RSA.clone(),
            Self::Ecdsa => ECDSA.clone(),
        }
    }
}

fn self_signed(key: &KeyPair) -> Vec<u8> {
    let names = rcgen::CertificateParams::new(vec!["model.example".to_owned()]).unwrap();
    names.self_signed(key).unwrap().der().to_vec()
}

impl Server {
    /// A server with nothing: tests add what they mean.
    pub(crate) fn bare() -> Self {
        Self {
            suites: BTreeMap::new(),
            own_order: true,
            older_groups: vec![0x001D, 0x0017],
            tls13_groups: vec![0x001D, 0x0017],
            signatures: BTreeMap::from([(Key::Rsa, vec![0x0401, 0x0804])]),
            tls13_signatures: vec![0x0804],
            alpn: vec!["h2", "http/1.1"],
            dh_bits: 2048,
            refusal: Refusal::Alerts,
            longest_list: usize::MAX,
            hates: BTreeSet::new(),
            fallback_scsv: true,
            renegotiates: false,
        }
    }

    pub(crate) fn answer(&self, inquiry: &Inquiry) -> Reply {
        match self.choose(inquiry) {
            Ok(chosen) => Reply::Chosen(Box::new(chosen)),
            Err(alert) => match (self.refusal, alert) {
                (Refusal::Alerts, description) => Reply::Alert { level: 2, description },
                // RFC 7507: this one is always said.
                (Refusal::HandshakeFailure, 86) => Reply::Alert { level: 2, description: 86 },
                (Refusal::HandshakeFailure, _) => Reply::Alert { level: 2, description: 40 },
                (Refusal::Closed, _) => Reply::Closed,
                (Refusal::Reset, _) => Reply::Reset,
            },
        }
    }

    fn choose(&self, inquiry: &Inquiry) -> Result<Chosen, u8> {
        let hello = &inquiry.hello;
        if hello.version == Version::Ssl2 {
            return self.list_ssl2(hello);
        }
        if hello.suites.len() > self.longest_list || hello.extras.iter().any(|extra| self.hates.contains(extra)) {
            return Err(40);
        }
        let version = self.version(hello).ok_or(70u8)?;
        let newer = self.suites.keys().next_back().is_some_and(|newest| *newest > version);
        if hello.extras.contains(&Extra::FallbackScsv) && self.fallback_scsv && newer {
            return Err(86);
        }
        let mine = &self.suites[&version];
        let usable = |suite: &u32| self.exchange(*suite, version, hello).is_some();
        let suite = if self.own_order {
            mine.iter().find(|suite| hello.suites.contains(suite) && usable(suite))
        } else {
            hello.suites.iter().find(|suite| mine.contains(suite) && usable(suite))
        };
        let suite = *suite.ok_or(40u8)?;
        let (group, signature) = self.exchange(suite, version, hello).ok_or(40u8)?;
        self.chosen(inquiry, version, suite, group, signature)
    }

    fn chosen(
        &self,
        inquiry: &Inquiry,
        version: Version,
        suite: u32,
        group: Option<u16>,
        signature: Option<u16>,
    ) -> Result<Chosen, u8> {
        let hello = &inquiry.hello;
        let tls13 = version == Version::Tls13;
        let retry = tls13 && group.is_some_and(|group| !hello.key_shares.contains(&group));
        let seen = inquiry.depth >= Depth::Flight && !retry;
        let traits = Suite::find(suite).unwrap();
        let alpn = if hello.alpn.is_empty() || self.alpn.is_empty() {
            None
        } else {
            Some(
                (*self.alpn.iter().find(|name| hello.alpn.iter().any(|other| other == *name)).ok_or(120u8)?).to_owned(),
            )
        };
        let mut signs = BTreeSet::new();
        if retry {
            signs.insert(Sign::Retry);
        }
        if seen && tls13 && inquiry.depth >= Depth::Finished {
            signs.insert(Sign::Ticket);
        }
        let key = match (traits.authentication(), signature) {
            (Authentication::Anonymous, _) => None,
            (Authentication::Ecdsa, _) => Some(Key::Ecdsa),
            (Authentication::Any, Some(scheme)) if scheme & 0xFF == 3 => Some(Key::Ecdsa),
            _ => Some(Key::Rsa),
        };
        let certificates = key.filter(|_| seen).map(Key::certificate);
        let finite = traits.carries() == Carries::FiniteField;
        Ok(Chosen {
            version: version.code(),
            suite,
            group: group.filter(|_| tls13 || seen && !finite),
            dh_bits: (finite && seen).then_some(self.dh_bits),
            signature: signature.filter(|_| seen),
            extensions: vec![tls::extension::RENEGOTIATION_INFO],
            // Encrypted in TLS 1.3.
            alpn: alpn.filter(|_| seen || !tls13),
            signs,
            certificates: certificates.into_iter().collect(),
            renegotiated: (inquiry.depth == Depth::Renegotiation).then_some(self.renegotiates),
            ..Chosen::default()
        })
    }

    fn list_ssl2(&self, hello: &tls::ClientHello) -> Result<Chosen, u8> {
        let mine = self.suites.get(&Version::Ssl2).ok_or(70u8)?;
        let listed: Vec<u32> = mine.iter().copied().filter(|kind| hello.suites.contains(kind)).collect();
        Ok(Chosen { version: 2, suite: listed[0], listed, ..Chosen::default() })
    }

    fn version(&self, hello: &tls::ClientHello) -> Option<Version> {
        if hello.version == Version::Tls13 && self.suites.contains_key(&Version::Tls13) {
            return Some(Version::Tls13);
        }
        // A server that does not know supported_versions goes by the version of the hello.
        let most = match (hello.version, self.suites.contains_key(&Version::Tls13)) {
            (Version::Tls13, true) => return None,
            (Version::Tls13, false) => Version::Tls12,
            (version, _) if hello.extras.contains(&Extra::UnknownVersion) => Version::Tls12.max(version),
            (version, _) => version,
        };
        self.suites.keys().copied().filter(|version| *version > Version::Ssl2 && *version <= most).max()
    }

    /// The group and scheme for a suite; `None`: it cannot be used with this hello.
    fn exchange(&self, suite: u32, version: Version, hello: &tls::ClientHello) -> Option<(Option<u16>, Option<u16>)> {
        let traits = Suite::find(suite)?;
        let bare = version == Version::Ssl3;
        // Servers that follow the client's order of suites mostly follow that of groups and schemes, too.
        let pick = |mine: &[u16], theirs: &[u16]| {
            let (first, second) = if self.own_order { (mine, theirs) } else { (theirs, mine) };
            first.iter().copied().find(|value| second.contains(value))
        };
        if version == Version::Tls13 {
            let shared = || pick(&self.tls13_groups, &hello.key_shares);
            let shared = if self.own_order { None } else { shared() };
            let group = shared.or_else(|| pick(&self.tls13_groups, &hello.groups))?;
            let signature = pick(&self.tls13_signatures, &hello.signatures)?;
            return Some((Some(group), Some(signature)));
        }
        let group = match traits.carries() {
            Carries::Curve if bare || hello.groups.is_empty() => self.older_groups.first().copied(),
            Carries::Curve => Some(pick(&self.older_groups, &hello.groups)?),
            Carries::Nothing | Carries::FiniteField | Carries::Any => None,
        };
        let key = match traits.authentication() {
            Authentication::Rsa => Some(Key::Rsa),
            Authentication::Ecdsa => Some(Key::Ecdsa),
            _ => None,
        };
        // RFC 8422 §5.1.1: the curve of the certificate must be among the groups.
        if key == Some(Key::Ecdsa) && !bare && !hello.groups.is_empty() && !hello.groups.contains(&0x0017) {
            return None;
        }
        let signed = traits.carries() != Carries::Nothing && version == Version::Tls12;
        let signature = match key {
            Some(key) if signed => Some(pick(self.signatures.get(&key)?, &hello.signatures)?),
            Some(key) => {
                self.signatures.get(&key)?;
                None
            }
            None => None,
        };
        Some((group, signature))
    }
}
