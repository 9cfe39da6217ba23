//! Conversations to the end of the server's first flight: certificates, key exchange, stapling.

use crate::server::{ECDSA, RSA, Server, hello};
use tls::signatures::{ECDSA_SHA1, RSA_MD5_SHA1};
use tls::{Depth, Sign, Version};

const WEAK: [&str; 6] = ["-cipher", "ALL:@SECLEVEL=0", "-min_protocol", "TLSv1", "-dhparam", "DH"];

fn server(identity: [&str; 4], arguments: &[&str]) -> Server {
    Server::start(&[&identity[..], arguments].concat())
}

#[test]
fn before_tls_13_the_flight_shows_group_signature_and_certificate() {
    let server = server(RSA.arguments(), &WEAK[..4]);
    for (version, scheme) in [(Version::Tls10, RSA_MD5_SHA1), (Version::Tls11, RSA_MD5_SHA1), (Version::Tls12, 0x0804)]
    {
        let chosen = server.choose(hello(version, &[0xC014]), Depth::Flight);
        assert_eq!((chosen.stopped, chosen.group, chosen.signature), (None, Some(0x001D), Some(scheme)), "{version:?}");
        let [certificate] = &chosen.certificates[..] else { panic!("one certificate: {chosen:?}") };
        assert!(certificate.readable && certificate.self_issued);
        assert_eq!((certificate.key.as_str(), certificate.key_bits), ("RSA", 2048));
        assert_eq!(certificate.signature, "sha256WithRSAEncryption");
        assert_eq!(certificate.names, ["lab.example", "127.0.0.1"]);
        assert_eq!(certificate.subject, "O=Kijun, CN=lab.example");
    }
}

#[test]
fn an_ecdsa_certificate_shows_its_curve() {
    let server = server(ECDSA.arguments(), &WEAK[..4]);
    for (version, scheme) in [(Version::Tls10, ECDSA_SHA1), (Version::Tls12, 0x0403)] {
        let chosen = server.choose(hello(version, &[0xC00A]), Depth::Flight);
        assert_eq!((chosen.stopped, chosen.signature), (None, Some(scheme)), "{version:?}");
        let certificate = &chosen.certificates[0];
        assert_eq!((certificate.key.as_str(), certificate.key_bits), ("ECDSA", 256));
        assert_eq!(certificate.curve.as_deref(), Some("secp256r1"));
        assert_eq!(certificate.signature, "ecdsa-with-SHA256");
    }
}

#[test]
fn static_rsa_and_anonymous_key_exchange_have_no_signature() {
    let server = server(RSA.arguments(), &WEAK[..4]);
    let chosen = server.choose(hello(Version::Tls12, &[0x002F]), Depth::Flight);
    assert_eq!((chosen.stopped, chosen.group, chosen.signature, chosen.certificates.len()), (None, None, None, 1));
    let chosen = server.choose(hello(Version::Tls12, &[0xC018]), Depth::Flight);
    assert_eq!((chosen.stopped, chosen.group, chosen.signature), (None, Some(0x001D), None));
    assert!(chosen.certificates.is_empty());
    assert!(!chosen.shows(Sign::CertificateRequested));
}
