//! Records under keys: the ciphers that Kijun can speak to the end of a handshake, and which suites name them. Where keys come from is not
//! known here.

mod aead;
mod block;
mod cbc;
#[cfg(test)]
mod tests;

use crate::Version;
use crate::inbox::{Content, Record};
use aws_lc_rs::aead::{AES_128_GCM, AES_256_GCM, CHACHA20_POLY1305};
use aws_lc_rs::digest::{self, SHA256, SHA384};
use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256, HMAC_SHA384};
use block::Block;

/// The cipher of a suite.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cipher {
    kind: Kind,
    /// The hash of the key derivation from TLS 1.2 on.
    pub(crate) hash: &'static digest::Algorithm,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Aead(aead::Algorithm),
    Cbc { block: Block, mac: hmac::Algorithm },
}

/// How many bytes of each kind the key derivation before TLS 1.3 gives to each side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lengths {
    pub(crate) mac: usize,
    pub(crate) key: usize,
    pub(crate) iv: usize,
}

/// What the key derivation before TLS 1.3 gave to a side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Secrets<'a> {
    pub(crate) mac: &'a [u8],
    pub(crate) key: &'a [u8],
    pub(crate) iv: &'a [u8],
}

/// What was agreed on records before TLS 1.3 besides the suite.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) version: Version,
    /// RFC 7366; for CBC alone.
    pub(crate) encrypt_then_mac: bool,
}

impl Cipher {
    /// By the part of a suite's name that says how data is protected; `None` where Kijun does not speak it.
    pub(crate) fn find(protection: &str) -> Option<Self> {
        let aead = |kind, hash| Some(Self { kind: Kind::Aead(kind), hash });
        let cbc = |block, mac, hash| Some(Self { kind: Kind::Cbc { block, mac }, hash });
        let sha1 = HMAC_SHA1_FOR_LEGACY_USE_ONLY;
        match protection {
            "AES_128_GCM_SHA256" => aead(aead::Algorithm::gcm(&AES_128_GCM), &SHA256),
            "AES_256_GCM_SHA384" => aead(aead::Algorithm::gcm(&AES_256_GCM), &SHA384),
            "CHACHA20_POLY1305_SHA256" => aead(aead::Algorithm::chacha(&CHACHA20_POLY1305), &SHA256),
            "AES_128_CCM" | "AES_128_CCM_SHA256" => aead(aead::Algorithm::Ccm { key: 16, tag: 16 }, &SHA256),
            "AES_128_CCM_8" | "AES_128_CCM_8_SHA256" => aead(aead::Algorithm::Ccm { key: 16, tag: 8 }, &SHA256),
            "AES_256_CCM" => aead(aead::Algorithm::Ccm { key: 32, tag: 16 }, &SHA256),
            "AES_256_CCM_8" => aead(aead::Algorithm::Ccm { key: 32, tag: 8 }, &SHA256),
            "AES_128_CBC_SHA" => cbc(Block::Aes128, sha1, &SHA256),
            "AES_256_CBC_SHA" => cbc(Block::Aes256, sha1, &SHA256),
            "3DES_EDE_CBC_SHA" => cbc(Block::TripleDes, sha1, &SHA256),
            "AES_128_CBC_SHA256" => cbc(Block::Aes128, HMAC_SHA256, &SHA256),
            "AES_256_CBC_SHA256" => cbc(Block::Aes256, HMAC_SHA256, &SHA256),
            "AES_256_CBC_SHA384" => cbc(Block::Aes256, HMAC_SHA384, &SHA384),
            _ => None,
        }
    }

    /// TLS 1.3: the length of the key; `None` where it has no such cipher.
    pub(crate) fn key_length(self) -> Option<usize> {
        match self.kind {
            Kind::Aead(algorithm) => Some(algorithm.key_length()),
            Kind::Cbc { .. } => None,
        }
    }

    pub(crate) fn lengths(self, version: Version) -> Lengths {
        match self.kind {
            Kind::Aead(algorithm) => Lengths { mac: 0, key: algorithm.key_length(), iv: algorithm.fixed_length() },
            Kind::Cbc { block, mac } => Lengths {
                mac: mac.digest_algorithm().output_len(),
                key: block.key_length(),
                // Since TLS 1.1 each record brings its own (RFC 4346 §6.2.3.2).
                iv: if version <= Version::Tls10 { block.length() } else { 0 },
            },
        }
    }
}

/// The keys of one direction.
#[derive(Debug)]
pub(crate) struct Keys {
    form: Form,
    sequence: u64,
}

#[derive(Debug)]
enum Form {
    Aead(Box<aead::Records>),
    Cbc(Box<cbc::Records>),
}

impl Keys {
    /// Of TLS 1.0 to 1.2.
    pub(crate) fn older(cipher: Cipher, terms: Terms, secrets: Secrets<'_>) -> Option<Self> {
        let form = match cipher.kind {
            // RFC 5246 §6.2.3.3: with TLS 1.2 alone.
            Kind::Aead(_) if terms.version < Version::Tls12 => return None,
            Kind::Aead(algorithm) => Form::Aead(Box::new(aead::Records::tls12(algorithm, secrets.key, secrets.iv)?)),
            Kind::Cbc { block, mac } => Form::Cbc(Box::new(cbc::Records::new(block, mac, terms, secrets)?)),
        };
        Some(Self { form, sequence: 0 })
    }

    pub(crate) fn tls13(cipher: Cipher, key: &[u8], iv: &[u8]) -> Option<Self> {
        match cipher.kind {
            Kind::Aead(algorithm) => {
                Some(Self { form: Form::Aead(Box::new(aead::Records::tls13(algorithm, key, iv)?)), sequence: 0 })
            }
            Kind::Cbc { .. } => None,
        }
    }

    /// A record with this content, ready to send; `None` only where the content is too long for one.
    pub(crate) fn seal(&mut self, content: u8, plain: &[u8]) -> Option<Vec<u8>> {
        let record = match &mut self.form {
            Form::Aead(records) => records.seal(self.sequence, content, plain),
            Form::Cbc(records) => records.seal(self.sequence, content, plain),
        }?;
        self.sequence += 1;
        Some(record)
    }

    /// What a record says: its type and content; `None` where it was not made with these keys.
    pub(crate) fn open(&mut self, record: Record) -> Option<(Content, Vec<u8>)> {
        let opened = match &mut self.form {
            Form::Aead(records) => records.open(self.sequence, record),
            Form::Cbc(records) => records.open(self.sequence, record),
        }?;
        self.sequence += 1;
        Some(opened)
    }
}
