//! A disk that is full or fails. The test runs itself again, in a mount namespace with a small disk, or under `strace`, which
//! answers a system call with an error.

use crate::world::{Backend, World, append_events, instant, read_all, sendai, sequence};
use ledger::{AppendError, BlobError, Expected, Fault as _, StoreError};
use std::process::Command;

/// Set in the second run.
const AGAIN: &str = "KIJUN_LEDGER_DISK_FAULT";

/// What the second run prints when it came that far.
const FAILED_WHILE_APPENDING: &str = "failed while appending";

fn is_second_run() -> bool {
    std::env::var_os(AGAIN).is_some()
}

/// Runs one test of this binary again through `program`; what it printed.
fn run_again(test: &str, program: &str, arguments: &[&str]) -> String {
    let own = std::env::current_exe().unwrap();
    let output = Command::new(program)
        .args(arguments)
        .arg(own)
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(AGAIN, "1")
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error} (make setup installs it)"));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("1 passed"), "{told}\n{wrong}");
    told
}

#[tokio::test]
async fn when_the_disk_is_full_writes_are_refused_reads_go_on_and_writing_resumes() {
    if !is_second_run() {
        let mount = "mount -t tmpfs -o size=3m tmpfs /mnt && TMPDIR=/mnt exec \"$@\"";
        let test = "disk_faults::when_the_disk_is_full_writes_are_refused_reads_go_on_and_writing_resumes";
        run_again(test, "unshare", &["--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]);
        return;
    }
    let world = World::new(Backend::Sqlite);
    let ledger = world.open_with(&sendai()).await;
    append_events(&ledger, &sendai(), 10).await;
    let ballast = world.path("ballast");
    for round in 0..3_u8 {
        // The append between two rounds takes some of the space.
        std::fs::write(&ballast, vec![0; 1024 * 1024 - usize::from(round) * 65_536]).unwrap();
        let mut written = read_all(&ledger, &sendai()).await.unwrap().len();
        let refused = loop {
            match ledger.append(&sendai(), Expected::Anywhere, vec![vec![7; 100_000]], instant(1)).await {
                Ok(appended) => {
                    written += 1;
                    assert_eq!(appended.head.sequence, sequence(written as u64));
                }
                Err(error) => break error,
            }
        };
        assert!(matches!(refused, AppendError::Store(StoreError::DiskFull)), "round {round}: {refused:?}");
        assert_eq!(refused.code(), "disk-full");
        let blob = ledger.put_blob(&sendai(), &vec![round; 4_000_000], instant(1)).await;
        assert!(matches!(blob, Err(BlobError::DiskFull)), "{blob:?}");
        assert!(!ledger.is_read_only());
        assert_eq!(
            read_all(&ledger, &sendai()).await.unwrap().len(),
            written,
            "reading goes on, and nothing half is there"
        );
        std::fs::remove_file(&ballast).unwrap();
        ledger.append(&sendai(), Expected::Anywhere, vec![vec![1]], instant(1)).await.unwrap();
    }
    assert!(ledger.verify(&[]).await.unwrap().is_sound());
}

/// The calls are counted over the whole run, so some fail while opening and some later; wherever it is, nothing is said to be
/// there that is not.
#[tokio::test]
async fn after_a_failed_sync_nothing_more_is_acknowledged_until_it_is_opened_again() {
    if !is_second_run() {
        let mut reached = 0;
        for nth in [1, 4, 8, 12, 16, 20, 30, 40] {
            let inject = format!("inject=fsync,fdatasync:error=EIO:when={nth}+");
            let test = "disk_faults::after_a_failed_sync_nothing_more_is_acknowledged_until_it_is_opened_again";
            let arguments = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", &inject];
            reached += u32::from(run_again(test, "strace", &arguments).contains(FAILED_WHILE_APPENDING));
        }
        assert!(reached >= 2, "in some runs the fault met an append: {reached}");
        return;
    }
    let world = World::new(Backend::Sqlite);
    let Ok(ledger) = ledger::Ledger::open(world.options()).await else { return };
    if world.keys.create(&sendai(), &ledger::SystemRandomness).is_err() {
        return;
    }
    if ledger.create_city(&sendai(), instant(0)).await.is_err() {
        assert!(ledger.is_read_only());
        return;
    }
    let mut acknowledged = 0;
    let failed = loop {
        match ledger.append(&sendai(), Expected::Anywhere, vec![vec![1]], instant(1)).await {
            Ok(appended) => acknowledged = appended.head.sequence.number(),
            Err(error) => break error,
        }
        assert!(acknowledged < 200, "the fault comes");
    };
    assert!(matches!(failed, AppendError::Store(StoreError::WriteFailed(_))), "{failed:?}");
    assert!(ledger.is_read_only());
    println!("{FAILED_WHILE_APPENDING}");
    for _ in 0..3 {
        let again = ledger.append(&sendai(), Expected::Anywhere, vec![vec![2]], instant(2)).await;
        assert!(matches!(again, Err(AppendError::Store(StoreError::ReadOnly))), "{again:?}");
    }
    let events = read_all(&ledger, &sendai()).await.unwrap();
    assert!(events.len() as u64 >= acknowledged, "what was acknowledged is there");
}

/// What is noted beside the database must never be ahead of it: each note comes after the log was synced, and nothing was written
/// to the log in between.
#[tokio::test]
async fn an_append_is_noted_only_after_it_is_synced() {
    const TEST: &str = "disk_faults::an_append_is_noted_only_after_it_is_synced";
    if !is_second_run() {
        let folder = tempfile::TempDir::new().unwrap();
        let calls = folder.path().join("calls");
        let trace = "trace=pwrite64,fsync,fdatasync";
        run_again(TEST, "strace", &["-f", "-qq", "-y", "-o", calls.to_str().unwrap(), "-e", trace]);
        let calls = std::fs::read_to_string(calls).unwrap();
        let (mut unsynced, mut unnoted, mut notes) = (false, false, 0);
        for call in calls.lines() {
            if call.contains("ledger.db-wal>") {
                unsynced = call.contains("pwrite64(");
                unnoted |= unsynced;
            } else if call.contains("pwrite64(") && call.contains("ledger.db.heads>") {
                assert!(!unsynced, "noted too early: {call}");
                notes += 1;
                unnoted = false;
            }
        }
        assert!(!unnoted, "the last write to the log was noted before it was made");
        assert!(notes >= 20, "{notes} notes");
        return;
    }
    let world = World::new(Backend::Sqlite);
    let ledger = world.open_with(&sendai()).await;
    for _ in 0..20 {
        append_events(&ledger, &sendai(), 2).await;
    }
}
