//! The keys of a city on the command line: rotated, changed, killed in between, and destroyed.

use crate::records::{ends, err, kijun, out, records};
use crate::run::repository;
use std::path::Path;
use std::process::{Command, Stdio};

fn keys(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join("keys")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_some_and(|end| end == "kek")).collect();
    names.sort();
    names
}

#[test]
fn a_data_key_is_rotated_and_everything_stays_readable() {
    let folder = records();
    ends(&kijun(folder.path(), &["keys", "rotate"]), 0);
    let listed = out(&kijun(folder.path(), &["keys", "list"]));
    assert!(listed.contains("データ鍵 2 個を包む") && listed.contains("データ鍵 2:"), "{listed}");
    let import = ["register", "import", "examples/register/register.csv", "--as", "officer-a@officer@mayor"];
    ends(&kijun(folder.path(), &import), 0);
    ends(&kijun(folder.path(), &["db", "verify"]), 0);
}

#[test]
fn the_key_of_a_city_is_changed_and_the_old_one_destroyed_but_not_by_a_dry_run() {
    let folder = records();
    ends(&kijun(folder.path(), &["keys", "rotate"]), 0);
    let backup = folder.path().join("backup");
    let backup = backup.to_str().unwrap();
    ends(&kijun(folder.path(), &["backup", "create", "-o", backup]), 0);
    let dry = kijun(folder.path(), &["keys", "change", "--dry-run"]);
    ends(&dry, 0);
    assert!(err(&dry).contains("データ鍵 2 個") && err(&dry).contains("何も変えていません"), "{}", err(&dry));
    assert_eq!(keys(folder.path()), ["sendai.0001.kek"]);
    ends(&kijun(folder.path(), &["keys", "change"]), 0);
    assert_eq!(keys(folder.path()), ["sendai.0002.kek"]);
    ends(&kijun(folder.path(), &["db", "verify"]), 0);
    let old = kijun(folder.path(), &["backup", "verify", backup, "--with-keys"]);
    ends(&old, 1);
    assert!(out(&old).contains("event-key-missing"), "what was made before opens for nobody: {}", out(&old));
}

#[expect(clippy::disallowed_methods, reason = "a kill is aimed at the middle of what is killed")]
fn how_long(work: impl FnOnce()) -> std::time::Duration {
    let begun = std::time::Instant::now();
    work();
    begun.elapsed()
}

#[test]
fn a_change_of_the_key_that_is_killed_anywhere_is_finished_by_doing_it_again() {
    let folder = records();
    for _ in 0..3 {
        ends(&kijun(folder.path(), &["keys", "rotate"]), 0);
    }
    let whole = how_long(|| ends(&kijun(folder.path(), &["keys", "change"]), 0));
    let (mut finished, mut broken_off) = (0, 0);
    for round in 0..30_u32 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kijun"))
            .args(["keys", "change"])
            .current_dir(repository())
            .env_clear()
            .env("KIJUN_CONFIG", folder.path().join("kijun.toml"))
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The first half of the time goes into starting.
        std::thread::sleep(whole * (15 + round) / 40);
        child.kill().unwrap();
        finished += u32::from(child.wait().unwrap().success());
        ends(&kijun(folder.path(), &["db", "verify"]), 0);
        if keys(folder.path()).len() > 1 {
            broken_off += 1;
            let again = kijun(folder.path(), &["keys", "change"]);
            ends(&again, 0);
            assert!(err(&again).contains("途中で止まった"), "{}", err(&again));
        }
        assert_eq!(keys(folder.path()).len(), 1, "round {round}");
        ends(&kijun(folder.path(), &["db", "verify"]), 0);
    }
    println!("of 30, {finished} were done before they were killed, {broken_off} in between");
}

/// Stopped between the two steps that a kill is not sure to meet: the new key is there, and nothing is wrapped with it.
#[test]
fn a_change_that_only_made_the_new_key_wraps_and_destroys_when_it_is_done_again() {
    let folder = records();
    let city = "sendai".parse().unwrap();
    ledger::KeyFolder::new(folder.path().join("keys")).create(&city, &ledger::SystemRandomness).unwrap();
    assert_eq!(keys(folder.path()).len(), 2);
    ends(&kijun(folder.path(), &["keys", "change"]), 0);
    assert_eq!(keys(folder.path()), ["sendai.0002.kek"]);
    ends(&kijun(folder.path(), &["db", "verify"]), 0);
}

/// Stopped while the old key was being destroyed: it is overwritten, and still there.
#[test]
fn an_old_key_that_was_overwritten_and_not_removed_is_removed_when_it_is_done_again() {
    let folder = records();
    let old = folder.path().join("keys/sendai.0001.kek");
    let length = std::fs::metadata(&old).unwrap().len();
    ends(&kijun(folder.path(), &["keys", "change"]), 0);
    std::fs::write(&old, vec![0; usize::try_from(length).unwrap()]).unwrap();
    ends(&kijun(folder.path(), &["db", "verify"]), 0);
    let again = kijun(folder.path(), &["keys", "change"]);
    ends(&again, 0);
    assert!(err(&again).contains("途中で止まった") && err(&again).contains("0001-unreadable"), "{}", err(&again));
    assert_eq!(keys(folder.path()), ["sendai.0002.kek"]);
}

#[test]
fn a_change_is_refused_where_the_old_key_does_not_open_what_is_there_and_destroys_nothing() {
    let folder = records();
    let path = folder.path().join("keys/sendai.0001.kek");
    let (other, city) = (tempfile::tempdir().unwrap(), "sendai".parse().unwrap());
    ledger::KeyFolder::new(other.path()).create(&city, &ledger::SystemRandomness).unwrap();
    std::fs::copy(other.path().join("sendai.0001.kek"), &path).unwrap();
    let refused = kijun(folder.path(), &["keys", "change"]);
    ends(&refused, 2);
    assert!(err(&refused).contains("[key-"), "{}", err(&refused));
    assert_eq!(keys(folder.path()), ["sendai.0001.kek"]);
}

#[test]
fn a_city_is_erased_only_where_its_id_is_told_once_more_and_the_record_stays() {
    let folder = records();
    let wrong = kijun(folder.path(), &["keys", "erase", "--confirm", "natori"]);
    ends(&wrong, 2);
    assert!(err(&wrong).contains("--confirm sendai"), "{}", err(&wrong));
    ends(&kijun(folder.path(), &["keys", "erase", "--confirm", "sendai", "--dry-run"]), 0);
    ends(&kijun(folder.path(), &["db", "verify"]), 0);
    let backup = folder.path().join("backup");
    ends(&kijun(folder.path(), &["backup", "create", "-o", backup.to_str().unwrap()]), 0);

    let erased = kijun(folder.path(), &["keys", "erase", "--confirm", "sendai", "--format", "json"]);
    ends(&erased, 0);
    let record: serde_json::Value = serde_json::from_str(&out(&erased)).unwrap();
    assert_eq!((&record["city"], &record["data_keys"]), (&"sendai".into(), &1.into()), "{record}");
    assert!(keys(folder.path()).is_empty());
    let gone = kijun(folder.path(), &["register", "list"]);
    ends(&gone, 2);
    assert!(err(&gone).contains("[key-gone]"), "{}", err(&gone));
    ends(&kijun(folder.path(), &["audit", "verify"]), 0);
    ends(&kijun(folder.path(), &["backup", "verify", backup.to_str().unwrap(), "--with-keys"]), 1);
    let again = kijun(folder.path(), &["keys", "erase", "--confirm", "sendai", "--format", "json"]);
    assert_eq!(out(&again), out(&erased), "done again, the same record is shown");
}
