//! Conversations to a finished handshake: tickets, and renegotiation begun by the client.

use crate::server::{ECDSA, Identity, RSA, Server, hello, parameters};
use tls::{Depth, Extra, Reply, Sign, Stopped, Version};

fn server(arguments: &[&str]) -> Server {
    Server::start(&[&RSA.arguments()[..], arguments].concat())
}

/// A suite of every cipher and key exchange that is spoken, from TLS 1.0 on.
const OLD: [u32; 8] = [0x002F, 0x0035, 0x0033, 0x0039, 0xC013, 0xC014, 0x0034, 0xC018];
/// The same for TLS 1.2 alone: MAC with SHA-2, GCM, `ChaCha20`, CCM with a long tag and a short one.
const NEW: [u32; 23] = [
    0x003C, 0x003D, 0x0067, 0x006B, 0xC027, 0xC028, 0x009C, 0x009D, 0x009E, 0x009F, 0xC02F, 0xC030, 0xCCA8, 0xCCAA,
    0xC09C, 0xC09D, 0xC09E, 0xC09F, 0xC0A0, 0xC0A1, 0xC0A2, 0xC0A3, 0x00A6,
];
const WEAK: [&str; 4] = ["-cipher", "ALL:@SECLEVEL=0", "-min_protocol", "TLSv1"];

fn older() -> impl Iterator<Item = (Version, u32)> {
    let of = |version, suites: &'static [u32]| suites.iter().map(move |suite| (version, *suite));
    of(Version::Tls10, &OLD)
        .chain(of(Version::Tls11, &OLD))
        .chain(of(Version::Tls12, &OLD))
        .chain(of(Version::Tls12, &NEW))
}

#[test]
fn before_tls_13_it_ends_with_a_ticket_where_the_server_gives_one() {
    let (with, without) = (server(&WEAK), server(&[&WEAK[..], &["-no_ticket"]].concat()));
    let extensions = [
        &[Extra::ExtendedMasterSecret, Extra::EncryptThenMac][..],
        &[Extra::ExtendedMasterSecret],
        &[Extra::EncryptThenMac],
        &[],
    ];
    for (version, suite) in older() {
        for extras in extensions {
            for (server, gives) in [(&with, true), (&without, false)] {
                let mut asking = hello(version, &[suite]);
                asking.extras.insert(Extra::SessionTicket);
                asking.extras.extend(extras);
                let chosen = server.choose(asking, Depth::Finished);
                let what = format!("{version:?} {suite:#X} {extras:?}");
                assert_eq!((chosen.version, chosen.suite), (version.code(), suite), "{what}");
                assert_eq!((chosen.stopped, chosen.shows(Sign::Ticket)), (None, gives), "{what}");
            }
        }
    }
}

#[test]
fn a_hello_of_a_newer_version_ends_alike_in_the_one_that_the_server_has() {
    for (version, argument) in [(Version::Tls10, "-tls1"), (Version::Tls11, "-tls1_1")] {
        let server = server(&[&WEAK[..], &[argument, "-client_renegotiation"]].concat());
        for suite in OLD {
            let chosen = server.choose(hello(Version::Tls12, &[suite]), Depth::Renegotiation);
            assert_eq!((chosen.version, chosen.stopped), (version.code(), None), "{suite:#X}");
            assert_eq!(chosen.renegotiated, Some(true), "{suite:#X}");
        }
    }
}

#[test]
fn a_prime_up_to_8192_bits_is_spoken() {
    for name in ["ffdhe2048", "ffdhe4096", "ffdhe8192"] {
        let file = parameters(name);
        let server = server(&[&WEAK[..], &["-dhparam", &file]].concat());
        let chosen = server.choose(hello(Version::Tls12, &[0x0033]), Depth::Renegotiation);
        assert_eq!((chosen.stopped, chosen.renegotiated), (None, Some(false)), "{name}");
    }
}

#[test]
fn tls_13_ends_with_a_ticket_where_the_server_gives_one() {
    for (arguments, gives) in [(["-num_tickets", "2"], true), (["-num_tickets", "0"], false)] {
        let ciphers = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:\
                       TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256";
        let server = server(&[&arguments[..], &["-ciphersuites", ciphers]].concat());
        for suite in [0x1301, 0x1302, 0x1303, 0x1304, 0x1305] {
            let chosen = server.choose(hello(Version::Tls13, &[suite]), Depth::Finished);
            assert_eq!((chosen.stopped, chosen.shows(Sign::Ticket)), (None, gives), "{suite:#X}");
        }
    }
}

#[test]
fn a_request_for_a_certificate_is_answered_with_none() {
    let server = server(&["-verify", "1"]);
    for (version, suite) in [(Version::Tls12, 0xC02F), (Version::Tls13, 0x1301)] {
        let mut asking = hello(version, &[suite]);
        asking.extras.insert(Extra::SessionTicket);
        let chosen = server.choose(asking, Depth::Finished);
        assert!(chosen.shows(Sign::CertificateRequested));
        assert_eq!((chosen.stopped, chosen.shows(Sign::Ticket)), (None, true), "{version:?}");
    }
}

/// Somebody on the way changes one byte of the server's `Finished`, which comes in one piece with the record before it.
#[test]
fn a_last_message_that_was_changed_on_the_way_is_nonsense() {
    let server = server(&[&WEAK[..], &["-no_ticket"]].concat());
    for (version, suite) in
        [(Version::Tls10, 0x002F), (Version::Tls11, 0xC014), (Version::Tls12, 0xC028), (Version::Tls12, 0xC0A0)]
    {
        for extras in [&[Extra::EncryptThenMac][..], &[]] {
            for from_the_end in [1, 20, 30] {
                let mut asking = hello(version, &[suite]);
                asking.extras.extend(extras);
                let reply = server.ask_through(asking, Depth::Finished, |bytes| {
                    if let [20, 3, _, 0, 1, 1, _, _, _, _, _, .., _] = bytes {
                        bytes[bytes.len() - from_the_end] ^= 1;
                    }
                });
                let Reply::Chosen(chosen) = reply else { panic!("the server chose nothing: {reply:?}") };
                let nonsense = Stopped::Nonsense("a record that cannot be decrypted");
                assert_eq!(chosen.stopped, Some(nonsense), "{version:?} {suite:#X} {extras:?}");
            }
        }
    }
}

/// Some of each: the server of OpenSSL rests for a second after each renegotiation.
const RENEGOTIATED: [(Version, &[u32]); 3] = [
    (Version::Tls10, &[0x002F, 0x0039, 0xC014]),
    (Version::Tls11, &[0x0035, 0x0033, 0xC013]),
    (Version::Tls12, &[0x002F, 0x003C, 0xC028, 0x0067, 0x009C, 0xC02F, 0xC09E, 0xC0A3]),
];

#[test]
fn renegotiation_is_accepted_or_refused_as_the_server_is_set() {
    let check = |identity: &Identity, argument, accepts, version, suites: &[u32]| {
        let server = Server::start(&[&identity.arguments()[..], &WEAK, &[argument]].concat());
        for suite in suites {
            for extras in [&[Extra::ExtendedMasterSecret, Extra::EncryptThenMac][..], &[]] {
                let mut asking = hello(version, &[*suite]);
                asking.extras.extend(extras);
                let chosen = server.choose(asking, Depth::Renegotiation);
                let what = format!("{version:?} {suite:#X} {extras:?}");
                assert_eq!((chosen.stopped, chosen.renegotiated), (None, Some(accepts)), "{what}");
            }
        }
    };
    std::thread::scope(|scope| {
        for (argument, accepts) in [("-client_renegotiation", true), ("-no_ticket", false)] {
            for (version, suites) in RENEGOTIATED {
                scope.spawn(move || check(&RSA, argument, accepts, version, suites));
            }
            scope.spawn(move || check(&ECDSA, argument, accepts, Version::Tls12, &[0xC009, 0xC0AC, 0xCCA9]));
        }
    });
}
