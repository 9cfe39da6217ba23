//! What the name of a suite says of it, read once for all suites: scans ask for it hundreds of times a question.

use super::{Authentication, Carries, Exchange, table};
use crate::Version;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The traits of the suites of the table, in its order.
pub(super) static OF_TABLE: LazyLock<Vec<Traits>> =
    LazyLock::new(|| table::NAMES.iter().map(|(_, name)| Traits::of(name)).collect());

/// What protects the data, whatever the key size and the hash of SHA-2: for each suite of the table the place of the first with the like.
pub(super) static KINDS_OF_PROTECTION: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let like = |protection: &str| protection.replace("SHA384", "SHA256").replace("_128", "").replacen("_256", "", 1);
    let mut first = HashMap::new();
    (0..).zip(&*OF_TABLE).map(|(place, traits)| *first.entry(like(traits.protection)).or_insert(place)).collect()
});

#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    pub(super) exchange: Exchange,
    pub(super) authentication: Authentication,
    pub(super) export: bool,
    pub(super) protection: &'static str,
    pub(super) carries: Carries,
    pub(super) oldest: Version,
    pub(super) newest: Version,
}

impl Traits {
    pub(super) fn of(name: &'static str) -> Self {
        let (keys, protection) = parts(name);
        let exchange = keys.map_or(Exchange::Any, exchange);
        // Besides those without key exchange in their names: RFC 9367 gives TLS 1.3 four suites with GOST in it.
        let tls13 = keys.is_none() || protection.contains("_MGM_");
        Self {
            exchange,
            authentication: authentication(exchange, keys.unwrap_or_default()),
            export: keys.is_some_and(|keys| keys.contains("_EXPORT")),
            protection,
            carries: carries(exchange, tls13),
            oldest: oldest(exchange, protection, tls13),
            newest: if tls13 { Version::Tls13 } else { Version::Tls12 },
        }
    }
}

/// The key-exchange part of a name, and the rest; TLS 1.3 has none.
fn parts(name: &'static str) -> (Option<&'static str>, &'static str) {
    match name.split_once("_WITH_") {
        Some((keys, protection)) => (keys.strip_prefix("TLS_").or_else(|| keys.strip_prefix("SSL_")), protection),
        None => (None, name.trim_start_matches("TLS_")),
    }
}

fn exchange(keys: &str) -> Exchange {
    match keys.trim_end_matches("_EXPORT1024").trim_end_matches("_EXPORT") {
        "RSA" | "RSA_FIPS" => Exchange::Rsa,
        "DHE_DSS" | "DHE_RSA" | "DH_anon" => Exchange::Dhe,
        "DH_DSS" | "DH_RSA" => Exchange::DhFixed,
        "ECDHE_ECDSA" | "ECDHE_RSA" | "ECDH_anon" => Exchange::Ecdhe,
        "ECDH_ECDSA" | "ECDH_RSA" => Exchange::EcdhFixed,
        "PSK" => Exchange::Psk,
        "DHE_PSK" | "PSK_DHE" => Exchange::DhePsk,
        "ECDHE_PSK" => Exchange::EcdhePsk,
        "RSA_PSK" => Exchange::RsaPsk,
        "SRP_SHA" | "SRP_SHA_RSA" | "SRP_SHA_DSS" => Exchange::Srp,
        "KRB5" => Exchange::Kerberos,
        "ECCPWD" => Exchange::Eccpwd,
        "FORTEZZA_KEA" => Exchange::Fortezza,
        "CECPQ1_RSA" | "CECPQ1_ECDSA" => Exchange::Cecpq1,
        // The rest of the table is GOST; a test holds the table to it.
        _ => Exchange::Gost,
    }
}

fn authentication(exchange: Exchange, keys: &str) -> Authentication {
    match exchange {
        Exchange::Any => Authentication::Any,
        Exchange::Kerberos => Authentication::Kerberos,
        Exchange::Gost => Authentication::Gost,
        Exchange::Fortezza => Authentication::Fortezza,
        Exchange::Psk | Exchange::DhePsk | Exchange::EcdhePsk | Exchange::Eccpwd => Authentication::Shared,
        Exchange::RsaPsk => Authentication::Rsa,
        Exchange::Rsa
        | Exchange::Dhe
        | Exchange::DhFixed
        | Exchange::Ecdhe
        | Exchange::EcdhFixed
        | Exchange::Srp
        | Exchange::Cecpq1 => {
            if keys.contains("_anon") {
                Authentication::Anonymous
            } else if keys.contains("ECDSA") {
                Authentication::Ecdsa
            } else if keys.contains("RSA") {
                Authentication::Rsa
            } else if keys.contains("DSS") {
                Authentication::Dss
            } else {
                Authentication::Shared
            }
        }
    }
}

fn carries(exchange: Exchange, tls13: bool) -> Carries {
    // Since TLS 1.3 the group is agreed on apart from the suite, also where its name has an exchange (RFC 9367).
    if tls13 {
        return Carries::Any;
    }
    match exchange {
        Exchange::Dhe | Exchange::DhePsk => Carries::FiniteField,
        Exchange::Ecdhe | Exchange::EcdhePsk | Exchange::Eccpwd => Carries::Curve,
        Exchange::Any => Carries::Any,
        Exchange::Rsa
        | Exchange::DhFixed
        | Exchange::EcdhFixed
        | Exchange::Psk
        | Exchange::RsaPsk
        | Exchange::Srp
        | Exchange::Kerberos
        | Exchange::Gost
        | Exchange::Fortezza
        | Exchange::Cecpq1 => Carries::Nothing,
    }
}

fn oldest(exchange: Exchange, protection: &str, tls13: bool) -> Version {
    let aead = ["_GCM_", "_CCM", "_POLY1305", "_MGM", "_CTR_OMAC"].iter().any(|mark| protection.contains(mark));
    let newer_hash = protection.ends_with("_SHA256") || protection.ends_with("_SHA384");
    let shared = matches!(exchange, Exchange::Psk | Exchange::DhePsk | Exchange::EcdhePsk | Exchange::RsaPsk);
    if tls13 {
        Version::Tls13
    } else if aead || newer_hash && !shared {
        Version::Tls12
    } else {
        Version::Ssl3
    }
}
