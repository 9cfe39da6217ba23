//! Records and messages whose lengths are wrong: none, too long, more than comes.

use super::{assert_honest, at_once, bounds, found, scan_in_time, short, why};
use crate::peer::Peer;
use crate::script::{Answer, Script, certificate, certificates, message, record, records, server_hello};
use tls::Version;
use tls::observation::Accepted;

const TLS12: Version = Version::Tls12;

/// Answers every choice of a version of which `broken` is true with these bytes and closes.
fn said(
    bytes: impl Fn(Version, u16) -> Vec<u8> + Send + Sync + 'static,
    broken: impl Fn(Version) -> bool + Send + Sync + 'static,
) -> Peer {
    Peer::start(move |mut caller| {
        let Some(hello) = caller.first_record() else { return };
        let script = Script::plain();
        if let Answer::Flight(version, _) = script.answer(&hello)
            && broken(version)
        {
            caller.send(&bytes(version, if version == TLS12 { 0x009C } else { 0x002F }));
            caller.close();
        } else {
            script.serve(caller);
        }
    })
}

/// A header of a record of handshake that promises so many bytes.
fn header(length: u16) -> Vec<u8> {
    [&[22, 3, 3][..], &length.to_be_bytes()].concat()
}

type Said = fn(Version, u16) -> Vec<u8>;
type Rest = fn() -> Vec<u8>;

const HELLOS: [(&str, Said); 7] = [
    ("no bytes", |_, _| header(0)),
    ("one byte too many", |_, _| [header((1 << 14) + 2049), vec![2; 20_000]].concat()),
    ("as long as can be said", |_, _| [header(u16::MAX), vec![2; 70_000]].concat()),
    ("longer than comes", |version, suite| [header(500), server_hello(version, suite)].concat()),
    ("a hello longer than comes", |version, _| record(version, 22, &[2, 0, 0, 200, 3, 3, 7, 7])),
    ("a hello shorter than it says inside", |version, _| record(version, 22, &message(2, &[3, 3, 7]))),
    ("a hello of sixteen megabytes", |version, _| record(version, 22, &[2, 0xFF, 0xFF, 0xFF, 3, 3, 7, 7])),
];

#[test]
fn a_first_record_of_a_wrong_length_is_unknown_and_no_refusal() {
    at_once(HELLOS, |(what, bytes)| {
        let seen = scan_in_time(&said(bytes, |_| true), short());
        assert_honest(&seen, &Script::plain(), what);
        assert_eq!(seen.versions[&TLS12], Accepted::Unknown, "{what}");
        assert!(why(&seen, "versions").is_some(), "{what}");
    });
}

#[test]
fn what_the_hello_said_is_kept_where_a_later_length_is_wrong() {
    let cases: [(&str, Rest); 6] = [
        ("no bytes", || header(0)),
        ("too long a record", || [header(u16::MAX), vec![11; 70_000]].concat()),
        ("a record longer than comes", || [header(3000), certificates(&[certificate()])].concat()),
        ("a list longer than its message", || record(TLS12, 22, &message(11, &[0, 9, 9, 0, 0, 3, 1, 2, 3]))),
        ("a certificate longer than its list", || record(TLS12, 22, &message(11, &[0, 0, 6, 0, 9, 9, 1, 2, 3]))),
        ("an alert of one byte", || record(TLS12, 21, &[2])),
    ];
    at_once(cases, |(what, rest)| {
        let peer =
            said(move |version, suite| [records(version, &server_hello(version, suite)), rest()].concat(), |_| true);
        let seen = scan_in_time(&peer, bounds());
        assert_honest(&seen, &Script::plain(), what);
        for version in [TLS12, Version::Tls11] {
            assert_eq!(seen.versions[&version], Accepted::Accepted, "{what}, {version:?}");
        }
        assert!(seen.certificates.is_empty() && why(&seen, "certificates").is_some(), "{what}: {:?}", seen.unknown);
    });
}

#[test]
fn a_version_whose_hello_is_of_a_wrong_length_is_unknown_beside_another_that_works() {
    at_once(HELLOS, |(what, bytes)| {
        let seen = scan_in_time(&said(bytes, |version| version == Version::Tls11), bounds());
        assert_honest(&seen, &Script::plain(), what);
        assert_eq!(seen.versions[&Version::Tls11], Accepted::Unknown, "{what}");
        assert_eq!(found(&seen, TLS12).len(), 2, "{what}");
    });
}
