//! Content as lines of text, and its SHA-256: what an approval or a judgement is bound to. The lines can be printed and hashed
//! with `sha256sum`, so that nobody has to trust this program for it. Not for storing: nothing reads the lines back.

use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::{self, Write as _};

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first twelve hexadecimal digits: enough for a person to compare, not for a program.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = Refusal;

    fn try_from(words: String) -> Result<Self, Refusal> {
        let pairs = words.as_bytes().chunks(2).map(|pair| {
            let lower = pair.iter().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte));
            let digits = std::str::from_utf8(pair).ok().filter(|_| lower)?;
            u8::from_str_radix(digits, 16).ok()
        });
        let bytes: Option<Vec<u8>> = pairs.collect();
        bytes.filter(|_| words.len() == 64).and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(|| {
            Refusal::new(
                "bad-hash",
                ("ハッシュ値として読めません", "it cannot be read as a hash"),
                ("SHA-256 を小文字の16進数64桁で書きます", "write a SHA-256 as 64 lower-case hexadecimal digits"),
            )
        })
    }
}

/// Content as lines `key value`, in the order in which they are added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines(String);

impl Lines {
    /// Begins with what kind of content it is, so that no two kinds ever hash alike.
    pub(crate) fn new(kind: &str) -> Self {
        Self(format!("{kind}\n"))
    }

    /// Adds a line. Line ends and backslashes of the value are escaped: different values never make the same lines.
    pub(crate) fn add(&mut self, key: &str, value: impl fmt::Display) {
        let mut value = value.to_string();
        if value.contains(['\\', '\n', '\r']) {
            value = value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
        }
        let _ = writeln!(self.0, "{key} {value}");
    }

    /// Adds a line where there is a value.
    pub(crate) fn add_some(&mut self, key: &str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_printed_and_nothing_else_is() {
        let digest = Digest::of(b"abc");
        assert_eq!(digest.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(Digest::try_from(digest.to_string()), Ok(digest));
        assert_eq!(digest.short(), "ba7816bf8f01");
        for words in ["", "ab", &"g".repeat(64), &"A".repeat(64), &"+1".repeat(32), &"0".repeat(66)] {
            assert_eq!(Digest::try_from((*words).to_owned()).unwrap_err().code, "bad-hash", "{words}");
        }
    }

    #[test]
    fn a_value_cannot_forge_a_line() {
        let lines = |value: &str| {
            let mut lines = Lines::new("test");
            lines.add("purpose", value);
            lines
        };
        assert_ne!(lines("a\nclass S"), lines("a\\nclass S"));
        assert_eq!(lines("a\nclass S").into_text().lines().count(), 2);
    }
}
