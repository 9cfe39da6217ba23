//! Servers as they are configured in the wild: the whole truth about each, and nothing but it.

use crate::certificates::Pair;
use crate::scan::scan;
use crate::server::Server;
use probe::run::Bounds;
use std::collections::BTreeSet;
use std::net::{Ipv6Addr, SocketAddr};
use tls::observation::{Accepted, Order, Seen};
use tls::{Observation, Version};

const TLS13: [&str; 3] = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];
const CURVES: [&str; 5] = ["secp256r1", "secp384r1", "secp521r1", "x25519", "x448"];
const FINITE: [&str; 5] = ["ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"];

/// Each version is refused or has exactly these suites; twice, and once more from what was found.
fn assert_suites(server: &Server, truth: &[(Version, &[&str])]) -> Observation {
    let seen = scan(server.address, Bounds::default(), None);
    assert_truth(&seen, truth);
    let fast = scan(server.address, Bounds::fast(), None);
    assert_truth(&fast, truth);
    let again = scan(server.address, Bounds::default(), Some(&seen));
    assert_truth(&again, truth);
    assert_eq!((&again.groups, &again.signatures, &again.order), (&seen.groups, &seen.signatures, &seen.order));
    seen
}

fn assert_truth(seen: &Observation, truth: &[(Version, &[&str])]) {
    for version in Version::ALL {
        let mine = truth.iter().find(|(other, _)| *other == version).map(|(_, suites)| *suites);
        let verdict = if mine.is_some() { Accepted::Accepted } else { Accepted::Refused };
        assert_eq!(seen.versions[&version], verdict, "{version:?}");
        let found: BTreeSet<&str> =
            seen.suites.get(&version).into_iter().flatten().map(|suite| suite.name.as_str()).collect();
        assert_eq!(found, mine.unwrap_or_default().iter().copied().collect(), "{version:?}");
    }
    assert_eq!(seen.unknown, []);
}

fn groups(seen: &Observation) -> BTreeSet<&str> {
    seen.groups.iter().map(|group| group.name.as_str()).collect()
}

fn signatures(seen: &Observation) -> BTreeSet<&str> {
    seen.signatures.iter().map(|signature| signature.name.as_str()).collect()
}

#[test]
fn tls13_alone() {
    let server = Server::nginx(vec![Pair::rsa(2048)], "ssl_protocols TLSv1.3;");
    let seen = assert_suites(&server, &[(Version::Tls13, &TLS13)]);
    assert_eq!(groups(&seen), CURVES.iter().chain(&FINITE).copied().collect());
    assert_eq!(signatures(&seen), ["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512"].into());
    assert_eq!(seen.order[&Version::Tls13], Order::Client);
    assert_eq!(seen.features.session_tickets, Seen::Yes);
    assert_eq!(seen.features.client_renegotiation, Seen::NotApplicable);
    assert!(seen.connections <= 26, "{}", seen.connections);
}

#[test]
fn modern_with_an_ecdsa_certificate_and_two_groups() {
    let server = Server::nginx(
        vec![Pair::ecdsa()],
        "ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ecdh_curve X25519:P-256;
         ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256;",
    );
    let tls12 = ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"];
    let seen = assert_suites(&server, &[(Version::Tls12, &tls12), (Version::Tls13, &TLS13)]);
    assert_eq!(groups(&seen), ["secp256r1", "x25519"].into());
    assert_eq!(seen.order[&Version::Tls12], Order::Server);
    assert_eq!(seen.certificates[0].key, "ECDSA");
}

#[test]
fn intermediate_with_two_certificates() {
    let server = Server::nginx(
        vec![Pair::rsa(2048), Pair::ecdsa()],
        "ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers off;
         ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384;",
    );
    let tls12 = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    ];
    let seen = assert_suites(&server, &[(Version::Tls12, &tls12), (Version::Tls13, &TLS13)]);
    assert_eq!(seen.order[&Version::Tls12], Order::Client);
    let keys: BTreeSet<&str> = seen.certificates.iter().map(|certificate| certificate.key.as_str()).collect();
    assert_eq!(keys, ["ECDSA", "RSA"].into());
    assert_eq!(seen.features.fallback_scsv, Seen::Yes);
    assert_eq!(seen.features.downgrade_signal, Seen::Yes);
}

#[test]
fn old_versions_with_cbc_and_static_rsa_and_a_short_key() {
    let server = Server::nginx(
        vec![Pair::new(&["rsa:1024"], &["-sha1"])],
        "ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_prefer_server_ciphers on;
         ssl_ciphers ECDHE-RSA-AES128-SHA:AES128-SHA:AES256-SHA:AES128-SHA256:@SECLEVEL=0;",
    );
    let old = ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"];
    let newer = [old[0], old[1], old[2], "TLS_RSA_WITH_AES_128_CBC_SHA256"];
    let seen = {
        // Kijun finishes no handshake with CBC: renegotiation is unknown, and said to be.
        let seen = scan(server.address, Bounds::default(), None);
        let unknown: Vec<&str> = seen.unknown.iter().map(|unknown| unknown.what.as_str()).collect();
        assert_eq!(unknown, ["features.client_renegotiation"]);
        seen
    };
    let truth: [(Version, &[&str]); 3] = [(Version::Tls10, &old), (Version::Tls11, &old), (Version::Tls12, &newer)];
    assert_truth(&Observation { unknown: Vec::new(), ..seen.clone() }, &truth);
    assert_eq!(
        (seen.certificates[0].key_bits, seen.certificates[0].signature.as_str()),
        (1024, "sha1WithRSAEncryption")
    );
}

#[test]
fn a_single_suite() {
    let server = Server::nginx(
        vec![Pair::rsa(2048)],
        "ssl_protocols TLSv1.2; ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384; ssl_ecdh_curve P-384;",
    );
    let seen = assert_suites(&server, &[(Version::Tls12, &["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"])]);
    assert_eq!(groups(&seen), ["secp384r1"].into());
    assert_eq!(seen.order[&Version::Tls12], Order::Unknown);
}

#[test]
fn over_ipv6() {
    let server = Server::nginx_on(
        SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
        vec![Pair::rsa(2048)],
        "ssl_protocols TLSv1.3; ssl_ecdh_curve X25519;",
    );
    let seen = assert_suites(&server, &[(Version::Tls13, &TLS13)]);
    assert_eq!(groups(&seen), ["x25519"].into());
}

#[test]
fn a_server_of_openssl_that_takes_one_connection_after_the_other() {
    let server = Server::openssl(Pair::rsa(2048), &["-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256:AES128-SHA"]);
    let truth = ["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"];
    let seen = scan(server.address, Bounds::default(), None);
    assert_truth(&Observation { unknown: Vec::new(), ..seen.clone() }, &[(Version::Tls12, &truth)]);
    assert_eq!(seen.dh_bits[&Version::Tls12], [2048]);
}
