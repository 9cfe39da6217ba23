//! Observations of servers that the tests judge, made by hand: each begins from a modern server and says what is otherwise.

use jiff::Timestamp;
use std::collections::BTreeMap;
use tls::Version;
use tls::observation::{
    Accepted, Certificate, Chain, Features, GroupSeen, NotEstablished, Observation, Order, Seen, SignatureSeen,
    SuiteSeen,
};

pub(super) const AEAD_12: &[(&str, &str)] = &[
    ("0xC030", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    ("0xC02F", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    ("0xCCA8", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
];
pub(super) const AEAD_13: &[(&str, &str)] = &[
    ("0x1302", "TLS_AES_256_GCM_SHA384"),
    ("0x1303", "TLS_CHACHA20_POLY1305_SHA256"),
    ("0x1301", "TLS_AES_128_GCM_SHA256"),
];
pub(super) const CBC_SHA1: (&str, &str) = ("0xC013", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
pub(super) const STATIC_RSA: (&str, &str) = ("0x002F", "TLS_RSA_WITH_AES_128_CBC_SHA");
pub(super) const TRIPLE_DES: (&str, &str) = ("0xC012", "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA");
pub(super) const DHE: (&str, &str) = ("0x009E", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");

/// TLS 1.3 alone, X25519 and P-256, an ECDSA certificate.
pub(super) fn tls13_only() -> Observation {
    let versions = Version::ALL.map(|version| {
        let accepted = if version == Version::Tls13 { Accepted::Accepted } else { Accepted::Refused };
        (version, accepted)
    });
    Observation {
        address: "192.0.2.10:443".to_owned(),
        server_name: Some("service.example.jp".to_owned()),
        starttls: None,
        at: "2026-11-20T01:00:00Z".parse().unwrap(),
        kijun: "0.1.0".to_owned(),
        connections: 20,
        versions: versions.into_iter().collect(),
        suites: BTreeMap::from([(Version::Tls13, suites(AEAD_13))]),
        order: BTreeMap::from([(Version::Tls13, Order::Server)]),
        groups: vec![group(29, "x25519"), group(23, "secp256r1")],
        dh_bits: BTreeMap::new(),
        signatures: vec![signature(0x0403, "ecdsa_secp256r1_sha256", &[Version::Tls13])],
        certificates: vec![
            certificate(0, "ECDSA", 256, Some("secp256r1"), "ecdsa-with-SHA384"),
            certificate(1, "ECDSA", 384, Some("secp384r1"), "ecdsa-with-SHA384"),
        ],
        chains: vec![Chain { ordered: true, reaches_root: true, versions: vec![Version::Tls13] }],
        features: Features {
            compression: Seen::No,
            secure_renegotiation: Seen::NotApplicable,
            client_renegotiation: Seen::NotApplicable,
            ocsp_stapling: Seen::Yes,
            ..Features::default()
        },
        intolerances: Vec::new(),
        unknown: Vec::new(),
    }
}

/// TLS 1.2 and 1.3 with authenticated encryption, an RSA-2048 certificate.
pub(super) fn intermediate() -> Observation {
    let mut server = tls13_only();
    accept(&mut server, Version::Tls12, AEAD_12);
    server.signatures = vec![
        signature(0x0804, "rsa_pss_rsae_sha256", &[Version::Tls12, Version::Tls13]),
        signature(0x0401, "rsa_pkcs1_sha256", &[Version::Tls12]),
    ];
    server.certificates = vec![
        certificate(0, "RSA", 2048, None, "sha256WithRSAEncryption"),
        certificate(1, "RSA", 4096, None, "sha256WithRSAEncryption"),
    ];
    server.features.extended_master_secret = Seen::Yes;
    server.features.secure_renegotiation = Seen::Yes;
    server.features.client_renegotiation = Seen::No;
    server
}

/// TLS 1.0 to 1.2 with CBC, 3DES and static RSA.
pub(super) fn legacy() -> Observation {
    let mut server = intermediate();
    server.versions.insert(Version::Tls13, Accepted::Refused);
    server.suites.remove(&Version::Tls13);
    for version in [Version::Tls10, Version::Tls11, Version::Tls12] {
        accept(&mut server, version, &[CBC_SHA1, TRIPLE_DES, STATIC_RSA]);
    }
    server.signatures.push(signature(0, "rsa_pkcs1_md5_sha1", &[Version::Tls10, Version::Tls11]));
    server
}

/// What nothing answered.
pub(super) fn unreachable() -> Observation {
    let mut server = tls13_only();
    server.versions = Version::ALL.map(|version| (version, Accepted::Unknown)).into_iter().collect();
    server.suites.clear();
    server.order.clear();
    server.groups.clear();
    server.signatures.clear();
    server.certificates.clear();
    server.chains.clear();
    server.features = Features::default();
    server.unknown.push(not_established("versions", None, "no_answer"));
    server
}

pub(super) fn accept(server: &mut Observation, version: Version, accepted: &[(&str, &str)]) {
    server.versions.insert(version, Accepted::Accepted);
    server.suites.entry(version).or_default().extend(suites(accepted));
}

pub(super) fn suites(named: &[(&str, &str)]) -> Vec<SuiteSeen> {
    named.iter().map(|(code, name)| SuiteSeen { code: (*code).to_owned(), name: (*name).to_owned() }).collect()
}

pub(super) fn group(id: u16, name: &str) -> GroupSeen {
    GroupSeen { id, name: name.to_owned(), versions: vec![Version::Tls13] }
}

pub(super) fn signature(id: u16, name: &str, versions: &[Version]) -> SignatureSeen {
    SignatureSeen { id, name: name.to_owned(), versions: versions.to_vec() }
}

pub(super) fn certificate(position: u16, key: &str, bits: u32, curve: Option<&str>, signed: &str) -> Certificate {
    let at = |words: &str| -> Option<Timestamp> { Some(words.parse().unwrap()) };
    Certificate {
        chain: 0,
        position,
        sha256: format!("{position:064x}"),
        subject: if position == 0 { "CN=service.example.jp" } else { "CN=Example CA" }.to_owned(),
        issuer: if position == 0 { "CN=Example CA" } else { "CN=Example Root" }.to_owned(),
        names: if position == 0 { vec!["service.example.jp".to_owned()] } else { Vec::new() },
        not_before: at("2026-10-01T00:00:00Z"),
        not_after: at("2027-03-31T14:59:59Z"),
        key: key.to_owned(),
        key_bits: bits,
        curve: curve.map(str::to_owned),
        signature: signed.to_owned(),
        self_issued: false,
        readable: true,
    }
}

pub(super) fn not_established(what: &str, version: Option<Version>, why: &str) -> NotEstablished {
    NotEstablished { what: what.to_owned(), version, why: why.to_owned() }
}
