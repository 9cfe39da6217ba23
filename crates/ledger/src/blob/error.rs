//! What can go wrong with evidence.

use super::{BLOB_LIMIT, BlobId};
use crate::city::{CityId, UnknownCity};
use crate::fault::Fault;
use crate::keys::KeyError;
use crate::store::StoreError;
use standard::Text;
use std::sync::Arc;

/// Why a blob was not stored or cannot be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum BlobError {
    /// No such city.
    #[error(transparent)]
    UnknownCity(#[from] UnknownCity),
    /// No such blob in this city.
    #[error("there is no blob {id}")]
    Unknown {
        /// Which.
        id: BlobId,
    },
    /// Too large.
    #[error("a blob of {found} bytes is larger than {BLOB_LIMIT}")]
    TooLarge {
        /// How large.
        found: usize,
    },
    /// The stored bytes were altered, cut, or are another blob's.
    #[error("the blob {id} of {city} is damaged")]
    Damaged {
        /// Whose.
        city: CityId,
        /// Which.
        id: BlobId,
    },
    /// The disk that holds the folder is full.
    #[error("there is no space for the blob")]
    DiskFull,
    /// The folder or the bucket did not do it.
    #[error("the store for evidence did not answer")]
    Storage(#[source] Arc<object_store::Error>),
    /// The city's keys cannot be had.
    #[error(transparent)]
    Key(KeyError),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        let mut cause: Option<&dyn std::error::Error> = Some(&error);
        while let Some(current) = cause {
            let io = current.downcast_ref::<std::io::Error>();
            if io.is_some_and(|io| io.kind() == std::io::ErrorKind::StorageFull) {
                return Self::DiskFull;
            }
            cause = current.source();
        }
        Self::Storage(Arc::new(error))
    }
}

impl Fault for BlobError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCity(error) => error.code(),
            Self::Unknown { .. } => "blob-unknown",
            Self::TooLarge { .. } => "blob-size",
            Self::Damaged { .. } => "blob-damaged",
            Self::DiskFull => "disk-full",
            Self::Storage(_) => "blob-store-unavailable",
            Self::Key(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::UnknownCity(error) => error.text(),
            Self::Unknown { .. } => Text::new("その証跡はありません。", "there is no such evidence"),
            Self::TooLarge { found } => Text::new(
                format!("ファイルが大きすぎます（{found} バイト）。{BLOB_LIMIT} バイトまでです。分けてください。"),
                format!("the file is too large ({found} bytes; up to {BLOB_LIMIT}); split it"),
            ),
            Self::Damaged { id, .. } => Text::new(
                format!("証跡 {id} が壊れているか、書き換えられています。バックアップから戻してください。"),
                format!("the evidence {id} is damaged or was altered; restore it from a backup"),
            ),
            Self::DiskFull => StoreError::DiskFull.text(),
            Self::Storage(_) => Text::new(
                "証跡の保管先に接続できないか、応答がありません。",
                "the store for evidence cannot be reached or does not answer",
            ),
            Self::Key(error) => error.text(),
            Self::Store(error) => error.text(),
        }
    }
}
