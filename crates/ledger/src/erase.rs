//! Erasing a city: its wrapped data keys are deleted, its key-encryption keys destroyed, and a record of it kept. What was
//! sealed stays as bytes that nobody can open, here and in every backup; other cities are not touched.

use crate::chain::Head;
use crate::city::{CityId, UnknownCity};
use crate::fault::Fault;
use crate::keys::{KeyError, KeyId};
use crate::ledger::Ledger;
use crate::store::{ErasureRow, StoreError};
use jiff::Timestamp;
use standard::Text;

/// The record of an erasure, for the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Whose data.
    pub city: CityId,
    /// When the data keys were deleted.
    pub begun_at: Timestamp,
    /// When the key-encryption keys were destroyed too.
    pub finished_at: Timestamp,
    /// Where the stream ended.
    pub head: Head,
    /// How many data keys were deleted.
    pub data_keys: u64,
    /// The key-encryption keys that were destroyed.
    pub key_ids: Vec<KeyId>,
}

/// Why an erasure did not finish. Repeat it: it goes on where it stopped.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EraseError {
    /// No such city.
    #[error(transparent)]
    UnknownCity(#[from] UnknownCity),
    /// The holder did not destroy the key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Ledger {
    /// Destroys every key of a city. There is no way back. Stopped half-way it is finished by calling it again; of a city that
    /// is erased already, the record is returned.
    pub async fn destroy_keys(&self, city: &CityId, at: Timestamp) -> Result<Erasure, EraseError> {
        // As it is kept: the record says the same whenever it is asked for.
        let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
        let begun = self.begin_erasure(city, at).await?;
        self.core.keys.forget(city);
        let finished = if let Some(finished_at) = begun.finished_at {
            (begun, finished_at)
        } else {
            self.core.database.forget_deleted_keys().await?;
            let destroyed = self.core.keys.ring().destroy(city).await?;
            let row = ErasureRow { finished_at: Some(at), key_ids: joined(&begun.key_ids, &destroyed), ..begun };
            let mut transaction = self.core.database.write().await?;
            transaction.put_erasure(city, &row).await?;
            transaction.commit().await?;
            // It is done; that it lies in the log for a while is no reason to say otherwise.
            let _ = self.core.database.tidy_away().await;
            (row, at)
        };
        Ok(as_erasure(city, finished))
    }

    /// The record of a city's erasure, if it is erased.
    pub async fn find_erasure(&self, city: &CityId) -> Result<Option<Erasure>, StoreError> {
        let row = self.core.database.read().await?.find_erasure(city).await?;
        let finished = row.and_then(|row| row.finished_at.map(|finished_at| (row, finished_at)));
        Ok(finished.map(|finished| as_erasure(city, finished)))
    }

    /// Deletes the data keys and notes that it was begun, in one transaction.
    async fn begin_erasure(&self, city: &CityId, at: Timestamp) -> Result<ErasureRow, EraseError> {
        let mut transaction = self.core.database.write().await?;
        let locked = transaction.lock_city(city).await?;
        let head = locked.ok_or_else(|| UnknownCity { city: city.clone() })?.head;
        if let Some(begun) = transaction.find_erasure(city).await? {
            return Ok(begun);
        }
        let wrapped_with: Vec<KeyId> =
            transaction.list_data_keys(city).await?.into_iter().map(|row| row.kek_id).collect();
        let data_keys = transaction.delete_data_keys(city).await?;
        let key_ids = joined("", &wrapped_with);
        let row = ErasureRow { begun_at: at, finished_at: None, head, data_keys, key_ids };
        transaction.put_erasure(city, &row).await?;
        transaction.commit().await?;
        Ok(row)
    }
}

/// The names, each once, a line each.
fn joined(lines: &str, more: &[KeyId]) -> String {
    let mut names: Vec<&str> = lines.lines().chain(more.iter().map(KeyId::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    names.join("\n")
}

fn as_erasure(city: &CityId, (row, finished_at): (ErasureRow, Timestamp)) -> Erasure {
    let key_ids = row.key_ids.lines().map(KeyId::new).collect();
    let ErasureRow { begun_at, head, data_keys, .. } = row;
    Erasure { city: city.clone(), begun_at, finished_at, head, data_keys, key_ids }
}

impl Fault for EraseError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCity(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::UnknownCity(error) => error.text(),
            Self::Key(error) => error.text(),
            Self::Store(error) => error.text(),
        }
    }
}
