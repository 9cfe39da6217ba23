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

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's enum; what is left is a database that did not answer"
)]
fn as_open_error(error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(found) => OpenError::NewerSchema { found, known: SQLITE.len() },
        MigrateError::VersionMismatch(step) | MigrateError::Dirty(step) => OpenError::ForeignSchema { step },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StoreError::from(error).into(),
        other => StoreError::Unavailable(std::sync::Arc::new(sqlx::Error::Configuration(other.into()))).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Database, DatabaseLocation};
    use postgres_for_tests::Cluster;
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
    use std::path::Path;

    async fn sqlite_at(path: &Path, steps: usize) {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let pool = SqlitePool::connect_with(options).await.unwrap();
        migrator(&SQLITE[..steps]).run(&pool).await.unwrap();
        if steps > 0 {
            sqlx::query("INSERT INTO cities VALUES ('sendai', 0, 0, x'00', 1)").execute(&pool).await.unwrap();
        }
        pool.close().await;
    }

    async fn sqlite_schema(path: &Path) -> Vec<(String, String)> {
        Database::open(&DatabaseLocation::Sqlite(path.into())).await.unwrap().close().await;
        let pool = SqlitePool::connect_with(SqliteConnectOptions::new().filename(path)).await.unwrap();
        let sql = "SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name";
        let schema: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&pool).await.unwrap();
        pool.close().await;
        schema
    }

    #[tokio::test]
    async fn on_sqlite_a_fresh_schema_equals_one_upgraded_from_every_step() {
        let folder = tempfile::TempDir::new().unwrap();
        let fresh = sqlite_schema(&folder.path().join("fresh.db")).await;
        assert!(fresh.len() > 10);
        for (name, sql) in &fresh {
            let own_table = sql.starts_with("CREATE TABLE") && !name.starts_with("_sqlx");
            assert!(!own_table || sql.ends_with("STRICT"), "{sql}");
        }
        for steps in 0..=SQLITE.len() {
            let path = folder.path().join(format!("{steps}.db"));
            sqlite_at(&path, steps).await;
            assert_eq!(sqlite_schema(&path).await, fresh, "from step {steps}");
        }
    }

    #[tokio::test]
    async fn on_postgresql_a_fresh_schema_equals_one_upgraded_from_every_step() {
        let cluster = Cluster::start().unwrap();
        let schema = async |url: &str| {
            Database::open(&DatabaseLocation::Postgres(url.into())).await.unwrap().close().await;
            let dump = String::from_utf8(cluster.dump(url, &["--schema-only"]).unwrap()).unwrap();
            // Newer dumps carry a random word.
            let lines = dump.lines().filter(|line| !line.contains("restrict "));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let fresh = schema(&cluster.create_database().unwrap()).await;
        assert!(fresh.iter().any(|line| line.starts_with("CREATE TABLE public.events")));
        for steps in 0..=POSTGRES.len() {
            let url = cluster.create_database().unwrap();
            let pool = sqlx::PgPool::connect(&url).await.unwrap();
            migrator(&POSTGRES[..steps]).run(&pool).await.unwrap();
            if steps > 0 {
                let city = "INSERT INTO cities VALUES ('sendai', 0, 0, '', 1)";
                sqlx::query(city).execute(&pool).await.unwrap();
            }
            pool.close().await;
            assert_eq!(schema(&url).await, fresh, "from step {steps}");
        }
    }
}
