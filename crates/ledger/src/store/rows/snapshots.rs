//! Snapshots: sealed states, each at an event. The last two are kept.

use super::{execute, on, sound};
use crate::chain::Sequence;
use crate::city::CityId;
use crate::store::patience::PATIENCE_WITH_SNAPSHOTS;
use crate::store::{StoreError, Transaction};

#[derive(Clone, Debug)]
pub(crate) struct SnapshotRow {
    pub(crate) sequence: Sequence,
    pub(crate) envelope: Vec<u8>,
}

impl Transaction {
    pub(crate) async fn put_snapshot(
        &mut self,
        city: &CityId,
        sequence: Sequence,
        envelope: &[u8],
    ) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO snapshots (city, sequence, envelope) VALUES ($1, $2, $3) \
                           ON CONFLICT (city, sequence) DO UPDATE SET envelope = excluded.envelope";
        execute!(
            self,
            PATIENCE_WITH_SNAPSHOTS,
            sqlx::query(SQL).bind(city.as_str()).bind(sequence.column()).bind(envelope)
        )?;
        Ok(())
    }

    /// Removes all but the `kept` latest.
    pub(crate) async fn delete_old_snapshots(&mut self, city: &CityId, kept: i64) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM snapshots WHERE city = $1 AND sequence NOT IN \
                           (SELECT sequence FROM snapshots WHERE city = $1 ORDER BY sequence DESC LIMIT $2)";
        execute!(self, sqlx::query(SQL).bind(city.as_str()).bind(kept))?;
        Ok(())
    }

    /// Newest first.
    pub(crate) async fn list_snapshots(&mut self, city: &CityId) -> Result<Vec<SnapshotRow>, StoreError> {
        const SQL: &str = "SELECT sequence, envelope FROM snapshots WHERE city = $1 ORDER BY sequence DESC";
        let columns: Vec<(i64, Vec<u8>)> = on!(self, PATIENCE_WITH_SNAPSHOTS, connection => sqlx::query_as(SQL).bind(city.as_str()).fetch_all(connection))?;
        let row = |(sequence, envelope): (i64, Vec<u8>)| {
            let sequence = sound("snapshots", Sequence::from_column(sequence))?;
            Ok(SnapshotRow { sequence, envelope })
        };
        columns.into_iter().map(row).collect()
    }
}
