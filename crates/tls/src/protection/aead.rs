//! Records with authenticated encryption (RFC 5246 §6.2.3.3, RFC 8446 §5.2): AES-GCM and ChaCha20-Poly1305 of AWS-LC, and AES-CCM, which
//! AWS-LC does not have.

use crate::inbox::{Content, Record};
use crate::wire::Writer;
use aes::{Aes128, Aes256};
use aws_lc_rs::aead::{self, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ccm::Ccm;
use ccm::aead::{AeadInOut, KeyInit};
use ccm::consts::{U8, U12, U16};

/// A cipher, and in TLS 1.2 how many bytes of the nonce come with each record (RFC 5288 §3, RFC 6655 §3; none in RFC 7905).
#[derive(Clone, Copy, Debug)]
pub(super) enum Algorithm {
    AwsLc {
        algorithm: &'static aead::Algorithm,
        explicit: usize,
    },
    /// Lengths of key and tag.
    Ccm {
        key: usize,
        tag: usize,
    },
}

impl Algorithm {
    pub(super) fn gcm(algorithm: &'static aead::Algorithm) -> Self {
        Self::AwsLc { algorithm, explicit: 8 }
    }

    pub(super) fn chacha(algorithm: &'static aead::Algorithm) -> Self {
        Self::AwsLc { algorithm, explicit: 0 }
    }

    pub(super) fn key_length(self) -> usize {
        match self {
            Self::AwsLc { algorithm, .. } => algorithm.key_len(),
            Self::Ccm { key, .. } => key,
        }
    }

    /// Bytes of the nonce that the key derivation gives in TLS 1.2.
    pub(super) fn fixed_length(self) -> usize {
        NONCE_LEN - self.explicit()
    }

    fn explicit(self) -> usize {
        match self {
            Self::AwsLc { explicit, .. } => explicit,
            Self::Ccm { .. } => 8,
        }
    }

    fn tag_length(self) -> usize {
        match self {
            Self::AwsLc { algorithm, .. } => algorithm.tag_len(),
            Self::Ccm { tag, .. } => tag,
        }
    }
}

enum Key {
    AwsLc(LessSafeKey),
    Ccm128(Ccm<Aes128, U16, U12>),
    Ccm128Short(Ccm<Aes128, U8, U12>),
    Ccm256(Ccm<Aes256, U16, U12>),
    Ccm256Short(Ccm<Aes256, U8, U12>),
}

impl Key {
    fn new(algorithm: Algorithm, key: &[u8]) -> Option<Self> {
        match algorithm {
            Algorithm::AwsLc { algorithm, .. } => {
                Some(Self::AwsLc(LessSafeKey::new(UnboundKey::new(algorithm, key).ok()?)))
            }
            Algorithm::Ccm { key: 16, tag: 16 } => Ccm::new_from_slice(key).ok().map(Self::Ccm128),
            Algorithm::Ccm { key: 16, .. } => Ccm::new_from_slice(key).ok().map(Self::Ccm128Short),
            Algorithm::Ccm { tag: 16, .. } => Ccm::new_from_slice(key).ok().map(Self::Ccm256),
            Algorithm::Ccm { .. } => Ccm::new_from_slice(key).ok().map(Self::Ccm256Short),
        }
    }

    /// Encrypts in place and appends the tag.
    fn seal(&self, nonce: [u8; NONCE_LEN], aad: &[u8], body: &mut Vec<u8>) -> Option<()> {
        match self {
            Self::AwsLc(key) => {
                let nonce = Nonce::assume_unique_for_key(nonce);
                key.seal_in_place_append_tag(nonce, Aad::from(aad), body).ok()
            }
            Self::Ccm128(key) => key.encrypt_in_place(&nonce.into(), aad, body).ok(),
            Self::Ccm128Short(key) => key.encrypt_in_place(&nonce.into(), aad, body).ok(),
            Self::Ccm256(key) => key.encrypt_in_place(&nonce.into(), aad, body).ok(),
            Self::Ccm256Short(key) => key.encrypt_in_place(&nonce.into(), aad, body).ok(),
        }
    }

    /// Checks the tag, decrypts in place and takes the tag off.
    fn open(&self, nonce: [u8; NONCE_LEN], aad: &[u8], body: &mut Vec<u8>) -> Option<()> {
        match self {
            Self::AwsLc(key) => {
                let nonce = Nonce::assume_unique_for_key(nonce);
                let plain = key.open_in_place(nonce, Aad::from(aad), body).ok()?.len();
                body.truncate(plain);
                Some(())
            }
            Self::Ccm128(key) => key.decrypt_in_place(&nonce.into(), aad, body).ok(),
            Self::Ccm128Short(key) => key.decrypt_in_place(&nonce.into(), aad, body).ok(),
            Self::Ccm256(key) => key.decrypt_in_place(&nonce.into(), aad, body).ok(),
            Self::Ccm256Short(key) => key.decrypt_in_place(&nonce.into(), aad, body).ok(),
        }
    }
}

/// The records of one direction.
pub(super) struct Records {
    algorithm: Algorithm,
    key: Key,
    /// The part of the nonce that the keys give.
    fixed: Vec<u8>,
    is_tls13: bool,
}

impl Records {
    pub(super) fn tls12(algorithm: Algorithm, key: &[u8], fixed: &[u8]) -> Option<Self> {
        Some(Self { algorithm, key: Key::new(algorithm, key)?, fixed: fixed.to_vec(), is_tls13: false })
    }

    pub(super) fn tls13(algorithm: Algorithm, key: &[u8], iv: &[u8]) -> Option<Self> {
        Some(Self { algorithm, key: Key::new(algorithm, key)?, fixed: iv.to_vec(), is_tls13: true })
    }

    pub(super) fn seal(&self, sequence: u64, content: u8, plain: &[u8]) -> Option<Vec<u8>> {
        let mut body = plain.to_vec();
        let mut record = Writer::with_capacity(plain.len() + 32);
        let explicit = sequence.to_be_bytes();
        let nonce = self.nonce(sequence, &explicit)?;
        if self.is_tls13 {
            body.push(content);
            let [high, low] = u16::try_from(body.len() + self.algorithm.tag_length()).ok()?.to_be_bytes();
            let header = [23, 3, 3, high, low];
            self.key.seal(nonce, &header, &mut body)?;
            record.bytes(&header).bytes(&body);
        } else {
            self.key.seal(nonce, &additional_data(sequence, content, plain.len())?, &mut body)?;
            record.u8(content).u16(0x0303).vector(2, |record| {
                record.bytes(explicit.get(..self.algorithm.explicit()).unwrap_or_default()).bytes(&body);
            });
        }
        Some(record.finish())
    }

    pub(super) fn open(&self, sequence: u64, record: Record) -> Option<(Content, Vec<u8>)> {
        let Record { content, header, mut body } = record;
        if self.is_tls13 {
            self.key.open(self.nonce(sequence, &[])?, &header, &mut body)?;
            return of_tls13(body);
        }
        let sealed = body.split_off(self.algorithm.explicit().min(body.len()));
        let explicit = std::mem::replace(&mut body, sealed);
        let length = body.len().checked_sub(self.algorithm.tag_length())?;
        let [kind, ..] = header;
        self.key.open(self.nonce(sequence, &explicit)?, &additional_data(sequence, kind, length)?, &mut body)?;
        Some((content, body))
    }

    fn nonce(&self, sequence: u64, explicit: &[u8]) -> Option<[u8; NONCE_LEN]> {
        let mut nonce = self.fixed.clone();
        if nonce.len() == NONCE_LEN {
            for (byte, number) in nonce.iter_mut().rev().zip(sequence.to_be_bytes().iter().rev()) {
                *byte ^= number;
            }
        } else {
            nonce.extend_from_slice(explicit);
        }
        nonce.try_into().ok()
    }
}

impl std::fmt::Debug for Records {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Records").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

/// RFC 8446 §5.4: the last byte that is not zero is the type.
fn of_tls13(mut body: Vec<u8>) -> Option<(Content, Vec<u8>)> {
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

/// RFC 5246 §6.2.3.3.
fn additional_data(sequence: u64, content: u8, length: usize) -> Option<[u8; 13]> {
    let mut data = Writer::with_capacity(13);
    data.bytes(&sequence.to_be_bytes()).u8(content).u16(0x0303).u16(u16::try_from(length).ok()?);
    data.finish().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, Key};

    /// NIST SP 800-38C, example 3: the one with a nonce as long as those of TLS.
    #[test]
    fn ccm_gives_what_its_standard_says() {
        let key: Vec<u8> = (0x40..0x50).collect();
        let nonce: [u8; 12] = std::array::from_fn(|place| 0x10 + u8::try_from(place).unwrap());
        let (aad, plain): (Vec<u8>, Vec<u8>) = ((0..0x14).collect(), (0x20..0x38).collect());
        let sealed = [
            0xE3, 0xB2, 0x01, 0xA9, 0xF5, 0xB7, 0x1A, 0x7A, 0x9B, 0x1C, 0xEA, 0xEC, 0xCD, 0x97, 0xE7, 0x0B, 0x61, 0x76,
            0xAA, 0xD9, 0xA4, 0x42, 0x8A, 0xA5, 0x48, 0x43, 0x92, 0xFB, 0xC1, 0xB0, 0x99, 0x51,
        ];
        let key = Key::new(Algorithm::Ccm { key: 16, tag: 8 }, &key).unwrap();
        let mut body = plain.clone();
        key.seal(nonce, &aad, &mut body).unwrap();
        assert_eq!(body, sealed);
        key.open(nonce, &aad, &mut body).unwrap();
        assert_eq!(body, plain);
    }
}
