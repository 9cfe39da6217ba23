//! A new key-encryption key in a folder of keys: made, wrapped around every data key, and only then are the old ones destroyed. Broken
//! off anywhere, it is finished by doing it again.

use super::folder::KeyFolder;
use super::{KeyEncryptionKey, KeyError, KeyId, WrapContext};
use crate::city::CityId;
use crate::ledger::Ledger;
use crate::random::Randomness;
use jiff::Timestamp;
use std::sync::Arc;

/// What a change of the key does, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    /// A new key is made; `false` where an earlier change was broken off and is finished.
    pub makes: bool,
    /// Data keys that are wrapped anew.
    pub rewraps: usize,
    /// The keys that are destroyed: what is in older backups opens with nothing afterwards.
    pub destroys: Vec<KeyId>,
}

/// A data key as the database keeps it, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataKeyInfo {
    /// Which of the city's data keys, counted from 1.
    pub epoch: u32,
    /// What it is wrapped with.
    pub wrapped_with: KeyId,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Ledger {
    /// The data keys of a city, oldest first.
    pub async fn list_data_keys(&self, city: &CityId) -> Result<Vec<DataKeyInfo>, KeyError> {
        let rows = self.core.database.read().await?.list_data_keys(city).await?;
        let info = |row: crate::store::DataKeyRow| DataKeyInfo {
            epoch: row.epoch,
            wrapped_with: row.kek_id,
            created_at: row.created_at,
        };
        Ok(rows.into_iter().map(info).collect())
    }

    /// What [`Ledger::change_key`] would do. `folder` is the one that the ledger was opened with.
    pub async fn plan_key_change(&self, city: &CityId, folder: &KeyFolder) -> Result<KeyChange, KeyError> {
        let mut keys = folder.list(city)?;
        let current = keys.pop().ok_or_else(|| KeyError::Unavailable { city: city.to_string() })?;
        let rows = self.list_data_keys(city).await?;
        if keys.is_empty() {
            return Ok(KeyChange { makes: true, rewraps: rows.len(), destroys: vec![current] });
        }
        let rewraps = rows.iter().filter(|row| row.wrapped_with != current).count();
        Ok(KeyChange { makes: false, rewraps, destroys: keys })
    }

    /// Gives the city a new key-encryption key and destroys the old, or finishes a change that was broken off.
    pub async fn change_key(
        &self,
        city: &CityId,
        folder: &KeyFolder,
        randomness: &dyn Randomness,
    ) -> Result<KeyChange, KeyError> {
        let change = self.plan_key_change(city, folder).await?;
        // Nothing is made where the old key does not open what is there: it would only hide that.
        self.recheck_keys(city).await?;
        if change.makes {
            folder.create(city, randomness)?;
        }
        self.rewrap(city).await?;
        self.refuse_unless_all_open(city).await?;
        for id in &change.destroys {
            folder.destroy_key(city, id)?;
        }
        Ok(change)
    }

    /// Every data key must open with the current key before another one is destroyed.
    async fn refuse_unless_all_open(&self, city: &CityId) -> Result<(), KeyError> {
        let current: Arc<dyn KeyEncryptionKey> = self.core.keys.ring().current(city).await?;
        let rows = self.core.database.read().await?.list_data_keys(city).await?;
        for row in rows {
            current.unwrap(WrapContext { city, epoch: row.epoch }, &row.wrapped).await?;
        }
        Ok(())
    }
}
