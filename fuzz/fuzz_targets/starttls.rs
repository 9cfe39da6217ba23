//! Any bytes as a server before TLS: the same outcome and the same words of ours wherever they are cut, and nothing kept beyond the
//! bound.
#![no_main]

use tls::starttls::{Dialogue, MOST_BYTES, Outcome, Protocol};

fn hold(protocol: Protocol, server: &[u8], piece: usize) -> (Vec<u8>, Option<Outcome>) {
    let mut dialogue = Dialogue::new(protocol);
    let mut said = dialogue.take_output();
    for bytes in server.chunks(piece) {
        dialogue.receive(bytes);
        said.extend(dialogue.take_output());
    }
    dialogue.end();
    (said, dialogue.outcome().cloned())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for protocol in Protocol::ALL {
        let whole = hold(protocol, bytes, usize::MAX);
        assert_eq!(whole, hold(protocol, bytes, 1 + bytes.len() / 3));
        assert!(whole.0.len() < 64, "few words are ours");
        if let Some(Outcome::Begun { leftover }) = whole.1 {
            assert!(leftover.len() < MOST_BYTES && bytes.ends_with(&leftover));
        }
    }
});
