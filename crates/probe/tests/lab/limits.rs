//! Servers that take few connections: the probe slows down and finds everything all the same, or says what it does not know.

use crate::certificates::Pair;
use crate::scan::{scan, scans_within};
use crate::server::Server;
use probe::run::Bounds;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tls::Observation;
use tokio::net::TcpSocket;

/// What becomes of a connection too many.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Excess {
    Reset,
    Close,
    /// It is accepted, and nothing is said.
    Hold,
    /// It waits to be accepted; when four wait, the system drops what comes.
    Queue,
}

/// Passes so many connections a second on to a server.
fn limited(server: SocketAddr, a_second: usize, excess: Excess) -> SocketAddr {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let listener = runtime.block_on(async {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        socket.listen(if excess == Excess::Queue { 4 } else { 512 }).unwrap().into_std().unwrap()
    });
    listener.set_nonblocking(false).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut recent: Vec<Instant> = Vec::new();
        let held: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
        for incoming in listener.incoming().map_while(Result::ok) {
            recent.retain(|then| then.elapsed() < Duration::from_secs(1));
            if recent.len() >= a_second {
                match excess {
                    Excess::Reset => {
                        // Something unread makes it a reset.
                        thread::spawn(move || incoming.peek(&mut [0]).is_ok());
                        continue;
                    }
                    Excess::Close => {
                        let _ = incoming.shutdown(Shutdown::Write);
                        thread::spawn(move || std::io::copy(&mut &incoming, &mut std::io::sink()));
                        continue;
                    }
                    Excess::Hold => {
                        held.lock().unwrap().push(incoming);
                        continue;
                    }
                    Excess::Queue => thread::sleep(Duration::from_secs(1).saturating_sub(recent[0].elapsed())),
                }
            }
            recent.push(Instant::now());
            thread::spawn(move || pass_on(incoming, TcpStream::connect(server).unwrap()));
        }
    });
    address
}

fn pass_on(client: TcpStream, server: TcpStream) {
    let pipe = |mut from: TcpStream, mut to: TcpStream| {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    };
    let (one, other) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    thread::spawn(move || pipe(one, other));
    pipe(server, client);
}

/// Eleven suites, two certificates, two groups.
fn eleven() -> Server {
    Server::nginx(
        vec![Pair::rsa(2048), Pair::ecdsa()],
        "ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ecdh_curve X25519:P-256;
         ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20:kRSA+AESGCM;",
    )
}

/// As [`scan`] finds it where nothing is limited.
struct Known {
    server: Server,
    truth: Observation,
}

impl Known {
    fn new() -> Self {
        let server = eleven();
        let truth = scan(server.address, Bounds::default(), None);
        assert_eq!((truth.suites.values().flatten().count(), truth.groups.len(), truth.certificates.len()), (11, 2, 2));
        assert_eq!(truth.unknown, []);
        Self { server, truth }
    }

    /// Everything is found.
    fn assert_found(&self, seen: &Observation, what: &str) {
        assert_eq!(seen.unknown, [], "{what}");
        assert_eq!(seen.versions, self.truth.versions, "{what}");
        assert_eq!(seen.suites, self.truth.suites, "{what}");
        assert_eq!(seen.order, self.truth.order, "{what}");
        assert_eq!(seen.groups, self.truth.groups, "{what}");
        assert_eq!(seen.signatures, self.truth.signatures, "{what}");
        assert_eq!(seen.certificates.len(), self.truth.certificates.len(), "{what}");
    }

    /// What is said is right, and what is missing is said to be unknown; most is found.
    fn assert_right(&self, seen: &Observation, what: &str) {
        assert_right(&self.truth, seen, what);
        let suites = seen.suites.values().flatten().count();
        assert!(suites > 6, "{what}: {suites} of 11, {:?}", seen.unknown);
    }
}

/// What is said is right, and what is missing is said to be unknown.
fn assert_right(truth: &Observation, seen: &Observation, what: &str) {
    let unsure =
        |name: &str, version| seen.unknown.iter().any(|unknown| unknown.what == name && unknown.version == version);
    for (version, verdict) in &seen.versions {
        let known = *verdict == truth.versions[version];
        assert!(known || unsure("versions", Some(*version)), "{what}, {version:?}: {:?}", seen.unknown);
        let (found, mine) = (seen.suites.get(version), truth.suites.get(version));
        assert!(found == mine || unsure("suites", Some(*version)) || !known, "{what}, {version:?}");
    }
    let names = |seen: &Observation| seen.groups.iter().map(|group| group.name.clone()).collect::<Vec<_>>();
    let groups = seen.unknown.iter().any(|unknown| unknown.what == "groups");
    assert!(names(seen) == names(truth) || groups, "{what}: {:?}, {:?}", seen.groups, seen.unknown);
    let schemes = |seen: &Observation| seen.signatures.iter().map(|scheme| scheme.name.clone()).collect::<Vec<_>>();
    let signatures = seen.unknown.iter().any(|unknown| unknown.what == "signatures");
    assert!(schemes(seen) == schemes(truth) || signatures, "{what}: {:?}, {:?}", seen.signatures, seen.unknown);
}

const EXCESSES: [Excess; 4] = [Excess::Reset, Excess::Close, Excess::Hold, Excess::Queue];

#[test]
fn everything_is_found_of_a_server_that_takes_twenty_connections_a_second() {
    let known = Known::new();
    thread::scope(|scope| {
        for excess in EXCESSES {
            let known = &known;
            scope.spawn(move || {
                let seen = scan(limited(known.server.address, 20, excess), Bounds::default(), None);
                known.assert_found(&seen, &format!("{excess:?}"));
            });
        }
    });
}

#[test]
fn what_is_found_of_a_server_that_takes_five_connections_a_second_is_right_and_the_rest_unknown() {
    let known = Known::new();
    thread::scope(|scope| {
        // In a hurry it runs into the limit at once, and all the more of it.
        for (bounds, how) in [(Bounds::default(), "with care"), (Bounds::fast(), "in a hurry")] {
            for excess in EXCESSES {
                let known = &known;
                scope.spawn(move || {
                    let seen = scan(limited(known.server.address, 5, excess), bounds, None);
                    known.assert_right(&seen, &format!("{excess:?}, {how}"));
                });
            }
        }
    });
}

#[test]
fn everything_is_found_of_a_server_behind_nginx_that_allows_two_connections_at_a_time() {
    let known = Known::new();
    let limited = Server::stream(known.server.address, "limit_conn one 2;");
    let seen = scan(limited.address, Bounds::default(), None);
    known.assert_found(&seen, "two at a time");
    assert!(seen.connections > known.truth.connections, "some were closed, and asked again");
}

#[test]
fn no_more_connections_are_opened_in_a_minute_than_all_scans_together_may() {
    let known = Known::new();
    let bounds = Bounds { time: Duration::from_secs(2), ..Bounds::default() };
    let seen = scans_within(15, 2, known.server.address, bounds);
    assert_eq!(seen.iter().map(|seen| seen.connections).collect::<Vec<_>>(), [15, 0]);
    // What the first could learn it says, and the rest is unknown.
    assert!(seen[0].suites.values().flatten().count() > 1, "{:?}", seen[0].suites);
    assert!(seen.iter().all(|seen| !seen.unknown.is_empty()));
}

/// A server that takes connections and says nothing.
#[test]
fn while_the_first_answers_are_out_connections_are_opened_ahead() {
    for (bounds, ahead) in [(Bounds::default(), 4), (Bounds::fast(), 12)] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let seen = scan(listener.local_addr().unwrap(), Bounds { time: Duration::from_millis(500), ..bounds }, None);
        listener.set_nonblocking(true).unwrap();
        let taken = std::iter::from_fn(|| listener.accept().ok()).count();
        // A question with each version.
        assert_eq!((taken, seen.connections as usize), (6 + ahead, 6 + ahead));
    }
}

/// Here closing says two things: that a question is refused, and that there were too many.
#[test]
fn what_is_found_of_a_server_that_closes_in_place_of_alerts_behind_a_limit_is_right_or_unknown() {
    let suites = "NONE:+VERS-TLS1.2:+AES-128-GCM:+AES-256-GCM:+AEAD:+ECDHE-RSA:+COMP-NULL:+GROUP-X25519:+GROUP-SECP256R1:\
                  +SIGN-RSA-SHA256:+SIGN-RSA-SHA384";
    let server = Server::slapd_with_tls(Pair::rsa(2048), suites);
    let truth = scan(server.address, Bounds::default(), None);
    assert_eq!((truth.suites.values().flatten().count(), truth.groups.len(), truth.signatures.len()), (2, 2, 2));
    thread::scope(|scope| {
        for (a_second, excess) in [(20, Excess::Close), (20, Excess::Reset), (5, Excess::Close), (5, Excess::Reset)] {
            let (truth, server) = (&truth, &server);
            scope.spawn(move || {
                let seen = scan(limited(server.address, a_second, excess), Bounds::default(), None);
                assert_right(truth, &seen, &format!("{excess:?}, {a_second}"));
            });
        }
    });
}
