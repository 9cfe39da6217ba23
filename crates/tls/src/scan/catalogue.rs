//! What may be accepted, and in which order it is offered. Likelihood changes only how many questions it
//! takes, never what is found.

use super::trial::Topic;
use crate::Version;
use crate::groups::{Group, GroupKind};
use crate::signatures::SCHEMES;
use crate::suites::{Authentication, Carries, Exchange, SSL2_KINDS, Suite};
use std::sync::LazyLock;

/// Groups whose key Kijun can agree on in TLS 1.3, the likely ones first.
pub(super) const SHARED_GROUPS: [u16; 7] = [0x001D, 0x0017, 0x0018, 0x0019, 0x11EC, 0x11EB, 0x11ED];

/// `rsa_pss_rsae_*`: a server that has one has all.
pub(super) const PSS_RSAE: [u16; 3] = [0x0804, 0x0805, 0x0806];

/// Every suite that can be asked for with a version. What servers like best stands last: where one is chosen though others stand before
/// it, the order is the server's. Suites of TLS 1.2 are asked for with older versions too, since broken servers accept them.
pub(super) fn candidates(version: Version) -> Vec<u32> {
    match version {
        Version::Ssl2 => SSL2_KINDS.iter().map(|(kind, _)| *kind).collect(),
        Version::Ssl3 | Version::Tls10 | Version::Tls11 | Version::Tls12 | Version::Tls13 => {
            let [older, tls13] = &*BY_LIKING;
            if version == Version::Tls13 { tls13.clone() } else { older.clone() }
        }
    }
}

/// Suites up to TLS 1.2, and those of TLS 1.3.
static BY_LIKING: LazyLock<[Vec<u32>; 2]> = LazyLock::new(|| {
    [false, true].map(|tls13| {
        let mut suites: Vec<Suite> = Suite::all().filter(|suite| (suite.newest() == Version::Tls13) == tls13).collect();
        suites.sort_by_cached_key(|suite| (liking(*suite), suite.code));
        suites.into_iter().map(|suite| u32::from(suite.code)).collect()
    })
});

/// How well servers like a suite; the best last.
fn liking(suite: Suite) -> (u8, u8) {
    let exchange = match suite.exchange() {
        Exchange::Ecdhe | Exchange::Any => 3,
        Exchange::Dhe => 2,
        Exchange::Rsa => 1,
        Exchange::DhFixed
        | Exchange::EcdhFixed
        | Exchange::Psk
        | Exchange::DhePsk
        | Exchange::EcdhePsk
        | Exchange::RsaPsk
        | Exchange::Srp
        | Exchange::Kerberos
        | Exchange::Gost
        | Exchange::Eccpwd
        | Exchange::Fortezza
        | Exchange::Cecpq1 => 0,
    };
    let protection = suite.protection();
    let cipher = if protection.contains("AES_256_GCM") {
        5
    } else if protection.contains("AES_128_GCM") {
        4
    } else if protection.contains("CHACHA20") {
        3
    } else if protection.contains("AES") {
        2
    } else {
        u8::from(protection.contains("CAMELLIA"))
    };
    (if suite.authentication() == Authentication::Anonymous { 0 } else { exchange }, cipher)
}

/// The values of a topic that may be accepted: likely ones, each to be tried alone or few together, and the unlikely rest.
pub(super) fn values(topic: Topic) -> (Vec<Vec<u16>>, Vec<u16>) {
    let likely: &[&[u16]] = match topic {
        Topic::OlderGroups => &[&[0x0017], &[0x0018], &[0x001D, 0x0019, 0x001E]],
        Topic::Tls13Groups => &[&[0x001D], &[0x0017], &[0x0018], &[0x0019], &[0x001E]],
        Topic::RsaSignatures => &[&[0x0401], &[0x0501], &[0x0601], &PSS_RSAE],
        Topic::EcdsaSignatures => &[&[0x0403], &[0x0503], &[0x0603]],
        Topic::DssSignatures | Topic::OtherSignatures => &[],
        Topic::Tls13Signatures => &[&PSS_RSAE],
        Topic::Alpn => &[&[0, 1]],
        Topic::Grease | Topic::UnknownVersion => &[&[0]],
    };
    let all = match topic {
        Topic::OlderGroups => groups(Version::Tls12),
        Topic::Tls13Groups => groups(Version::Tls13),
        Topic::OtherSignatures => {
            let kinds = [Topic::RsaSignatures, Topic::EcdsaSignatures, Topic::DssSignatures];
            let likely: Vec<u16> = kinds.into_iter().flat_map(|kind| values(kind).0).flatten().collect();
            schemes(|_| true).into_iter().filter(|code| !likely.contains(code)).collect()
        }
        Topic::Tls13Signatures => signatures(Version::Tls13),
        Topic::RsaSignatures
        | Topic::EcdsaSignatures
        | Topic::DssSignatures
        | Topic::Alpn
        | Topic::Grease
        | Topic::UnknownVersion => Vec::new(),
    };
    let rest = all.into_iter().filter(|value| !likely.iter().any(|values| values.contains(value))).collect();
    (likely.iter().map(|values| values.to_vec()).collect(), rest)
}

/// Every group that a hello of this version names. Finite fields are named in TLS 1.3 alone: a server that follows RFC 7919 would
/// hide the prime that it uses with clients that do not name them.
pub(super) fn groups(version: Version) -> Vec<u16> {
    let carries = if version == Version::Tls13 { Carries::Any } else { Carries::Curve };
    let mut groups: Vec<Group> = Group::all().filter(|group| group.fits(version, carries)).collect();
    groups.sort_by_cached_key(|group| (!SHARED_GROUPS.contains(&group.code), group.kind == GroupKind::OldCurve));
    groups.into_iter().map(|group| group.code).collect()
}

/// Is it a finite field (RFC 7919)?
pub(super) fn is_finite_field(group: u16) -> bool {
    Group::find(group).is_some_and(|group| group.kind == GroupKind::FiniteField)
}

/// Does a suite come with a group, or a key exchange of the server's own?
pub(super) fn is_carrier(suite: u32) -> bool {
    Suite::find(suite).is_some_and(|suite| suite.carries() != Carries::Nothing)
}

/// Every signature scheme that a hello of this version names.
pub(super) fn signatures(version: Version) -> Vec<u16> {
    match version {
        Version::Tls12 | Version::Tls13 => schemes(|_| true),
        Version::Ssl2 | Version::Ssl3 | Version::Tls10 | Version::Tls11 => Vec::new(),
    }
}

fn schemes(fits: impl Fn(&str) -> bool) -> Vec<u16> {
    // Codes of ours are never sent.
    SCHEMES.iter().filter(|(code, name)| *code < 0xFE00 && fits(name)).map(|(code, _)| *code).collect()
}
