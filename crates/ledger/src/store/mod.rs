//! The database under the ledger: SQLite or PostgreSQL behind one set of row operations. One SQL text serves both; what differs
//! (how a transaction begins, the schema's types) is here and in `open`. Knows rows, not what is sealed in them.

mod error;
mod migrations;
mod open;
mod patience;
mod rows;

pub use error::StoreError;
pub use open::{DatabaseLocation, OpenError};
pub use rows::RollbackMarker;
pub(crate) use rows::{BlobRow, CityRow, DataKeyRow, ErasureRow, EventRow};

use patience::{PATIENCE, in_time};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An open database.
#[derive(Debug)]
pub(crate) struct Database {
    pools: Pools,
    /// Keeps a second server away as long as the database is open.
    lock: Option<File>,
    /// A write failed (or the database was opened to be read): nothing is written any more.
    failed: Arc<AtomicBool>,
}

#[derive(Debug)]
enum Pools {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

impl Database {
    /// A transaction that sees one state of everything.
    pub(crate) async fn read(&self) -> Result<Transaction, StoreError> {
        let inner = match &self.pools {
            Pools::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => {
                let begun = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
                Inner::Postgres(in_time(PATIENCE, begun).await?)
            }
        };
        Ok(Transaction { inner, failed: Arc::clone(&self.failed) })
    }

    /// A transaction that writes. On SQLite the only one at a time.
    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        if self.is_read_only() {
            return Err(StoreError::ReadOnly);
        }
        let inner = match &self.pools {
            Pools::Sqlite { write, .. } => Inner::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Inner::Postgres(in_time(PATIENCE, pool.begin()).await?),
        };
        Ok(Transaction { inner, failed: Arc::clone(&self.failed) })
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.failed.load(Ordering::SeqCst)
    }

    /// Moves what SQLite has in its write-ahead log to its place, as far as readers allow. If syncing fails here, later writes
    /// could reuse a log whose content never reached the disk: so nothing more is written then.
    pub(crate) async fn tidy(&self) {
        let Pools::Sqlite { write, .. } = &self.pools else { return };
        if self.is_read_only() {
            return;
        }
        let result = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(write).await;
        if let Err(StoreError::WriteFailed(_)) = result.map_err(StoreError::from) {
            self.failed.store(true, Ordering::SeqCst);
        }
    }

    /// After keys were deleted: no older copy of their rows stays in SQLite's log or PostgreSQL's dead rows.
    pub(crate) async fn forget_deleted_keys(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write).await?;
            }
            Pools::Postgres(pool) => {
                sqlx::query("VACUUM data_keys").execute(pool).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
        if let Some(lock) = &self.lock {
            // Otherwise it is let go with the last handle.
            let _ = lock.unlock();
        }
    }
}

/// A transaction on either database; rolled back when dropped. Its row operations are in `rows`.
pub(crate) struct Transaction {
    inner: Inner,
    failed: Arc<AtomicBool>,
}

enum Inner {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    /// Makes it durable. If that fails for any reason but a full disk, what was written may or may not be there.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let result = match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await,
            Inner::Postgres(transaction) => in_time(PATIENCE, transaction.commit()).await,
        };
        result.map_err(|error| fail(&self.failed, error))
    }

    /// The error of a statement of this transaction; after a failed write nothing is written any more.
    fn fail(&self, error: sqlx::Error) -> StoreError {
        fail(&self.failed, error)
    }
}

fn fail(failed: &AtomicBool, error: sqlx::Error) -> StoreError {
    let error = StoreError::from(error);
    if matches!(error, StoreError::WriteFailed(_) | StoreError::Damaged(_)) {
        failed.store(true, Ordering::SeqCst);
    }
    error
}
