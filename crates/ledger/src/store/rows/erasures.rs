//! Erasures: the record that a city's keys were destroyed. It outlives the keys.

use super::{execute, instant, on, sequence_and_hash, sound};
use crate::chain::Head;
use crate::city::CityId;
use crate::store::{StoreError, Transaction};
use jiff::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ErasureRow {
    pub(crate) begun_at: Timestamp,
    /// `None` while the key-encryption keys are not destroyed yet.
    pub(crate) finished_at: Option<Timestamp>,
    pub(crate) head: Head,
    /// How many data keys were destroyed.
    pub(crate) data_keys: u64,
    /// The key-encryption keys destroyed, a name a line.
    pub(crate) key_ids: String,
}

type Columns = (i64, Option<i64>, i64, Vec<u8>, i64, String);

fn row((begun_at, finished_at, sequence, hash, data_keys, key_ids): Columns) -> Result<ErasureRow, StoreError> {
    let read = || {
        let (sequence, hash) = sequence_and_hash(sequence, &hash)?;
        Some(ErasureRow {
            begun_at: instant(begun_at)?,
            finished_at: match finished_at {
                Some(column) => Some(instant(column)?),
                None => None,
            },
            head: Head { sequence, hash },
            data_keys: data_keys.try_into().ok()?,
            key_ids,
        })
    };
    sound("erasures", read())
}

impl Transaction {
    pub(crate) async fn put_erasure(&mut self, city: &CityId, row: &ErasureRow) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO erasures (city, begun_at, finished_at, sequence, hash, data_keys, key_ids) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (city) DO UPDATE \
                           SET finished_at = excluded.finished_at, key_ids = excluded.key_ids";
        execute!(
            self,
            sqlx::query(SQL)
                .bind(city.as_str())
                .bind(row.begun_at.as_millisecond())
                .bind(row.finished_at.map(Timestamp::as_millisecond))
                .bind(row.head.sequence.column())
                .bind(row.head.hash.as_bytes().as_slice())
                .bind(i64::try_from(row.data_keys).unwrap_or(i64::MAX))
                .bind(row.key_ids.as_str())
        )?;
        Ok(())
    }

    pub(crate) async fn find_erasure(&mut self, city: &CityId) -> Result<Option<ErasureRow>, StoreError> {
        const SQL: &str =
            "SELECT begun_at, finished_at, sequence, hash, data_keys, key_ids FROM erasures WHERE city = $1";
        let columns: Option<Columns> =
            on!(self, connection => sqlx::query_as(SQL).bind(city.as_str()).fetch_optional(connection))?;
        columns.map(row).transpose()
    }
}
