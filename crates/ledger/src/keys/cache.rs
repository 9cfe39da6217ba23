//! Data keys that were unwrapped, kept in memory. A city that withdraws its key is noticed by `recheck`, which rooms above call
//! at intervals (this room has no clock).

use super::data_key::DataKey;
use super::{KeyError, KeyRing, SecretKey, WrapContext};
use crate::city::CityId;
use crate::store::{DataKeyRow, Database};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) struct KeyCache {
    ring: Arc<dyn KeyRing>,
    keys: Mutex<HashMap<(CityId, u32), Arc<DataKey>>>,
}

impl KeyCache {
    pub(crate) fn new(ring: Arc<dyn KeyRing>) -> Self {
        Self { ring, keys: Mutex::default() }
    }

    pub(crate) fn ring(&self) -> &dyn KeyRing {
        self.ring.as_ref()
    }

    /// A data key of a city, from memory or unwrapped.
    pub(crate) async fn load(&self, database: &Database, city: &CityId, epoch: u32) -> Result<Arc<DataKey>, KeyError> {
        let place = (city.clone(), epoch);
        let known = self.keys().get(&place).cloned();
        if let Some(key) = known {
            return Ok(key);
        }
        let row = database.read().await?.find_data_key(city, epoch).await?;
        let row = row.ok_or_else(|| KeyError::Gone { city: city.to_string(), epoch })?;
        let key = Arc::new(DataKey::new(epoch, &self.unwrap(&row).await?)?);
        self.keys().insert(place, Arc::clone(&key));
        Ok(key)
    }

    /// Asks the holder of the key to unwrap a data key.
    pub(crate) async fn unwrap(&self, row: &DataKeyRow) -> Result<SecretKey, KeyError> {
        let kek = self.ring.load(&row.city, &row.kek_id).await?;
        kek.unwrap(WrapContext { city: &row.city, epoch: row.epoch }, &row.wrapped).await
    }

    pub(crate) fn forget(&self, city: &CityId) {
        self.keys().retain(|(other, _), _| other != city);
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<(CityId, u32), Arc<DataKey>>> {
        // Whoever panicked while holding it left a map of whole entries.
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
