//! What Debian's OpenSSL does not serve any more: SSL 3.0, RC4, 3DES, Diffie-Hellman with 1024 bits, and CCM beside it, from servers of
//! `GnuTLS` and NSS.

use crate::certificates::{Pair, prime};
use crate::server::Server;
use crate::truth::{SHA256_RSA_2048, Truth, older_features};
use tls::Version::{Ssl3, Tls10, Tls11, Tls12, Tls13};
use tls::observation::{Features, Order, Seen};

#[test]
fn gnutls_with_3des_rc4_and_a_prime_of_1024_bits() {
    let server = Server::gnutls(
        Pair::rsa(2048),
        "NONE:+VERS-TLS1.0:+VERS-TLS1.1:+VERS-TLS1.2:+3DES-CBC:+ARCFOUR-128:+AES-128-CBC:+AES-128-GCM:+RSA:+DHE-RSA:\
         +SHA1:+MD5:+AEAD:+COMP-NULL:+SIGN-RSA-SHA256:+SIGN-RSA-SHA1:%SERVER_PRECEDENCE",
        Some(&prime(1024)),
    );
    let old = [
        "TLS_RSA_WITH_RC4_128_MD5",
        "TLS_RSA_WITH_RC4_128_SHA",
        "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
    ];
    let newer = [&old[..], &["TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"]].concat();
    Truth {
        suites: &[(Tls10, &old), (Tls11, &old), (Tls12, &newer)],
        order: Order::Server,
        groups: &[],
        dh_bits: &[(Tls10, 1024), (Tls11, 1024), (Tls12, 1024)],
        signatures: &["rsa_pkcs1_md5_sha1", "rsa_pkcs1_sha1", "rsa_pkcs1_sha256"],
        certificates: &[SHA256_RSA_2048],
        features: Features { client_renegotiation: Seen::Yes, ..older_features() },
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn gnutls_as_it_comes() {
    let server = Server::gnutls(Pair::rsa(2048), "NORMAL", None);
    let old = [
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_RSA_WITH_AES_256_CBC_SHA",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    ];
    let aead = [
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_RSA_WITH_AES_128_CCM",
        "TLS_RSA_WITH_AES_256_CCM",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_DHE_RSA_WITH_AES_128_CCM",
        "TLS_DHE_RSA_WITH_AES_256_CCM",
        "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ];
    let tls13 =
        ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_SHA256"];
    let curves = ["secp256r1", "secp384r1", "secp521r1", "x25519", "x448"];
    let finite = ["ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"];
    Truth {
        suites: &[(Tls10, &old), (Tls11, &old), (Tls12, &[&old[..], &aead].concat()), (Tls13, &tls13)],
        order: Order::Client,
        groups: &[&curves[..], &finite].concat(),
        // Parameters of RFC 7919 without a client that names groups (RFC 7919 §4).
        dh_bits: &[(Tls10, 2048), (Tls11, 2048), (Tls12, 2048)],
        signatures: &[
            "rsa_pkcs1_md5_sha1",
            "rsa_pkcs1_sha1",
            "rsa_pkcs1_sha256",
            "rsa_pkcs1_sha384",
            "rsa_pkcs1_sha512",
            "rsa_pss_rsae_sha256",
            "rsa_pss_rsae_sha384",
            "rsa_pss_rsae_sha512",
        ],
        certificates: &[SHA256_RSA_2048],
        features: Features { client_renegotiation: Seen::Yes, downgrade_signal: Seen::Yes, ..older_features() },
        may_be_unknown: &[],
    }
    .assert_found(&server);
}

#[test]
fn nss_with_ssl_3_and_a_prime_of_1024_bits() {
    // -W: weak parameters of its own; -H: DHE at all.
    let server = Server::nss(
        Pair::rsa(2048),
        &["-V", "ssl3:tls1.2", "-W", "1", "-H", "1", "-c", ":C02F:009E:000A:0005:0016:0033:002F"],
    );
    let old = [
        "TLS_RSA_WITH_RC4_128_SHA",
        "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
    ];
    let aead = ["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"];
    let newer = [&old[..], &aead].concat();
    Truth {
        suites: &[(Ssl3, &old), (Tls10, &old), (Tls11, &old), (Tls12, &newer)],
        order: Order::Server,
        groups: &["secp256r1", "secp384r1", "secp521r1", "x25519"],
        dh_bits: &[(Ssl3, 1024), (Tls10, 1024), (Tls11, 1024), (Tls12, 1024)],
        signatures: &[
            "rsa_pkcs1_md5_sha1",
            "rsa_pkcs1_sha1",
            "rsa_pkcs1_sha256",
            "rsa_pkcs1_sha384",
            "rsa_pkcs1_sha512",
            "rsa_pss_rsae_sha256",
            "rsa_pss_rsae_sha384",
            "rsa_pss_rsae_sha512",
        ],
        certificates: &[SHA256_RSA_2048],
        features: Features {
            client_renegotiation: Seen::Yes,
            session_tickets: Seen::No,
            encrypt_then_mac: Seen::No,
            ..older_features()
        },
        may_be_unknown: &[],
    }
    .assert_found(&server);
}
