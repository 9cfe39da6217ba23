//! New keys for old: a new data key for what comes, a new key-encryption key around the data keys there are, and looking
//! whether a city's key can still be had.

use super::{KeyError, WrapContext};
use crate::city::CityId;
use crate::ledger::{Ledger, new_data_key};
use jiff::Timestamp;

impl Ledger {
    /// Seals with a new data key from now on; the number of it. Older data keys stay for what they sealed.
    pub async fn rotate_data_key(&self, city: &CityId, at: Timestamp) -> Result<u32, KeyError> {
        let mut transaction = self.core.database.write().await?;
        let row = transaction.lock_city(city).await?;
        let row = row.ok_or_else(|| KeyError::Unavailable { city: city.to_string() })?;
        if transaction.find_data_key(city, row.key_epoch).await?.is_none() {
            return Err(KeyError::Gone { city: city.to_string(), epoch: row.key_epoch });
        }
        let epoch = row.key_epoch.saturating_add(1);
        transaction.insert_data_key(&new_data_key(&self.core, city, epoch, at).await?).await?;
        transaction.set_key_epoch(city, epoch).await?;
        transaction.commit().await?;
        // It is done; that it lies in the log for a while is no reason to say otherwise.
        let _ = self.core.database.tidy_away().await;
        Ok(epoch)
    }

    /// Wraps every data key of the city with the current key of the key ring; how many were wrapped with another. All or none,
    /// so it can be repeated. Destroy the old key-encryption key only after this.
    pub async fn rewrap(&self, city: &CityId) -> Result<usize, KeyError> {
        let new = self.core.keys.ring().current(city).await?;
        let mut transaction = self.core.database.write().await?;
        transaction.lock_city(city).await?;
        let mut rewrapped = 0;
        for row in transaction.list_data_keys(city).await? {
            if row.kek_id == *new.id() {
                continue;
            }
            let secret = self.core.keys.unwrap(&row).await?;
            let wrapped = new.wrap(WrapContext { city, epoch: row.epoch }, &secret).await?;
            transaction.rewrap_data_key(city, row.epoch, new.id(), &wrapped).await?;
            rewrapped += 1;
        }
        transaction.commit().await?;
        self.core.database.forget_deleted_keys().await?;
        Ok(rewrapped)
    }

    /// Asks the key's holder again. If the key is withdrawn or wrong, nothing of the city opens any more, although its data
    /// keys had been in memory. Other cities are not touched.
    pub async fn recheck_keys(&self, city: &CityId) -> Result<(), KeyError> {
        let result = self.unwrap_current(city).await;
        if result.is_err() {
            self.core.keys.forget(city);
        }
        result
    }

    async fn unwrap_current(&self, city: &CityId) -> Result<(), KeyError> {
        let mut transaction = self.core.database.read().await?;
        let row = transaction.find_city(city).await?;
        let epoch = row.ok_or_else(|| KeyError::Unavailable { city: city.to_string() })?.key_epoch;
        let key = transaction.find_data_key(city, epoch).await?;
        let key = key.ok_or_else(|| KeyError::Gone { city: city.to_string(), epoch })?;
        self.core.keys.unwrap(&key).await.map(drop)
    }
}
