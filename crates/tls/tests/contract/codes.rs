//! The tables of codes: lookups find what stands in them, names and parts agree, and OpenSSL's own table agrees with both.

use std::collections::BTreeSet;
use std::process::Command;
use tls::groups::{Group, GroupKind};
use tls::suites::{Authentication, Carries, Exchange, SSL2_KINDS, Suite, find_name};
use tls::{Version, signatures};

#[test]
fn every_suite_is_found_by_its_code_and_by_its_name_and_none_stands_twice() {
    let names: BTreeSet<_> = Suite::all().map(|suite| suite.name).collect();
    assert_eq!(names.len(), Suite::all().len());
    assert!(Suite::all().zip(Suite::all().skip(1)).all(|(one, next)| one.code < next.code));
    for suite in Suite::all() {
        assert_eq!(Suite::find(suite.code.into()), Some(suite));
        assert_eq!(Suite::find_by_name(suite.name), Some(suite));
        assert_eq!(find_name(suite.code.into()), Some(suite.name));
    }
    assert_eq!(Suite::find(0x0A0A), None);
    assert!(SSL2_KINDS.iter().all(|(kind, name)| find_name(*kind) == Some(name)));
}

#[test]
fn the_parts_of_a_suite_follow_from_its_name() {
    for suite in Suite::all() {
        let keys = suite.name.split_once("_WITH_").map(|(keys, _)| keys);
        assert_eq!(suite.exchange() == Exchange::Any, keys.is_none(), "{suite}");
        // What is read as GOST because nothing else fits has the word in its name.
        assert_eq!(suite.exchange() == Exchange::Gost, suite.name.contains("GOSTR"), "{suite}");
        assert_eq!(suite.is_export(), suite.name.contains("EXPORT"), "{suite}");
        assert_eq!(suite.authentication() == Authentication::Anonymous, suite.name.contains("_anon"), "{suite}");
        let fresh = suite.name.contains("DHE_") || suite.name.contains("_anon") || suite.name.contains("ECCPWD");
        let carries = suite.carries();
        assert_eq!(fresh, matches!(carries, Carries::FiniteField | Carries::Curve), "{suite}");
        assert_eq!(carries == Carries::Curve, fresh && suite.name.contains("EC"), "{suite}");
        assert_eq!(suite.oldest() == Version::Tls13, suite.newest() == Version::Tls13, "{suite}");
        assert!(Version::ALL.into_iter().any(|version| suite.fits(version)), "{suite}");
        assert!(!suite.fits(Version::Ssl2));
    }
}

#[test]
fn suites_with_aead_or_a_newer_hash_need_tls_12() {
    let oldest = |name| Suite::find_by_name(name).expect("a known suite").oldest();
    for name in [
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_256_CCM_8",
        "TLS_RSA_WITH_NULL_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256_OLD",
        "TLS_GOSTR341112_256_WITH_MAGMA_CTR_OMAC",
    ] {
        assert_eq!(oldest(name), Version::Tls12, "{name}");
    }
    for name in ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_PSK_WITH_AES_256_CBC_SHA384", "TLS_RSA_WITH_IDEA_CBC_SHA"] {
        assert_eq!(oldest(name), Version::Ssl3, "{name}");
    }
    for name in ["TLS_SM4_GCM_SM3", "TLS_SHA256_SHA256", "TLS_GOSTR341112_256_WITH_MAGMA_MGM_S"] {
        assert_eq!(oldest(name), Version::Tls13, "{name}");
    }
}

#[test]
fn openssl_knows_each_of_its_suites_by_the_same_code_name_and_parts() {
    let output = Command::new("openssl")
        .args(["ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"])
        .output()
        .expect("openssl runs");
    let text = String::from_utf8(output.stdout).expect("its words are ASCII");
    let mut compared = 0;
    for line in text.lines() {
        // 0xC0,0x2F - TLS_… - ECDHE-… TLSv1.2 Kx=ECDH Au=RSA Enc=AESGCM(128) Mac=AEAD
        let words: Vec<_> = line.split_whitespace().collect();
        let [code, _, name, _, _, version, exchange, authentication, encryption, ..] = words[..] else {
            panic!("a line of nine words: {line}")
        };
        let code = u32::from_str_radix(&code.replace("0x", "").replace(',', ""), 16).expect("a code");
        let suite = Suite::find(code).expect("a suite that OpenSSL knows");
        assert_eq!(suite.name, name);
        assert_eq!(kx(suite.exchange()), exchange, "{suite}");
        let expected = match authentication {
            "Au=RSA" => Authentication::Rsa,
            "Au=DSS" => Authentication::Dss,
            "Au=ECDSA" => Authentication::Ecdsa,
            "Au=None" => Authentication::Anonymous,
            "Au=PSK" | "Au=SRP" => Authentication::Shared,
            "Au=any" => Authentication::Any,
            other => panic!("{other}"),
        };
        assert_eq!(suite.authentication(), expected, "{suite}");
        match version {
            "TLSv1.3" => assert_eq!(suite.oldest(), Version::Tls13, "{suite}"),
            "TLSv1.2" => assert_eq!(suite.oldest(), Version::Tls12, "{suite}"),
            _ => assert_eq!(suite.oldest(), Version::Ssl3, "{suite}"),
        }
        assert!(suite.protection().starts_with(&cipher(encryption)), "{suite} {encryption}");
        compared += 1;
    }
    assert!(compared > 150, "only {compared} suites compared");
}

fn kx(exchange: Exchange) -> &'static str {
    match exchange {
        Exchange::Rsa => "Kx=RSA",
        Exchange::Dhe => "Kx=DH",
        Exchange::Ecdhe => "Kx=ECDH",
        Exchange::Psk => "Kx=PSK",
        Exchange::DhePsk => "Kx=DHEPSK",
        Exchange::EcdhePsk => "Kx=ECDHEPSK",
        Exchange::RsaPsk => "Kx=RSAPSK",
        Exchange::Srp => "Kx=SRP",
        Exchange::Any => "Kx=any",
        Exchange::DhFixed
        | Exchange::EcdhFixed
        | Exchange::Kerberos
        | Exchange::Gost
        | Exchange::Eccpwd
        | Exchange::Fortezza
        | Exchange::Cecpq1 => "none of OpenSSL's",
    }
}

/// `Enc=AESGCM(256)` as the beginning of what a name says of its protection.
fn cipher(encryption: &str) -> String {
    let (kind, size) = encryption.trim_start_matches("Enc=").split_once('(').unwrap_or(("None", ""));
    let size = size.trim_end_matches(')');
    match kind {
        "None" => "NULL_".to_owned(),
        "AES" => format!("AES_{size}_CBC_"),
        "AESGCM" => format!("AES_{size}_GCM_"),
        "AESCCM" => format!("AES_{size}_CCM"),
        "AESCCM8" => format!("AES_{size}_CCM_8"),
        "ARIAGCM" => format!("ARIA_{size}_GCM_"),
        "Camellia" => format!("CAMELLIA_{size}_CBC_"),
        "CHACHA20/POLY1305" => "CHACHA20_POLY1305_".to_owned(),
        "3DES" => "3DES_EDE_CBC_".to_owned(),
        "SEED" => "SEED_CBC_".to_owned(),
        "IDEA" => "IDEA_CBC_".to_owned(),
        "RC4" => "RC4_128_".to_owned(),
        other => other.to_owned(),
    }
}

#[test]
fn groups_and_schemes_stand_once_and_are_found() {
    let names: BTreeSet<_> = Group::all().map(|group| group.name).collect();
    assert_eq!(names.len(), Group::all().len());
    assert!(Group::all().zip(Group::all().skip(1)).all(|(one, next)| one.code < next.code));
    for group in Group::all() {
        assert_eq!(Group::find(group.code), Some(group));
        let is_hybrid =
            (group.name.contains("MLKEM") && !group.name.starts_with("MLKEM")) || group.name.contains("Kyber");
        assert_eq!(group.kind == GroupKind::Hybrid, is_hybrid, "{}", group.name);
        assert_eq!(group.kind == GroupKind::FiniteField, group.name.starts_with("ffdhe"), "{}", group.name);
        let versions = Version::ALL.into_iter();
        let fits = versions.filter(|version| {
            [Carries::Curve, Carries::FiniteField, Carries::Any]
                .into_iter()
                .any(|carries| group.fits(*version, carries))
        });
        assert!(fits.count() > 0, "{}", group.name);
    }
    let schemes: BTreeSet<_> = signatures::SCHEMES.iter().map(|(_, name)| *name).collect();
    assert_eq!(schemes.len(), signatures::SCHEMES.len());
    assert!(signatures::SCHEMES.is_sorted());
    assert!(signatures::SCHEMES.iter().all(|(code, name)| signatures::find_name(*code) == Some(name)));
}
