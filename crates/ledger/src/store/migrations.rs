//! The schema, forward only: each step is a file per backend, and a step once released never changes. A database that has
//! steps this version does not know is refused before anything is touched.

use super::open::OpenError;
use super::{Pools, StoreError};
use sqlx::SqlSafeStr as _;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

const SQLITE: [&str; 3] = [
    include_str!("migrations/sqlite/0001_streams.sql"),
    include_str!("migrations/sqlite/0002_snapshots_and_blobs.sql"),
    include_str!("migrations/sqlite/0003_erasures_and_rollbacks.sql"),
];

const POSTGRES: [&str; 3] = [
    include_str!("migrations/postgres/0001_streams.sql"),
    include_str!("migrations/postgres/0002_snapshots_and_blobs.sql"),
    include_str!("migrations/postgres/0003_erasures_and_rollbacks.sql"),
];

/// Brings the schema up to date, each step in a transaction of its own.
pub(super) async fn run(pools: &Pools) -> Result<(), OpenError> {
    let result = match pools {
        Pools::Sqlite { write, .. } => migrator(&SQLITE).run(write).await,
        Pools::Postgres(pool) => migrator(&POSTGRES).run(pool).await,
    };
    result.map_err(as_open_error)
}

fn migrator(steps: &[&'static str]) -> Migrator {
    let migrations = (1..).zip(steps).map(|(version, sql)| {
        let description = format!("step {version}").into();
        Migration::new(version, description, MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

fn as_open_error(error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(found) => OpenError::NewerSchema { found, known: SQLITE.len() },
        MigrateError::VersionMismatch(step) | MigrateError::Dirty(step) => OpenError::ForeignSchema { step },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StoreError::from(error).into(),
        other => StoreError::Unavailable(std::sync::Arc::new(sqlx::Error::Configuration(other.into()))).into(),
    }
}

#[cfg(test)]
pub(super) async fn run_first(pools: &Pools, steps: usize) {
    match pools {
        Pools::Sqlite { write, .. } => migrator(&SQLITE[..steps]).run(write).await.unwrap(),
        Pools::Postgres(pool) => migrator(&POSTGRES[..steps]).run(pool).await.unwrap(),
    }
}

/// The number of steps that this version knows.
#[cfg(test)]
pub(super) const STEPS: usize = SQLITE.len();
