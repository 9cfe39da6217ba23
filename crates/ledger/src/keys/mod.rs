//! Keys: each city has data keys (one an epoch) that seal, wrapped by a key-encryption key that the operator or the city holds.
//! Here are the interfaces; `folder` keeps key-encryption keys in files. PKCS#11 tokens and Vault fit the same interfaces.

pub(crate) mod cache;
pub(crate) mod change;
pub(crate) mod data_key;
mod error;
pub(crate) mod file;
pub(crate) mod folder;
pub(crate) mod rotate;
pub(crate) mod signing;

pub use error::KeyError;

use crate::city::CityId;
use crate::random::Randomness;
use futures_util::future::BoxFuture;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// 32 secret bytes, wiped when dropped and never printed.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

impl SecretKey {
    /// Takes 32 bytes as a key.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A fresh key.
    pub fn generate(randomness: &dyn Randomness) -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        randomness.fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// The bytes: for implementations of [`KeyEncryptionKey`].
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretKey(hidden)")
    }
}

/// The name of a key-encryption key, as its holder gives it. Stored beside what it wrapped.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(String);

impl KeyId {
    /// A name for a key; cut to 200 characters, which no holder's names reach.
    pub fn new(name: impl Into<String>) -> Self {
        let name: String = name.into();
        Self(name.chars().take(200).collect())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What a wrapped key belongs to; bound into the wrapping, so a row moved to another city or epoch does not unwrap.
#[derive(Clone, Copy, Debug)]
pub struct WrapContext<'a> {
    /// The city whose data key it is.
    pub city: &'a CityId,
    /// Which of the city's data keys, counted from 1.
    pub epoch: u32,
}

/// A key that wraps data keys. It may live in a file, a token or a service; it is asked rarely (opening, rotating).
pub trait KeyEncryptionKey: Send + Sync {
    /// Its name.
    fn id(&self) -> &KeyId;

    /// Wraps `key`, bound to `context`.
    fn wrap<'a>(&'a self, context: WrapContext<'a>, key: &'a SecretKey) -> BoxFuture<'a, Result<Vec<u8>, KeyError>>;

    /// Unwraps what [`KeyEncryptionKey::wrap`] made for the same `context`.
    fn unwrap<'a>(&'a self, context: WrapContext<'a>, wrapped: &'a [u8]) -> BoxFuture<'a, Result<SecretKey, KeyError>>;
}

/// Finds a city's key-encryption keys. One per city, so that destroying it erases that city alone, in backups too.
pub trait KeyRing: Send + Sync {
    /// The key that new data keys are wrapped with.
    fn current<'a>(&'a self, city: &'a CityId) -> BoxFuture<'a, Result<Arc<dyn KeyEncryptionKey>, KeyError>>;

    /// The key that something was wrapped with.
    fn load<'a>(
        &'a self,
        city: &'a CityId,
        id: &'a KeyId,
    ) -> BoxFuture<'a, Result<Arc<dyn KeyEncryptionKey>, KeyError>>;

    /// Destroys every key of the city; says which. Repeating it is no error.
    fn destroy<'a>(&'a self, city: &'a CityId) -> BoxFuture<'a, Result<Vec<KeyId>, KeyError>>;
}
