//! What a database can answer instead of what was asked, sorted by what it means for a writer.

use crate::fault::Fault;
use sqlx::error::DatabaseError;
use standard::Text;
use std::borrow::Cow;
use std::sync::Arc;

/// The database did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// No space. Nothing was written; when there is space, writing goes on.
    #[error("the disk is full")]
    DiskFull,
    /// Writing or syncing failed. What was being written may or may not be there; nothing more is accepted until reopened.
    #[error("writing to the disk failed")]
    WriteFailed(#[source] Arc<sqlx::Error>),
    /// An earlier write failed, so this one was not tried.
    #[error("the ledger is read-only since a write failed")]
    ReadOnly,
    /// The database file is no database, or damaged.
    #[error("the database is damaged")]
    Damaged(#[source] Arc<sqlx::Error>),
    /// Another program holds a lock on the database.
    #[error("the database is locked by another program")]
    Locked,
    /// It cannot be reached, or answered something else. If this came while writing, look at the head before trying again.
    #[error("the database is not available")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// A column holds what this program never writes.
    #[error("a row of the table {table} is damaged")]
    Row {
        /// Which table.
        table: &'static str,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(DatabaseError::code).map(Cow::into_owned);
        match (code.as_deref(), error.as_database_error().map(is_sqlite)) {
            (Some(code), Some(true)) => sqlite(code.parse().unwrap_or_default(), error),
            // disk_full
            (Some("53100"), _) => Self::DiskFull,
            // data_corrupted, index_corrupted
            (Some("XX001" | "XX002"), _) => Self::Damaged(Arc::new(error)),
            (Some(_) | None, _) => Self::Unavailable(Arc::new(error)),
        }
    }
}

fn is_sqlite(error: &(dyn DatabaseError + 'static)) -> bool {
    error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
}

/// `https://www.sqlite.org/rescode.html`: the low byte is the primary code.
fn sqlite(code: i32, error: sqlx::Error) -> StoreError {
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const IOERR: i32 = 10;
    const CORRUPT: i32 = 11;
    const FULL: i32 = 13;
    const NOTADB: i32 = 26;
    /// Growing the shared-memory index found no space; no data was being written.
    const IOERR_SHMSIZE: i32 = 4874;
    match (code, code & 0xff) {
        (IOERR_SHMSIZE, _) | (_, FULL) => StoreError::DiskFull,
        (_, IOERR) => StoreError::WriteFailed(Arc::new(error)),
        (_, CORRUPT | NOTADB) => StoreError::Damaged(Arc::new(error)),
        (_, BUSY | LOCKED) => StoreError::Locked,
        (_, _) => StoreError::Unavailable(Arc::new(error)),
    }
}

impl Fault for StoreError {
    fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => "disk-full",
            Self::WriteFailed(_) => "write-failed",
            Self::ReadOnly => "ledger-read-only",
            Self::Damaged(_) | Self::Row { .. } => "database-damaged",
            Self::Locked => "database-locked",
            Self::Unavailable(_) => "database-unavailable",
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::DiskFull => Text::new(
                "ディスクに空きがないため、書き込みませんでした。閲覧はできます。空きができれば、再起動なしで書き込めます。",
                "the disk is full, so nothing was written; reading works, and writing resumes without a restart once there is space",
            ),
            Self::WriteFailed(_) => Text::new(
                "ディスクへの書き込みに失敗しました。以後の書き込みは受け付けません。ディスクを確かめて、再起動してください。",
                "writing to the disk failed, and no more writes are accepted; check the disk and restart",
            ),
            Self::ReadOnly => Text::new(
                "前の書き込みが失敗したため、閲覧だけできます。ディスクを確かめて、再起動してください。",
                "only reading works since a write failed; check the disk and restart",
            ),
            Self::Damaged(_) => Text::new(
                "データベースが壊れています。バックアップから戻し、検証してください。",
                "the database is damaged; restore a backup and verify it",
            ),
            Self::Row { table } => Text::new(
                format!("データベースの表 {table} の行が壊れています。検証を行ってください。"),
                format!("a row of the table {table} is damaged; run the verification"),
            ),
            Self::Locked => Text::new(
                "ほかのプログラムがデータベースをロックしています。",
                "the database is locked by another program",
            ),
            Self::Unavailable(_) => Text::new(
                "データベースに接続できないか、応答がありません。",
                "the database cannot be reached or does not answer",
            ),
        }
    }
}
