//! A database as an older version left it, to be copied and brought up to date again and again.

use crate::campaign::block_on;
use crate::home::Home;
use crate::place::Place;
use anyhow::Context as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::path::{Path, PathBuf};

/// What each step after the first added. Without these tables, and without the note that the step was taken, a database is as
/// one that an older version wrote.
const ADDED: [(u64, [&str; 2]); 2] = [(2, ["snapshots", "blobs"]), (3, ["erasures", "rollbacks"])];

/// The calls that change a file or a folder, and those that speak to a server.
const CALLS_ON_FILES: &str = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,openat,fcntl,writev";
const CALLS_TO_A_SERVER: &str = "connect,sendto,recvfrom,write,writev,close";

/// An older database.
pub(super) struct Old<'h> {
    home: &'h Home,
    place: Place,
    step: u64,
    pub(super) folder: PathBuf,
}

impl<'h> Old<'h> {
    /// Copies the database of a ledger that nobody has open, and takes back what the steps after this one did.
    pub(super) fn make(home: &'h Home, present: &Place, folder: &Path, step: u64) -> anyhow::Result<Self> {
        let folder = folder.join(format!("step{step}"));
        std::fs::create_dir(&folder)?;
        let mut old = Self { home, place: present.clone(), step, folder };
        old.place = old.copy_to("older")?;
        let undone = ADDED.into_iter().filter(|(number, _)| *number > step);
        let statements: Vec<String> = undone
            .flat_map(|(number, tables)| {
                let drops = tables.map(|table| format!("DROP TABLE {table}"));
                drops.into_iter().chain([format!("DELETE FROM _sqlx_migrations WHERE version = {number}")])
            })
            .collect();
        old.tell(statements)?;
        Ok(old)
    }

    /// A copy of it, in place of the last one.
    pub(super) fn copy(&self) -> anyhow::Result<Place> {
        self.copy_to("copy")
    }

    /// Which of a migration's calls are counted.
    pub(super) fn calls(&self) -> &'static str {
        match self.home {
            Home::Files => CALLS_ON_FILES,
            Home::Server(_) => CALLS_TO_A_SERVER,
        }
    }

    fn copy_to(&self, name: &str) -> anyhow::Result<Place> {
        let database = match self.home {
            Home::Files => copy_files(&self.place.database, &self.folder.join(format!("{name}.db")))?,
            Home::Server(cluster) => {
                let copied = name_of(&self.place.database)?;
                let copy = format!("step{}_{name}", self.step);
                let statements =
                    [format!("DROP DATABASE IF EXISTS {copy}"), format!("CREATE DATABASE {copy} TEMPLATE {copied}")];
                block_on(tell_server(&cluster.url("postgres"), statements))?;
                cluster.url(&copy)
            }
        };
        Ok(Place { database, ..self.place.clone() })
    }

    fn tell(&self, statements: Vec<String>) -> anyhow::Result<()> {
        match self.home {
            Home::Files => block_on(tell_file(&self.place.database, statements)),
            Home::Server(_) => block_on(tell_server(&self.place.database, statements)),
        }
    }
}

fn copy_files(from: &str, to: &Path) -> anyhow::Result<String> {
    let to = to.display().to_string();
    for extension in ["-wal", "-shm", ".lock"] {
        // The files of the round before; there may be none.
        let _ = std::fs::remove_file(format!("{to}{extension}"));
    }
    std::fs::copy(from, &to)?;
    let log = format!("{from}-wal");
    if Path::new(&log).exists() {
        std::fs::copy(log, format!("{to}-wal"))?;
    }
    Ok(to)
}

fn name_of(url: &str) -> anyhow::Result<&str> {
    let path = url.rsplit('/').find(|part| part.contains('?')).unwrap_or_default();
    path.split_once('?').map(|(name, _)| name).context("the name of a database")
}

async fn tell_file(path: &str, statements: Vec<String>) -> anyhow::Result<()> {
    let mut connection = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path)).await?;
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await?;
    }
    connection.close().await.context("closing the older database")
}

async fn tell_server(url: &str, statements: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await?;
    }
    connection.close().await.context("closing a connection")
}
