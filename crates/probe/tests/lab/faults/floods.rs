//! Peers that send without end: a chain of a hundred megabytes, ten thousand certificates, requests to renegotiate, warnings, empty
//! records, fragments. What is read of each is bounded, and so is memory.

use super::{assert_known, at_once, bounds, peak_memory, scan_in_time, why};
use crate::peer::Peer;
use crate::script::{Answer, Script, alert, certificate, certificates, message, record, records};
use probe::run::Bounds;
use std::time::Duration;
use tls::Version;
use tls::observation::Accepted;

/// What a flood would like to send on every connection.
const HUNDRED_MEGABYTES: u64 = 100 << 20;
/// What it may get rid of: the 256 KiB that are read of a conversation, and what lies in the system's buffers until the end is noticed.
const MOST_SENT: u64 = 8 << 20;
/// What all scans of this process together may have had in memory (with forty tests in it).
const MOST_MEMORY: u64 = 160 << 20;

type Said = fn(Version) -> Vec<u8>;

/// Before what the flood comes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    InPlaceOfHello,
    AfterHello,
    AfterWholeFlight,
}

/// Sends this without end where it would choose.
fn flood(when: When, bytes: impl Fn(Version) -> Vec<u8> + Send + Sync + 'static) -> Peer {
    Peer::start(move |mut caller| {
        let Some(hello) = caller.first_record() else { return };
        let script = Script::plain();
        let Answer::Flight(version, flight) = script.answer(&hello) else { return script.refuse(caller) };
        let before = match when {
            When::InPlaceOfHello => Vec::new(),
            When::AfterHello => flight[0].clone(),
            When::AfterWholeFlight => flight.concat(),
        };
        if caller.send(&before) {
            caller.pour(&bytes(version), HUNDRED_MEGABYTES);
        }
    })
}

/// Megabytes take their time where the processors are busy.
fn patient() -> Bounds {
    Bounds { patience: Duration::from_secs(3), ..bounds() }
}

fn assert_little_was_taken(peer: &Peer, what: &str) {
    assert!(peer.most_sent() < MOST_SENT, "{what}: {} bytes of one connection", peer.most_sent());
    assert!(peak_memory() < MOST_MEMORY, "{what}: {} MiB", peak_memory() >> 20);
}

#[test]
fn a_chain_of_a_hundred_megabytes_is_not_read() {
    let chains: [(&str, Said); 3] = [
        // One message cannot say more than sixteen megabytes; a server may send many.
        ("one message of sixteen megabytes", |version| {
            let mut list = vec![11, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0xFF, 0xFF, 0xF9];
            list.resize(1 << 14, 0x30);
            record(version, 22, &list)
        }),
        ("many messages of two hundred kilobytes", |version| {
            records(version, &certificates(&vec![vec![0x30; 2000]; 100]))
        }),
        ("many whole chains", |version| records(version, &certificates(&vec![certificate(); 20]))),
    ];
    at_once(chains, |(what, bytes)| {
        let peer = flood(When::AfterHello, bytes);
        let seen = scan_in_time(&peer, bounds());
        assert_known(&seen, &Script::plain(), what);
        assert!(why(&seen, "certificates").is_some(), "{what}: {:?}", seen.unknown);
        assert_little_was_taken(&peer, what);
    });
}

#[test]
fn of_ten_thousand_certificates_ten_are_read_and_the_rest_is_said_to_be_too_much() {
    let small: Vec<Vec<u8>> = vec![vec![0x30, 0]; 10_000];
    let peer = Peer::start(move |caller| {
        Script { certificates: small.clone(), ..Script::plain() }.serve(caller);
    });
    let seen = scan_in_time(&peer, patient());
    assert_known(&seen, &Script::plain(), "ten thousand small certificates");
    assert_eq!((seen.certificates.len(), why(&seen, "certificates")), (10, Some("limit")));

    // Real ones are some four megabytes: too much for any of them to be read.
    let real = vec![certificate(); 10_000];
    let peer = Peer::start(move |caller| {
        Script { certificates: real.clone(), ..Script::plain() }.serve(caller);
    });
    let seen = scan_in_time(&peer, patient());
    assert_known(&seen, &Script::plain(), "ten thousand certificates");
    assert_eq!((seen.certificates.len(), why(&seen, "certificates")), (0, Some("limit")));
    assert!(peak_memory() < MOST_MEMORY, "{} MiB", peak_memory() >> 20);
}

#[test]
fn floods_of_small_things_end_and_what_was_learnt_is_kept() {
    let floods: [(&str, Said); 6] = [
        ("requests to renegotiate", |version| record(version, 22, &message(0, &[]))),
        ("many requests in a record", |version| record(version, 22, &message(0, &[]).repeat(4000))),
        ("empty records of a handshake", |version| record(version, 22, &[])),
        ("empty records of data", |version| record(version, 23, &[])),
        ("warnings", |version| alert(version, 1, 112)),
        // The first byte says ServerHelloDone; each record brings one more byte of a message of 64 KiB that begins anew and anew.
        ("fragments of a byte", |version| record(version, 22, &[0])),
    ];
    for when in [When::InPlaceOfHello, When::AfterHello, When::AfterWholeFlight] {
        at_once(floods, |(name, bytes)| {
            let what = format!("{name}, {when:?}");
            let peer = flood(when, bytes);
            let seen = scan_in_time(&peer, bounds());
            if when == When::InPlaceOfHello {
                assert_eq!(seen.versions[&Version::Tls12], Accepted::Unknown, "{what}");
            } else {
                assert_known(&seen, &Script::plain(), &what);
                assert_eq!(seen.certificates.len(), usize::from(when == When::AfterWholeFlight), "{what}");
            }
            assert_little_was_taken(&peer, &what);
        });
    }
}

#[test]
fn a_message_that_comes_in_fragments_without_end_is_given_up() {
    let peer = Peer::start(|mut caller| {
        let Some(hello) = caller.first_record() else { return };
        let script = Script::plain();
        let Answer::Flight(version, flight) = script.answer(&hello) else { return script.refuse(caller) };
        // A chain of 250 KiB, one byte a record: six bytes on the wire for each.
        let begin = record(version, 22, &[11, 3, 0xE8, 0, 3, 0xE7, 0xFD]);
        if caller.send(&[flight[0].clone(), begin].concat()) {
            caller.pour(&record(version, 22, &[0x30]), HUNDRED_MEGABYTES);
        }
    });
    let seen = scan_in_time(&peer, bounds());
    assert_known(&seen, &Script::plain(), "fragments");
    assert!(seen.certificates.is_empty() && why(&seen, "certificates").is_some(), "{:?}", seen.unknown);
    assert_little_was_taken(&peer, "fragments");
}

#[test]
fn a_server_hello_that_comes_in_fragments_is_read() {
    let peer = Peer::start(|mut caller| {
        let Some(hello) = caller.first_record() else { return };
        let script = Script::plain();
        let Answer::Flight(version, flight) = script.answer(&hello) else { return script.refuse(caller) };
        let bytes: Vec<u8> = flight.iter().flat_map(|record| &record[5..]).copied().collect();
        let fragments: Vec<u8> = bytes.chunks(1).flat_map(|byte| record(version, 22, byte)).collect();
        caller.send(&fragments);
        caller.close();
    });
    assert_known(&scan_in_time(&peer, bounds()), &Script::plain(), "one byte a record");
}
