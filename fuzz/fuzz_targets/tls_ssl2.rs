//! Any bytes as the answer of a server of SSL 2.0: never a panic, the same reply in whatever pieces they come, and no more kinds than
//! there was room for.
#![no_main]

#[path = "../src/conversing.rs"]
mod conversing;

use conversing::{converse, hello};
use tls::{Depth, Reply, Version};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let whole = converse(hello(Version::Ssl2), Depth::Hello, bytes, usize::MAX);
    assert_eq!(whole, converse(hello(Version::Ssl2), Depth::Hello, bytes, 1));
    if let Reply::Chosen(chosen) = whole {
        assert!(3 * chosen.listed.len() <= bytes.len());
        assert!(chosen.certificates.len() <= 1);
        assert_eq!(chosen.listed.first().copied().unwrap_or_default(), chosen.suite);
    }
});
