//! What a client says first, in full: every field and extension that a scan varies. Writing it as bytes is `hello::write`'s work.

mod shares;
mod ssl2;
mod write;

use crate::Version;
use std::collections::BTreeSet;

#[cfg(test)]
pub(crate) use shares::public_value;
pub(crate) use write::{Ingredients, in_record};

/// A `ClientHello` of SSL 3.0 to TLS 1.3; of SSL 2.0 where [`ClientHello::version`] says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// The highest version that is offered. TLS 1.3 is offered by `supported_versions` alone, with the older ones in `also`.
    pub version: Version,
    /// Older versions that `supported_versions` names besides (only where `version` is TLS 1.3).
    pub also: Vec<Version>,
    /// Cipher suites by their codes, in order of preference. SSL 2.0: the three-byte cipher kinds.
    pub suites: Vec<u32>,
    /// `supported_groups`; empty: the extension is left out.
    pub groups: Vec<u16>,
    /// Groups for which a key share is sent (TLS 1.3). None of them: a server that goes on at all answers with a `HelloRetryRequest`,
    /// which names suite and group in 99 bytes or so, and needs no share of a group whose shares are long or cannot be made. A
    /// conversation that ends with the hello sends valid public values without a key; groups without one are left out.
    pub key_shares: Vec<u16>,
    /// `signature_algorithms`; empty: the extension is left out.
    pub signatures: Vec<u16>,
    /// `server_name`.
    pub server_name: Option<String>,
    /// `application_layer_protocol_negotiation`; empty: left out.
    pub alpn: Vec<String>,
    /// Compression methods besides null (1: DEFLATE).
    pub compression: Vec<u8>,
    /// Small extensions and signals.
    pub extras: BTreeSet<Extra>,
    /// `padding` to this many bytes of handshake message (RFC 7685); 0: none.
    pub padded_to: u16,
}

/// An extension or signal that is there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extra {
    /// `extended_master_secret` (RFC 7627).
    ExtendedMasterSecret,
    /// `encrypt_then_mac` (RFC 7366).
    EncryptThenMac,
    /// `session_ticket`, empty (RFC 5077).
    SessionTicket,
    /// `status_request` (OCSP stapling, RFC 6066).
    StatusRequest,
    /// `renegotiation_info`, empty (RFC 5746).
    RenegotiationInfo,
    /// `TLS_FALLBACK_SCSV` among the suites (RFC 7507).
    FallbackScsv,
    /// Reserved values in suites, groups, versions and extensions (RFC 8701).
    Grease,
    /// A version number that does not exist yet, in place of the real one (version tolerance).
    UnknownVersion,
}

impl Extra {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::ExtendedMasterSecret,
        Self::EncryptThenMac,
        Self::SessionTicket,
        Self::StatusRequest,
        Self::RenegotiationInfo,
        Self::FallbackScsv,
        Self::Grease,
        Self::UnknownVersion,
    ];
}
