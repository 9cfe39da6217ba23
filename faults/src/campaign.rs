//! What every campaign is given, and the list of them.

use crate::campaigns::{
    bit_flips, clock, disk_full, failing_calls, kill, kill_in_backup, kill_in_import, kill_in_migration, postgres_gone,
    postgres_silent, power_cut, s3_gone,
};
use crate::home::Home;
use crate::tally::Tally;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Tries a campaign's fault, and counts what came of it.
type Run = fn(&Setting, &mut Tally) -> anyhow::Result<()>;

/// A campaign by its name.
pub(crate) struct Campaign {
    pub(crate) name: &'static str,
    /// Rounds in full, and in the short form.
    pub(crate) rounds: (u64, u64),
    pub(crate) run: Run,
    /// It mostly waits: beside others it is run at the same time.
    pub(crate) waits: bool,
}

/// All campaigns, in the order in which they are run.
pub(crate) const CAMPAIGNS: [Campaign; 15] = [
    Campaign::of("kill", (1000, 25), kill::run),
    Campaign::of("kill-in-migration", (100, 8), |setting, tally| kill_in_migration::run(&Home::Files, setting, tally)),
    Campaign::of("kill-in-migration-postgres", (100, 3), |setting, tally| {
        kill_in_migration::run(&Home::on_postgres()?, setting, tally)
    }),
    Campaign::of("kill-in-backup", (100, 8), |setting, tally| kill_in_backup::run(&Home::Files, setting, tally)),
    // In turn backing up and restoring: a hundred of each.
    Campaign::of("kill-in-backup-postgres", (200, 3), |setting, tally| {
        kill_in_backup::run(&Home::on_postgres()?, setting, tally)
    }),
    Campaign::of("kill-in-import", (100, 6), kill_in_import::run),
    Campaign::of("power-cut", (300, 10), power_cut::run),
    Campaign::of("power-cut-control", (20, 3), power_cut::run_control),
    // The rounds are the calls of one scenario: every call in full, every so many-th in short.
    Campaign::of("failing-calls", (1, 40), failing_calls::run),
    Campaign::of("postgres-gone", (60, 4), postgres_gone::run),
    Campaign { waits: true, ..Campaign::of("postgres-silent", (12, 1), postgres_silent::run) },
    Campaign::of("s3-gone", (200, 4), s3_gone::run),
    Campaign::of("disk-full", (60, 3), disk_full::run),
    Campaign::of("clock", (40, 4), clock::run),
    Campaign::of("bit-flips", (10_000, 400), bit_flips::run),
];

impl Campaign {
    const fn of(name: &'static str, rounds: (u64, u64), run: Run) -> Self {
        Self { name, rounds, run, waits: false }
    }
}

/// What a campaign is given.
pub(crate) struct Setting {
    pub(crate) seed: u64,
    pub(crate) rounds: u64,
}

impl Setting {
    /// A new folder on the disk that the program is on: the temporary folder often is none.
    pub(crate) fn folder() -> anyhow::Result<TempDir> {
        let beside = std::env::current_exe()?;
        Ok(TempDir::with_prefix_in("faults-", beside.parent().unwrap_or(Path::new(".")))?)
    }

    /// A program that was built beside this one.
    pub(crate) fn beside(name: &str) -> anyhow::Result<PathBuf> {
        let path = std::env::current_exe()?.with_file_name(name);
        anyhow::ensure!(path.exists(), "{} is not there: cargo build -p {name}, in the same profile", path.display());
        Ok(path)
    }
}

/// Waits for what happens on a runtime.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(work)
}
