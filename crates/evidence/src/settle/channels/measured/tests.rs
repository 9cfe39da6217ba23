//! №3 with measurements: what counts where the declaration and the measurement differ, and until when.

use super::super::settle;
use crate::declaration::{Channel, Declaration, Known, Measured, Origin, Path, Protection, Stated};
use crate::settle::Finding;
use crate::settle::testing::{assert_found, context, day, sentences, stated};
use standard::Answer::{Met, Unknown, Unmet};
use tls::Version;
use tls::observation::{
    Accepted, Certificate, Chain, Features, GroupSeen, NotEstablished, Observation, SignatureSeen, SuiteSeen,
};

const SUITE: (&str, &str) = ("0x1301", "TLS_AES_128_GCM_SHA256");

fn observation() -> Observation {
    let versions = Version::ALL
        .map(|version| (version, if version == Version::Tls13 { Accepted::Accepted } else { Accepted::Refused }));
    let certificate = Certificate {
        key: "ECDSA".to_owned(),
        key_bits: 256,
        curve: Some("secp256r1".to_owned()),
        signature: "ecdsa-with-SHA256".to_owned(),
        readable: true,
        ..Certificate::default()
    };
    Observation {
        address: "192.0.2.10:443".to_owned(),
        server_name: None,
        starttls: None,
        at: "2026-11-20T01:00:00Z".parse().unwrap(),
        kijun: "0.1.0".to_owned(),
        connections: 20,
        versions: versions.into_iter().collect(),
        suites: [(Version::Tls13, suites(&[SUITE]))].into_iter().collect(),
        order: [].into_iter().collect(),
        groups: vec![GroupSeen { id: 23, name: "secp256r1".to_owned(), versions: vec![Version::Tls13] }],
        dh_bits: [].into_iter().collect(),
        signatures: vec![SignatureSeen {
            id: 0x0403,
            name: "ecdsa_secp256r1_sha256".to_owned(),
            versions: vec![Version::Tls13],
        }],
        certificates: vec![certificate],
        chains: vec![Chain { ordered: true, reaches_root: true, versions: vec![Version::Tls13] }],
        features: Features::default(),
        intolerances: Vec::new(),
        unknown: Vec::new(),
    }
}

fn suites(named: &[(&str, &str)]) -> Vec<SuiteSeen> {
    named.iter().map(|(code, name)| SuiteSeen { code: (*code).to_owned(), name: (*name).to_owned() }).collect()
}

fn with_tls10() -> Observation {
    let mut server = observation();
    server.versions.insert(Version::Tls10, Accepted::Accepted);
    server.suites.insert(Version::Tls10, suites(&[("0xC013", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")]));
    server
}

fn with_static_rsa() -> Observation {
    let mut server = observation();
    server.versions.insert(Version::Tls12, Accepted::Accepted);
    server.suites.insert(Version::Tls12, suites(&[("0x002F", "TLS_RSA_WITH_AES_128_CBC_SHA")]));
    server
}

fn incomplete() -> Observation {
    let why = NotEstablished { what: "suites".to_owned(), version: Some(Version::Tls13), why: "time".to_owned() };
    Observation { unknown: vec![why], ..observation() }
}

fn unreachable() -> Observation {
    Observation {
        versions: Version::ALL.map(|version| (version, Accepted::Unknown)).into_iter().collect(),
        ..observation()
    }
}

fn tls(version: &str) -> Known<Protection> {
    let suites = vec![SUITE.1.to_owned()];
    Known::Is(Protection::Tls { versions: vec![version.to_owned()], suites })
}

fn channel(path: Path, protection: Known<Protection>) -> Stated<Channel> {
    stated(Channel { path, protection })
}

/// The users' path is declared so; no other path is there.
fn settled_on(users: Vec<Known<Protection>>, measured: Vec<Observation>, on: &str) -> Finding {
    let others = [Path::Admin, Path::BackEnd, Path::Replication];
    let mut channels: Vec<_> = others.map(|path| channel(path, Known::NotApplicable)).to_vec();
    channels.extend(users.into_iter().map(|protection| channel(Path::User, protection)));
    let measurements = measured.into_iter().map(|observation| Measured { path: Path::User, observation }).collect();
    let declaration = Declaration { channels, measurements, ..Declaration::default() };
    settle(&context(&declaration, day(on)), "2022")
}

fn settled(users: Vec<Known<Protection>>, measured: Vec<Observation>) -> Finding {
    settled_on(users, measured, "2026-12-01")
}

#[test]
fn a_measurement_alone_settles_the_path() {
    let found = settled(vec![], vec![observation()]);
    assert_found(&found, Met, &["実測(192.0.2.10:443、2026-11-20、Kijun 0.1.0) 受け入れる版は TLS 1.3 だけ"]);
    assert_eq!(found.holds_until, Some(day("2027-11-20")));
    assert_found(&settled(vec![], vec![with_static_rsa()]), Unmet, &["RSAES-PKCS1-v1_5"]);
    assert_found(&settled(vec![], vec![with_tls10()]), Unknown, &["TLS 1.0 を受け入れる"]);
}

#[test]
fn a_declaration_that_is_measured_is_shown_by_the_measurement_as_far_as_that_goes() {
    let without_other_paths = |users, measured| {
        let channels = vec![channel(Path::User, users)];
        let measurements = vec![Measured { path: Path::User, observation: measured }];
        let declaration = Declaration { channels, measurements, ..Declaration::default() };
        let mut subjects = super::super::by_subject(
            &context(&declaration, day("2026-12-01")),
            &declaration.channels,
            |channel| channel.path,
            super::name,
            |context, stated| super::super::judge(context, context.references.cryptrec.default_edition(), stated),
        );
        let context = context(&declaration, day("2026-12-01"));
        super::add(&context, context.references.cryptrec.default_edition(), &mut subjects);
        subjects.remove(0).finding.shown
    };
    assert_eq!(without_other_paths(tls("1.3"), observation()), Some(Origin::Measured));
    assert_eq!(without_other_paths(tls("1.3"), incomplete()), Some(Origin::Declared));
}

#[test]
fn a_measurement_that_contradicts_counts_and_says_so() {
    let found = settled(vec![tls("1.3")], vec![with_tls10()]);
    assert_found(
        &found,
        Unknown,
        &["TLS「1.3」のみと申告、実測では: TLS 1.0 を受け入れる", "declared as TLS `1.3` only"],
    );
    let found = settled(vec![tls("1.3")], vec![with_static_rsa()]);
    assert_found(&found, Unmet, &["TLS「1.3」のみと申告、実測では: 暗号スイート TLS_RSA_WITH_AES_128_CBC_SHA"]);
    let found = settled(vec![Known::NotApplicable], vec![observation()]);
    assert_found(&found, Met, &["経路がないと申告、実測では: 受け入れる版は TLS 1.3 だけ"]);
}

#[test]
fn a_measurement_settles_what_the_declaration_leaves_open() {
    assert_found(&settled(vec![Known::Unknown], vec![observation()]), Met, &["暗号化の方式を尋ねる"]);
    assert_found(&settled(vec![tls("1.0")], vec![observation()]), Met, &[]);
    // Of two servers one was measured: the other stays open.
    assert_found(&settled(vec![tls("1.3"), Known::Unknown], vec![observation()]), Unknown, &["暗号化は不明"]);
}

#[test]
fn a_measurement_that_passes_does_not_silence_a_declared_failure() {
    for declared in [tls("SSL 3.0"), Known::Is(Protection::Nothing)] {
        let found = settled(vec![declared.clone()], vec![observation()]);
        assert_found(&found, Unmet, &[]);
        assert_found(&settled(vec![tls("1.3"), declared], vec![observation()]), Unmet, &[]);
    }
}

#[test]
fn what_established_nothing_leaves_the_declaration_as_it_is() {
    for measured in [unreachable(), incomplete()] {
        let found = settled(vec![tls("1.3")], vec![measured.clone()]);
        assert_found(&found, Met, &["確かめられなかった"]);
        assert_found(&settled(vec![Known::Unknown], vec![measured.clone()]), Unknown, &["確かめられなかった"]);
        assert_found(&settled(vec![Known::Is(Protection::Nothing)], vec![measured.clone()]), Unmet, &[]);
        assert_found(&settled(vec![], vec![measured]), Unknown, &["確かめられなかった"]);
    }
}

#[test]
fn every_address_that_was_measured_must_hold() {
    assert_found(&settled(vec![tls("1.3")], vec![observation(), observation()]), Met, &[]);
    assert_found(&settled(vec![tls("1.3")], vec![observation(), with_static_rsa()]), Unmet, &["と申告"]);
    assert_found(&settled(vec![], vec![observation(), unreachable()]), Unknown, &[]);
}

#[test]
fn a_measurement_counts_for_a_year() {
    for (on, answer) in [("2026-11-19", Unknown), ("2026-11-20", Met), ("2027-11-20", Met), ("2027-11-21", Unknown)] {
        let found = settled_on(vec![], vec![observation()], on);
        assert_eq!(found.answer, answer, "{on}: {}", sentences(&found));
    }
    let found = settled_on(vec![tls("1.3")], vec![with_static_rsa()], "2027-11-21");
    assert_found(&found, Met, &["判定の日には数えない。測り直す"]);
}
