//! Key-encryption keys as files in a folder: `CITY.GENERATION.kek`. AES Key Wrap with Padding (RFC 5649, SP 800-38F).
//! For cities whose key the operator holds, and for those that bring theirs as a file.

use super::file::{self, Purpose, file_error};
use super::{KeyEncryptionKey, KeyError, KeyId, KeyRing, SecretKey, WrapContext};
use crate::city::CityId;
use crate::durable_file;
use crate::random::Randomness;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::key_wrap::{AES_256, AesKek, KeyWrapPadded as _};
use futures_util::future::{BoxFuture, FutureExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A folder of key files. Keep it on another volume than the database, and back it up apart from it.
#[derive(Clone, Debug)]
pub struct KeyFolder {
    path: PathBuf,
}

impl KeyFolder {
    /// The folder at `path`; it need not exist before the first key is made.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Makes the city's next key. New data keys are wrapped with it; older ones once they are rewrapped.
    pub fn create(&self, city: &CityId, randomness: &dyn Randomness) -> Result<KeyId, KeyError> {
        durable_file::create_folder(&self.path).map_err(|source| file_error(&self.path, source))?;
        let generation = self.generations(city)?.last().map_or(1, |(last, _)| last.saturating_add(1));
        let key = SecretKey::generate(randomness)?;
        let path = self.path.join(format!("{city}.{generation:04}.kek"));
        file::create(&path, Purpose::Wrapping, city.as_str(), &key)?;
        Ok(FileKey::new(generation, key).id)
    }

    /// The names of the city's keys, oldest first.
    pub fn list(&self, city: &CityId) -> Result<Vec<KeyId>, KeyError> {
        let keys = self.generations(city)?.into_iter();
        Ok(keys.map(|(generation, path)| id_of(city, generation, &path)).collect())
    }

    /// Destroys one key of the city, after its data keys were rewrapped under another.
    pub fn destroy_key(&self, city: &CityId, id: &KeyId) -> Result<(), KeyError> {
        for (generation, path) in self.generations(city)? {
            if id_of(city, generation, &path) == *id {
                durable_file::wipe(&path).map_err(|source| file_error(&path, source))?;
            }
        }
        Ok(())
    }

    /// The city's key files, oldest first.
    fn generations(&self, city: &CityId) -> Result<Vec<(u32, PathBuf)>, KeyError> {
        let entries = match std::fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(file_error(&self.path, error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(|source| file_error(&self.path, source))?.path();
            if let Some(generation) = generation_of(&path, city) {
                found.push((generation, path));
            }
        }
        found.sort();
        Ok(found)
    }

    fn find(&self, city: &CityId, wanted: impl Fn(&FileKey) -> bool) -> Result<Arc<dyn KeyEncryptionKey>, KeyError> {
        let mut unreadable = None;
        for (generation, path) in self.generations(city)?.into_iter().rev() {
            match FileKey::open(city, generation, &path) {
                Ok(key) if wanted(&key) => return Ok(Arc::new(key)),
                Ok(_) => {}
                Err(error) => unreadable = unreadable.or(Some(error)),
            }
        }
        Err(unreadable.unwrap_or_else(|| KeyError::Unavailable { city: city.to_string() }))
    }

    fn newest(&self, city: &CityId) -> Result<Arc<dyn KeyEncryptionKey>, KeyError> {
        let newest = self.generations(city)?.pop();
        let (generation, path) = newest.ok_or_else(|| KeyError::Unavailable { city: city.to_string() })?;
        Ok(Arc::new(FileKey::open(city, generation, &path)?))
    }

    fn destroy_all(&self, city: &CityId) -> Result<Vec<KeyId>, KeyError> {
        let mut destroyed = Vec::new();
        for (generation, path) in self.generations(city)? {
            destroyed.push(id_of(city, generation, &path));
            durable_file::wipe(&path).map_err(|source| file_error(&path, source))?;
            let unfinished = durable_file::unfinished(&path);
            if unfinished.exists() {
                durable_file::wipe(&unfinished).map_err(|source| file_error(&unfinished, source))?;
            }
        }
        Ok(destroyed)
    }
}

impl KeyRing for KeyFolder {
    fn current<'a>(&'a self, city: &'a CityId) -> BoxFuture<'a, Result<Arc<dyn KeyEncryptionKey>, KeyError>> {
        async move { self.newest(city) }.boxed()
    }

    fn load<'a>(
        &'a self,
        city: &'a CityId,
        id: &'a KeyId,
    ) -> BoxFuture<'a, Result<Arc<dyn KeyEncryptionKey>, KeyError>> {
        async move { self.find(city, |key| key.id == *id) }.boxed()
    }

    fn destroy<'a>(&'a self, city: &'a CityId) -> BoxFuture<'a, Result<Vec<KeyId>, KeyError>> {
        async move { self.destroy_all(city) }.boxed()
    }
}

/// A key read from its file.
struct FileKey {
    id: KeyId,
    key: SecretKey,
}

/// The key itself and the hash of its context.
const WRAPPED_CONTENT: usize = 64;

impl FileKey {
    fn open(city: &CityId, generation: u32, path: &Path) -> Result<Self, KeyError> {
        let (owner, key) = file::open(path, Purpose::Wrapping)?;
        if owner != city.as_str() {
            return Err(KeyError::NoKeyFile { path: path.into() });
        }
        Ok(Self::new(generation, key))
    }

    fn new(generation: u32, key: SecretKey) -> Self {
        Self { id: KeyId::new(format!("{generation:04}-{}", file::check_value(&key))), key }
    }

    fn wrap_now(&self, context: WrapContext<'_>, key: &SecretKey) -> Result<Vec<u8>, KeyError> {
        let content = Zeroizing::new([key.expose().as_slice(), &context_hash(context)].concat());
        let mut output = vec![0; WRAPPED_CONTENT + 15];
        let kek = AesKek::new(&AES_256, self.key.expose()).map_err(|_| KeyError::Refused)?;
        Ok(kek.wrap_with_padding(&content, &mut output).map_err(|_| KeyError::Refused)?.to_vec())
    }

    fn unwrap_now(&self, context: WrapContext<'_>, wrapped: &[u8]) -> Result<SecretKey, KeyError> {
        let does_not_fit = || KeyError::DoesNotFit { city: context.city.to_string(), epoch: context.epoch };
        let mut output = Zeroizing::new(vec![0; wrapped.len()]);
        let kek = AesKek::new(&AES_256, self.key.expose()).map_err(|_| KeyError::Refused)?;
        let content = kek.unwrap_with_padding(wrapped, &mut output).map_err(|_| does_not_fit())?;
        let (key, hash) = content.split_first_chunk::<32>().ok_or_else(does_not_fit)?;
        if *hash == context_hash(context) { Ok(SecretKey::new(*key)) } else { Err(does_not_fit()) }
    }
}

impl KeyEncryptionKey for FileKey {
    fn id(&self) -> &KeyId {
        &self.id
    }

    fn wrap<'a>(&'a self, context: WrapContext<'a>, key: &'a SecretKey) -> BoxFuture<'a, Result<Vec<u8>, KeyError>> {
        async move { self.wrap_now(context, key) }.boxed()
    }

    fn unwrap<'a>(&'a self, context: WrapContext<'a>, wrapped: &'a [u8]) -> BoxFuture<'a, Result<SecretKey, KeyError>> {
        async move { self.unwrap_now(context, wrapped) }.boxed()
    }
}

/// AES Key Wrap has no associated data: the place goes inside, as a hash.
fn context_hash(context: WrapContext<'_>) -> [u8; 32] {
    let place =
        [b"kijun data key v1\0", context.city.as_str().as_bytes(), b"\0", &context.epoch.to_be_bytes()].concat();
    digest(&SHA256, &place).as_ref().try_into().unwrap_or_default()
}

/// The name of the key in a file. A damaged file, or one that was being destroyed, is a key as well; only its name is not known.
fn id_of(city: &CityId, generation: u32, path: &Path) -> KeyId {
    match FileKey::open(city, generation, path) {
        Ok(key) => key.id,
        Err(_) => KeyId::new(format!("{generation:04}-unreadable")),
    }
}

/// `CITY.GENERATION.kek`
fn generation_of(path: &Path, city: &CityId) -> Option<u32> {
    let rest = path.file_name()?.to_str()?.strip_prefix(city.as_str())?;
    rest.strip_prefix('.')?.strip_suffix(".kek")?.parse().ok()
}
