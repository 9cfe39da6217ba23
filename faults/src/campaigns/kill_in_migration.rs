//! kill -9 in the middle of bringing an older database's schema up to date: at a chosen call of the system (`strace` counts them
//! and kills), from every older step in turn. What was kept before is there afterwards, and the next opening finishes.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::place::Place;
use crate::strace::{count, strace};
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::Context as _;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::path::Path;

/// What each step after the first added. Without these tables, and without the note that the step was taken, a database is as
/// one that an older version wrote.
const ADDED: [(i64, [&str; 2]); 2] = [(2, ["snapshots", "blobs"]), (3, ["erasures", "rollbacks"])];

/// The calls that change a file or a folder.
const CALLS: &str = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,openat,fcntl,writev";

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let folder = Setting::folder()?;
    let place = Place::in_folder(folder.path());
    place.make_and_close()?;
    let task = Task::Write { hands: 2 };
    let mut writer = Writer::start(&[], &Orders { place: place.clone(), seed: setting.seed, round: 0, task })?;
    writer.wait_for_acknowledgements(60)?;
    let told: Vec<Told> = writer.kill()?.into_iter().filter(|line| matches!(line, Told::Done { .. })).collect();
    tally.take(&told);
    let mut finished = 0;
    for step in [1, 2] {
        let old = folder.path().join(format!("step{step}.db"));
        block_on(age(Path::new(&place.database), &old, step))?;
        let calls = count_calls(setting, &place, &old)?;
        for round in (0..setting.rounds).filter(|round| round % 2 == step % 2) {
            let mut dice = Dice::new(setting.seed, round);
            let (call, most) = calls.get(dice.index(calls.len())).context("calls")?;
            let nth = 1 + dice.index(*most);
            tally.begin(format!("round {round}, from step {step}, killed at {call} {nth}"));
            let inject = format!("inject={call}:signal=KILL:when={nth}");
            let (migrated, of_round) = migrate(setting, &place, &old, &["-o", "/dev/null", "-e", &inject])?;
            finished += u64::from(of_round.contains(&Told::Finished));
            block_on(check(&migrated, &told, tally))?;
        }
    }
    tally.note(format!("{finished} of them were killed after the schema was up to date"));
    Ok(())
}

/// Copies a database and takes back what the steps after this one did.
async fn age(database: &Path, old: &Path, step: u64) -> anyhow::Result<()> {
    std::fs::copy(database, old)?;
    let wal = |path: &Path| path.with_extension("db-wal");
    if wal(database).exists() {
        std::fs::copy(wal(database), wal(old))?;
    }
    let mut connection = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(old)).await?;
    for (number, tables) in ADDED.into_iter().filter(|(number, _)| number.unsigned_abs() > step) {
        for table in tables {
            sqlx::query(sqlx::AssertSqlSafe(format!("DROP TABLE {table}"))).execute(&mut connection).await?;
        }
        sqlx::query("DELETE FROM _sqlx_migrations WHERE version = ?").bind(number).execute(&mut connection).await?;
    }
    connection.close().await.context("closing the older database")
}

/// The calls of an undisturbed migration until it is done.
fn count_calls(setting: &Setting, place: &Place, old: &Path) -> anyhow::Result<Vec<(String, usize)>> {
    let log = old.with_extension("calls");
    let (_, told) = migrate(setting, place, old, &["-o", &log.display().to_string()])?;
    anyhow::ensure!(told.contains(&Told::Finished), "an undisturbed migration does not end well");
    // The only `writev` is the line that says it is done.
    Ok(count(&std::fs::read_to_string(&log)?, "writev("))
}

/// Migrates a copy of the older database.
fn migrate(setting: &Setting, place: &Place, old: &Path, arguments: &[&str]) -> anyhow::Result<(Place, Vec<Told>)> {
    let database = old.with_extension("migrated.db");
    for extension in ["", "-wal", "-shm", ".lock"] {
        // The files of the round before; there may be none.
        let _ = std::fs::remove_file(format!("{}{extension}", database.display()));
    }
    std::fs::copy(old, &database)?;
    let place = Place { database: database.display().to_string(), ..place.clone() };
    let trace = format!("trace={CALLS}");
    let through = strace(&[&["-e", &trace], arguments].concat());
    let orders = Orders { place: place.clone(), seed: setting.seed, round: 0, task: Task::Migrate };
    let (told, _) = Writer::start(&through, &orders)?.finish()?;
    Ok((place, told))
}
