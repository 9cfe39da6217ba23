//! Conversations to the end of the server's first flight: certificates, key exchange, stapling.

use crate::server::{ECDSA, RSA, Server, hello, parameters};
use tls::certificate::read_certificate;
use tls::signatures::{ECDSA_SHA1, RSA_MD5_SHA1};
use tls::{Depth, Extra, Sign, Stopped, Version};

const WEAK: [&str; 4] = ["-cipher", "ALL:@SECLEVEL=0", "-min_protocol", "TLSv1"];

fn server(identity: [&str; 4], arguments: &[&str]) -> Server {
    Server::start(&[&identity[..], arguments].concat())
}

#[test]
fn before_tls_13_the_flight_shows_group_signature_and_certificate() {
    let server = server(RSA.arguments(), &WEAK);
    for (version, scheme) in [(Version::Tls10, RSA_MD5_SHA1), (Version::Tls11, RSA_MD5_SHA1), (Version::Tls12, 0x0804)]
    {
        let chosen = server.choose(hello(version, &[0xC014]), Depth::Flight);
        assert_eq!((chosen.stopped, chosen.group, chosen.signature), (None, Some(0x001D), Some(scheme)), "{version:?}");
        let [certificate] = &chosen.certificates[..] else { panic!("one certificate: {chosen:?}") };
        let certificate = read_certificate(certificate, 0);
        assert!(certificate.readable && certificate.self_issued);
        assert_eq!((certificate.key.as_str(), certificate.key_bits), ("RSA", 2048));
        assert_eq!(certificate.signature, "sha256WithRSAEncryption");
        assert_eq!(certificate.names, ["lab.example", "127.0.0.1"]);
        assert_eq!(certificate.subject, "O=Kijun, CN=lab.example");
    }
}

#[test]
fn an_ecdsa_certificate_shows_its_curve() {
    let server = server(ECDSA.arguments(), &WEAK);
    for (version, scheme) in [(Version::Tls10, ECDSA_SHA1), (Version::Tls12, 0x0403)] {
        let chosen = server.choose(hello(version, &[0xC00A]), Depth::Flight);
        assert_eq!((chosen.stopped, chosen.signature), (None, Some(scheme)), "{version:?}");
        let certificate = read_certificate(&chosen.certificates[0], 0);
        assert_eq!((certificate.key.as_str(), certificate.key_bits), ("ECDSA", 256));
        assert_eq!(certificate.curve.as_deref(), Some("secp256r1"));
        assert_eq!(certificate.signature, "ecdsa-with-SHA256");
    }
}

#[test]
fn static_rsa_and_anonymous_key_exchange_have_no_signature() {
    let server = server(RSA.arguments(), &WEAK);
    let chosen = server.choose(hello(Version::Tls12, &[0x002F]), Depth::Flight);
    assert_eq!((chosen.stopped, chosen.group, chosen.signature, chosen.certificates.len()), (None, None, None, 1));
    let chosen = server.choose(hello(Version::Tls12, &[0xC018]), Depth::Flight);
    assert_eq!((chosen.stopped, chosen.group, chosen.signature), (None, Some(0x001D), None));
    assert!(chosen.certificates.is_empty());
    assert!(!chosen.shows(Sign::CertificateRequested));
}

#[test]
fn finite_field_diffie_hellman_shows_the_size_of_its_prime() {
    let server = server(RSA.arguments(), &WEAK);
    for (version, scheme) in [(Version::Tls10, RSA_MD5_SHA1), (Version::Tls12, 0x0804)] {
        let chosen = server.choose(hello(version, &[0x0033]), Depth::Flight);
        assert_eq!((chosen.stopped, chosen.group, chosen.signature), (None, None, Some(scheme)));
        assert_eq!(chosen.dh_bits, Some(2048));
    }
}

#[test]
fn a_prime_of_rfc_7919_is_named_before_tls_13_too() {
    for (group, name, bits) in [(0x0100, "ffdhe2048", 2048), (0x0101, "ffdhe3072", 3072), (0x0104, "ffdhe8192", 8192)] {
        let file = parameters(name);
        let server = server(RSA.arguments(), &["-cipher", "ALL:@SECLEVEL=0", "-dhparam", &file]);
        let chosen = server.choose(hello(Version::Tls12, &[0x0033]), Depth::Flight);
        assert_eq!((chosen.group, chosen.dh_bits), (Some(group), Some(bits)), "{name}");
    }
}

#[test]
fn in_tls_13_the_encrypted_flight_is_read_with_every_cipher_and_group_that_is_spoken() {
    for (name, group) in [("x25519", 0x001D), ("P-256", 0x0017), ("P-384", 0x0018), ("P-521", 0x0019)] {
        let server = server(RSA.arguments(), &["-groups", name, "-alpn", "h2,http/1.1"]);
        for suite in [0x1301, 0x1302, 0x1303] {
            for with_share in [true, false] {
                let mut asking = hello(Version::Tls13, &[suite]);
                asking.key_shares = if with_share { vec![group] } else { Vec::new() };
                asking.alpn = vec!["h2".to_owned()];
                let chosen = server.choose(asking, Depth::Flight);
                assert_eq!((chosen.stopped, chosen.suite, chosen.group), (None, suite, Some(group)), "{name}");
                assert_eq!(chosen.shows(Sign::Retry), !with_share);
                assert_eq!((chosen.signature, chosen.alpn.as_deref()), (Some(0x0804), Some("h2")));
                assert_eq!(chosen.certificates.len(), 1);
                assert_eq!(read_certificate(&chosen.certificates[0], 0).names, ["lab.example", "127.0.0.1"]);
            }
        }
    }
}

#[test]
fn a_cipher_or_group_that_is_not_spoken_is_said_to_be_so() {
    let camellia = server(RSA.arguments(), &WEAK);
    let chosen = camellia.choose(hello(Version::Tls12, &[0x0041]), Depth::Finished);
    assert_eq!((chosen.suite, chosen.certificates.len(), chosen.stopped), (0x0041, 1, Some(Stopped::NotSpoken)));
    let x448 = server(RSA.arguments(), &["-groups", "x448"]);
    let mut asking = hello(Version::Tls13, &[0x1301]);
    asking.groups = vec![0x001E];
    asking.key_shares = vec![0x001E];
    let chosen = x448.choose(asking, Depth::Flight);
    assert_eq!(
        (chosen.shows(Sign::Retry), chosen.group, chosen.stopped),
        (true, Some(0x001E), Some(Stopped::NotSpoken))
    );
}

#[test]
fn a_stapled_response_and_a_request_for_a_certificate_are_seen() {
    let response = RSA.ocsp_response();
    let server = server(RSA.arguments(), &["-status_file", &response, "-verify", "1"]);
    for version in [Version::Tls12, Version::Tls13] {
        let mut asking = hello(version, &[0x1301, 0xC02F]);
        let without = server.choose(asking.clone(), Depth::Flight);
        assert!(!without.shows(Sign::Stapled) && without.shows(Sign::CertificateRequested));
        asking.extras.insert(Extra::StatusRequest);
        assert!(server.choose(asking, Depth::Flight).shows(Sign::Stapled), "{version:?}");
    }
}
