//! Acknowledged writes that are gone: a wrong bit anywhere in SQLite's log, a log that was cut or removed, an older file put back. And no
//! false alarm: whatever a power cut leaves of the log and of the note, what was acknowledged is there and the ledger opens.

use crate::world::{Backend, World, append_events, instant, natori, read_all, sendai};
use ledger::verify::{Defect, VerifyOptions, verify_database};
use ledger::{Fault as _, Ledger, LedgerOptions, OpenError, accept_loss, find_lost_writes};
use std::path::PathBuf;

/// The files of a SQLite database.
const FILES: [&str; 3] = ["ledger.db", "ledger.db-wal", "ledger.db.heads"];

/// What stands in the files of a database.
type Files = [Vec<u8>; 3];

fn files(world: &World) -> Files {
    FILES.map(|name| std::fs::read(world.path(name)).unwrap_or_default())
}

/// A repeatable generator (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        usize::try_from((mixed ^ (mixed >> 27)) >> 33).unwrap() % bound
    }
}

/// A ledger of two cities with so many events in its log; its files after each append. (It stays open: closing empties the log.)
async fn written(world: &World, appends: usize) -> (Ledger, Vec<Files>) {
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    let mut states = vec![files(world)];
    for number in 0..appends {
        let city = if number % 3 == 2 { natori() } else { sendai() };
        append_events(&ledger, &city, 1 + number as u64 % 3).await;
        states.push(files(world));
    }
    (ledger, states)
}

/// The same ledger, copied to a place of its own with these files.
struct Copy {
    world: World,
    keys: PathBuf,
}

impl Copy {
    fn of(world: &World, files: &Files) -> Self {
        let copy = World::new(Backend::Sqlite);
        for (name, content) in FILES.iter().zip(files) {
            std::fs::write(copy.path(name), content).unwrap();
        }
        Self { world: copy, keys: world.path("keys") }
    }

    fn options(&self) -> LedgerOptions {
        let keys = std::sync::Arc::new(ledger::KeyFolder::new(&self.keys));
        LedgerOptions { keys, ..self.world.options() }
    }

    /// How many events each city has; or the code with which it is refused, nothing having been touched.
    async fn open(&self) -> Result<[usize; 2], &'static str> {
        let before = files(&self.world);
        match Ledger::open(self.options()).await {
            Err(error) => {
                assert!(files(&self.world) == before, "refused ({}), and touched all the same", error.code());
                Err(error.code())
            }
            Ok(ledger) => {
                let mut events = [0; 2];
                for (count, city) in events.iter_mut().zip([sendai(), natori()]) {
                    *count = read_all(&ledger, &city).await.map_err(|error| error.code())?.len();
                }
                assert!(ledger.verify(&[]).await.unwrap().is_sound());
                ledger.close().await;
                Ok(events)
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_bit_anywhere_in_the_log_is_refused_or_loses_nothing() {
    let world = World::new(Backend::Sqlite);
    let (_ledger, states) = written(&world, 12).await;
    let whole = states.last().unwrap();
    let all = Copy::of(&world, whole).open().await.unwrap();
    let log = whole[1].len();
    assert!(log > 32 + 12 * 4120, "the log is in use: {log} bytes");
    let mut numbers = Numbers(7);
    // Every bit of the log's header and of the header of its first, a middle and its last frame; and others anywhere.
    let frames = (log - 32) / 4120;
    let headers = [0, frames / 2, frames - 1].map(|frame| 32 + 4120 * frame);
    let special = headers.iter().flat_map(|start| (start * 8)..(start + 24) * 8);
    let bits: Vec<usize> = (0..32 * 8).chain(special).chain((0..250).map(|_| numbers.below(log * 8))).collect();
    let (mut refused, mut without_use) = (0, 0);
    for bit in bits {
        let mut altered = whole.clone();
        altered[1][bit / 8] ^= 1 << (bit % 8);
        match Copy::of(&world, &altered).open().await {
            Ok(events) => {
                assert_eq!(events, all, "bit {bit} of {}", log * 8);
                without_use += 1;
            }
            Err("writes-lost" | "database-damaged") => refused += 1,
            // SQLite reads no log of another version.
            Err("ledger-file" | "database-unavailable") if bit < 32 * 8 => refused += 1,
            Err(code) => panic!("bit {bit}: {code}"),
        }
    }
    println!("{refused} refused, {without_use} of no use");
    assert!(refused > 500, "{refused} refused, {without_use} of no use");
}

#[tokio::test]
async fn a_log_that_was_cut_or_removed_or_an_older_state_put_back_is_refused() {
    let world = World::new(Backend::Sqlite);
    let (_ledger, states) = written(&world, 6).await;
    let [database, log, heads] = states.last().unwrap();
    for length in [0, 1000, log.len() / 2, log.len() - 1] {
        let cut = [database.clone(), log[..length].to_vec(), heads.clone()];
        assert_eq!(Copy::of(&world, &cut).open().await, Err("writes-lost"), "{length} bytes");
    }
    let [older, older_log, _] = &states[2];
    let back = [older.clone(), older_log.clone(), heads.clone()];
    assert_eq!(Copy::of(&world, &back).open().await, Err("writes-lost"));
    let copy = Copy::of(&world, states.last().unwrap());
    std::fs::remove_file(copy.world.path("ledger.db")).unwrap();
    std::fs::remove_file(copy.world.path("ledger.db-wal")).unwrap();
    let error = Ledger::open(copy.options()).await.err().unwrap();
    assert_eq!(error.code(), "writes-lost", "a database that is missing is not begun anew");
    assert!(!copy.world.path("ledger.db").exists());
}

/// What reaches the disk in a power cut: all of what was synced, and any of the pages written since, in any order. An append is
/// acknowledged once it is synced, and noted after that: so the note may be as old as one likes, and never newer.
#[tokio::test]
async fn no_power_cut_raises_an_alarm_or_loses_what_was_acknowledged() {
    const PAGE: usize = 4096;
    let world = World::new(Backend::Sqlite);
    let (_ledger, states) = written(&world, 10).await;
    let mut numbers = Numbers(11);
    let mut opened = 0;
    for (synced, pair) in states.windows(2).enumerate() {
        let [database, log, _] = &pair[0];
        let (acknowledged, next) = (Copy::of(&world, &pair[0]).open().await.unwrap(), &pair[1][1]);
        assert_eq!(next[..log.len()], log[..], "the log only grows here");
        for _ in 0..12 {
            let mut left = next[..log.len() + numbers.below(next.len() - log.len() + 1)].to_vec();
            for page in (log.len() / PAGE)..left.len().div_ceil(PAGE) {
                if numbers.below(2) == 0 {
                    let lost = (page * PAGE).max(log.len())..((page + 1) * PAGE).min(left.len());
                    left[lost].fill(0);
                }
            }
            let noted = &states[numbers.below(synced + 1)][2];
            let found = Copy::of(&world, &[database.clone(), left, noted.clone()]).open().await;
            let found = found.unwrap_or_else(|code| panic!("{synced} synced: {code}"));
            assert!(found[0] >= acknowledged[0] && found[1] >= acknowledged[1], "{found:?} of {acknowledged:?}");
            opened += 1;
        }
    }
    assert_eq!(opened, 120);
}

#[tokio::test]
async fn a_loss_is_told_verified_and_accepted_with_a_reason_that_stays() {
    let world = World::new(Backend::Sqlite);
    let (_ledger, states) = written(&world, 6).await;
    let [database, log, heads] = states.last().unwrap();
    let (known, [_, earlier, _]) = (Copy::of(&world, states.last().unwrap()).open().await.unwrap(), &states[3]);
    let copy = Copy::of(&world, &[database.clone(), log[..earlier.len()].to_vec(), heads.clone()]);
    let Err(OpenError::WritesLost { lost }) = Ledger::open(copy.options()).await else { panic!("not refused") };
    assert_eq!(lost.iter().map(|lost| lost.city.as_str()).collect::<Vec<_>>(), ["sendai", "natori"]);
    assert_eq!(lost[0].known.sequence.number(), known[0] as u64);
    let text = OpenError::WritesLost { lost: lost.clone() }.text();
    assert!(text.japanese.contains("accept-loss") && text.japanese.contains("2 市"), "{}", text.japanese);

    let report = verify_database(&copy.world.database, &VerifyOptions::default()).await.unwrap();
    assert_eq!(report.findings.iter().filter(|finding| finding.defect == Defect::WritesLost).count(), 2);
    assert_eq!(find_lost_writes(&copy.world.database).await.unwrap(), lost);

    let markers = accept_loss(&copy.world.database, "the disk was exchanged", instant(50)).await.unwrap();
    assert_eq!(markers.len(), 2);
    assert_eq!(accept_loss(&copy.world.database, "again", instant(51)).await.unwrap(), []);
    let ledger = Ledger::open(copy.options()).await.unwrap();
    assert_eq!(ledger.list_rollbacks(&sendai()).await.unwrap(), markers[..1]);
    assert_eq!((markers[0].known, markers[0].restored.sequence), (lost[0].known, lost[0].found));
    append_events(&ledger, &sendai(), 1).await;
    ledger.close().await;
    assert_eq!(find_lost_writes(&copy.world.database).await.unwrap(), []);
}

#[tokio::test]
async fn a_head_that_was_altered_while_its_event_stands_is_left_to_verification() {
    let world = World::new(Backend::Sqlite);
    let ledger = world.open_with(&sendai()).await;
    world.add_city(&ledger, &natori()).await;
    append_events(&ledger, &sendai(), 3).await;
    append_events(&ledger, &natori(), 3).await;
    ledger.close().await;
    world.tamper("UPDATE cities SET sequence = 2 WHERE city = 'sendai'").await;
    let ledger = world.open().await;
    assert_eq!(read_all(&ledger, &natori()).await.unwrap().len(), 3, "the other city goes on");
    let report = ledger.verify(&[]).await.unwrap();
    assert_eq!(report.cities[1].findings[0].defect, Defect::Surplus);
}
