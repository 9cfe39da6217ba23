//! Servers that limit connections: the probe slows down, and says what it does not know.

use crate::certificates::Pair;
use crate::scan::scan;
use crate::server::Server;
use probe::run::Bounds;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// Passes so many connections a second on to a server, and resets the others.
fn limited(server: SocketAddr, a_second: usize) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut recent: Vec<Instant> = Vec::new();
        for incoming in listener.incoming() {
            let Ok(incoming) = incoming else { return };
            recent.retain(|then| then.elapsed() < Duration::from_secs(1));
            if recent.len() >= a_second {
                continue;
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
        let _ = to.shutdown(std::net::Shutdown::Write);
    };
    let (one, other) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    thread::spawn(move || pipe(one, other));
    pipe(server, client);
}

#[test]
fn a_server_that_takes_few_connections_a_second_is_known_or_said_to_be_unknown() {
    let server = Server::nginx(vec![Pair::rsa(2048)], "ssl_protocols TLSv1.3;");
    let truth = scan(server.address, Bounds::default(), None);
    for a_second in [20, 5] {
        let seen = scan(limited(server.address, a_second), Bounds::default(), None);
        for (version, verdict) in &seen.versions {
            let unsure = seen.unknown.iter().any(|unknown| unknown.version == Some(*version));
            assert!(
                *verdict == truth.versions[version] || unsure,
                "{a_second} a second, {version:?}: {:?}",
                seen.unknown
            );
        }
        assert!(seen.suites == truth.suites || !seen.unknown.is_empty());
        assert!(seen.groups == truth.groups || seen.unknown.iter().any(|unknown| unknown.what == "groups"));
    }
}
