//! Why a backup was not made, not read, or not restored.

use crate::blob::BlobError;
use crate::chain::Sequence;
use crate::city::CityId;
use crate::fault::Fault;
use crate::store::StoreError;
use crate::verify::Finding;
use standard::Text;
use std::path::PathBuf;
use std::sync::Arc;

/// A backup that did not come about, or cannot be used. What was there before is still there.
#[derive(Clone, Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is no backup of this version, is cut, or damaged where it says how long something is.
    #[error("the backup cannot be read at byte {offset}")]
    Format {
        /// Where.
        offset: u64,
    },
    /// The backup is readable, but not sound.
    #[error("the backup is not sound ({findings} findings): {first}")]
    Unsound {
        /// The first thing that is wrong.
        first: Finding,
        /// How many things are.
        findings: usize,
    },
    /// The file changed while it was being restored.
    #[error("the backup changed while it was read")]
    Changed,
    /// The ledger to restore into has cities already.
    #[error("the ledger is not empty")]
    NotEmpty,
    /// The backup is older than a checkpoint that is known, or of another history.
    #[error("the backup of {city} ends at {found}, but a checkpoint at {known} is known")]
    Rollback {
        /// Whose.
        city: CityId,
        /// Of the checkpoint.
        known: Sequence,
        /// Where the backup ends.
        found: Sequence,
    },
    /// No space for the backup.
    #[error("there is no space for the backup")]
    DiskFull,
    /// The file could not be opened, made or put in its place.
    #[error("{} could not be opened or written", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: Arc<std::io::Error>,
    },
    /// Reading failed.
    #[error("reading the backup failed")]
    Read(#[source] Arc<std::io::Error>),
    /// Writing failed.
    #[error("writing the backup failed")]
    Write(#[source] Arc<std::io::Error>),
    /// The store for evidence did not do it.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault for BackupError {
    fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "backup-format",
            Self::Unsound { .. } => "backup-unsound",
            Self::Changed => "backup-changed",
            Self::NotEmpty => "restore-not-empty",
            Self::Rollback { .. } => "restore-rollback",
            Self::DiskFull => "disk-full",
            Self::File { .. } | Self::Read(_) | Self::Write(_) => "backup-file",
            Self::Blob(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Format { offset } => Text::new(
                format!(
                    "バックアップを {offset} バイト目で読めません。この版の形式でないか、途中で切れているか、壊れています。別のバックアップを使ってください。"
                ),
                format!(
                    "the backup cannot be read at byte {offset}: it is of another version, cut, or damaged; use another one"
                ),
            ),
            Self::Unsound { first, findings } => {
                let first = first.text();
                Text::new(
                    format!(
                        "バックアップが壊れているため、戻しません（{findings} 件）。最初のもの: {}",
                        first.japanese
                    ),
                    format!(
                        "the backup is damaged and not restored ({findings} findings); the first: {}",
                        first.english.unwrap_or_default()
                    ),
                )
            }
            Self::Changed => Text::new(
                "読んでいる間にバックアップが変わったため、何も戻しませんでした。",
                "the backup changed while it was read, so nothing was restored",
            ),
            Self::NotEmpty => Text::new(
                "戻す先に、すでに市があります。空のデータベースへ戻してください。",
                "the ledger to restore into has cities already; restore into an empty one",
            ),
            Self::Rollback { city, known, found } => Text::new(
                format!(
                    "「{city}」のバックアップは {found} までですが、{known} のチェックポイントがあります。古い状態へ戻すことになるため、止めました。戻すと決めたときは、理由を添えて指定してください。"
                ),
                format!(
                    "the backup of {city} ends at {found}, but a checkpoint at {known} is known; going back must be asked for, with a reason"
                ),
            ),
            Self::DiskFull => Text::new(
                "ディスクに空きがないため、バックアップを作れません。前のバックアップはそのままです。",
                "there is no space for the backup; the one before is untouched",
            ),
            Self::File { path, .. } => Text::new(
                format!("{} を読み書きできません。", path.display()),
                format!("{} could not be opened or written", path.display()),
            ),
            Self::Read(_) => Text::new("バックアップの読み込みに失敗しました。", "reading the backup failed"),
            Self::Write(_) => Text::new(
                "バックアップの書き込みに失敗しました。前のバックアップはそのままです。",
                "writing the backup failed; the one before is untouched",
            ),
            Self::Blob(error) => error.text(),
            Self::Store(error) => error.text(),
        }
    }
}
