//! What every campaign is given, and the list of them.

use crate::campaigns::{
    bit_flips, clock, disk_full, failing_calls, kill, kill_in_backup, kill_in_import, kill_in_migration, postgres_gone,
    postgres_silent, power_cut, s3_gone,
};
use crate::tally::Tally;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A campaign by its name.
pub(crate) struct Campaign {
    pub(crate) name: &'static str,
    /// Rounds in full, and in the short form.
    pub(crate) rounds: (u64, u64),
    pub(crate) run: fn(&Setting, &mut Tally) -> anyhow::Result<()>,
    /// It mostly waits: beside others it is run at the same time.
    pub(crate) waits: bool,
}

/// All campaigns, in the order in which they are run.
pub(crate) const CAMPAIGNS: [Campaign; 15] = [
    Campaign { name: "kill", rounds: (1000, 25), run: kill::run, waits: false },
    Campaign { name: "kill-in-migration", rounds: (100, 8), run: kill_in_migration::run, waits: false },
    Campaign {
        name: "kill-in-migration-postgres",
        rounds: (100, 3),
        run: kill_in_migration::run_on_postgres,
        waits: false,
    },
    Campaign { name: "kill-in-backup", rounds: (100, 8), run: kill_in_backup::run, waits: false },
    // In turn backing up and restoring: a hundred of each.
    Campaign { name: "kill-in-backup-postgres", rounds: (200, 3), run: kill_in_backup::run_on_postgres, waits: false },
    Campaign { name: "kill-in-import", rounds: (100, 6), run: kill_in_import::run, waits: false },
    Campaign { name: "power-cut", rounds: (300, 10), run: power_cut::run, waits: false },
    Campaign { name: "power-cut-control", rounds: (20, 3), run: power_cut::run_control, waits: false },
    // The rounds are the calls of one scenario: every call in full, every so many-th in short.
    Campaign { name: "failing-calls", rounds: (1, 40), run: failing_calls::run, waits: false },
    Campaign { name: "postgres-gone", rounds: (60, 4), run: postgres_gone::run, waits: false },
    Campaign { name: "postgres-silent", rounds: (12, 1), run: postgres_silent::run, waits: true },
    Campaign { name: "s3-gone", rounds: (200, 4), run: s3_gone::run, waits: false },
    Campaign { name: "disk-full", rounds: (60, 3), run: disk_full::run, waits: false },
    Campaign { name: "clock", rounds: (40, 4), run: clock::run, waits: false },
    Campaign { name: "bit-flips", rounds: (10_000, 400), run: bit_flips::run, waits: false },
];

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

    /// The `kijun` program, built beside this one.
    pub(crate) fn kijun() -> anyhow::Result<PathBuf> {
        let path = std::env::current_exe()?.with_file_name("kijun");
        anyhow::ensure!(path.exists(), "{} is not there: cargo build -p kijun, in the same profile", path.display());
        Ok(path)
    }
}

/// Waits for what happens on a runtime.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(work)
}
