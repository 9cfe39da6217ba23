//! Cities: where each stream ends, and which data key it seals with.

use super::{execute, instant, on, sequence_and_hash, sound};
use crate::chain::Head;
use crate::city::CityId;
use crate::store::{StoreError, Transaction};
use jiff::Timestamp;

#[derive(Clone, Debug)]
pub(crate) struct CityRow {
    pub(crate) city: CityId,
    pub(crate) created_at: Timestamp,
    pub(crate) head: Head,
    pub(crate) key_epoch: u32,
}

type Columns = (String, i64, i64, Vec<u8>, i64);

fn row((city, created_at, sequence, hash, key_epoch): Columns) -> Result<CityRow, StoreError> {
    let read = || {
        let (sequence, hash) = sequence_and_hash(sequence, &hash)?;
        Some(CityRow {
            city: city.parse().ok()?,
            created_at: instant(created_at)?,
            head: Head { sequence, hash },
            key_epoch: key_epoch.try_into().ok()?,
        })
    };
    sound("cities", read())
}

impl Transaction {
    /// False if the city is there already.
    pub(crate) async fn insert_city(&mut self, row: &CityRow) -> Result<bool, StoreError> {
        const SQL: &str = "INSERT INTO cities (city, created_at, sequence, hash, key_epoch) VALUES ($1, $2, $3, $4, $5) \
                           ON CONFLICT DO NOTHING";
        let done = execute!(
            self,
            sqlx::query(SQL)
                .bind(row.city.as_str())
                .bind(row.created_at.as_millisecond())
                .bind(row.head.sequence.column())
                .bind(row.head.hash.as_bytes().as_slice())
                .bind(i64::from(row.key_epoch))
        )?;
        Ok(done == 1)
    }

    pub(crate) async fn find_city(&mut self, city: &CityId) -> Result<Option<CityRow>, StoreError> {
        const SQL: &str = "SELECT city, created_at, sequence, hash, key_epoch FROM cities WHERE city = $1";
        let columns: Option<Columns> =
            on!(self, connection => sqlx::query_as(SQL).bind(city.as_str()).fetch_optional(connection))?;
        columns.map(row).transpose()
    }

    /// Reads the city's row and keeps other writers of this city away until the transaction ends. (An update of nothing:
    /// `SELECT … FOR UPDATE` is PostgreSQL's alone.)
    pub(crate) async fn lock_city(&mut self, city: &CityId) -> Result<Option<CityRow>, StoreError> {
        const SQL: &str = "UPDATE cities SET key_epoch = key_epoch WHERE city = $1 \
                           RETURNING city, created_at, sequence, hash, key_epoch";
        let columns: Option<Columns> =
            on!(self, connection => sqlx::query_as(SQL).bind(city.as_str()).fetch_optional(connection))?;
        columns.map(row).transpose()
    }

    pub(crate) async fn list_cities(&mut self) -> Result<Vec<CityRow>, StoreError> {
        const SQL: &str = "SELECT city, created_at, sequence, hash, key_epoch FROM cities ORDER BY city";
        let columns: Vec<Columns> = on!(self, connection => sqlx::query_as(SQL).fetch_all(connection))?;
        columns.into_iter().map(row).collect()
    }

    /// Where streams end; a city whose row is damaged is left out, so that it keeps no other from opening.
    pub(crate) async fn list_sound_heads(&mut self) -> Result<Vec<(CityId, Head)>, StoreError> {
        const SQL: &str = "SELECT city, created_at, sequence, hash, key_epoch FROM cities ORDER BY city";
        let columns: Vec<Columns> = on!(self, connection => sqlx::query_as(SQL).fetch_all(connection))?;
        Ok(columns.into_iter().filter_map(|columns| row(columns).ok()).map(|row| (row.city, row.head)).collect())
    }

    pub(crate) async fn set_head(&mut self, city: &CityId, head: Head) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE cities SET sequence = $2, hash = $3 WHERE city = $1";
        execute!(
            self,
            sqlx::query(SQL).bind(city.as_str()).bind(head.sequence.column()).bind(head.hash.as_bytes().as_slice())
        )?;
        Ok(())
    }

    pub(crate) async fn set_key_epoch(&mut self, city: &CityId, epoch: u32) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE cities SET key_epoch = $2 WHERE city = $1";
        execute!(self, sqlx::query(SQL).bind(city.as_str()).bind(i64::from(epoch)))?;
        Ok(())
    }
}
