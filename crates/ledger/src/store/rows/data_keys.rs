//! Data keys, wrapped. An erased city has none.

use super::{execute, instant, on, sound};
use crate::city::CityId;
use crate::keys::KeyId;
use crate::store::{StoreError, Transaction};
use jiff::Timestamp;

#[derive(Clone, Debug)]
pub(crate) struct DataKeyRow {
    pub(crate) city: CityId,
    pub(crate) epoch: u32,
    pub(crate) kek_id: KeyId,
    pub(crate) wrapped: Vec<u8>,
    pub(crate) created_at: Timestamp,
}

type Columns = (String, i64, String, Vec<u8>, i64);

fn row((city, epoch, kek_id, wrapped, created_at): Columns) -> Result<DataKeyRow, StoreError> {
    let read = || {
        Some(DataKeyRow {
            city: city.parse().ok()?,
            epoch: epoch.try_into().ok()?,
            kek_id: KeyId::new(kek_id),
            wrapped,
            created_at: instant(created_at)?,
        })
    };
    sound("data_keys", read())
}

impl Transaction {
    pub(crate) async fn insert_data_key(&mut self, row: &DataKeyRow) -> Result<(), StoreError> {
        const SQL: &str =
            "INSERT INTO data_keys (city, epoch, kek_id, wrapped, created_at) VALUES ($1, $2, $3, $4, $5)";
        execute!(
            self,
            sqlx::query(SQL)
                .bind(row.city.as_str())
                .bind(i64::from(row.epoch))
                .bind(row.kek_id.as_str())
                .bind(row.wrapped.as_slice())
                .bind(row.created_at.as_millisecond())
        )?;
        Ok(())
    }

    pub(crate) async fn find_data_key(&mut self, city: &CityId, epoch: u32) -> Result<Option<DataKeyRow>, StoreError> {
        const SQL: &str =
            "SELECT city, epoch, kek_id, wrapped, created_at FROM data_keys WHERE city = $1 AND epoch = $2";
        let columns: Option<Columns> = on!(self, connection =>
            sqlx::query_as(SQL).bind(city.as_str()).bind(i64::from(epoch)).fetch_optional(connection))?;
        columns.map(row).transpose()
    }

    pub(crate) async fn list_data_keys(&mut self, city: &CityId) -> Result<Vec<DataKeyRow>, StoreError> {
        const SQL: &str =
            "SELECT city, epoch, kek_id, wrapped, created_at FROM data_keys WHERE city = $1 ORDER BY epoch";
        let columns: Vec<Columns> =
            on!(self, connection => sqlx::query_as(SQL).bind(city.as_str()).fetch_all(connection))?;
        columns.into_iter().map(row).collect()
    }

    pub(crate) async fn rewrap_data_key(
        &mut self,
        city: &CityId,
        epoch: u32,
        kek_id: &KeyId,
        wrapped: &[u8],
    ) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE data_keys SET kek_id = $3, wrapped = $4 WHERE city = $1 AND epoch = $2";
        execute!(
            self,
            sqlx::query(SQL).bind(city.as_str()).bind(i64::from(epoch)).bind(kek_id.as_str()).bind(wrapped)
        )?;
        Ok(())
    }

    /// How many there were.
    pub(crate) async fn delete_data_keys(&mut self, city: &CityId) -> Result<u64, StoreError> {
        execute!(self, sqlx::query("DELETE FROM data_keys WHERE city = $1").bind(city.as_str()))
    }
}
