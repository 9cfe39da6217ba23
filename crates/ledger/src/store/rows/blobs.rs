//! Blobs: which evidence is stored durably, and what its sealed bytes hash to. The bytes are in a folder or a bucket.

use super::{execute, instant, on, sound};
use crate::city::CityId;
use crate::store::{StoreError, Transaction};
use jiff::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BlobRow {
    pub(crate) id: [u8; 32],
    pub(crate) epoch: u32,
    /// Of the plaintext, in bytes.
    pub(crate) length: u64,
    /// SHA-256 of the sealed bytes.
    pub(crate) sealed_hash: [u8; 32],
    pub(crate) stored_at: Timestamp,
}

type Columns = (Vec<u8>, i64, i64, Vec<u8>, i64);

fn row((id, epoch, length, sealed_hash, stored_at): Columns) -> Result<BlobRow, StoreError> {
    let read = || {
        Some(BlobRow {
            id: id.try_into().ok()?,
            epoch: epoch.try_into().ok()?,
            length: length.try_into().ok()?,
            sealed_hash: sealed_hash.try_into().ok()?,
            stored_at: instant(stored_at)?,
        })
    };
    sound("blobs", read())
}

impl Transaction {
    /// Keeps the older row if there is one.
    pub(crate) async fn insert_blob(&mut self, city: &CityId, row: &BlobRow) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO blobs (city, id, epoch, length, sealed_hash, stored_at) \
                           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        execute!(
            self,
            sqlx::query(SQL)
                .bind(city.as_str())
                .bind(row.id.as_slice())
                .bind(i64::from(row.epoch))
                .bind(i64::try_from(row.length).unwrap_or(i64::MAX))
                .bind(row.sealed_hash.as_slice())
                .bind(row.stored_at.as_millisecond())
        )?;
        Ok(())
    }

    pub(crate) async fn find_blob(&mut self, city: &CityId, id: &[u8; 32]) -> Result<Option<BlobRow>, StoreError> {
        const SQL: &str = "SELECT id, epoch, length, sealed_hash, stored_at FROM blobs WHERE city = $1 AND id = $2";
        let columns: Option<Columns> = on!(self, connection =>
            sqlx::query_as(SQL).bind(city.as_str()).bind(id.as_slice()).fetch_optional(connection))?;
        columns.map(row).transpose()
    }

    /// In the order of their ids; a row is some 100 bytes.
    pub(crate) async fn list_blobs(&mut self, city: &CityId) -> Result<Vec<BlobRow>, StoreError> {
        const SQL: &str = "SELECT id, epoch, length, sealed_hash, stored_at FROM blobs WHERE city = $1 ORDER BY id";
        let columns: Vec<Columns> =
            on!(self, connection => sqlx::query_as(SQL).bind(city.as_str()).fetch_all(connection))?;
        columns.into_iter().map(row).collect()
    }
}
