//! STARTTLS with servers as they are: nginx (SMTP, IMAP, POP3), slapd (LDAP), `PostgreSQL`. Where TLS is offered, everything behind it is
//! found; where it is not, everything is unknown, and that is said.

use crate::certificates::Pair;
use crate::configurations::{CURVES, FINITE, PKCS1, PSS, TLS13};
use crate::peer::{Caller, Peer};
use crate::scan::{scan, scan_within};
use crate::server::Server;
use crate::truth::{SHA256_RSA_2048, Truth, older_features};
use probe::run::Bounds;
use std::time::{Duration, Instant};
use tls::Version::{Tls12, Tls13};
use tls::observation::{Accepted, Features, Order, Seen};
use tls::starttls::Protocol;

const CIPHERS: &str = "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384";
const TLS12: [&str; 2] = ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"];

fn assert_not_offered(server: &Server, protocol: Protocol) {
    let seen = scan_within(protocol, server.address, Bounds::default(), None);
    assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{protocol:?}: {:?}", seen.versions);
    assert!(!seen.unknown.is_empty() && seen.unknown.iter().all(|unknown| unknown.why == "not_spoken"), "{protocol:?}");
    assert!(seen.connections <= 20, "{protocol:?}: {}", seen.connections);
}

/// TLS 1.2 and 1.3 of OpenSSL with an RSA certificate.
fn assert_found(protocol: Protocol, server: &Server, order: Order, groups: &[&str], tickets: Seen) {
    let truth = Truth {
        suites: &[(Tls12, &TLS12), (Tls13, &TLS13)],
        order,
        groups,
        dh_bits: &[],
        signatures: &[&PSS[..], &PKCS1].concat(),
        certificates: &[SHA256_RSA_2048],
        features: Features {
            session_tickets: tickets,
            encrypt_then_mac: Seen::NotApplicable,
            downgrade_signal: Seen::Yes,
            ..older_features()
        },
        may_be_unknown: &[],
    };
    truth.assert_of(&scan_within(protocol, server.address, Bounds::default(), None), protocol.word());
    truth.assert_of(&scan_within(protocol, server.address, Bounds::fast(), None), protocol.word());
}

#[test]
fn mail_servers_of_nginx_are_known_behind_starttls() {
    for protocol in [Protocol::Smtp, Protocol::Imap, Protocol::Pop3] {
        let directives = format!("starttls on; ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers {CIPHERS};");
        let server = Server::mail(protocol, Pair::rsa(2048), &directives);
        assert_found(protocol, &server, Order::Client, &[&CURVES[..], &FINITE].concat(), Seen::Yes);
        assert_not_offered(&Server::mail(protocol, Pair::rsa(2048), "starttls off;"), protocol);
    }
}

#[test]
fn postgresql_is_known_behind_its_own_request() {
    let server = Server::postgresql(Pair::rsa(2048), true, &[&format!("ssl_ciphers={CIPHERS}")]);
    assert_found(Protocol::Postgres, &server, Order::Server, &["secp256r1"], Seen::No);
    assert_not_offered(&Server::postgresql(Pair::rsa(2048), false, &[]), Protocol::Postgres);
}

#[test]
fn slapd_without_a_certificate_offers_no_tls() {
    assert_not_offered(&Server::slapd(Pair::rsa(2048), None), Protocol::Ldap);
}

/// Closes in place of alerts.
#[test]
fn slapd_is_known_behind_its_extended_operation_and_with_tls_from_the_start_and_soon() {
    let suite =
        "NONE:+VERS-TLS1.2:+AES-128-GCM:+AES-256-GCM:+AEAD:+ECDHE-RSA:+COMP-NULL:+GROUP-X25519:+SIGN-RSA-SHA256";
    let truth = Truth {
        suites: &[(Tls12, &TLS12)],
        order: Order::Client,
        groups: &["x25519"],
        dh_bits: &[],
        signatures: &["rsa_pkcs1_sha256"],
        certificates: &[SHA256_RSA_2048],
        features: Features {
            client_renegotiation: Seen::Yes,
            session_tickets: Seen::No,
            encrypt_then_mac: Seen::NotApplicable,
            fallback_scsv: Seen::NotApplicable,
            ..older_features()
        },
        may_be_unknown: &[],
    };
    let within = Server::slapd(Pair::rsa(2048), Some(suite));
    let direct = Server::slapd_with_tls(Pair::rsa(2048), suite);
    for bounds in [Bounds::default(), Bounds::fast()] {
        let begun = Instant::now();
        truth.assert_of(&scan_within(Protocol::Ldap, within.address, bounds, None), "ldap");
        truth.assert_of(&scan(direct.address, bounds, None), "ldaps");
        // Some three seconds, and not a second for each refusal.
        assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    }
}

/// It closes on everybody: that says nothing of TLS.
#[test]
fn a_mail_server_that_has_no_place_for_us_is_unknown_in_everything() {
    let peer = Peer::start(Caller::close);
    let seen = scan_within(Protocol::Smtp, peer.address, Bounds::default(), None);
    assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{:?}", seen.versions);
    assert!(!seen.unknown.is_empty());
    assert!(peer.connections() <= 20, "{}", peer.connections());
}
