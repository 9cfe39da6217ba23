//! What is known of one endpoint after a scan: what it accepts, what it refuses, and what could not be established. One form for
//! files, for programs and for starting the next scan; a reader of it ignores the verdict that may stand beside.

use crate::Version;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of one endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// The address and port that answered: `192.0.2.1:443`.
    pub address: String,
    /// The name that was asked for (SNI).
    pub server_name: Option<String>,
    /// The protocol in which TLS was begun (`smtp`, `imap`, …), where it was not there from the start.
    pub starttls: Option<String>,
    /// When the scan began.
    pub at: Timestamp,
    /// The version of Kijun that measured.
    pub kijun: String,
    /// Connections that were opened.
    pub connections: u32,
    /// Each version.
    pub versions: BTreeMap<Version, Accepted>,
    /// The suites accepted with each version, by their codes.
    pub suites: BTreeMap<Version, Vec<SuiteSeen>>,
    /// Whose order of suites decides.
    pub order: BTreeMap<Version, Order>,
    /// Groups of key exchange.
    pub groups: Vec<GroupSeen>,
    /// Sizes of finite-field Diffie-Hellman primes in bits, as seen with each version.
    pub dh_bits: BTreeMap<Version, Vec<u32>>,
    /// Schemes that the server signs its handshakes with.
    pub signatures: Vec<SignatureSeen>,
    /// Certificates, chain by chain in the order sent.
    pub certificates: Vec<Certificate>,
    /// What was seen of each chain.
    pub chains: Vec<Chain>,
    /// Compression, renegotiation, tickets and the like.
    pub features: Features,
    /// What the server cannot stand, told apart from a refusal.
    pub intolerances: Vec<Intolerance>,
    /// What could not be established, and why. Never a pass.
    pub unknown: Vec<NotEstablished>,
}

/// Is it accepted?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accepted {
    /// The server agreed to it.
    Accepted,
    /// The server answered, and did not agree to it.
    Refused,
    /// Not established.
    #[default]
    Unknown,
}

/// A suite that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuiteSeen {
    /// `0xC02F`; SSL 2.0: `0x010080`.
    pub code: String,
    /// The name as IANA registers it.
    pub name: String,
}

/// Whose order decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The server's.
    Server,
    /// The client's.
    Client,
    /// Not established; or one suite alone, where there is no order.
    #[default]
    Unknown,
}

/// A group that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSeen {
    /// Its code: 29.
    pub id: u16,
    /// Its name: `x25519`.
    pub name: String,
    /// The versions with which it was seen.
    pub versions: Vec<Version>,
}

/// A signature scheme that the server used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureSeen {
    /// Its code: 0x0804.
    pub id: u16,
    /// Its name: `rsa_pss_rsae_sha256`. Before TLS 1.2 a name of ours, after the rules of that version: `rsa_pkcs1_md5_sha1`.
    pub name: String,
    /// The versions with which it was seen.
    pub versions: Vec<Version>,
}

/// A certificate. Nothing is verified here: these are its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Which chain it is of, from 0.
    pub chain: u16,
    /// Its place within the chain as sent, from 0 (the server's own).
    pub position: u16,
    /// SHA-256 of its DER, hexadecimal.
    pub sha256: String,
    /// Its subject.
    pub subject: String,
    /// Its issuer.
    pub issuer: String,
    /// DNS names and addresses that it is for.
    pub names: Vec<String>,
    /// First instant of validity; `None` where it cannot be read.
    pub not_before: Option<Timestamp>,
    /// Last instant of validity.
    pub not_after: Option<Timestamp>,
    /// `RSA`, `ECDSA`, `Ed25519`, `DSA`, or the OID.
    pub key: String,
    /// Size of the key in bits (modulus, field); 0 where it is not known.
    pub key_bits: u32,
    /// The curve, for ECDSA: `secp256r1`.
    pub curve: Option<String>,
    /// The algorithm that signed it: `sha256WithRSAEncryption`, or the OID.
    pub signature: String,
    /// Is it signed by itself (subject and issuer alike)? Then its signature proves nothing and is not judged.
    pub self_issued: bool,
    /// Could it be read? Where not, only `sha256` is filled.
    pub readable: bool,
}

/// What was seen of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// Does each certificate's issuer stand next?
    pub ordered: bool,
    /// Does the chain end in a certificate that its own signer issued, or in one whose issuer is left to the client's store?
    /// `false`: an issuer that is neither sent nor self-signed is needed between.
    pub reaches_root: bool,
    /// The versions with which it was sent.
    pub versions: Vec<Version>,
}

/// Yes, no, or not established.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// It is there.
    Yes,
    /// It is not.
    No,
    /// The question does not arise (no version that has it).
    NotApplicable,
    /// Not established.
    #[default]
    Unknown,
}

/// What else a server does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Features {
    /// TLS compression (CRIME).
    pub compression: Seen,
    /// RFC 5746.
    pub secure_renegotiation: Seen,
    /// A client can begin another handshake.
    pub client_renegotiation: Seen,
    /// RFC 5077, or tickets of TLS 1.3.
    pub session_tickets: Seen,
    /// Protocols that it chose by ALPN.
    pub alpn: Vec<String>,
    /// OCSP stapling.
    pub ocsp_stapling: Seen,
    /// RFC 7627.
    pub extended_master_secret: Seen,
    /// RFC 7366.
    pub encrypt_then_mac: Seen,
    /// RFC 8446 §4.1.3 (signal in the random) where TLS 1.3 is spoken.
    pub downgrade_signal: Seen,
    /// RFC 7507 (`TLS_FALLBACK_SCSV` refused with `inappropriate_fallback`).
    pub fallback_scsv: Seen,
}

/// What a server cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intolerance {
    /// A hello over 255 (or 512) bytes.
    LongHello,
    /// Values reserved by RFC 8701.
    Grease,
    /// A version number that does not exist.
    UnknownVersion,
    /// A long list of suites: it answers a short one.
    ManySuites,
}

/// Something that could not be established.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotEstablished {
    /// What: `suites`, `groups`, `versions`, `certificates`, `features.client_renegotiation`, …
    pub what: String,
    /// The version it concerns.
    pub version: Option<Version>,
    /// Why: a stable word, `refused_connections`, `time`, `no_answer`, `limit`, `not_spoken`, `malformed`.
    pub why: String,
}
