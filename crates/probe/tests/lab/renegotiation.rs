//! Renegotiation begun by the client: where a server takes it, it is found, whatever the version, key exchange and cipher that it has alone;
//! where it does not, that is found, too.

use crate::certificates::{Pair, prime};
use crate::scan::scan;
use crate::server::Server;
use probe::run::Bounds;
use std::thread;
use tls::observation::{Seen, SuiteSeen};
use tls::{Observation, Version};

fn seen(server: &Server) -> Observation {
    let seen = scan(server.address, Bounds::default(), None);
    assert_eq!(seen.unknown, []);
    seen
}

fn suites(seen: &Observation) -> Vec<(Version, Vec<String>)> {
    let names = |suites: &Vec<SuiteSeen>| -> Vec<String> { suites.iter().map(|suite| suite.name.clone()).collect() };
    seen.suites.iter().map(|(version, suites)| (*version, names(suites))).collect()
}

/// Arguments of `openssl s_server`, and what these leave.
const OPENSSL: [(&[&str], Version, &str); 8] = [
    (&["-tls1", "-cipher", "AES128-SHA:@SECLEVEL=0"], Version::Tls10, "TLS_RSA_WITH_AES_128_CBC_SHA"),
    (&["-tls1", "-cipher", "DHE-RSA-AES256-SHA:@SECLEVEL=0"], Version::Tls10, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
    (&["-tls1_1", "-cipher", "ECDHE-RSA-AES128-SHA:@SECLEVEL=0"], Version::Tls11, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    (&["-tls1_2", "-cipher", "AES256-SHA"], Version::Tls12, "TLS_RSA_WITH_AES_256_CBC_SHA"),
    (&["-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384"], Version::Tls12, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    (&["-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256"], Version::Tls12, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    (&["-tls1_2", "-cipher", "AES128-CCM"], Version::Tls12, "TLS_RSA_WITH_AES_128_CCM"),
    (&["-tls1_2", "-cipher", "DHE-RSA-AES256-CCM8"], Version::Tls12, "TLS_DHE_RSA_WITH_AES_256_CCM_8"),
];

#[test]
fn openssl_that_takes_it_and_openssl_that_does_not_are_told_apart_with_one_suite_alone() {
    thread::scope(|scope| {
        for (arguments, version, suite) in OPENSSL {
            for (more, takes) in [("-client_renegotiation", Seen::Yes), ("-no_ticket", Seen::No)] {
                scope.spawn(move || {
                    let server = Server::openssl(Pair::rsa(2048), &[arguments, &[more]].concat());
                    let seen = seen(&server);
                    assert_eq!(suites(&seen), [(version, vec![suite.to_owned()])]);
                    assert_eq!(seen.features.client_renegotiation, takes, "{suite} {more}");
                });
            }
        }
    });
}

#[test]
fn gnutls_that_has_3des_or_ccm_alone_takes_it() {
    let priority = |what: &str| format!("NONE:{what}:+COMP-NULL:+SIGN-RSA-SHA256:+GROUP-SECP256R1");
    let servers = [
        (priority("+VERS-TLS1.0:+3DES-CBC:+DHE-RSA:+SHA1"), (Version::Tls10, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA")),
        (priority("+VERS-TLS1.1:+3DES-CBC:+RSA:+SHA1"), (Version::Tls11, "TLS_RSA_WITH_3DES_EDE_CBC_SHA")),
        (priority("+VERS-TLS1.2:+AES-128-CCM:+ECDHE-RSA:+RSA:+AEAD"), (Version::Tls12, "TLS_RSA_WITH_AES_128_CCM")),
    ];
    for (priority, expected) in servers {
        let server = Server::gnutls(Pair::rsa(2048), &priority, Some(&prime(1024)));
        let seen = seen(&server);
        let (version, suite) = expected;
        assert_eq!(suites(&seen), [(version, vec![suite.to_owned()])]);
        assert_eq!(seen.features.client_renegotiation, Seen::Yes, "{priority}");
    }
}

#[test]
fn nss_that_has_tls_10_and_cbc_alone_takes_it() {
    let server = Server::nss(Pair::rsa(2048), &["-V", "tls1.0:tls1.0", "-c", ":000A:002F"]);
    let seen = seen(&server);
    let cbc = ["TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA"];
    assert_eq!(suites(&seen), [(Version::Tls10, cbc.map(str::to_owned).to_vec())]);
    assert_eq!(seen.features.client_renegotiation, Seen::Yes);
}
