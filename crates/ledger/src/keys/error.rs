//! What can be wrong with keys.

use crate::fault::Fault;
use crate::random::RandomnessFailed;
use standard::Text;
use std::path::PathBuf;
use std::sync::Arc;

/// A key that cannot be had, or does not fit.
#[derive(Clone, Debug, thiserror::Error)]
pub enum KeyError {
    /// The holder does not have it, or does not answer.
    #[error("the key-encryption key of {city} is not available")]
    Unavailable {
        /// Whose.
        city: String,
    },
    /// It is another key than the one that wrapped, or what it wrapped was altered.
    #[error("the key-encryption key of {city} does not fit its data key {epoch}")]
    DoesNotFit {
        /// Whose.
        city: String,
        /// Which data key.
        epoch: u32,
    },
    /// The data key is not in the database: destroyed at erasure, or the row is gone.
    #[error("data key {epoch} of {city} does not exist")]
    Gone {
        /// Whose.
        city: String,
        /// Which data key.
        epoch: u32,
    },
    /// Others than the owner can read the file.
    #[error("{} can be read by others than its owner", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
    },
    /// The file is no key file of this format.
    #[error("{} is no key file that this version reads", path.display())]
    NoKeyFile {
        /// The file.
        path: PathBuf,
    },
    /// A file could not be read or written.
    #[error("{} could not be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Arc<std::io::Error>,
    },
    /// No random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessFailed),
    /// The cryptographic library refused; with sound keys this does not happen.
    #[error("a cryptographic operation was refused")]
    Refused,
    /// The wrapped keys could not be read from the database.
    #[error("the wrapped keys could not be read")]
    Store(#[from] crate::store::StoreError),
}

impl Fault for KeyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unavailable { .. } => "key-unavailable",
            Self::DoesNotFit { .. } => "key-does-not-fit",
            Self::Gone { .. } => "key-gone",
            Self::Exposed { .. } => "key-file-exposed",
            Self::NoKeyFile { .. } => "key-file-format",
            Self::File { .. } => "key-file",
            Self::Randomness(_) => "randomness-failed",
            Self::Refused => "cryptography-refused",
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Unavailable { city } => Text::new(
                format!(
                    "「{city}」の鍵が利用できません。鍵の保管先（フォルダー、トークン、鍵管理サービス）を確かめてください。"
                ),
                format!("the key of {city} is not available; check where it is kept (folder, token or key service)"),
            ),
            Self::DoesNotFit { city, epoch } => Text::new(
                format!("「{city}」の鍵が、データ鍵 {epoch} を包んだ鍵と違うか、包まれた鍵が書き換えられています。"),
                format!(
                    "the key of {city} is not the one that wrapped its data key {epoch}, or the wrapped key was altered"
                ),
            ),
            Self::Gone { city, epoch } => Text::new(
                format!("「{city}」のデータ鍵 {epoch} はありません。消去された市のデータは、もう誰にも読めません。"),
                format!("data key {epoch} of {city} does not exist; the data of an erased city can be read by nobody"),
            ),
            Self::Exposed { path } => Text::new(
                format!("鍵ファイル {0} を持ち主以外も読めます。`chmod 600 {0}` としてください。", path.display()),
                format!("the key file {0} can be read by others than its owner; run `chmod 600 {0}`", path.display()),
            ),
            Self::NoKeyFile { path } => Text::new(
                format!("{} は、この版が読める鍵ファイルではありません。", path.display()),
                format!("{} is no key file that this version reads", path.display()),
            ),
            Self::File { path, .. } => Text::new(
                format!("{} を読み書きできません。", path.display()),
                format!("{} could not be read or written", path.display()),
            ),
            Self::Randomness(_) => Text::new(
                "乱数を得られないため、何も封印しませんでした。",
                "there were no random bytes, so nothing was sealed",
            ),
            Self::Refused => Text::new(
                "暗号処理が拒まれました。鍵を確かめてください。",
                "a cryptographic operation was refused; check the keys",
            ),
            Self::Store(error) => error.text(),
        }
    }
}
