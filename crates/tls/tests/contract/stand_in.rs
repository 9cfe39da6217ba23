//! Bytes that a server sends, put together by hand: for what OpenSSL does not say any more, and for breaking.

use tls::{Conversation, Depth, Inquiry, Reply, Version};

/// A record of TLS 1.2.
pub(crate) fn record(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a body that fits").to_be_bytes();
    [&[kind, 3, 3, length[0], length[1]], body].concat()
}

/// A handshake message.
pub(crate) fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let [_, high, middle, low] = u32::try_from(body.len()).expect("a short body").to_be_bytes();
    [&[kind, high, middle, low], body].concat()
}

/// A `ServerHello` of this version with this suite and no extensions.
pub(crate) fn server_hello(version: u16, suite: u16) -> Vec<u8> {
    let body = [&version.to_be_bytes()[..], &[7; 32], &[0], &suite.to_be_bytes(), &[0]].concat();
    message(2, &body)
}

/// A `Certificate` with these certificates.
pub(crate) fn certificates(chain: &[&[u8]]) -> Vec<u8> {
    let three = |length: usize| u32::try_from(length).expect("a short chain").to_be_bytes()[1..].to_vec();
    let list: Vec<u8> = chain.iter().flat_map(|der| [three(der.len()), der.to_vec()].concat()).collect();
    message(11, &[three(list.len()), list].concat())
}

/// A `ServerKeyExchange` for DHE with a prime of 1024 bits and a signature by `rsa_pkcs1_sha256`.
pub(crate) fn dhe_1024() -> Vec<u8> {
    let prime = [&[0, 128, 0xFF][..], &[0xFF; 127]].concat();
    message(12, &[&prime[..], &[0, 1, 2], &[0, 1, 9], &[4, 1, 0, 4, 1, 2, 3, 4]].concat())
}

/// What comes of these pieces, and of the connection's end after them.
pub(crate) fn converse(version: Version, depth: Depth, pieces: &[&[u8]], end: Reply) -> Reply {
    let hello = crate::server::hello(version, &[0x0033, 0xC02F, 0x1301]);
    let mut conversation = Conversation::new(&Inquiry { hello, depth }, &[0x5A; 64]);
    for piece in pieces {
        conversation.receive(piece);
    }
    conversation.end(end);
    conversation.reply().expect("a conversation that has ended has a reply").clone()
}
