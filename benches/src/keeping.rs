//! Figures of the ledger: durable appends beside the raw rate of syncs of the same disk, sealing beside OpenSSL's AES-256-GCM, and
//! opening a large city; and commands as somebody waits for them.

mod commands;
mod opening;

use crate::harness::{Spread, measure, measure_in_turn, number};
use crate::report::{Figure, Goal, Group};
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use ledger::{
    BlobLocation, CityId, DatabaseLocation, Expected, KeyFolder, Ledger, LedgerOptions, Sequence, SystemRandomness,
};
use standard::Standard;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// An event of the size that a command of the register makes.
const PAYLOAD: usize = 500;

/// Appends, or syncs, in one run of one writer.
const APPENDS: usize = 50;

/// Writers at once, and appends of each.
const WRITERS: usize = 64;
const APPENDS_EACH: usize = 8;

/// Events of the city that is opened.
const EVENTS: usize = 100_000;

/// The chunk that evidence is sealed in, the size of a piece of evidence, and how many are sealed in one run.
const CHUNK: usize = 64 * 1024;
const EVIDENCE: usize = 1024 * 1024;
const SEALED: usize = 64;

const HEADING: &str = "Ledger (SQLite in the target folder; durable before it is answered)";

pub(crate) fn run(_: &Standard) -> Group {
    let figures = prepare().map(Bench::figures);
    let figures = figures.unwrap_or_else(|error| {
        eprintln!("the ledger was not measured: {error}");
        Vec::new()
    });
    Group { heading: HEADING, figures }
}

struct Bench {
    runtime: Runtime,
    /// Beside the program: on a real disk, where the temporary folder often is not.
    folder: tempfile::TempDir,
    ledger: Ledger,
    city: CityId,
    /// Another city, for the register's own events.
    filled: CityId,
}

type Failure = Box<dyn std::error::Error>;

fn prepare() -> Result<Bench, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let beside = std::env::current_exe()?;
    let folder = tempfile::TempDir::new_in(beside.parent().unwrap_or(Path::new(".")))?;
    let keys = KeyFolder::new(folder.path().join("keys"));
    let (city, filled): (CityId, CityId) = ("sendai".parse()?, "natori".parse()?);
    for city in [&city, &filled] {
        keys.create(city, &SystemRandomness)?;
    }
    let options = LedgerOptions {
        database: DatabaseLocation::Sqlite(folder.path().join("ledger.db")),
        blobs: BlobLocation::Folder(folder.path().join("blobs")),
        keys: Arc::new(keys),
        randomness: Arc::new(SystemRandomness),
    };
    let ledger = runtime.block_on(async {
        let ledger = Ledger::open(options).await?;
        for city in [&city, &filled] {
            ledger.create_city(city, Timestamp::UNIX_EPOCH).await?;
        }
        Ok::<_, Failure>(ledger)
    })?;
    Ok(Bench { runtime, folder, ledger, city, filled })
}

impl Bench {
    fn figures(self) -> Vec<Figure> {
        let mut figures = self.appending();
        figures.extend(sealing());
        figures.extend(self.opening());
        let commands = commands::figures(&self.runtime, self.folder.path());
        let opening = opening::figures(&self.runtime, &self.ledger, &self.filled);
        for measured in [commands, opening] {
            figures.extend(measured.unwrap_or_else(|error| {
                eprintln!("not measured: {error}");
                Vec::new()
            }));
        }
        self.runtime.block_on(self.ledger.close());
        figures
    }

    fn append(&self, count: usize) {
        for _ in 0..count {
            let append =
                self.ledger.append(&self.city, Expected::Anywhere, vec![vec![7; PAYLOAD]], Timestamp::UNIX_EPOCH);
            assert!(self.runtime.block_on(append).is_ok(), "an append failed");
        }
    }

    fn append_from_many_writers(&self) {
        let writer = |_| {
            let (ledger, city) = (self.ledger.clone(), self.city.clone());
            self.runtime.spawn(async move {
                for _ in 0..APPENDS_EACH {
                    let append =
                        ledger.append(&city, Expected::Anywhere, vec![vec![7; PAYLOAD]], Timestamp::UNIX_EPOCH);
                    assert!(append.await.is_ok(), "an append failed");
                }
            })
        };
        let writers: Vec<_> = (0..WRITERS).map(writer).collect();
        for writer in writers {
            assert!(self.runtime.block_on(writer).is_ok(), "a writer failed");
        }
    }

    fn appending(&self) -> Vec<Figure> {
        let Ok(mut file) = File::create(self.folder.path().join("raw")) else { return Vec::new() };
        let mut sync = || {
            for _ in 0..APPENDS {
                // What one append of SQLite writes: a few pages.
                assert!(file.write_all(&[1; 3 * 4096]).and_then(|()| file.sync_data()).is_ok(), "a sync failed");
            }
        };
        let [raw, one, many] =
            measure_in_turn([&mut sync, &mut || self.append(APPENDS), &mut || self.append_from_many_writers()]);
        let raw = raw.map(|time| number(APPENDS) / time.as_secs_f64());
        let one = one.map(|time| number(APPENDS) / time.as_secs_f64());
        let many = many.map(|time| number(WRITERS * APPENDS_EACH) / time.as_secs_f64());
        vec![
            Figure::new("raw: 12 KiB written and synced, one after another", "/s", raw),
            Figure::new("appends, one writer", "/s", one),
            Figure::new("appends, 64 writers", "/s", many),
            Figure::new("one writer, of the raw rate", "×", of(one, raw)),
            Figure::new("64 writers, of the raw rate", "×", of(many, raw)),
        ]
    }

    fn opening(&self) -> Vec<Figure> {
        let seeded = self.runtime.block_on(async {
            let head = self.ledger.find_head(&self.city).await?.map_or(0, |head| head.sequence.number());
            let missing = EVENTS.saturating_sub(usize::try_from(head)?);
            for start in (0..missing).step_by(1000) {
                let payloads = vec![vec![7; PAYLOAD]; 1000.min(missing - start)];
                self.ledger.append(&self.city, Expected::Anywhere, payloads, Timestamp::UNIX_EPOCH).await?;
            }
            let at = Sequence::new(EVENTS as u64 - 100).unwrap_or(Sequence::START);
            self.ledger.save_snapshot(&self.city, at, &vec![7; 4 << 20], Timestamp::UNIX_EPOCH).await?;
            Ok::<_, Failure>(())
        });
        if let Err(error) = seeded {
            eprintln!("the city was not filled: {error}");
            return Vec::new();
        }
        let read = |after: Sequence| {
            let events = self.ledger.read(&self.city, after).try_fold(0, |count, _| async move { Ok(count + 1) });
            let count = self.runtime.block_on(events);
            assert!(count.is_ok_and(|count| count >= 100), "the stream was not read");
        };
        let whole = measure(|| read(Sequence::START));
        let from_snapshot = measure(|| {
            let snapshot = self.runtime.block_on(self.ledger.latest_snapshot(&self.city));
            assert!(matches!(&snapshot, Ok(Some(_))), "there is a snapshot");
            read(snapshot.ok().flatten().map_or(Sequence::START, |snapshot| snapshot.sequence));
        });
        vec![
            Figure::new(
                "100,000 events read, checked against the chain, opened",
                "s",
                whole.map(|time| time.as_secs_f64()),
            ),
            Figure::new(
                "the same from a snapshot of 4 MiB and 100 events",
                "ms",
                from_snapshot.map(|time| time.as_secs_f64() * 1e3),
            ),
        ]
    }
}

/// Sealing as evidence is sealed, beside what OpenSSL says of its own AES-256-GCM on blocks of the same size as a chunk.
fn sealing() -> Vec<Figure> {
    let Ok(sealer) = ledger::measuring::EvidenceSealer::new() else { return Vec::new() };
    let content = vec![7; EVIDENCE];
    let before = openssl_speed();
    let times = measure(|| {
        for _ in 0..SEALED {
            assert!(sealer.seal(&content).is_ok(), "sealing failed");
        }
    });
    let own = times.map(|time| number(SEALED * EVIDENCE) / time.as_secs_f64() / 1e9);
    let mut figures = vec![Figure::new("evidence of 1 MiB sealed in chunks of 64 KiB", "GB/s", own)];
    if let (Some(before), Some(after)) = (before, openssl_speed()) {
        let (least, greatest) = (before.min(after), before.max(after));
        let openssl = Spread { median: f64::midpoint(before, after), least, greatest };
        figures.push(Figure::new("openssl speed -evp aes-256-gcm, blocks of 64 KiB", "GB/s", openssl));
        figures.push(Figure::new("sealing, of OpenSSL's rate", "×", of(own, openssl)).goal(Goal::AtLeast(0.8)));
    }
    figures
}

/// Gigabytes a second; `None` where there is no OpenSSL.
fn openssl_speed() -> Option<f64> {
    let size = CHUNK.to_string();
    let arguments = ["speed", "-mr", "-seconds", "1", "-bytes", &size, "-evp", "aes-256-gcm"];
    let output = Command::new("openssl").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let line = text.lines().find(|line| line.starts_with("+F:"))?;
    Some(line.rsplit(':').next()?.parse::<f64>().ok()? / 1e9)
}

/// One figure as a multiple of another: of the medians; the spread is that of the first.
fn of(part: Spread, whole: Spread) -> Spread {
    let ratio = |figure: f64| figure / whole.median;
    Spread { median: ratio(part.median), least: ratio(part.least), greatest: ratio(part.greatest) }
}
