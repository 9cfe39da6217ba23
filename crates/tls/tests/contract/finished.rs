//! Conversations to a finished handshake: tickets, and renegotiation begun by the client.

use crate::server::{ECDSA, RSA, Server, hello};
use tls::{Depth, Extra, Sign, Version};

fn server(arguments: &[&str]) -> Server {
    Server::start(&[&RSA.arguments()[..], arguments].concat())
}

#[test]
fn tls_12_ends_with_a_ticket_where_the_server_gives_one() {
    let (with, without) = (server(&["-tls1_2"]), server(&["-tls1_2", "-no_ticket"]));
    for suite in [0xC02F, 0xC030, 0xCCA8, 0x009C, 0x009D] {
        for extended in [true, false] {
            for (server, gives) in [(&with, true), (&without, false)] {
                let mut asking = hello(Version::Tls12, &[suite]);
                asking.extras.insert(Extra::SessionTicket);
                if extended {
                    asking.extras.insert(Extra::ExtendedMasterSecret);
                }
                let chosen = server.choose(asking, Depth::Finished);
                assert_eq!((chosen.stopped, chosen.shows(Sign::Ticket)), (None, gives), "{suite:#X} {extended}");
            }
        }
    }
}

#[test]
fn tls_13_ends_with_a_ticket_where_the_server_gives_one() {
    for (arguments, gives) in [(["-num_tickets", "2"], true), (["-num_tickets", "0"], false)] {
        let server = server(&arguments);
        for suite in [0x1301, 0x1302, 0x1303] {
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

#[test]
fn renegotiation_is_accepted_or_refused_as_the_server_is_set() {
    for (arguments, accepts) in [(["-tls1_2", "-client_renegotiation"], true), (["-tls1_2", "-no_ticket"], false)] {
        for (identity, suite) in [(&RSA, 0xC02F), (&RSA, 0x009C), (&ECDSA, 0xCCA9)] {
            let server = Server::start(&[&identity.arguments()[..], &arguments].concat());
            let chosen = server.choose(hello(Version::Tls12, &[suite]), Depth::Renegotiation);
            assert_eq!((chosen.stopped, chosen.renegotiated), (None, Some(accepts)), "{suite:#X}");
        }
    }
}
