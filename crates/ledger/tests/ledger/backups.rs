//! Backups: online, portable between the databases, exact about damage, and never half.

use crate::world::{Backend, World, append_events, contract, instant, natori, read_all, restoring, sendai};
use futures_util::FutureExt as _;
use ledger::backup::{BackupError, RestoreOptions, Rollback, verify_backup, verify_backup_from};
use ledger::verify::{Defect, VerifyOptions};
use ledger::{CityId, Event, Fault as _, Ledger, LedgerOptions, SecretKey, SigningKey};
use std::path::{Path, PathBuf};

contract!(
    a_backup_moves_everything_to_an_empty_ledger_on_either_database,
    a_backup_made_while_writes_go_on_is_one_state,
    a_ledger_that_is_not_empty_is_not_restored_into,
    an_older_backup_is_refused_as_a_rollback_unless_it_is_decided,
    a_backup_of_another_history_is_refused,
    a_backup_without_a_lost_blob_is_better_than_none,
    an_interrupted_backup_leaves_the_old_one,
);

fn signing_key() -> SigningKey {
    SigningKey::from_seed(&SecretKey::new([7; 32])).unwrap()
}

/// Another empty ledger with the same keys.
async fn elsewhere(world: &World, backend: Backend) -> (World, Ledger) {
    let other = World::new(backend);
    let ledger = Ledger::open(LedgerOptions { keys: world.keys.clone(), ..other.options() }).await.unwrap();
    (other, ledger)
}

async fn filled(world: &World) -> Ledger {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    append_events(&ledger, &sendai(), 150).await;
    ledger.rotate_data_key(&sendai(), instant(2)).await.unwrap();
    append_events(&ledger, &sendai(), 3).await;
    append_events(&ledger, &natori(), 2).await;
    ledger.save_snapshot(&sendai(), Head(100).into(), b"state", instant(3)).await.unwrap();
    ledger
}

/// Short for a sequence.
struct Head(u64);

impl From<Head> for ledger::Sequence {
    fn from(head: Head) -> Self {
        Self::new(head.0).unwrap()
    }
}

async fn everything(ledger: &Ledger, cities: &[CityId]) -> Vec<Vec<Event>> {
    let mut all = Vec::new();
    for city in cities {
        all.push(read_all(ledger, city).await.unwrap());
    }
    all
}

async fn a_backup_moves_everything_to_an_empty_ledger_on_either_database(world: World) {
    let ledger = filled(&world).await;
    let blob = ledger.put_blob(&sendai(), &vec![5; 200_000], instant(3)).await.unwrap();
    let path = world.path("a.backup");
    let summary = ledger.back_up(&path, Some(&signing_key()), instant(4)).await.unwrap();
    assert_eq!((summary.cities.len(), summary.events, summary.blobs), (2, 155, 1));
    assert_eq!(summary.bytes, std::fs::metadata(&path).unwrap().len());
    assert_eq!(summary.findings, []);
    let options = VerifyOptions { keys: Some(world.keys.clone()), ..VerifyOptions::default() };
    let report = verify_backup(&path, &options).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.cities.iter().map(|city| (city.events, city.opened)).collect::<Vec<_>>(), [(2, 2), (153, 153)]);

    for backend in [Backend::Sqlite, Backend::Postgres] {
        let (_other, restored) = elsewhere(&world, backend).await;
        let told = restored.restore(&path, &restoring()).await.unwrap();
        assert_eq!(told.cities, summary.cities);
        let cities = [sendai(), natori()];
        assert_eq!(everything(&restored, &cities).await, everything(&ledger, &cities).await);
        assert_eq!(restored.load_blob(&sendai(), blob).await.unwrap(), vec![5; 200_000]);
        assert_eq!(restored.latest_snapshot(&sendai()).await.unwrap().unwrap().payload, b"state");
        assert!(restored.verify(&[]).await.unwrap().is_sound());
        append_events(&restored, &sendai(), 1).await;
        assert_eq!(read_all(&restored, &sendai()).await.unwrap().len(), 154);
    }
}

async fn a_backup_made_while_writes_go_on_is_one_state(world: World) {
    let ledger = filled(&world).await;
    let writer = tokio::spawn({
        let ledger = ledger.clone();
        async move {
            for _ in 0..20 {
                append_events(&ledger, &sendai(), 50).await;
                append_events(&ledger, &natori(), 1).await;
            }
        }
    });
    let path = world.path("a.backup");
    let mut sizes = Vec::new();
    while !writer.is_finished() {
        let summary = ledger.back_up(&path, None, instant(4)).await.unwrap();
        assert!(verify_backup(&path, &VerifyOptions::default()).await.unwrap().is_sound());
        sizes.push(summary.events);
    }
    writer.await.unwrap();
    assert!(sizes.is_sorted(), "{sizes:?}");
}

async fn a_ledger_that_is_not_empty_is_not_restored_into(world: World) {
    let ledger = filled(&world).await;
    let path = world.path("a.backup");
    ledger.back_up(&path, None, instant(4)).await.unwrap();
    let result = ledger.restore(&path, &restoring()).await;
    assert!(matches!(result, Err(BackupError::NotEmpty)));
}

async fn an_older_backup_is_refused_as_a_rollback_unless_it_is_decided(world: World) {
    let ledger = filled(&world).await;
    let path = world.path("a.backup");
    ledger.back_up(&path, None, instant(4)).await.unwrap();
    let same = ledger.checkpoint(&sendai(), &signing_key(), instant(5)).await.unwrap();
    append_events(&ledger, &sendai(), 1).await;
    let newer = ledger.checkpoint(&sendai(), &signing_key(), instant(6)).await.unwrap();
    ledger.close().await;

    let (_other, restored) = elsewhere(&world, world.backend).await;
    let known = |checkpoint: &ledger::Checkpoint| vec![checkpoint.clone()];
    let refusing = RestoreOptions { known: known(&newer), ..restoring() };
    let error = restored.restore(&path, &refusing).await.unwrap_err();
    assert!(matches!(&error, BackupError::Rollback { city, .. } if *city == sendai()), "{error:?}");
    assert_eq!(error.code(), "restore-rollback");
    assert_eq!(restored.list_cities().await.unwrap(), [], "nothing was restored");

    let accept = Rollback::Accept { reason: "the disk is lost".into() };
    let accepting = RestoreOptions { known: known(&newer), rollback: accept, at: instant(7) };
    let told = restored.restore(&path, &accepting).await.unwrap();
    assert_eq!(told.rollbacks.len(), 1);
    assert_eq!(restored.list_rollbacks(&sendai()).await.unwrap(), told.rollbacks, "the mark stays");
    let marker = &told.rollbacks[0];
    assert_eq!((marker.known, marker.restored, marker.recorded_at), (newer.head(), same.head(), instant(7)));
    let report = restored.verify(&known(&newer)).await.unwrap();
    assert!(!report.is_sound(), "the newer checkpoint still says so");
    assert_eq!(report.cities[1].rollbacks, told.rollbacks);

    let (_third, restored) = elsewhere(&world, world.backend).await;
    let fitting = RestoreOptions { known: known(&same), ..restoring() };
    assert_eq!(restored.restore(&path, &fitting).await.unwrap().rollbacks, []);
}

async fn a_backup_of_another_history_is_refused(world: World) {
    let ledger = filled(&world).await;
    let path = world.path("a.backup");
    ledger.back_up(&path, None, instant(4)).await.unwrap();
    let (_other, fork) = elsewhere(&world, world.backend).await;
    fork.restore(&path, &restoring()).await.unwrap();
    append_events(&fork, &sendai(), 1).await;
    append_events(&ledger, &sendai(), 1).await;
    let checkpoint = fork.checkpoint(&sendai(), &signing_key(), instant(5)).await.unwrap();
    ledger.back_up(&path, None, instant(6)).await.unwrap();
    let (_third, restored) = elsewhere(&world, world.backend).await;
    let result = restored.restore(&path, &RestoreOptions { known: vec![checkpoint], ..restoring() }).await;
    assert!(matches!(result, Err(BackupError::Rollback { .. })));
}

async fn a_backup_without_a_lost_blob_is_better_than_none(world: World) {
    let ledger = filled(&world).await;
    let blob = ledger.put_blob(&sendai(), b"evidence", instant(3)).await.unwrap();
    std::fs::remove_dir_all(world.path("blobs")).unwrap();
    let path = world.path("a.backup");
    let summary = ledger.back_up(&path, None, instant(4)).await.unwrap();
    assert_eq!(summary.findings.len(), 1);
    assert_eq!(summary.findings[0].object.as_deref(), Some(format!("blob {blob}").as_str()));
    let (_other, restored) = elsewhere(&world, world.backend).await;
    let told = restored.restore(&path, &restoring()).await.unwrap();
    assert_eq!(told.findings, summary.findings);
    assert_eq!(read_all(&restored, &sendai()).await.unwrap().len(), 153);
}

async fn an_interrupted_backup_leaves_the_old_one(world: World) {
    let ledger = filled(&world).await;
    let path = world.path("a.backup");
    ledger.back_up(&path, None, instant(4)).await.unwrap();
    let before = std::fs::read(&path).unwrap();
    append_events(&ledger, &sendai(), 300).await;
    // Polled a few times and then dropped, as a server that stops would.
    for polls in 1..60 {
        let mut interrupted = Box::pin(ledger.back_up(&path, None, instant(5)));
        for _ in 0..polls {
            if (&mut interrupted).now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(interrupted);
        let now = std::fs::read(&path).unwrap();
        let complete = verify_backup_from(now.as_slice(), &VerifyOptions::default()).await.unwrap().is_sound();
        assert!(now == before || complete);
    }
    ledger.back_up(&path, None, instant(6)).await.unwrap();
    assert!(verify_backup(&path, &VerifyOptions::default()).await.unwrap().is_sound());
    // Those that had come to syncing end by themselves.
    while leftovers(&world) > 0 {
        tokio::task::yield_now().await;
    }
}

fn leftovers(world: &World) -> usize {
    let names = std::fs::read_dir(world.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().contains("unfinished")).count()
}

async fn small_backup(world: &World) -> (PathBuf, Vec<u8>) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    append_events(&ledger, &sendai(), 20).await;
    append_events(&ledger, &natori(), 5).await;
    ledger.put_blob(&sendai(), &[3; 500], instant(1)).await.unwrap();
    let path = world.path("small.backup");
    ledger.back_up(&path, Some(&signing_key()), instant(2)).await.unwrap();
    ledger.close().await;
    let bytes = std::fs::read(&path).unwrap();
    (path, bytes)
}

#[tokio::test]
async fn each_of_10_000_bit_flips_and_every_cut_of_a_backup_is_found() {
    let world = World::new(Backend::Sqlite);
    let (_, whole) = small_backup(&world).await;
    let options = VerifyOptions::default();
    let verify = |bytes: Vec<u8>| {
        let options = options.clone();
        async move { verify_backup_from(bytes.as_slice(), &options).await }
    };
    assert!(verify(whole.clone()).await.unwrap().is_sound());
    let (mut unreadable, mut named, mut events) = (0, 0, 0);
    for flip in 0..10_000_usize {
        // Spread over the whole file, each bit once.
        let bit = flip * (whole.len() * 8) / 10_000;
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        match verify(bytes).await {
            Err(BackupError::Format { .. }) => unreadable += 1,
            Err(other) => panic!("{other:?}"),
            Ok(report) => {
                let finding = report.all_findings().next().unwrap_or_else(|| panic!("bit {bit} is not missed"));
                named += 1;
                events += u32::from(finding.defect == Defect::Altered);
            }
        }
    }
    assert_eq!(unreadable + named, 10_000);
    assert!(events > 3000, "most of the file is events, and those are named exactly: {events}");
    for length in 0..whole.len() {
        let cut = verify(whole[..length].to_vec()).await;
        assert!(cut.is_err() || !cut.unwrap().is_sound(), "{length} bytes of {}", whole.len());
    }
    let longer = verify([whole.as_slice(), b"x"].concat()).await.unwrap();
    assert!(!longer.is_sound());
}

#[tokio::test]
async fn a_damaged_backup_is_not_restored_and_the_first_damage_is_told() {
    let world = World::new(Backend::Sqlite);
    let (path, mut bytes) = small_backup(&world).await;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let (_other, restored) = elsewhere(&world, Backend::Sqlite).await;
    let error = restored.restore(&path, &restoring()).await.unwrap_err();
    assert!(matches!(error, BackupError::Unsound { .. }), "{error:?}");
    assert_eq!(restored.list_cities().await.unwrap(), []);
    let missing = restored.restore(Path::new("/no/such/file"), &restoring()).await.unwrap_err();
    assert_eq!(missing.code(), "backup-file");
}
