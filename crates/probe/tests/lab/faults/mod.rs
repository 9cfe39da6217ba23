//! The fault lab: peers that hang up, flood, dawdle and lie. Whatever they do, the probe ends in time, takes no more than its bounds,
//! keeps what it learnt before, and says of the rest that it is unknown, and why.

mod endings;
mod floods;
mod lengths;
mod slow;

use crate::peer::Peer;
use crate::scan::scan;
use crate::script::Script;
use probe::run::Bounds;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tls::observation::Accepted;
use tls::{Observation, Version};

/// For scans that can be completed, also where many run at a time on a busy machine; and for those that cannot.
const TIME: Duration = Duration::from_secs(30);
const SHORT_TIME: Duration = Duration::from_secs(4);
/// What a scan may take beyond its time on a busy machine.
const LEEWAY: Duration = Duration::from_secs(2);

fn bounds() -> Bounds {
    Bounds { time: TIME, patience: Duration::from_millis(400), ..Bounds::default() }
}

fn short() -> Bounds {
    Bounds { time: SHORT_TIME, ..bounds() }
}

/// Checks all cases at the same time: most of it is waiting.
fn at_once<T: Send>(cases: impl IntoIterator<Item = T>, check: impl Fn(T) + Sync) {
    std::thread::scope(|scope| {
        for case in cases {
            let check = &check;
            scope.spawn(move || check(case));
        }
    });
}

/// Scans, and asserts what holds whatever the peer does.
fn scan_in_time(peer: &Peer, bounds: Bounds) -> Observation {
    let begun = Instant::now();
    let seen = scan(peer.address, bounds, None);
    assert!(begun.elapsed() < bounds.time + LEEWAY, "{:?}", begun.elapsed());
    let reasons = ["refused_connections", "time", "no_answer", "limit", "not_spoken", "malformed"];
    assert!(seen.unknown.iter().all(|unknown| reasons.contains(&unknown.why.as_str())), "{:?}", seen.unknown);
    for (version, verdict) in &seen.versions {
        let said = seen.unknown.iter().any(|unknown| unknown.version == Some(*version) && unknown.what == "versions");
        assert!(
            *verdict != Accepted::Unknown || said,
            "{version:?} is unknown, and nothing is said of it: {:?}",
            seen.unknown
        );
    }
    seen
}

/// Nothing is said that is not so: no suite invented, no version refused that is accepted, nothing missing without a word.
fn assert_honest(seen: &Observation, script: &Script, what: &str) {
    for version in Version::ALL {
        let mine: BTreeSet<u16> = suites(script, version);
        let found = found(seen, version);
        let unsure = seen.unknown.iter().any(|unknown| unknown.version == Some(version));
        assert!(found.is_subset(&mine), "{what}, {version:?}: {found:?} of {mine:?}");
        assert!(found == mine || unsure, "{what}, {version:?}: {found:?} of {mine:?}, {:?}", seen.unknown);
        let wrong = if mine.is_empty() { Accepted::Accepted } else { Accepted::Refused };
        assert_ne!(seen.versions[&version], wrong, "{what}, {version:?}");
    }
}

/// Every version and suite is known.
fn assert_known(seen: &Observation, script: &Script, what: &str) {
    for version in Version::ALL {
        let mine = suites(script, version);
        assert_eq!(found(seen, version), mine, "{what}, {version:?}: {:?}", seen.unknown);
        let right = if mine.is_empty() { Accepted::Refused } else { Accepted::Accepted };
        assert_eq!(seen.versions[&version], right, "{what}, {version:?}: {:?}", seen.unknown);
    }
}

fn suites(script: &Script, version: Version) -> BTreeSet<u16> {
    script.versions.iter().filter(|(mine, _)| *mine == version).flat_map(|(_, suites)| suites.clone()).collect()
}

fn found(seen: &Observation, version: Version) -> BTreeSet<u16> {
    let code = |code: &str| u16::from_str_radix(&code[2..], 16).unwrap();
    seen.suites.get(&version).into_iter().flatten().map(|suite| code(&suite.code)).collect()
}

fn why<'a>(seen: &'a Observation, what: &str) -> Option<&'a str> {
    seen.unknown.iter().find(|unknown| unknown.what == what).map(|unknown| unknown.why.as_str())
}

/// The most memory that this process had at any time, in bytes.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

#[test]
fn the_script_without_a_fault_is_known_completely() {
    let peer = Peer::start(|caller| Script::plain().serve(caller));
    let seen = scan_in_time(&peer, bounds());
    assert_known(&seen, &Script::plain(), "no fault");
    assert_eq!((&seen.dh_bits[&Version::Tls12][..], seen.certificates.len()), (&[1024][..], 1));
    let unknown: Vec<&str> = seen.unknown.iter().map(|unknown| unknown.what.as_str()).collect();
    assert_eq!(unknown, ["features.client_renegotiation"], "no handshake with it is finished");
}
