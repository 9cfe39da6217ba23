//! What one connection brought to light. A refusal, a silence and nonsense are told apart; folding replies is the scan's work.

use crate::Version;
use std::collections::BTreeSet;

/// How a conversation ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The server chose.
    Chosen(Box<Chosen>),
    /// The server sent an alert in place of a choice.
    Alert {
        /// 1 warning, 2 fatal.
        level: u8,
        /// 40 `handshake_failure`, 70 `protocol_version`, …
        description: u8,
    },
    /// The connection was closed without a word.
    Closed,
    /// The connection was reset.
    Reset,
    /// Nothing (more) came in time, or the answer broke off in its middle.
    Silence,
    /// What came is no TLS, or breaks its rules; says where.
    Nonsense(&'static str),
    /// STARTTLS was not offered, or its dialogue ended otherwise than in TLS.
    NoStartTls,
    /// The connection could not be made (refused, unreachable, timed out): says nothing of the server's settings.
    NotConnected,
}

/// What a server chose and showed, as far as the conversation went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// The version, by its number on the wire (a server may answer with one that does not exist).
    pub version: u16,
    /// The suite. SSL 2.0: the first of those that the server lists.
    pub suite: u32,
    /// SSL 2.0 alone: every cipher kind that the server lists.
    pub listed: Vec<u32>,
    /// The group of the key exchange, where one was named; after [`Sign::Retry`] the one that the server asks for.
    pub group: Option<u16>,
    /// The size in bits of a finite-field Diffie-Hellman prime.
    pub dh_bits: Option<u32>,
    /// The scheme that the server signed with.
    pub signature: Option<u16>,
    /// The compression method.
    pub compression: u8,
    /// The types of the extensions in its hello (and, in TLS 1.3, in `EncryptedExtensions`).
    pub extensions: Vec<u16>,
    /// The protocol that it chose by ALPN.
    pub alpn: Option<String>,
    /// What else it showed.
    pub signs: BTreeSet<Sign>,
    /// Its certificates as DER, in the order sent; empty where the conversation ended before. Servers send the same ones again and again:
    /// whoever wants to know what stands in them reads each once ([`crate::certificate::read_certificate`]).
    pub certificates: Vec<Vec<u8>>,
    /// Certificates that it sent besides and that were not read, because there were too many.
    pub unread_certificates: u16,
    /// Did a second hello on the same connection begin another handshake? `None`: not asked, or not told.
    pub renegotiated: Option<bool>,
    /// Why the conversation ended before the depth that was asked for; `None`: all of it was seen.
    pub stopped: Option<Stopped>,
}

/// Something that a server showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// It sent a `HelloRetryRequest`.
    Retry,
    /// Its random carried the downgrade signal (RFC 8446 §4.1.3).
    DowngradeSignal,
    /// It stapled an OCSP response.
    Stapled,
    /// It sent a session ticket.
    Ticket,
    /// It asked for a certificate of the client.
    CertificateRequested,
}

/// Why a conversation ended early, after the server's hello.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stopped {
    /// The server sent an alert.
    Alert {
        /// 1 warning, 2 fatal.
        level: u8,
        /// As in [`Reply::Alert`].
        description: u8,
    },
    /// The connection was closed.
    Closed,
    /// The connection was reset.
    Reset,
    /// Nothing more came in time.
    Silence,
    /// What came breaks the rules of TLS; says where.
    Nonsense(&'static str),
    /// The server chose what Kijun does not speak itself (`not_spoken`).
    NotSpoken,
    /// The server sent more than is read (`limit`).
    Limit,
}

impl Chosen {
    /// The version, where it exists.
    pub fn known_version(&self) -> Option<Version> {
        Version::from_code(self.version)
    }

    /// Did the server show this?
    pub fn shows(&self, sign: Sign) -> bool {
        self.signs.contains(&sign)
    }
}
