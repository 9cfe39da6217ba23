//! Conversations with a server whose bytes are given; shared by the targets of TLS.

use tls::{ClientHello, Conversation, Depth, Extra, Inquiry, Reply, Version};

/// Of every kind of key exchange and protection that is spoken one.
const SUITES: [u32; 10] = [0xC02F, 0x0033, 0x1301, 0x002F, 0x000A, 0xC013, 0xC028, 0xC09E, 0xC0A0, 0x1304];

/// A hello of this version, the same each time: what a server once said to it leads as far again (the seeds `finish_…` were said by OpenSSL).
pub fn hello(version: Version) -> ClientHello {
    ClientHello {
        version,
        also: Vec::new(),
        suites: SUITES.to_vec(),
        groups: vec![0x001D, 0x0017],
        key_shares: vec![0x001D],
        signatures: vec![0x0403, 0x0804],
        server_name: Some("fuzz.example".to_owned()),
        alpn: Vec::new(),
        compression: Vec::new(),
        extras: [Extra::RenegotiationInfo, Extra::ExtendedMasterSecret, Extra::EncryptThenMac].into(),
        padded_to: 0,
    }
}

/// What comes of these bytes in pieces of this length.
pub fn converse(hello: ClientHello, depth: Depth, bytes: &[u8], piece: usize) -> Reply {
    let mut conversation = Conversation::new(&Inquiry { hello, depth }, &[0x5A; 64]);
    for part in bytes.chunks(piece) {
        conversation.receive(part);
        conversation.take_output();
    }
    conversation.end(Reply::Closed);
    conversation.reply().expect("a conversation that has ended has a reply").clone()
}
