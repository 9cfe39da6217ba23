//! Servers and paths that fail: what is said is right, and what could not be established is said to be unknown.

use crate::model::{Refusal, Server};
use crate::run::scan_with;
use crate::truth::{assert_complete, eleven, found, sixty_four, tls13_only};
use tls::observation::{Accepted, Intolerance, Seen};
use tls::scan::Effort;
use tls::{Depth, Extra, Reply, Version};

/// Fate without a source of randomness: the same numbers every time.
fn fate(number: u32) -> u32 {
    let mut mixed = number.wrapping_mul(0x9E37_79B9) ^ 0x5BD1_E995;
    mixed ^= mixed >> 15;
    mixed.wrapping_mul(0x85EB_CA6B) >> 16
}

/// Answers come in any order, as they do from a server that works on several at a time.
fn scan_in_disorder(server: &Server, seed: u32) -> tls::Observation {
    let mut scan = tls::Scan::new(crate::run::subject(), Effort::default(), None);
    let mut under_way = Vec::new();
    for number in 0.. {
        while let Some((ticket, inquiry)) = scan.next_inquiry() {
            under_way.push((ticket, server.answer(&inquiry)));
        }
        if under_way.is_empty() {
            break;
        }
        let place = usize::try_from(fate(number + seed * 1000)).unwrap() % under_way.len();
        let (ticket, reply) = under_way.remove(place);
        scan.answered(ticket, &reply);
    }
    scan.observation(0)
}

#[test]
fn answers_in_any_order_lead_to_the_whole_truth() {
    for server in [tls13_only(), eleven(), sixty_four()] {
        for own_order in [true, false] {
            let server = Server { own_order, ..server.clone() };
            for seed in 0..6 {
                assert_complete(&server, &scan_in_disorder(&server, seed));
            }
        }
    }
}

#[test]
fn a_server_that_closes_in_place_of_alerts_is_known_in_any_order_of_answers() {
    for refusal in [Refusal::Closed, Refusal::Reset] {
        for own_order in [true, false] {
            let server = Server { own_order, refusal, ..eleven() };
            for seed in 0..10 {
                let seen = scan_in_disorder(&server, seed);
                crate::truth::assert_sound_and_complete(&server, &seen);
                assert_eq!(seen.intolerances, [], "nothing rode on what was refused");
                assert!(
                    seen.unknown.iter().all(|unknown| unknown.what == "features.fallback_scsv"),
                    "{:?}",
                    seen.unknown
                );
            }
        }
    }
}

#[test]
fn a_path_that_loses_connections_leads_to_the_truth_or_to_unknown() {
    let server = eleven();
    for (share, lost) in [(10, Reply::Reset), (20, Reply::NotConnected), (20, Reply::Closed), (30, Reply::Silence)] {
        for seed in 0..20 {
            let run = scan_with(Effort::default(), None, |number, inquiry| {
                if fate(number + seed * 1000) % 100 < share { lost.clone() } else { server.answer(inquiry) }
            });
            let seen = &run.observation;
            for version in Version::ALL {
                let mine = server.suites.get(&version).cloned().unwrap_or_default();
                let found = found(seen, version);
                assert!(found.iter().all(|suite| mine.contains(suite)), "invented");
                let unsure = seen.unknown.iter().any(|unknown| unknown.version == Some(version));
                assert!(found.len() == mine.len() || unsure, "{lost:?}: missed silently with {version:?}");
                let wrong = if mine.is_empty() { Accepted::Accepted } else { Accepted::Refused };
                assert_ne!(seen.versions[&version], wrong, "{lost:?} {version:?}");
            }
        }
    }
}

#[test]
fn a_dead_host_is_unknown_in_everything_and_soon() {
    for (reply, why) in [
        (Reply::NotConnected, "refused_connections"),
        (Reply::Silence, "no_answer"),
        (Reply::Nonsense("no TLS"), "malformed"),
        (Reply::NoStartTls, "not_spoken"),
    ] {
        let run = scan_with(Effort::default(), None, |_, _| reply.clone());
        let seen = run.observation;
        assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{reply:?}");
        assert!(seen.unknown.iter().all(|unknown| unknown.why == why), "{reply:?}: {:?}", seen.unknown);
        assert!(run.connections <= 120, "{}", run.connections);
    }
}

#[test]
fn long_lists_that_a_server_cannot_stand_are_told_apart_from_refusals() {
    let server = Server { longest_list: 100, ..eleven() };
    let run = scan_with(Effort::default(), None, |_, inquiry| server.answer(inquiry));
    assert_complete(&server, &run.observation);
    assert_eq!(run.observation.intolerances, [Intolerance::ManySuites]);
}

#[test]
fn reserved_values_that_a_server_cannot_stand_are_told_apart_from_refusals() {
    for (extra, intolerance) in
        [(Extra::Grease, Intolerance::Grease), (Extra::UnknownVersion, Intolerance::UnknownVersion)]
    {
        let server = Server { hates: [extra].into(), ..eleven() };
        let run = scan_with(Effort::default(), None, |_, inquiry| server.answer(inquiry));
        assert_complete(&server, &run.observation);
        assert_eq!(run.observation.intolerances, [intolerance]);
    }
}

#[test]
fn a_scan_that_is_ended_says_what_it_learnt_and_what_is_open() {
    let server = Server { refusal: Refusal::Alerts, ..eleven() };
    let mut scan = tls::Scan::new(crate::run::subject(), Effort::default(), None);
    for _ in 0..8 {
        let (ticket, inquiry) = scan.next_inquiry().unwrap();
        scan.answered(ticket, &server.answer(&inquiry));
    }
    let seen = scan.observation(8);
    assert_eq!(seen.versions[&Version::Tls13], Accepted::Accepted);
    assert!(seen.unknown.iter().any(|unknown| unknown.what == "suites" && unknown.why == "time"));
}

#[test]
fn handshakes_that_are_lost_on_the_way_are_asked_for_again() {
    let server = eleven();
    let mut lost = 0;
    let run = scan_with(Effort::default(), None, |_, inquiry| {
        if inquiry.depth == Depth::Renegotiation && lost < 4 {
            lost += 1;
            return Reply::NotConnected;
        }
        server.answer(inquiry)
    });
    assert_eq!(lost, 4);
    assert_eq!(run.observation.features.client_renegotiation, Seen::No);
    assert_complete(&server, &run.observation);
}

#[test]
fn a_fallback_that_is_never_answered_is_unknown_for_want_of_an_answer() {
    let server = eleven();
    let run = scan_with(Effort::default(), None, |_, inquiry| {
        let is_fallback = inquiry.hello.extras.contains(&Extra::FallbackScsv);
        if is_fallback { Reply::Silence } else { server.answer(inquiry) }
    });
    let unknown: Vec<_> = run.observation.unknown.iter().map(|one| (&*one.what, &*one.why)).collect();
    assert_eq!(unknown, [("features.fallback_scsv", "no_answer")]);
}
