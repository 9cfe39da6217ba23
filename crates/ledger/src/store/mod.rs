//! The database under the ledger: SQLite or PostgreSQL behind one set of row operations. One SQL text serves both; what differs
//! (how a transaction begins, the schema's types) is here and in `open`. Knows rows, not what is sealed in them.

mod error;
mod heads;
mod lost;
mod migrations;
mod open;
mod patience;
mod rows;

pub use error::StoreError;
pub use lost::{LostWrites, find_lost_writes};
pub use open::{DatabaseLocation, OpenError};
pub use rows::RollbackMarker;
pub(crate) use rows::{BlobRow, CityRow, DataKeyRow, ErasureRow, EventPage, EventRow};

use crate::chain::Head;
use crate::city::CityId;
use heads::Heads;
use patience::{PATIENCE, in_time};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// An open database.
#[derive(Debug)]
pub(crate) struct Database {
    pools: Pools,
    /// Keeps a second server away as long as the database is open.
    lock: Option<File>,
    /// How far streams were written; SQLite only.
    heads: OnceLock<Heads>,
    /// The file, for the same.
    file: Option<PathBuf>,
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
                let pool = pool.clone();
                let read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Inner::Postgres(begun(async move { pool.begin_with(read).await }).await?)
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
            Pools::Postgres(pool) => {
                let pool = pool.clone();
                Inner::Postgres(begun(async move { pool.begin().await }).await?)
            }
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

    /// What SQLite's own check of the file finds wrong. PostgreSQL has none that a client may ask for.
    pub(crate) async fn check_file(&self) -> Result<Vec<String>, StoreError> {
        /// Damage comes in crowds; the first lines say where.
        const SQL: &str = "PRAGMA integrity_check(20)";
        let Pools::Sqlite { read, .. } = &self.pools else { return Ok(Vec::new()) };
        let lines: Vec<(String,)> = sqlx::query_as(SQL).fetch_all(read).await?;
        Ok(lines.into_iter().map(|(line,)| line).filter(|line| line != "ok").collect())
    }

    /// Moves everything that SQLite has in its log to its place, and empties the log: for what is rare, is no event, and must not be lost
    /// with the log. False if somebody was reading from it.
    pub(crate) async fn tidy_away(&self) -> Result<bool, StoreError> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(true) };
        let done = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(write).await;
        let (busy, _, _): (i64, i64, i64) = done.map_err(|error| fail(&self.failed, error))?;
        Ok(busy == 0)
    }

    /// Notes where streams end, as they are durable now.
    pub(crate) fn note<'a>(&self, heads: impl IntoIterator<Item = (&'a CityId, Head)>) {
        if let Some(noted) = self.heads.get() {
            heads.into_iter().for_each(|(city, head)| noted.note(city, head));
        }
    }

    /// Begins the notes anew with every city as it stands.
    pub(crate) async fn note_all(&self) -> Result<(), OpenError> {
        let Some(path) = &self.file else { return Ok(()) };
        let heads = self.read().await?.list_sound_heads().await?;
        let begun = Heads::begin(path, &heads);
        let begun = begun.map_err(|source| OpenError::File { path: heads::place(path), source: Arc::new(source) })?;
        // Noted before already: then the file is the same, and so are its slots.
        let _ = self.heads.set(begun);
        Ok(())
    }

    /// After keys were deleted: no older copy of their rows stays in SQLite's log or PostgreSQL's dead rows.
    pub(crate) async fn forget_deleted_keys(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { .. } => {
                if !self.tidy_away().await? {
                    return Err(StoreError::Locked);
                }
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

/// Begins a transaction to the end, also where the caller stops waiting: otherwise the connection would go back to the others with a
/// transaction that nobody knows of, and the next write on it would be refused as one of a reader.
async fn begun(
    begin: impl Future<Output = Result<sqlx::Transaction<'static, Postgres>, sqlx::Error>> + Send + 'static,
) -> Result<sqlx::Transaction<'static, Postgres>, sqlx::Error> {
    // It is not given up while the process lives, however long it is waited for.
    let begun = tokio::spawn(begin);
    in_time(PATIENCE, async { begun.await.unwrap_or(Err(sqlx::Error::WorkerCrashed)) }).await
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
