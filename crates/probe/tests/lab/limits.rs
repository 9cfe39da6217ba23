//! Servers that limit connections, and servers that are none: the probe slows down, says what it does not know, and ends in time.

use crate::certificates::Pair;
use crate::scan::scan;
use crate::server::Server;
use probe::run::Bounds;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};
use tls::observation::Accepted;

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

/// Serves every connection with this.
fn stub(serve: impl Fn(TcpStream) + Send + Clone + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let serve = serve.clone();
            thread::spawn(move || serve(stream));
        }
    });
    address
}

fn assert_ends_unknown(address: SocketAddr) {
    let bounds = Bounds { time: Duration::from_secs(4), patience: Duration::from_millis(300), ..Bounds::default() };
    let begun = Instant::now();
    let seen = scan(address, bounds, None);
    assert!(begun.elapsed() < Duration::from_secs(6));
    assert!(seen.versions.values().all(|version| *version == Accepted::Unknown), "{:?}", seen.versions);
    assert!(!seen.unknown.is_empty());
}

#[test]
fn silence_ends_in_time_and_is_unknown() {
    assert_ends_unknown(stub(|stream| {
        thread::sleep(Duration::from_secs(8));
        drop(stream);
    }));
}

#[test]
fn plain_http_is_unknown() {
    assert_ends_unknown(stub(|mut stream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    }));
}

#[test]
fn a_byte_a_second_ends_in_time_and_is_unknown() {
    assert_ends_unknown(stub(|mut stream| {
        for byte in [0x16, 3, 3, 0, 0x50, 2, 0, 0, 0x4C] {
            let _ = stream.write_all(&[byte]);
            thread::sleep(Duration::from_secs(1));
        }
    }));
}

#[test]
fn a_record_without_end_is_unknown_and_costs_no_memory() {
    assert_ends_unknown(stub(|mut stream| {
        let _ = stream.read(&mut [0; 4096]);
        // A handshake message of sixteen megabytes, in records of full length.
        let mut record = vec![0x16, 3, 3, 0x40, 0, 2, 0xFF, 0xFF, 0xFF];
        record.resize(5 + 0x4000, 0);
        while stream.write_all(&record).is_ok() {}
    }));
}

#[test]
fn a_reset_after_every_number_of_bytes_is_unknown() {
    for bytes in [0, 1, 5, 6] {
        assert_ends_unknown(stub(move |mut stream| {
            // Unread bytes at the time of closing make it a reset.
            let _ = stream.write_all(&[0x16, 3, 3, 0, 0x50, 2][..bytes]);
        }));
    }
}
