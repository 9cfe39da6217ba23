//! Signing what was measured: who answers for it, on which machine, when.

use crate::console::{Console, Told};
use anyhow::Context as _;
use jiff::Timestamp;
use probe::signed::{SigningKey, Statement};
use standard::Text;
use std::path::Path;

/// A key that was read, and the name that goes with it.
pub(super) struct Signer {
    key: SigningKey,
    by: String,
    file: String,
}

impl Signer {
    /// Reads the key before anything is measured.
    pub(super) fn open(path: &Path, by: Option<&str>, console: &Console) -> anyhow::Result<Self> {
        let file = path.display().to_string();
        let Some(by) = by else {
            let message = Text::new("署名する担当者がわかりません", "nobody is named who answers for the signature");
            return Err(console
                .refuse(&message, &Text::new("--by に氏名を書きます", "name somebody with --by"))
                .into());
        };
        let text = std::fs::read_to_string(path).with_context(|| file.clone())?;
        let key = SigningKey::from_file(&text).map_err(|rejected| console.problems(&[rejected.problem(&file)]))?;
        Ok(Self { key, by: by.to_owned(), file })
    }

    /// The signed file around a result.
    pub(super) fn sign(&self, result: &str, at: Timestamp, console: &Console) -> Result<Vec<u8>, Told> {
        let statement = Statement { by: self.by.clone(), machine: machine(), at };
        let signed = self.key.sign(&statement, result.as_bytes());
        signed.map_err(|rejected| console.problems(&[rejected.problem(&self.file)]))
    }
}

/// The machine's own name.
fn machine() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    if name.trim().is_empty() { "?".to_owned() } else { name.trim().to_owned() }
}
