//! Records under keys: the AEAD suites of TLS 1.2 and 1.3 that AWS-LC has (AES-GCM, ChaCha20-Poly1305). Where keys come from is not known
//! here.

use crate::inbox::{Content, Record};
use crate::wire::Writer;
use aws_lc_rs::aead::{
    self, AES_128_GCM, AES_256_GCM, Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey,
};
use aws_lc_rs::digest::{self, SHA256, SHA384};

/// The cipher of a suite.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cipher {
    aead: &'static aead::Algorithm,
    /// The hash of the key derivation.
    pub(crate) hash: &'static digest::Algorithm,
    /// In TLS 1.2, bytes of the nonce that come with each record (RFC 5288 §3; none in RFC 7905).
    explicit: usize,
}

impl Cipher {
    /// By the part of a suite's name that says how data is protected; `None` where Kijun does not speak it.
    pub(crate) fn find(protection: &str) -> Option<Self> {
        match protection {
            "AES_128_GCM_SHA256" => Some(Self { aead: &AES_128_GCM, hash: &SHA256, explicit: 8 }),
            "AES_256_GCM_SHA384" => Some(Self { aead: &AES_256_GCM, hash: &SHA384, explicit: 8 }),
            "CHACHA20_POLY1305_SHA256" => Some(Self { aead: &CHACHA20_POLY1305, hash: &SHA256, explicit: 0 }),
            _ => None,
        }
    }

    pub(crate) fn key_length(self) -> usize {
        self.aead.key_len()
    }

    /// Bytes of the nonce that the key derivation gives in TLS 1.2.
    pub(crate) fn fixed_length(self) -> usize {
        NONCE_LEN - self.explicit
    }
}

/// The keys of one direction.
#[derive(Debug)]
pub(crate) struct Keys {
    key: LessSafeKey,
    fixed: Vec<u8>,
    form: Form,
    sequence: u64,
}

/// How records are formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// RFC 5246 §6.2.3.3, with so many bytes of nonce in each record.
    Tls12 { explicit: usize },
    /// RFC 8446 §5.2.
    Tls13,
}

impl Keys {
    pub(crate) fn tls12(cipher: Cipher, key: &[u8], fixed: &[u8]) -> Option<Self> {
        Self::new(cipher, key, fixed, Form::Tls12 { explicit: cipher.explicit })
    }

    pub(crate) fn tls13(cipher: Cipher, key: &[u8], iv: &[u8]) -> Option<Self> {
        Self::new(cipher, key, iv, Form::Tls13)
    }

    fn new(cipher: Cipher, key: &[u8], fixed: &[u8], form: Form) -> Option<Self> {
        let key = LessSafeKey::new(UnboundKey::new(cipher.aead, key).ok()?);
        Some(Self { key, fixed: fixed.to_vec(), form, sequence: 0 })
    }

    /// A record with this content, ready to send; `None` only where the content is too long for one.
    pub(crate) fn seal(&mut self, content: u8, plain: &[u8]) -> Option<Vec<u8>> {
        let mut body = plain.to_vec();
        let mut record = Writer::with_capacity(plain.len() + 32);
        let explicit = self.sequence.to_be_bytes();
        let nonce = self.nonce(&explicit)?;
        match self.form {
            Form::Tls12 { explicit: length } => {
                let aad = self.additional_data(content, plain.len())?;
                self.key.seal_in_place_append_tag(nonce, Aad::from(aad), &mut body).ok()?;
                record.u8(content).u16(0x0303).vector(2, |record| {
                    record.bytes(explicit.get(..length).unwrap_or_default()).bytes(&body);
                });
            }
            Form::Tls13 => {
                body.push(content);
                let sealed = u16::try_from(body.len() + self.key.algorithm().tag_len()).ok()?.to_be_bytes();
                let header = [23, 3, 3, sealed[0], sealed[1]];
                self.key.seal_in_place_append_tag(nonce, Aad::from(header), &mut body).ok()?;
                record.bytes(&header).bytes(&body);
            }
        }
        self.sequence += 1;
        Some(record.finish())
    }

    /// What a record says: its type and content; `None` where it was not made with these keys.
    pub(crate) fn open(&mut self, record: Record) -> Option<(Content, Vec<u8>)> {
        let Record { content, header, mut body } = record;
        let (explicit, aad) = match self.form {
            Form::Tls12 { explicit } => {
                let sealed = body.split_off(explicit.min(body.len()));
                let explicit = std::mem::replace(&mut body, sealed);
                let length = body.len().checked_sub(self.key.algorithm().tag_len())?;
                let [kind, ..] = header;
                (explicit, self.additional_data(kind, length)?.to_vec())
            }
            Form::Tls13 => (Vec::new(), header.to_vec()),
        };
        let nonce = self.nonce(&explicit)?;
        let plain = self.key.open_in_place(nonce, Aad::from(aad), &mut body).ok()?.len();
        body.truncate(plain);
        self.sequence += 1;
        if self.form != Form::Tls13 {
            return Some((content, body));
        }
        // RFC 8446 §5.4: the last byte that is not zero is the type.
        let end = body.iter().rposition(|byte| *byte != 0)?;
        let content = match body.get(end)? {
            21 => Content::Alert,
            22 => Content::Handshake,
            23 => Content::ApplicationData,
            _ => return None,
        };
        body.truncate(end);
        Some((content, body))
    }

    fn nonce(&self, explicit: &[u8]) -> Option<Nonce> {
        let mut nonce = self.fixed.clone();
        if nonce.len() == NONCE_LEN {
            for (byte, number) in nonce.iter_mut().rev().zip(self.sequence.to_be_bytes().iter().rev()) {
                *byte ^= number;
            }
        } else {
            nonce.extend_from_slice(explicit);
        }
        Nonce::try_assume_unique_for_key(&nonce).ok()
    }

    /// RFC 5246 §6.2.3.3.
    fn additional_data(&self, content: u8, length: usize) -> Option<[u8; 13]> {
        let mut data = Writer::with_capacity(13);
        data.bytes(&self.sequence.to_be_bytes()).u8(content).u16(0x0303).u16(u16::try_from(length).ok()?);
        data.finish().try_into().ok()
    }
}
