//! The whole truth about a server: what a scan has to find, and all that it may find.

use crate::scan::scan;
use crate::server::Server;
use probe::run::Bounds;
use std::collections::BTreeSet;
use tls::observation::{Accepted, Features, Order, Seen};
use tls::{Observation, Version};

pub(crate) struct Truth<'a> {
    /// Versions and their suites; the other versions are refused.
    pub(crate) suites: &'a [(Version, &'a [&'a str])],
    /// Whose order decides, in every version of several suites.
    pub(crate) order: Order,
    pub(crate) groups: &'a [&'a str],
    /// Sizes of finite-field primes that are not named, in every version that has any.
    pub(crate) dh_bits: &'a [(Version, u32)],
    pub(crate) signatures: &'a [&'a str],
    /// Key, its size, and what signed it.
    pub(crate) certificates: &'a [(&'a str, u32, &'a str)],
    pub(crate) features: Features,
    /// What Kijun may fail to establish with such a server, if it says so: then this alone need not be found.
    pub(crate) may_be_unknown: &'a [&'a str],
}

pub(crate) const SHA256_RSA_2048: (&str, u32, &str) = ("RSA", 2048, "sha256WithRSAEncryption");

/// What OpenSSL and `GnuTLS` do in several versions before TLS 1.3 with a suite of CBC; renegotiation by the client is refused.
pub(crate) fn older_features() -> Features {
    Features {
        compression: Seen::No,
        secure_renegotiation: Seen::Yes,
        client_renegotiation: Seen::No,
        session_tickets: Seen::Yes,
        alpn: Vec::new(),
        ocsp_stapling: Seen::No,
        extended_master_secret: Seen::Yes,
        encrypt_then_mac: Seen::Yes,
        downgrade_signal: Seen::NotApplicable,
        fallback_scsv: Seen::Yes,
    }
}

impl Truth<'_> {
    /// Scans with care, in a hurry, and once more from what was found: each time this is all.
    pub(crate) fn assert_found(&self, server: &Server) -> Observation {
        let seen = scan(server.address, Bounds::default(), None);
        self.assert_of(&seen, "at first");
        self.assert_of(&scan(server.address, Bounds::fast(), None), "in a hurry");
        self.assert_of(&scan(server.address, Bounds::default(), Some(&seen)), "again");
        seen
    }

    pub(crate) fn assert_of(&self, seen: &Observation, what: &str) {
        let unknown: BTreeSet<_> = seen.unknown.iter().map(|unknown| unknown.what.as_str()).collect();
        assert!(unknown.is_subset(&set(self.may_be_unknown)), "{what}: {:?}", seen.unknown);
        for version in Version::ALL {
            let mine = self.suites.iter().find(|(other, _)| *other == version).map(|(_, suites)| *suites);
            let verdict = if mine.is_some() { Accepted::Accepted } else { Accepted::Refused };
            assert_eq!(seen.versions[&version], verdict, "{what}, {version:?}: {:?}", seen.unknown);
            let found = seen.suites.get(&version).into_iter().flatten().map(|suite| suite.name.as_str());
            assert_eq!(found.collect::<BTreeSet<_>>(), set(mine.unwrap_or_default()), "{what}, {version:?}");
            let several = mine.is_some_and(|suites| suites.len() > 1) && version != Version::Ssl2;
            let order = if several { self.order } else { Order::Unknown };
            assert_eq!(seen.order.get(&version).copied().unwrap_or_default(), order, "{what}, {version:?}");
        }
        let groups = seen.groups.iter().map(|group| group.name.as_str());
        assert_eq!(groups.collect::<BTreeSet<_>>(), set(self.groups), "{what}");
        let sizes = seen.dh_bits.iter().flat_map(|(version, sizes)| sizes.iter().map(|size| (*version, *size)));
        assert_eq!(sizes.collect::<Vec<_>>(), self.dh_bits, "{what}");
        let signatures: BTreeSet<_> = seen.signatures.iter().map(|signature| signature.name.as_str()).collect();
        if unknown.contains("signatures") {
            assert!(signatures.is_subset(&set(self.signatures)), "{what}: {signatures:?}");
        } else {
            assert_eq!(signatures, set(self.signatures), "{what}");
        }
        let shown = |one: &'_ tls::observation::Certificate| (one.key.clone(), one.key_bits, one.signature.clone());
        let certificates: BTreeSet<_> = seen.certificates.iter().map(shown).collect();
        let mine = self.certificates.iter().map(|(key, bits, signed)| ((*key).to_owned(), *bits, (*signed).to_owned()));
        assert_eq!(certificates, mine.collect(), "{what}");
        let mut features = seen.features.clone();
        if unknown.contains("features.client_renegotiation") {
            assert_eq!(features.client_renegotiation, Seen::Unknown, "{what}");
            features.client_renegotiation = self.features.client_renegotiation;
        }
        if unknown.contains("features.session_tickets") {
            assert_eq!(features.session_tickets, Seen::Unknown, "{what}");
            features.session_tickets = self.features.session_tickets;
        }
        assert_eq!(features, self.features, "{what}");
        assert_eq!(seen.intolerances, [], "{what}");
    }
}

fn set<'a>(names: &[&'a str]) -> BTreeSet<&'a str> {
    names.iter().copied().collect()
}
