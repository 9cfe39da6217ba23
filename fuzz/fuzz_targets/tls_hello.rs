//! Any hello: it is written without a panic, its lengths add up, and what was asked for stands in it.
#![no_main]

#[path = "../src/conversing.rs"]
mod conversing;

use conversing::hello;
use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use tls::{Conversation, Depth, Extra, Inquiry, Version};

#[derive(Arbitrary, Debug)]
struct Words {
    version: u8,
    suites: Vec<u32>,
    groups: Vec<u16>,
    key_shares: Vec<u16>,
    signatures: Vec<u16>,
    server_name: Option<String>,
    alpn: Vec<String>,
    compression: Vec<u8>,
    extras: u8,
    padded_to: u16,
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(words) = Words::arbitrary(&mut Unstructured::new(bytes)) else { return };
    let mut hello = hello(Version::ALL[usize::from(words.version) % Version::ALL.len()]);
    hello.suites = words.suites;
    hello.groups = words.groups;
    hello.key_shares = words.key_shares;
    hello.signatures = words.signatures;
    hello.server_name = words.server_name;
    hello.alpn = words.alpn;
    hello.compression = words.compression;
    hello.padded_to = words.padded_to;
    hello.extras = (0..8).filter(|bit| words.extras >> bit & 1 == 1).map(|bit| Extra::ALL[bit]).collect();
    let version = hello.version;
    let written = Conversation::new(&Inquiry { hello, depth: Depth::Hello }, &[9; 64]).take_output();
    if version == Version::Ssl2 {
        assert_eq!(usize::from(u16::from_be_bytes([written[0] & 0x7F, written[1]])) + 2, written.len());
        return;
    }
    // Records of at most 2^14 bytes, one after the other; together the one message that they announce.
    let (mut rest, mut message) = (&written[..], Vec::new());
    while let [22, 3, _, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        assert!(length <= 1 << 14);
        message.extend_from_slice(&after[..length]);
        rest = &after[length..];
    }
    assert!(rest.is_empty());
    let announced = u32::from_be_bytes([0, message[1], message[2], message[3]]);
    assert_eq!(usize::try_from(announced).unwrap() + 4, message.len());
});
