//! The format of a key file: five lines of text, mode 0600. Read by people, so that a key found in a drawer can be told apart.
//! Not for other secrets; what a key is for is a line of it.

use super::{KeyError, SecretKey};
use crate::chain::{from_hex, hex};
use aws_lc_rs::digest::{SHA256, digest};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The first line. Another number is another format.
const FIRST_LINE: &str = "kijun key file v1";

/// A key file is far shorter; what is longer is none.
const SIZE_LIMIT: u64 = 4096;

/// What the key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Wrapping,
    Signing,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Wrapping => "key-encryption",
            Self::Signing => "checkpoint-signing",
        }
    }
}

/// Writes a new key file; never over another.
pub(crate) fn create(path: &Path, purpose: Purpose, owner: &str, key: &SecretKey) -> Result<(), KeyError> {
    let mut text = Zeroizing::new(String::with_capacity(512));
    let secret = Zeroizing::new(hex(key.expose()));
    // Writing into a String cannot fail.
    let _ = write!(
        text,
        "{FIRST_LINE}\npurpose {}\nowner {owner}\nkey {}\ncheck {}\n",
        purpose.word(),
        secret.as_str(),
        check_value(key)
    );
    crate::durable_file::create_secret(path, text.as_bytes()).map_err(|source| file_error(path, source))
}

/// Reads a key file and its owner, if it is one of this purpose and nobody else can read it.
pub(crate) fn open(path: &Path, purpose: Purpose) -> Result<(String, SecretKey), KeyError> {
    let metadata = std::fs::metadata(path).map_err(|source| file_error(path, source))?;
    if is_exposed(&metadata) {
        return Err(KeyError::Exposed { path: path.into() });
    }
    let no_key_file = || KeyError::NoKeyFile { path: path.into() };
    if metadata.len() > SIZE_LIMIT {
        return Err(no_key_file());
    }
    let bytes = Zeroizing::new(std::fs::read(path).map_err(|source| file_error(path, source))?);
    let text = std::str::from_utf8(&bytes).map_err(|_| no_key_file())?;
    parse(text, purpose).ok_or_else(no_key_file)
}

/// A short public value that tells keys apart: the first 8 bytes of a SHA-256 over the key.
pub(crate) fn check_value(key: &SecretKey) -> String {
    let labelled = Zeroizing::new([b"kijun key check v1\0".as_slice(), key.expose()].concat());
    hex(digest(&SHA256, &labelled).as_ref().get(..8).unwrap_or_default())
}

fn parse(text: &str, purpose: Purpose) -> Option<(String, SecretKey)> {
    let mut lines = text.lines();
    if lines.next()? != FIRST_LINE || lines.next()?.strip_prefix("purpose ")? != purpose.word() {
        return None;
    }
    let owner = lines.next()?.strip_prefix("owner ")?.to_owned();
    let bytes = Zeroizing::new(from_hex(lines.next()?.strip_prefix("key ")?)?);
    let key = SecretKey::new(bytes.as_slice().try_into().ok()?);
    let sound = lines.next()?.strip_prefix("check ")? == check_value(&key) && lines.next().is_none();
    sound.then_some((owner, key))
}

pub(crate) fn file_error(path: &Path, source: std::io::Error) -> KeyError {
    KeyError::File { path: path.into(), source: Arc::new(source) }
}

#[cfg(unix)]
fn is_exposed(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_exposed(_: &std::fs::Metadata) -> bool {
    false
}
