//! The rows and what is done with them, a file for each kind. Plain columns in, plain columns out.

mod blobs;
mod cities;
mod data_keys;
mod erasures;
mod events;
mod rollbacks;
mod snapshots;

pub(crate) use blobs::BlobRow;
pub(crate) use cities::CityRow;
pub(crate) use data_keys::DataKeyRow;
pub(crate) use erasures::ErasureRow;
pub(crate) use events::{EventPage, EventRow};
pub use rollbacks::RollbackMarker;

use super::StoreError;
use crate::chain::{ChainHash, Sequence};
use jiff::Timestamp;

/// Runs a query on whichever database the transaction is on.
macro_rules! on {
    ($transaction:expr, $connection:ident => $query:expr) => {
        on!($transaction, $crate::store::patience::PATIENCE, $connection => $query)
    };
    ($transaction:expr, $patience:expr, $connection:ident => $query:expr) => {{
        let result = match &mut $transaction.inner {
            $crate::store::Inner::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $query.await
            }
            $crate::store::Inner::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $crate::store::patience::in_time($patience, $query).await
            }
        };
        result.map_err(|error| $transaction.fail(error))
    }};
}
use on;

/// Runs a statement; the number of rows it touched.
macro_rules! execute {
    ($transaction:expr, $query:expr) => {
        execute!($transaction, $crate::store::patience::PATIENCE, $query)
    };
    ($transaction:expr, $patience:expr, $query:expr) => {{
        let result = match &mut $transaction.inner {
            $crate::store::Inner::Sqlite(transaction) => {
                $query.execute(&mut **transaction).await.map(|done| done.rows_affected())
            }
            $crate::store::Inner::Postgres(transaction) => {
                let execution = $query.execute(&mut **transaction);
                $crate::store::patience::in_time($patience, execution).await.map(|done| done.rows_affected())
            }
        };
        result.map_err(|error| $transaction.fail(error))
    }};
}
use execute;

/// Instants are columns of milliseconds.
fn instant(column: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(column).ok()
}

fn sequence_and_hash(sequence: i64, hash: &[u8]) -> Option<(Sequence, ChainHash)> {
    Some((Sequence::from_column(sequence)?, ChainHash::from_slice(hash)?))
}

/// What a row reads as, or which table holds a damaged one.
fn sound<T>(table: &'static str, row: Option<T>) -> Result<T, StoreError> {
    row.ok_or(StoreError::Row { table })
}
