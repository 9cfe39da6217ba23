//! Opening: what is refused, and that nothing is touched then.

use crate::blobs::files_under;
use crate::world::{Backend, World, append_events, contract, read_all, sendai};
use ledger::{DatabaseLocation, Fault as _, Ledger, LedgerOptions, OpenError};

contract!(a_database_of_a_newer_version_is_refused_and_not_touched, a_schema_of_somebody_else_is_refused);

async fn a_database_of_a_newer_version_is_refused_and_not_touched(world: World) {
    let ledger = world.open_with(&sendai()).await;
    ledger.close().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (99, 'from the future', true, '', 0)";
    world.tamper(newer).await;
    let error = Ledger::open(world.options()).await.err().unwrap();
    assert!(matches!(error, OpenError::NewerSchema { found: 99, .. }), "{error:?}");
    assert_eq!(error.code(), "schema-newer");
    world.tamper("DELETE FROM _sqlx_migrations WHERE version = 99").await;
    assert_eq!(world.open().await.list_cities().await.unwrap().len(), 1);
}

async fn a_schema_of_somebody_else_is_refused(world: World) {
    world.open().await.close().await;
    world.tamper("UPDATE _sqlx_migrations SET checksum = '' WHERE version = 2").await;
    let error = Ledger::open(world.options()).await.err().unwrap();
    assert!(matches!(error, OpenError::ForeignSchema { step: 2 }), "{error:?}");
}

#[tokio::test]
async fn a_second_server_on_one_sqlite_file_is_refused_until_the_first_closes() {
    let world = World::new(Backend::Sqlite);
    let first = world.open_with(&sendai()).await;
    let error = Ledger::open(world.options()).await.err().unwrap();
    assert_eq!(error.code(), "ledger-in-use");
    assert!(error.text().japanese.contains("別のサーバー"));
    append_events(&first, &sendai(), 1).await;
    first.close().await;
    assert_eq!(read_all(&world.open().await, &sendai()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    let world = World::new(Backend::Sqlite);
    let text = "this is a letter, not a database\n".repeat(100);
    std::fs::write(world.path("ledger.db"), &text).unwrap();
    let error = Ledger::open(world.options()).await.err().unwrap();
    assert_eq!(error.code(), "database-damaged");
    assert_eq!(std::fs::read_to_string(world.path("ledger.db")).unwrap(), text);
}

#[tokio::test]
async fn a_place_that_does_not_exist_and_an_address_that_is_none_are_refused() {
    let world = World::new(Backend::Sqlite);
    let at = |database| LedgerOptions { database, ..world.options() };
    let nowhere = DatabaseLocation::Sqlite(world.path("no/such/folder/ledger.db"));
    assert_eq!(Ledger::open(at(nowhere)).await.err().unwrap().code(), "ledger-file");
    let address = DatabaseLocation::Postgres("mysql://x".into());
    assert_eq!(Ledger::open(at(address)).await.err().unwrap().code(), "database-address");
    let absent = DatabaseLocation::Postgres(crate::world::cluster().url("no_such_database"));
    assert_eq!(Ledger::open(at(absent)).await.err().unwrap().code(), "database-unavailable");
}

#[tokio::test]
async fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new(Backend::Sqlite);
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 1).await;
    let files = files_under(world.folder.path());
    assert!(files.len() >= 4, "database, log, index, lock, key: {files:?}");
    for file in files {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", file.display());
    }
}
