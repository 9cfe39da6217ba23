//! The key that signs checkpoints (Ed25519). Kept in a file like the key-encryption keys, and like them not in the database.

use super::file::{self, Purpose};
use super::{KeyError, SecretKey};
use crate::random::Randomness;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use std::path::Path;

/// Signs checkpoints.
#[derive(Debug)]
pub struct SigningKey {
    pair: Ed25519KeyPair,
}

impl SigningKey {
    /// Makes a key and writes it to `path`, never over another file.
    pub fn create(path: &Path, randomness: &dyn Randomness) -> Result<Self, KeyError> {
        let seed = SecretKey::generate(randomness)?;
        let key = Self::from_seed(&seed)?;
        file::create(path, Purpose::Signing, "kijun", &seed)?;
        Ok(key)
    }

    /// Reads the key from `path`.
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        Self::from_seed(&file::open(path, Purpose::Signing)?.1)
    }

    /// The key of a seed.
    pub fn from_seed(seed: &SecretKey) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.expose()).map_err(|_| KeyError::Refused)?;
        Ok(Self { pair })
    }

    /// What others check signatures with.
    pub fn public_key(&self) -> [u8; 32] {
        // Ed25519 public keys are 32 bytes long.
        self.pair.public_key().as_ref().try_into().unwrap_or_default()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.pair.sign(message).as_ref().try_into().unwrap_or([0; 64])
    }
}

pub(crate) fn is_signed(public_key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    UnparsedPublicKey::new(&ED25519, public_key).verify(message, signature).is_ok()
}
