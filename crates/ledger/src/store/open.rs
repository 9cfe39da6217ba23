//! Opening a database: locking out a second server, settings that make an acknowledged write durable, and the schema.

use super::lost::{LostWrites, find_lost};
use super::{Database, Pools, StoreError, migrations, patience};
use crate::durable_file;
use crate::fault::Fault;
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use standard::Text;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Readers at once; a writer has its own connection.
const READERS: u32 = 8;

/// How long another program's short lock (a backup tool's, say) is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Where the rows are.
#[derive(Clone, Debug)]
pub enum DatabaseLocation {
    /// A file, made if missing.
    Sqlite(PathBuf),
    /// A `postgres://` URL.
    Postgres(String),
}

/// Why a ledger does not open. Nothing was touched.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    /// Another server has it open.
    #[error("{} is in use by another server", path.display())]
    InUse {
        /// The database file.
        path: PathBuf,
    },
    /// A later version of the program has been here.
    #[error("the schema is at step {found}, this version knows {known}")]
    NewerSchema {
        /// The first step that is not known.
        found: i64,
        /// How many are known.
        known: usize,
    },
    /// A step differs from what this program applied, or was left half-way by another tool.
    #[error("step {step} of the schema is not this program's")]
    ForeignSchema {
        /// Which step.
        step: i64,
    },
    /// The address of the database is not understood.
    #[error("the address of the database is not understood")]
    Address,
    /// A file or folder could not be opened or made.
    #[error("{} could not be opened", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: Arc<std::io::Error>,
    },
    /// The folder or bucket for evidence cannot be used.
    #[error("the store for evidence cannot be opened")]
    Blobs(#[source] Arc<object_store::Error>),
    /// Writes that were acknowledged are not in the database.
    #[error("acknowledged writes of {} cities are not in the database", lost.len())]
    WritesLost {
        /// Whose.
        lost: Vec<LostWrites>,
    },
    /// The database answered otherwise.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault for OpenError {
    fn code(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "ledger-in-use",
            Self::NewerSchema { .. } => "schema-newer",
            Self::ForeignSchema { .. } => "schema-foreign",
            Self::Address => "database-address",
            Self::File { .. } => "ledger-file",
            Self::Blobs(_) => "blob-store-unavailable",
            Self::WritesLost { .. } => "writes-lost",
            Self::Store(error) => error.code(),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::InUse { path } => Text::new(
                format!("{} は別のサーバーが使っています。先にそれを止めてください。", path.display()),
                format!("{} is in use by another server; stop that one first", path.display()),
            ),
            Self::NewerSchema { found, known } => Text::new(
                format!(
                    "データベースは新しい版の形式（第{found}段階）です。この版は第{known}段階までです。新しい版のプログラムで開いてください。"
                ),
                format!(
                    "the database has the schema of a newer version (step {found}; this version knows {known}); open it with that version"
                ),
            ),
            Self::ForeignSchema { step } => Text::new(
                format!(
                    "データベースの形式の第{step}段階が、このプログラムのものではありません。バックアップから戻してください。"
                ),
                format!("step {step} of the database's schema is not this program's; restore a backup"),
            ),
            Self::Address => Text::new(
                "データベースの指定が読み取れません。例: postgres://利用者@ホスト/データベース",
                "the address of the database is not understood; example: postgres://user@host/database",
            ),
            Self::File { path, .. } => Text::new(
                format!("{} を開けません。場所と持ち主を確かめてください。", path.display()),
                format!("{} cannot be opened; check the place and its owner", path.display()),
            ),
            Self::Blobs(_) => Text::new(
                "証跡の保管先を開けません。設定を確かめてください。",
                "the store for evidence cannot be opened; check the settings",
            ),
            Self::WritesLost { lost } => {
                let each = lost.iter().take(5).map(|lost| {
                    let (city, known, found) = (&lost.city, lost.known.sequence, lost.found);
                    (format!("「{city}」{known} 番→{found} 番"), format!("{city}: {known}, now {found}"))
                });
                let (japanese, english): (Vec<String>, Vec<String>) = each.unzip();
                let (cities, japanese, english) = (lost.len(), japanese.join("、"), english.join("; "));
                Text::new(
                    format!(
                        "保存済みの記録が失われています（{cities} 市。{japanese}）。データベースのファイルと -wal・-shm・.heads を写し、バックアップを別の場所へ復元してください。失われたまま続けるときは `kijun db accept-loss` に理由を添えます。"
                    ),
                    format!(
                        "acknowledged events are gone ({cities} cities; {english}); copy the database's files with -wal, -shm and .heads, and restore a backup elsewhere; to go on without them use `kijun db accept-loss` with a reason"
                    ),
                )
            }
            Self::Store(error) => error.text(),
        }
    }
}

impl Database {
    /// Opens for a server: alone on SQLite, beside others on PostgreSQL.
    pub(crate) async fn open(location: &DatabaseLocation) -> Result<Self, OpenError> {
        let lock = lock_out_others(location)?;
        if let DatabaseLocation::Sqlite(path) = location {
            let lost = find_lost(path).await?;
            if !lost.is_empty() {
                return Err(OpenError::WritesLost { lost });
            }
        }
        let database = Self::open_locked(location, lock).await?;
        database.note_all().await?;
        Ok(database)
    }

    /// The same where acknowledged writes are gone. What was noted stays as it is.
    pub(crate) async fn open_in_spite_of_loss(location: &DatabaseLocation) -> Result<Self, OpenError> {
        Self::open_locked(location, lock_out_others(location)?).await
    }

    async fn open_locked(location: &DatabaseLocation, lock: Option<File>) -> Result<Self, OpenError> {
        let (pools, file) = match location {
            DatabaseLocation::Sqlite(path) => (open_sqlite(path).await?, Some(path.clone())),
            DatabaseLocation::Postgres(url) => (open_postgres(url).await?, None),
        };
        migrations::run(&pools).await?;
        Ok(Self { pools, lock, heads: OnceLock::new(), file, failed: Arc::new(AtomicBool::new(false)) })
    }

    /// Opens for looking only, also while a server has it open.
    pub(crate) async fn open_to_read(location: &DatabaseLocation) -> Result<Self, OpenError> {
        let pools = match location {
            DatabaseLocation::Sqlite(path) => {
                let options = SqliteConnectOptions::new().filename(path).read_only(true);
                let read = SqlitePoolOptions::new().max_connections(READERS).connect_with(options).await;
                let read = read.map_err(StoreError::from)?;
                Pools::Sqlite { write: read.clone(), read }
            }
            DatabaseLocation::Postgres(url) => open_postgres(url).await?,
        };
        let failed = Arc::new(AtomicBool::new(true));
        Ok(Self { pools, lock: None, heads: OnceLock::new(), file: None, failed })
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools, OpenError> {
    // SQLite gives its other files the mode of this one.
    let made = durable_file::owner_only().write(true).create(true).truncate(false).open(path);
    made.and_then(|_| durable_file::sync_folder_of(path)).map_err(|source| file_error(path, source))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        // `Database::tidy` does it: a failing checkpoint must not look like a failed commit.
        .pragma("wal_autocheckpoint", "0");
    // A full disk makes SQLite end a transaction by itself, and a caller may stop waiting inside one; the library then counts it
    // as open. Such a connection is not used again.
    let pool = |connections| {
        let pool = SqlitePoolOptions::new().max_connections(connections);
        pool.before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
    };
    let write = pool(1).connect_with(options.clone()).await.map_err(StoreError::from)?;
    let read = pool(READERS).connect_lazy_with(options.pragma("query_only", "ON"));
    Ok(Pools::Sqlite { read, write })
}

/// The operating system lets go of the lock when the process ends, however it ends. On PostgreSQL nobody is locked out.
fn lock_out_others(location: &DatabaseLocation) -> Result<Option<File>, OpenError> {
    let DatabaseLocation::Sqlite(path) = location else { return Ok(None) };
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock_path = PathBuf::from(name);
    let file = durable_file::owner_only().write(true).create(true).truncate(false).open(&lock_path);
    let file = file.map_err(|source| file_error(&lock_path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { path: path.into() }),
        Err(TryLockError::Error(source)) => Err(file_error(&lock_path, source)),
    }
}

async fn open_postgres(url: &str) -> Result<Pools, OpenError> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(OpenError::Address);
    }
    let options: PgConnectOptions = url.parse().map_err(|_| OpenError::Address)?;
    let options = options.options([("synchronous_commit", "on")]).options(patience::OF_THE_SERVER);
    let pool = PgPoolOptions::new().max_connections(READERS + 2).acquire_timeout(patience::PATIENCE);
    let pool = pool.before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }));
    Ok(Pools::Postgres(pool.connect_with(options).await.map_err(StoreError::from)?))
}

fn file_error(path: &Path, source: std::io::Error) -> OpenError {
    OpenError::File { path: path.into(), source: Arc::new(source) }
}
