//! What choices show besides suites: extensions echoed, certificates, renegotiation. A feature that was seen once is there.

use crate::certificate::read_certificate;
use crate::observation::{Accepted, Certificate, Features, Seen};
use crate::reply::Stopped;
use crate::suites::Suite;
use crate::{Chosen, Depth, Sign, Version, extension};
use std::collections::BTreeSet;

/// What was seen of features.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) compression: Seen,
    pub(super) secure_renegotiation: Seen,
    pub(super) client_renegotiation: Seen,
    /// Tickets of TLS 1.2 and before.
    pub(super) older_tickets: Seen,
    /// Tickets of TLS 1.3.
    pub(super) tickets: Seen,
    pub(super) stapling: Seen,
    pub(super) extended_master_secret: Seen,
    pub(super) encrypt_then_mac: Seen,
    pub(super) downgrade_signal: Seen,
    pub(super) fallback_scsv: Seen,
    pub(super) chains: Vec<SeenChain>,
    /// Was more sent than is read?
    pub(super) too_much: bool,
}

/// A chain, and the versions with which it was sent.
#[derive(Debug)]
pub(super) struct SeenChain {
    /// As it was sent.
    sent: Vec<Vec<u8>>,
    pub(super) certificates: Vec<Certificate>,
    pub(super) versions: BTreeSet<Version>,
    /// Were there more certificates than were read?
    pub(super) cut: bool,
}

impl Evidence {
    /// Takes a choice of a version from SSL 3.0 on.
    pub(super) fn take(&mut self, version: Version, depth: Depth, chosen: &Chosen) {
        let echoed = |wanted: u16| chosen.extensions.contains(&wanted);
        if version < Version::Tls13 {
            see(&mut self.secure_renegotiation, echoed(extension::RENEGOTIATION_INFO));
            see(&mut self.downgrade_signal, chosen.signs.contains(&Sign::DowngradeSignal));
            see(&mut self.compression, chosen.compression != 0);
            if version > Version::Ssl3 {
                see(&mut self.older_tickets, echoed(extension::SESSION_TICKET));
                see(&mut self.extended_master_secret, echoed(extension::EXTENDED_MASTER_SECRET));
                if Suite::find(chosen.suite).is_some_and(|suite| suite.protection().contains("_CBC")) {
                    see(&mut self.encrypt_then_mac, echoed(extension::ENCRYPT_THEN_MAC));
                }
            }
            if let Some(renegotiated) = chosen.renegotiated {
                see(&mut self.client_renegotiation, renegotiated);
            }
        } else if depth >= Depth::Finished && chosen.stopped.is_none() && !chosen.signs.contains(&Sign::Retry) {
            see(&mut self.tickets, chosen.signs.contains(&Sign::Ticket));
        }
        self.too_much |= chosen.stopped == Some(Stopped::Limit);
        if !chosen.certificates.is_empty() {
            if version > Version::Ssl3 {
                see(&mut self.stapling, chosen.signs.contains(&Sign::Stapled));
            }
            self.take_chain(version, chosen);
        }
    }

    fn take_chain(&mut self, version: Version, chosen: &Chosen) {
        match self.chains.iter_mut().find(|chain| chain.sent == chosen.certificates) {
            Some(chain) => {
                chain.versions.insert(version);
            }
            None => self.chains.push(SeenChain {
                sent: chosen.certificates.clone(),
                certificates: chosen.certificates.iter().zip(0..).map(|(der, at)| read_certificate(der, at)).collect(),
                versions: BTreeSet::from([version]),
                cut: chosen.unread_certificates > 0,
            }),
        }
    }

    /// As the observation says it. `accepted`: of each version; `cbc`: is a suite with CBC accepted; `alpn`: the protocols chosen.
    pub(super) fn features(&self, accepted: impl Fn(Version) -> Accepted, cbc: bool, alpn: Vec<String>) -> Features {
        let any = |versions: &[Version], wanted: Accepted| versions.iter().any(|version| accepted(*version) == wanted);
        let [_, older @ .., tls13] = Version::ALL;
        let [_, extensible @ ..] = older;
        let applicable = |seen: Seen, versions: &[Version]| {
            let refused = versions.iter().all(|version| accepted(*version) == Accepted::Refused);
            if refused { Seen::NotApplicable } else { seen }
        };
        let both = any(&older, Accepted::Accepted) && accepted(tls13) == Accepted::Accepted;
        let several = Version::ALL.iter().filter(|version| accepted(**version) == Accepted::Accepted).count() > 1;
        let settled = !any(&Version::ALL, Accepted::Unknown);
        let with_older = |seen| applicable(seen, &older);
        Features {
            compression: with_older(self.compression),
            secure_renegotiation: with_older(self.secure_renegotiation),
            client_renegotiation: with_older(self.client_renegotiation),
            session_tickets: match (self.older_tickets, self.tickets) {
                (Seen::Yes, _) | (_, Seen::Yes) => Seen::Yes,
                (Seen::No, Seen::No) => Seen::No,
                (Seen::No, _) if accepted(tls13) == Accepted::Refused => Seen::No,
                (_, Seen::No) if !any(&older, Accepted::Accepted) => Seen::No,
                (Seen::No | Seen::NotApplicable | Seen::Unknown, Seen::No | Seen::NotApplicable | Seen::Unknown) => {
                    Seen::Unknown
                }
            },
            alpn,
            ocsp_stapling: self.stapling,
            extended_master_secret: applicable(self.extended_master_secret, &extensible),
            encrypt_then_mac: if cbc || !settled {
                applicable(self.encrypt_then_mac, &extensible)
            } else {
                Seen::NotApplicable
            },
            downgrade_signal: if both || !settled { self.downgrade_signal } else { Seen::NotApplicable },
            fallback_scsv: if several || !settled { self.fallback_scsv } else { Seen::NotApplicable },
        }
    }
}

/// Once seen, it is there.
pub(super) fn see(known: &mut Seen, now: bool) {
    match known {
        Seen::Yes => {}
        Seen::No | Seen::NotApplicable | Seen::Unknown => *known = if now { Seen::Yes } else { Seen::No },
    }
}
