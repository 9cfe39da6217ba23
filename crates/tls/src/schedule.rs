//! The key schedule of TLS 1.3 (RFC 8446 §7.1). Secrets in, keys and verification data out. What came before is `derivation`'s.

use crate::protection::{Cipher, Keys};
use crate::wire::Writer;
use aws_lc_rs::digest::{self, SHA384, digest};
use aws_lc_rs::hkdf::{self, HKDF_SHA256, HKDF_SHA384, KeyType, Prk, Salt};
use aws_lc_rs::hmac::{self, HMAC_SHA256, HMAC_SHA384};

/// The secrets of TLS 1.3 once keys are agreed.
#[derive(Debug)]
pub(crate) struct Schedule {
    cipher: Cipher,
    handshake: Prk,
    client_handshake: Vec<u8>,
}

/// A secret of one side: records are protected with keys made of it.
type Traffic = Vec<u8>;

impl Schedule {
    /// From the shared secret and the hash of the messages up to the server's hello. Besides the schedule: the keys of the server's and
    /// the client's handshake records.
    pub(crate) fn new(cipher: Cipher, shared: &[u8], hash: &[u8]) -> Option<(Self, Keys, Keys)> {
        let zeros = vec![0; cipher.hash.output_len()];
        let early = Salt::new(hkdf_of(cipher), &zeros).extract(&zeros);
        let derived = derive(cipher, &early, b"derived", digest(cipher.hash, b"").as_ref())?;
        let handshake = Salt::new(hkdf_of(cipher), &derived).extract(shared);
        let client_handshake = derive(cipher, &handshake, b"c hs traffic", hash)?;
        let server = keys(cipher, &derive(cipher, &handshake, b"s hs traffic", hash)?)?;
        let client = keys(cipher, &client_handshake)?;
        Some((Self { cipher, handshake, client_handshake }, server, client))
    }

    /// The client's verification data, over the hash of all messages before its `Finished`.
    pub(crate) fn client_verification(&self, hash: &[u8]) -> Option<Vec<u8>> {
        let secret = Prk::new_less_safe(hkdf_of(self.cipher), &self.client_handshake);
        let key = derive(self.cipher, &secret, b"finished", b"")?;
        let algorithm = if self.cipher.hash == &SHA384 { HMAC_SHA384 } else { HMAC_SHA256 };
        Some(hmac::sign(&hmac::Key::new(algorithm, &key), hash).as_ref().to_vec())
    }

    /// The keys of application records, the server's and the client's, from the hash of the messages up to the server's `Finished`.
    pub(crate) fn application_keys(&self, hash: &[u8]) -> Option<(Keys, Keys)> {
        let derived = derive(self.cipher, &self.handshake, b"derived", digest(self.cipher.hash, b"").as_ref())?;
        let zeros = vec![0; self.cipher.hash.output_len()];
        let main = Salt::new(hkdf_of(self.cipher), &derived).extract(&zeros);
        let side = |label| keys(self.cipher, &derive(self.cipher, &main, label, hash)?);
        Some((side(b"s ap traffic")?, side(b"c ap traffic")?))
    }
}

fn keys(cipher: Cipher, traffic: &Traffic) -> Option<Keys> {
    let secret = Prk::new_less_safe(hkdf_of(cipher), traffic);
    let key = expand(&secret, b"key", b"", cipher.key_length()?)?;
    let iv = expand(&secret, b"iv", b"", 12)?;
    Keys::tls13(cipher, &key, &iv)
}

fn hkdf_of(cipher: Cipher) -> hkdf::Algorithm {
    if cipher.hash == &SHA384 { HKDF_SHA384 } else { HKDF_SHA256 }
}

/// `Derive-Secret` with a hash already made.
fn derive(cipher: Cipher, secret: &Prk, label: &[u8], hash: &[u8]) -> Option<Vec<u8>> {
    expand(secret, label, hash, cipher.hash.output_len())
}

/// `HKDF-Expand-Label`.
fn expand(secret: &Prk, label: &[u8], context: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut info = Writer::with_capacity(80);
    info.u16(u16::try_from(length).ok()?);
    info.vector(1, |text| {
        text.bytes(b"tls13 ").bytes(label);
    });
    info.vector(1, |hash| {
        hash.bytes(context);
    });
    let (info, mut output) = ([info.finish()], vec![0; length]);
    let [info] = &info;
    secret.expand(&[info], Length(length)).ok()?.fill(&mut output).ok()?;
    Some(output)
}

/// So many bytes.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// The hash of the messages.
pub(crate) fn transcript_hash(cipher: Cipher, messages: &[u8]) -> digest::Digest {
    digest(cipher.hash, messages)
}
