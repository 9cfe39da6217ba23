//! Servers as they are configured in the wild, with OpenSSL: the whole truth about each, and nothing but it.

use crate::certificates::{Pair, prime};
use crate::scan::scan;
use crate::server::Server;
use crate::truth::{SHA256_RSA_2048, Truth, older_features};
use probe::run::Bounds;
use std::net::{Ipv6Addr, SocketAddr};
use tls::Version::{Tls10, Tls11, Tls12, Tls13};
use tls::observation::{Features, Order, Seen};

pub(crate) const TLS13: [&str; 3] =
    ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];
pub(crate) const CURVES: [&str; 5] = ["secp256r1", "secp384r1", "secp521r1", "x25519", "x448"];
pub(crate) const FINITE: [&str; 5] = ["ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"];
pub(crate) const PSS: [&str; 3] = ["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512"];
/// What OpenSSL signs with an RSA key in TLS 1.2 besides [`PSS`].
pub(crate) const PKCS1: [&str; 4] = ["rsa_pkcs1_sha224", "rsa_pkcs1_sha256", "rsa_pkcs1_sha384", "rsa_pkcs1_sha512"];
const ECDSA: [&str; 3] = ["ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ecdsa_secp521r1_sha512"];
const ECDSA_P256: (&str, u32, &str) = ("ECDSA", 256, "ecdsa-with-SHA256");

/// nginx serves HTTP and says so.
fn of_nginx(mut features: Features) -> Features {
    features.alpn.push("http/1.1".to_owned());
    features
}

/// TLS 1.3 alone.
fn newest_features() -> Features {
    Features {
        compression: Seen::NotApplicable,
        secure_renegotiation: Seen::NotApplicable,
        client_renegotiation: Seen::NotApplicable,
        extended_master_secret: Seen::NotApplicable,
        encrypt_then_mac: Seen::NotApplicable,
        fallback_scsv: Seen::NotApplicable,
        ..older_features()
    }
}

/// TLS 1.2 with AEAD alone, beside TLS 1.3.
fn modern_features() -> Features {
    Features { encrypt_then_mac: Seen::NotApplicable, downgrade_signal: Seen::Yes, ..older_features() }
}

#[test]
fn tls13_alone() {
    let server = Server::nginx(vec![Pair::rsa(2048)], "ssl_protocols TLSv1.3;");
    let truth = Truth {
        suites: &[(Tls13, &TLS13)],
        order: Order::Client,
        groups: &[&CURVES[..], &FINITE].concat(),
        dh_bits: &[],
        signatures: &PSS,
        certificates: &[SHA256_RSA_2048],
        features: of_nginx(newest_features()),
        may_be_unknown: &[],
    };
    let seen = truth.assert_found(&server);
    assert!(seen.connections <= 26, "{}", seen.connections);
}

#[test]
fn modern_with_an_ecdsa_certificate_two_groups_and_the_servers_order() {
    let server = Server::nginx(
        vec![Pair::ecdsa()],
        "ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ecdh_curve X25519:P-256;
         ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256;",
    );
    let tls12 = ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"];
    Truth {
        suites: &[(Tls12, &tls12), (Tls13, &TLS13)],
        order: Order::Server,
        groups: &["secp256r1", "x25519"],
        dh_bits: &[],
        signatures: &[&ECDSA[..], &["ecdsa_sha224"]].concat(),
        certificates: &[ECDSA_P256],
        features: of_nginx(modern_features()),
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn intermediate_with_two_certificates_and_the_clients_order() {
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
    Truth {
        suites: &[(Tls12, &tls12), (Tls13, &TLS13)],
        order: Order::Client,
        groups: &[&CURVES[..], &FINITE].concat(),
        dh_bits: &[],
        signatures: &[&PSS[..], &PKCS1, &ECDSA, &["ecdsa_sha224"]].concat(),
        certificates: &[SHA256_RSA_2048, ECDSA_P256],
        features: of_nginx(modern_features()),
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn old_versions_with_cbc_and_static_rsa_and_a_short_key_signed_with_sha_1() {
    let server = Server::nginx(
        vec![Pair::new(&["rsa:1024"], &["-sha1"])],
        "ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_prefer_server_ciphers on; ssl_ecdh_curve P-256;
         ssl_ciphers ECDHE-RSA-AES128-SHA:AES128-SHA:AES256-SHA:AES128-SHA256:@SECLEVEL=0;",
    );
    let old = ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"];
    let newer = [&old[..], &["TLS_RSA_WITH_AES_128_CBC_SHA256"]].concat();
    Truth {
        suites: &[(Tls10, &old), (Tls11, &old), (Tls12, &newer)],
        order: Order::Server,
        groups: &["secp256r1"],
        dh_bits: &[],
        // A modulus of 1024 bits is too short for PSS with SHA-512 and a salt as long.
        signatures: &[
            &["rsa_pkcs1_md5_sha1", "rsa_pkcs1_sha1"][..],
            &PKCS1,
            &["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384"],
        ]
        .concat(),
        certificates: &[("RSA", 1024, "sha1WithRSAEncryption")],
        features: of_nginx(older_features()),
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn ephemeral_diffie_hellman_with_a_prime_of_1024_bits() {
    let pair = Pair::rsa(2048);
    let parameters = pair.folder().join("parameters.pem");
    std::fs::write(&parameters, prime(1024)).unwrap();
    let directives = format!(
        "ssl_protocols TLSv1.2; ssl_prefer_server_ciphers on; ssl_dhparam {};
         ssl_ciphers DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-CHACHA20-POLY1305:@SECLEVEL=0;",
        parameters.display()
    );
    let server = Server::nginx(vec![pair], &directives);
    let tls12 = [
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ];
    Truth {
        suites: &[(Tls12, &tls12)],
        order: Order::Server,
        groups: &[],
        dh_bits: &[(Tls12, 1024)],
        signatures: &[&PSS[..], &PKCS1, &["rsa_pkcs1_sha1"]].concat(),
        certificates: &[SHA256_RSA_2048],
        features: Features {
            encrypt_then_mac: Seen::NotApplicable,
            fallback_scsv: Seen::NotApplicable,
            ..of_nginx(older_features())
        },
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn a_single_suite_and_a_single_group() {
    let server = Server::nginx(
        vec![Pair::rsa(2048)],
        "ssl_protocols TLSv1.2; ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384; ssl_ecdh_curve P-384;",
    );
    Truth {
        suites: &[(Tls12, &["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"])],
        order: Order::Unknown,
        groups: &["secp384r1"],
        dh_bits: &[],
        signatures: &[&PSS[..], &PKCS1].concat(),
        certificates: &[SHA256_RSA_2048],
        features: Features {
            encrypt_then_mac: Seen::NotApplicable,
            fallback_scsv: Seen::NotApplicable,
            ..of_nginx(older_features())
        },
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn over_ipv6() {
    let server = Server::nginx_on(
        SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
        vec![Pair::rsa(2048)],
        "ssl_protocols TLSv1.3; ssl_ecdh_curve X25519;",
    );
    Truth {
        suites: &[(Tls13, &TLS13)],
        order: Order::Client,
        groups: &["x25519"],
        dh_bits: &[],
        signatures: &PSS,
        certificates: &[SHA256_RSA_2048],
        features: of_nginx(newest_features()),
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn a_server_of_openssl_that_takes_one_connection_after_the_other() {
    let server = Server::openssl(Pair::rsa(2048), &["-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256:AES128-SHA"]);
    let truth = Truth {
        suites: &[(Tls12, &["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"])],
        order: Order::Client,
        groups: &[],
        dh_bits: &[(Tls12, 2048)],
        signatures: &[&PSS[..], &PKCS1].concat(),
        certificates: &[SHA256_RSA_2048],
        features: Features { fallback_scsv: Seen::NotApplicable, ..older_features() },
        may_be_unknown: &[],
    };
    truth.assert_of(&scan(server.address, Bounds::default(), None), "one after the other");
}
