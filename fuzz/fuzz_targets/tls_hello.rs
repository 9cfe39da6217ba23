//! Any hello: it is written without a panic, its lengths add up, and what was asked for stands in it.
#![no_main]

use tls::{ClientHello, Conversation, Depth, Extra, Inquiry, Version};

/// Version, extras and compression; numbers; names; padding.
type Words = (u8, u8, Vec<u8>, [Vec<u16>; 3], Vec<u32>, Option<String>, Vec<String>, u16);

libfuzzer_sys::fuzz_target!(|words: Words| {
    let (version, extras, compression, numbers, suites, server_name, alpn, padded_to) = words;
    let version = Version::ALL[usize::from(version) % Version::ALL.len()];
    let [groups, key_shares, signatures] = numbers;
    let extras = (0..8).filter(|bit| extras >> bit & 1 == 1).map(|bit| Extra::ALL[bit]).collect();
    let hello = ClientHello {
        version,
        also: Vec::new(),
        suites,
        groups,
        key_shares,
        signatures,
        server_name,
        alpn,
        compression,
        extras,
        padded_to,
    };
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
