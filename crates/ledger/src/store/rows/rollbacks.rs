//! Rollbacks: the record that an older backup was put in place although something newer was known, and why.

use super::{execute, instant, on, sequence_and_hash, sound};
use crate::chain::Head;
use crate::city::CityId;
use crate::store::{StoreError, Transaction};
use jiff::Timestamp;

/// A rollback that somebody decided. The caller records it in the city's stream too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollbackMarker {
    /// Whose stream went back.
    pub city: CityId,
    /// When.
    pub recorded_at: Timestamp,
    /// The newest place that was known, from a checkpoint.
    pub known: Head,
    /// Where the stream stands now.
    pub restored: Head,
    /// Why it was decided.
    pub reason: String,
}

type Columns = (String, i64, i64, Vec<u8>, i64, Vec<u8>, String);

fn row(columns: Columns) -> Result<RollbackMarker, StoreError> {
    let (city, recorded_at, known_sequence, known_hash, restored_sequence, restored_hash, reason) = columns;
    let head = |sequence, hash: &[u8]| {
        let (sequence, hash) = sequence_and_hash(sequence, hash)?;
        Some(Head { sequence, hash })
    };
    let read = || {
        Some(RollbackMarker {
            city: city.parse().ok()?,
            recorded_at: instant(recorded_at)?,
            known: head(known_sequence, &known_hash)?,
            restored: head(restored_sequence, &restored_hash)?,
            reason,
        })
    };
    sound("rollbacks", read())
}

impl Transaction {
    pub(crate) async fn insert_rollback(&mut self, marker: &RollbackMarker) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO rollbacks (city, recorded_at, known_sequence, known_hash, restored_sequence, \
                           restored_hash, reason) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        execute!(
            self,
            sqlx::query(SQL)
                .bind(marker.city.as_str())
                .bind(marker.recorded_at.as_millisecond())
                .bind(marker.known.sequence.column())
                .bind(marker.known.hash.as_bytes().as_slice())
                .bind(marker.restored.sequence.column())
                .bind(marker.restored.hash.as_bytes().as_slice())
                .bind(marker.reason.as_str())
        )?;
        Ok(())
    }

    pub(crate) async fn list_rollbacks(&mut self, city: &CityId) -> Result<Vec<RollbackMarker>, StoreError> {
        const SQL: &str = "SELECT city, recorded_at, known_sequence, known_hash, restored_sequence, restored_hash, \
                           reason FROM rollbacks WHERE city = $1 ORDER BY recorded_at";
        let columns: Vec<Columns> =
            on!(self, connection => sqlx::query_as(SQL).bind(city.as_str()).fetch_all(connection))?;
        columns.into_iter().map(row).collect()
    }
}
