//! A small world for tests: a folder, a database of either kind, keys, and a clock that the test moves.

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use ledger::backup::{RestoreOptions, Rollback};
use ledger::{
    BlobLocation, CityId, DatabaseLocation, Event, Expected, KeyFolder, Ledger, LedgerOptions, ReadError, Sequence,
    SystemRandomness,
};
use postgres_for_tests::Cluster;
use sqlx::Connection as _;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// Makes a test of the contract for each database.
macro_rules! contract {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() { super::$name($crate::world::World::new($crate::world::Backend::Sqlite)).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $name() { super::$name($crate::world::World::new($crate::world::Backend::Postgres)).await; })+
        }
    };
}
pub(crate) use contract;

/// One cluster serves all tests of this binary; it goes away with the process.
pub(crate) fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start().expect("PostgreSQL starts"))
}

pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) backend: Backend,
    pub(crate) database: DatabaseLocation,
    pub(crate) keys: Arc<KeyFolder>,
}

impl World {
    pub(crate) fn new(backend: Backend) -> Self {
        let folder = TempDir::new().unwrap();
        let database = match backend {
            Backend::Sqlite => DatabaseLocation::Sqlite(folder.path().join("ledger.db")),
            Backend::Postgres => DatabaseLocation::Postgres(cluster().create_database().unwrap()),
        };
        let keys = Arc::new(KeyFolder::new(folder.path().join("keys")));
        Self { folder, backend, database, keys }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn blobs(&self) -> BlobLocation {
        BlobLocation::Folder(self.path("blobs"))
    }

    pub(crate) fn options(&self) -> LedgerOptions {
        LedgerOptions {
            database: self.database.clone(),
            blobs: self.blobs(),
            keys: self.keys.clone(),
            randomness: Arc::new(SystemRandomness),
        }
    }

    pub(crate) async fn open(&self) -> Ledger {
        Ledger::open(self.options()).await.unwrap()
    }

    /// Changes the database behind the ledger's back.
    pub(crate) async fn tamper(&self, sql: &str) {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match &self.database {
            DatabaseLocation::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
                sqlx::query(sql).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
            DatabaseLocation::Postgres(url) => {
                let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query(sql).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
        }
    }

    /// Removes what was noted beside the database, as somebody would who covers his traces.
    pub(crate) fn forget_note(&self) {
        if self.backend == Backend::Sqlite {
            std::fs::remove_file(self.path("ledger.db.heads")).unwrap();
        }
    }

    /// An open ledger with one city.
    pub(crate) async fn open_with(&self, city: &CityId) -> Ledger {
        let ledger = self.open().await;
        self.add_city(&ledger, city).await;
        ledger
    }

    pub(crate) async fn add_city(&self, ledger: &Ledger, city: &CityId) {
        self.keys.create(city, &SystemRandomness).unwrap();
        ledger.create_city(city, instant(0)).await.unwrap();
    }
}

pub(crate) fn sendai() -> CityId {
    "sendai".parse().unwrap()
}

pub(crate) fn natori() -> CityId {
    "natori".parse().unwrap()
}

/// 2026-12-01 and so many seconds.
pub(crate) fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_796_083_200 + seconds).unwrap()
}

pub(crate) fn sequence(number: u64) -> Sequence {
    Sequence::new(number).unwrap()
}

/// Appends so many events, `event 1`, `event 2` …
pub(crate) async fn append_events(ledger: &Ledger, city: &CityId, count: u64) {
    let before = ledger.find_head(city).await.unwrap().unwrap().sequence.number();
    let numbers: Vec<u64> = (before + 1..=before + count).collect();
    for numbers in numbers.chunks(500) {
        let payloads = numbers.iter().map(|number| format!("event {number}").into_bytes()).collect();
        ledger.append(city, Expected::Anywhere, payloads, instant(1)).await.unwrap();
    }
}

pub(crate) async fn read_all(ledger: &Ledger, city: &CityId) -> Result<Vec<Event>, ReadError> {
    ledger.read(city, Sequence::START).try_collect().await
}

/// Hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

/// Restoring with nothing known.
pub(crate) fn restoring() -> RestoreOptions {
    RestoreOptions { known: Vec::new(), rollback: Rollback::Refuse, at: instant(100) }
}
