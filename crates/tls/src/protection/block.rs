//! Block ciphers in CBC mode, whole blocks at a time: AES by AWS-LC, Triple DES beside it. Padding and MAC are `cbc`'s.

use aws_lc_rs::cipher::{
    AES_128, AES_256, Algorithm, DecryptingKey, DecryptionContext, EncryptingKey, EncryptionContext, UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use des::TdesEde3;

/// A block cipher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Aes128,
    Aes256,
    TripleDes,
}

impl Block {
    pub(super) fn length(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes256 => 16,
            Self::TripleDes => 8,
        }
    }

    pub(super) fn key_length(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes256 => 32,
            Self::TripleDes => 24,
        }
    }

    /// Encrypts whole blocks in place; `None` where key, first block or length do not fit.
    pub(super) fn encrypt(self, key: &[u8], first: &[u8], blocks: &mut [u8]) -> Option<()> {
        let aes = |algorithm: &'static Algorithm, blocks: &mut [u8]| {
            let key = EncryptingKey::cbc(UnboundCipherKey::new(algorithm, key).ok()?).ok()?;
            let context = EncryptionContext::Iv128(FixedLength::try_from(first).ok()?);
            key.less_safe_encrypt(blocks, context).ok().map(drop)
        };
        match self {
            Self::Aes128 => aes(&AES_128, blocks),
            Self::Aes256 => aes(&AES_256, blocks),
            Self::TripleDes => {
                let mut mode = cbc::Encryptor::<TdesEde3>::new_from_slices(key, first).ok()?;
                for block in whole(blocks, self.length())? {
                    mode.encrypt_block(block.try_into().ok()?);
                }
                Some(())
            }
        }
    }

    /// The same backwards.
    pub(super) fn decrypt(self, key: &[u8], first: &[u8], blocks: &mut [u8]) -> Option<()> {
        let aes = |algorithm: &'static Algorithm, blocks: &mut [u8]| {
            let key = DecryptingKey::cbc(UnboundCipherKey::new(algorithm, key).ok()?).ok()?;
            let context = DecryptionContext::Iv128(FixedLength::try_from(first).ok()?);
            key.decrypt(blocks, context).ok().map(drop)
        };
        match self {
            Self::Aes128 => aes(&AES_128, blocks),
            Self::Aes256 => aes(&AES_256, blocks),
            Self::TripleDes => {
                let mut mode = cbc::Decryptor::<TdesEde3>::new_from_slices(key, first).ok()?;
                for block in whole(blocks, self.length())? {
                    mode.decrypt_block(block.try_into().ok()?);
                }
                Some(())
            }
        }
    }
}

fn whole(bytes: &mut [u8], length: usize) -> Option<impl Iterator<Item = &mut [u8]>> {
    bytes.len().is_multiple_of(length).then(|| bytes.chunks_exact_mut(length))
}
