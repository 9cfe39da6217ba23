//! Peers that dawdle: nothing at all, a byte a second, and a server that tires in the middle of a scan.

use super::{SHORT_TIME, assert_honest, at_once, scan_in_time, short};
use crate::peer::{Caller, Peer};
use crate::scan::scan;
use crate::script::{Answer, Script};
use probe::run::Bounds;
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::time::Duration;
use tls::Version;
use tls::observation::Accepted;

const SECOND: Duration = Duration::from_secs(1);

/// Answers as a server would, a byte a second.
fn drip(mut caller: Caller) {
    let Some(record) = caller.first_record() else { return };
    if let Answer::Flight(_, flight) = Script::plain().answer(&record) {
        caller.drip(&flight.concat(), SECOND);
    } else {
        caller.drip(&[0x15, 3, 3, 0, 2, 2, 40], SECOND);
    }
    caller.close();
}

#[test]
fn a_byte_a_second_ends_in_time_and_is_unknown() {
    // Patience for a whole answer is longer than the scan: its time is what ends it.
    at_once([Duration::from_millis(400), SHORT_TIME * 3], |patience| {
        let peer = Peer::start(drip);
        let seen = scan_in_time(&peer, Bounds { patience, ..short() });
        assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{:?}", seen.versions);
        assert!(peer.most_sent() < 30, "{}", peer.most_sent());
    });
}

#[test]
fn silence_ends_in_time_and_is_unknown() {
    let peer = Peer::start(Caller::hold);
    let seen = scan_in_time(&peer, short());
    assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{:?}", seen.versions);
}

#[test]
fn plain_http_is_unknown() {
    let peer = Peer::start(|mut caller| {
        if caller.first_record().is_some() {
            caller.send(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            caller.close();
        }
    });
    let seen = scan_in_time(&peer, short());
    assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{:?}", seen.versions);
    assert!(seen.unknown.iter().all(|unknown| unknown.why == "malformed"), "{:?}", seen.unknown);
}

#[test]
fn what_was_learnt_before_the_server_slowed_down_is_kept() {
    at_once([drip, Caller::hold], |slow| {
        let peer =
            Peer::start(move |caller| if caller.number < 8 { Script::plain().serve(caller) } else { slow(caller) });
        let seen = scan_in_time(&peer, short());
        assert_honest(&seen, &Script::plain(), "slow from the ninth connection on");
        assert_eq!(seen.versions[&Version::Tls12], Accepted::Accepted);
        assert_eq!(seen.certificates.len(), 1);
        assert!(!seen.unknown.is_empty());
    });
}

#[test]
fn a_port_on_which_nobody_listens_is_out_of_reach_and_not_out_of_time() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let seen = scan(closed, Bounds::default(), None);
    assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{:?}", seen.versions);
    let reasons: BTreeSet<&str> = seen.unknown.iter().map(|unknown| unknown.why.as_str()).collect();
    assert_eq!(reasons, BTreeSet::from(["refused_connections"]));
}
