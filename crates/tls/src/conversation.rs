//! One connection: what it is to find out, the bytes to send, and what came of it. Bytes in, bytes out; the caller owns the socket
//! and the time.

use crate::{ClientHello, Reply};

/// What one connection is to find out.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// The hello.
    pub hello: ClientHello,
    /// How far to go.
    pub depth: Depth,
}

/// How far a conversation goes before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// To the server's hello: version, suite, and in TLS 1.3 the group.
    Hello,
    /// To the end of the server's first flight that needs no keys: certificates, key exchange (group, DH size, signature).
    /// TLS 1.3: keys are agreed and the flight is read up to `CertificateVerify`.
    Flight,
    /// To a finished handshake: session tickets.
    Finished,
    /// A finished handshake and a second hello within it (client-initiated renegotiation; not in TLS 1.3).
    Renegotiation,
}

/// Randomness that a conversation needs, given by the caller: the hello's random and session id, and the seed of key shares.
pub type Entropy = [u8; 64];

/// A conversation under way.
#[derive(Debug)]
pub struct Conversation {
    reply: Option<Reply>,
}

impl Conversation {
    /// Begins. The bytes to send are in [`Conversation::take_output`].
    pub fn new(_inquiry: &Inquiry, _entropy: &Entropy) -> Self {
        Self { reply: None }
    }

    /// The bytes to send now; empty where it is the server's turn.
    pub fn take_output(&mut self) -> Vec<u8> {
        Vec::new()
    }

    /// Takes what the server sent. Never keeps more than 256 KiB.
    pub fn receive(&mut self, _bytes: &[u8]) {}

    /// The connection ended so ([`Reply::Closed`], [`Reply::Reset`], [`Reply::Silence`], [`Reply::NotConnected`]). What was learnt
    /// before counts: where the server had chosen already, the reply stays [`Reply::Chosen`].
    pub fn end(&mut self, _how: Reply) {}

    /// What came of it, once it is over.
    pub fn reply(&self) -> Option<&Reply> {
        self.reply.as_ref()
    }
}
