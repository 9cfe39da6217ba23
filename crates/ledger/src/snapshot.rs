//! Snapshots: a state that rooms above folded up to an event, sealed and bound to that event's hash. They only save time: what
//! does not open is passed over, and the stream says the same from its beginning.

use crate::chain::Sequence;
use crate::city::{CityId, UnknownCity};
use crate::envelope::{Header, Kind, Place};
use crate::ledger::Ledger;
use crate::read::ReadError;
use jiff::Timestamp;

/// The largest snapshot, in bytes.
pub const SNAPSHOT_LIMIT: usize = 64 * 1024 * 1024;

/// How many are kept: the newest, and one for the case that it is damaged.
const KEPT: i64 = 2;

/// A state at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The last event in it. Read on with `read(city, snapshot.sequence)`.
    pub sequence: Sequence,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// What was given.
    pub payload: Vec<u8>,
}

impl Ledger {
    /// Keeps the state at an event of the stream.
    pub async fn save_snapshot(
        &self,
        city: &CityId,
        sequence: Sequence,
        payload: &[u8],
        at: Timestamp,
    ) -> Result<(), ReadError> {
        if payload.len() > SNAPSHOT_LIMIT {
            return Err(ReadError::Snapshot);
        }
        let core = &self.core;
        let mut transaction = core.database.read().await?;
        let row = transaction.find_city(city).await?.ok_or_else(|| UnknownCity { city: city.clone() })?;
        let hash = transaction.find_hash(city, sequence).await?.ok_or(ReadError::Snapshot)?;
        drop(transaction);
        let key = core.keys.load(&core.database, city, row.key_epoch).await?;
        let place = Place { kind: Kind::Snapshot, city, sequence, hash };
        let envelope = key.seal(&place, at, payload, core.randomness.as_ref())?;
        let mut transaction = core.database.write().await?;
        transaction.put_snapshot(city, sequence, &envelope).await?;
        transaction.delete_old_snapshots(city, KEPT).await?;
        transaction.commit().await?;
        core.database.tidy().await;
        Ok(())
    }

    /// The newest snapshot that opens and stands at an event of this stream.
    pub async fn latest_snapshot(&self, city: &CityId) -> Result<Option<Snapshot>, ReadError> {
        let core = &self.core;
        let mut transaction = core.database.read().await?;
        for row in transaction.list_snapshots(city).await? {
            let Some(hash) = transaction.find_hash(city, row.sequence).await? else { continue };
            let Some((header, _)) = Header::parse(&row.envelope) else { continue };
            let key = core.keys.load(&core.database, city, header.epoch).await?;
            let place = Place { kind: Kind::Snapshot, city, sequence: row.sequence, hash };
            if let Some(payload) = key.open(&place, &row.envelope) {
                return Ok(Some(Snapshot { sequence: row.sequence, taken_at: header.recorded_at, payload }));
            }
        }
        Ok(None)
    }
}
