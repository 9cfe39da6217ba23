//! Connections that end, by RST and by FIN, at every stage of the server's flight.

use super::{assert_honest, assert_known, at_once, bounds, found, scan_in_time, short, why};
use crate::peer::{Caller, Peer};
use crate::script::{Answer, Script};
use tls::Version;
use tls::observation::Accepted;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    Reset,
    Close,
}

/// Where in its flight the server ends: whole records, and a part of the next (in hundredths).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    records: usize,
    part: usize,
    name: &'static str,
}

const AFTER_HELLO: Place = Place { records: 0, part: 0, name: "after ClientHello" };
const IN_SERVER_HELLO: Place = Place { records: 0, part: 40, name: "in ServerHello" };
const AFTER_SERVER_HELLO: Place = Place { records: 1, part: 0, name: "after ServerHello" };
const PLACES: [Place; 8] = [
    AFTER_HELLO,
    Place { records: 0, part: 4, name: "in the header of a record" },
    IN_SERVER_HELLO,
    AFTER_SERVER_HELLO,
    Place { records: 1, part: 50, name: "in Certificate" },
    Place { records: 2, part: 0, name: "after Certificate" },
    Place { records: 2, part: 50, name: "in ServerKeyExchange or ServerHelloDone" },
    Place { records: 9, part: 0, name: "after ServerHelloDone" },
];

fn end(caller: Caller, ending: Ending) {
    match ending {
        Ending::Reset => caller.reset(),
        Ending::Close => caller.close(),
    }
}

/// Serves; where it chooses a version of which `broken` is true, it ends at this place.
fn serve(script: &Script, mut caller: Caller, place: Place, ending: Ending, broken: impl Fn(Version) -> bool) {
    let Some(hello) = caller.first_record() else { return };
    match script.answer(&hello) {
        Answer::Flight(version, flight) if broken(version) => {
            let mut bytes = flight.iter().take(place.records).flatten().copied().collect::<Vec<_>>();
            let next = flight.get(place.records).map(Vec::as_slice).unwrap_or_default();
            bytes.extend(&next[..next.len() * place.part / 100]);
            caller.send(&bytes);
            end(caller, ending);
        }
        Answer::Flight(..) | Answer::Refusal => script.serve(caller),
    }
}

#[test]
fn a_server_that_ends_every_flight_at_some_stage_is_never_taken_for_one_that_refuses() {
    for ending in [Ending::Reset, Ending::Close] {
        at_once(PLACES, |place| {
            let what = format!("{ending:?} {}", place.name);
            let peer = Peer::start(move |caller| serve(&Script::plain(), caller, place, ending, |_| true));
            let seen = scan_in_time(&peer, if place.records == 0 { short() } else { bounds() });
            assert_honest(&seen, &Script::plain(), &what);
            if place.records == 0 {
                assert_eq!(seen.versions[&Version::Tls12], Accepted::Unknown, "{what}");
                return;
            }
            assert_known(&seen, &Script::plain(), &what);
            assert_eq!(seen.certificates.len(), usize::from(place.records > 1), "{what}");
            assert_eq!(why(&seen, "certificates").is_some(), place.records == 1, "{what}: {:?}", seen.unknown);
        });
    }
}

#[test]
fn a_server_that_ends_every_connection_at_once_is_unknown() {
    for ending in [Ending::Reset, Ending::Close] {
        // Without waiting for the hello, and after it.
        let peers = [
            Peer::start(drop),
            Peer::start(move |mut caller| {
                if caller.first_record().is_some() {
                    end(caller, ending);
                }
            }),
        ];
        at_once(peers, |peer| {
            let seen = scan_in_time(&peer, short());
            assert!(
                seen.versions.values().all(|version| *version == Accepted::Unknown),
                "{ending:?}: {:?}",
                seen.versions
            );
            assert!(peer.connections() <= 120, "{}", peer.connections());
        });
    }
}

#[test]
fn what_was_learnt_before_the_server_fell_over_is_kept() {
    for ending in [Ending::Reset, Ending::Close] {
        let falls = [(AFTER_HELLO, 6), (IN_SERVER_HELLO, 6), (AFTER_HELLO, 12), (AFTER_SERVER_HELLO, 3)];
        at_once(falls, |(place, healthy)| {
            let what = format!("{ending:?} {} from the connection {healthy} on", place.name);
            let peer = Peer::start(move |mut caller| {
                let script = Script::plain();
                if caller.number < healthy {
                    script.serve(caller);
                } else if place == AFTER_HELLO {
                    if caller.first_record().is_some() {
                        end(caller, ending);
                    }
                } else {
                    serve(&script, caller, place, ending, |_| true);
                }
            });
            let seen = scan_in_time(&peer, short());
            assert_honest(&seen, &Script::plain(), &what);
            assert_eq!(seen.versions[&Version::Tls12], Accepted::Accepted, "{what}");
            assert!(!found(&seen, Version::Tls12).is_empty(), "{what}");
            assert_eq!(seen.certificates.len(), 1, "{what}");
        });
    }
}

#[test]
fn one_version_that_breaks_off_is_unknown_beside_another_that_works() {
    for ending in [Ending::Reset, Ending::Close] {
        for closes in [false, true] {
            at_once(PLACES.into_iter().filter(|place| place.records == 0 && place.part > 0), |place| {
                let what = format!("{ending:?} {} with TLS 1.1, closes in place of alerts: {closes}", place.name);
                let script = move || Script { closes, ..Script::plain() };
                let peer = Peer::start(move |caller| {
                    serve(&script(), caller, place, ending, |version| version == Version::Tls11);
                });
                let seen = scan_in_time(&peer, bounds());
                assert_eq!(found(&seen, Version::Tls12).len(), 2, "{what}");
                assert_honest(&seen, &script(), &what);
                assert_eq!(seen.versions[&Version::Tls11], Accepted::Unknown, "{what}");
            });
        }
    }
}
