//! Any bytes as what a server sends: never a panic, the same reply in whatever pieces they come, and nothing kept beyond what came.
#![no_main]

#[path = "../src/conversing.rs"]
mod conversing;

use conversing::{converse, hello};
use tls::{Depth, Reply, Version};

const DEPTHS: [Depth; 4] = [Depth::Hello, Depth::Flight, Depth::Finished, Depth::Renegotiation];

libfuzzer_sys::fuzz_target!(|input: (u8, u8, u8, &[u8])| {
    let (version, depth, piece, bytes) = input;
    let version = Version::ALL[usize::from(version) % Version::ALL.len()];
    let depth = DEPTHS[usize::from(depth) % DEPTHS.len()];
    let whole = converse(hello(version), depth, bytes, usize::MAX);
    let parts = converse(hello(version), depth, bytes, usize::from(piece).max(1));
    assert_eq!(whole, parts);
    if let Reply::Chosen(chosen) = whole {
        assert!(chosen.certificates.len() <= 10);
        assert!(4 * chosen.extensions.len() <= bytes.len());
        assert!(3 * chosen.listed.len() <= bytes.len());
        assert!(3 * usize::from(chosen.unread_certificates) <= bytes.len());
    }
});
