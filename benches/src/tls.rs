//! Figures of TLS without sockets: hellos written, replies read. A probe holds some hundred of the shallow conversations with a host.

use crate::harness::measure;
use crate::report::{Figure, Goal, Group};
use ::tls::certificate::read_certificate;
use ::tls::suites::Suite;
use ::tls::{ClientHello, Conversation, Depth, Extra, Inquiry, Version, groups};
use standard::Standard;
use std::hint::black_box;

/// Conversations in one run.
const MANY: u32 = 1_000;

/// A certificate for ECDSA with P-256, self-signed.
const CERTIFICATE: &[u8] = include_bytes!("../../fuzz/seeds/tls_certificate/ecdsa.der");

pub(crate) fn run(_: &Standard) -> Group {
    let choice = record(&server_hello());
    let refusal = [21, 3, 3, 0, 2, 2, 40];
    let whole = [&choice[..], &record(&certificates()), &record(&[14, 0, 0, 0])].concat();
    let figure = |name: &str, version, depth, answer: &[u8], goal| {
        let inquiry = Inquiry { hello: hello(version), depth };
        let times = measure(|| {
            for _ in 0..MANY {
                let mut conversation = Conversation::new(black_box(&inquiry), &[0x5A; 64]);
                black_box(conversation.take_output());
                conversation.receive(black_box(answer));
                black_box(conversation.reply());
            }
        });
        let each = times.map(|time| time.as_secs_f64() * 1e6 / f64::from(MANY));
        Figure::new(name, "µs", each).goal(Goal::AtMost(goal))
    };
    let certificate = measure(|| {
        for _ in 0..MANY {
            black_box(read_certificate(black_box(CERTIFICATE), 0));
        }
    });
    let certificate = certificate.map(|time| time.as_secs_f64() * 1e6 / f64::from(MANY));
    let figures = vec![
        figure("hello of every suite written, the choice read: TLS 1.2", Version::Tls12, Depth::Hello, &choice, 10.0),
        figure("hello of every suite written, the refusal read: TLS 1.2", Version::Tls12, Depth::Hello, &refusal, 10.0),
        figure("hello with shares written, the refusal read: TLS 1.3", Version::Tls13, Depth::Hello, &refusal, 10.0),
        figure("to the end of the flight, one certificate: TLS 1.2", Version::Tls12, Depth::Flight, &whole, 100.0),
        Figure::new("certificate read", "µs", certificate).goal(Goal::AtMost(50.0)),
    ];
    Group { heading: "TLS without sockets, one core", figures }
}

/// A hello of every suite and group of this version.
fn hello(version: Version) -> ClientHello {
    ClientHello {
        version,
        also: Vec::new(),
        suites: Suite::all().filter(|suite| suite.fits(version)).map(|suite| suite.code.into()).collect(),
        groups: groups::Group::all().map(|group| group.code).collect(),
        key_shares: vec![0x001D, 0x0017, 0x11EC],
        signatures: ::tls::signatures::SCHEMES.iter().map(|(code, _)| *code).collect(),
        server_name: Some("bench.example".to_owned()),
        alpn: vec!["h2".to_owned(), "http/1.1".to_owned()],
        compression: Vec::new(),
        extras: [Extra::RenegotiationInfo, Extra::ExtendedMasterSecret, Extra::SessionTicket].into(),
        padded_to: 0,
    }
}

/// TLS 1.2 with `TLS_RSA_WITH_AES_128_GCM_SHA256`, which needs no key exchange of the server's.
fn server_hello() -> Vec<u8> {
    [&[2, 0, 0, 38, 3, 3][..], &[7; 32], &[0, 0x00, 0x9C, 0]].concat()
}

fn certificates() -> Vec<u8> {
    let sized = |body: &[u8]| [&three(body.len())[..], body].concat();
    [&[11][..], &sized(&sized(&sized(CERTIFICATE)))].concat()
}

fn record(message: &[u8]) -> Vec<u8> {
    let [_, high, low] = three(message.len());
    [&[22, 3, 3, high, low], message].concat()
}

/// A length in three bytes.
fn three(length: usize) -> [u8; 3] {
    let [.., high, middle, low] = length.to_be_bytes();
    [high, middle, low]
}
