//! The writer: a process that opens a ledger and works on it until it is killed, or until its orders are done. It tells what was
//! acknowledged and what was refused; it never tells before it was told.

use crate::check::hash_of;
use crate::dice::Dice;
use crate::place::{Place, cities, now, world};
use crate::stopwatch;
use crate::told::{Teller, Told};
use crate::work::Hand;
use anyhow::Context as _;
use futures_util::TryStreamExt as _;
use ledger::backup::{RestoreOptions, Rollback};
use ledger::{Fault as _, Ledger, Sequence};
use register::{Actor, Payload};
use runtime::{City, Document};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What a writer is to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Orders {
    pub(crate) place: Place,
    pub(crate) seed: u64,
    /// Told apart from other writers of the same ledger by this.
    pub(crate) round: u64,
    pub(crate) task: Task,
}

/// The kinds of work.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// Mixed writes, by so many hands at once in each city, until it is killed.
    Write { hands: u64 },
    /// The same, but mostly evidence.
    Keep { hands: u64 },
    /// Makes the ledger, writes a while with one hand, keeps evidence and snapshots, makes a backup, and closes.
    WholeLife { backup: PathBuf },
    /// Backs up to this file again and again, while one hand writes.
    BackUp { file: PathBuf },
    /// Restores this backup into the ledger.
    Restore { file: PathBuf },
    /// Opens the ledger, which brings its schema up to date, and closes it.
    Migrate,
}

/// The longest that anybody waits for an answer, be it that nothing was done.
const ANSWERED_WITHIN: Duration = Duration::from_secs(45);

/// Groups of commands of a whole life.
const GROUPS_OF_A_LIFE: usize = 14;

/// Carries out orders.
pub(crate) fn run(orders: &Orders) -> anyhow::Result<()> {
    let is_on_a_server = orders.place.database.starts_with("postgres://") || orders.place.bucket.is_some();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_time();
    if is_on_a_server {
        // Only then: its waking by `write` would be met by faults that are meant for files.
        runtime.enable_io();
    }
    runtime.build()?.block_on(async {
        let teller = Arc::new(Teller::new()?);
        match &orders.task {
            Task::Write { hands } => write_until_killed(orders, *hands, 2, &teller).await,
            Task::Keep { hands } => write_until_killed(orders, *hands, 15, &teller).await,
            Task::WholeLife { backup } => live(orders, backup, &teller).await,
            Task::BackUp { file } => back_up(orders, file, &teller).await,
            Task::Restore { file } => restore(orders, file, &teller).await,
            Task::Migrate => migrate(orders, &teller).await,
        }
    })
}

async fn open(orders: &Orders, teller: &Teller) -> anyhow::Result<(Ledger, Vec<Arc<City>>)> {
    let ledger = orders.place.open().await.context("opening the ledger")?;
    let opened = open_cities(&ledger).await?;
    teller.tell(&Told::Ready)?;
    Ok((ledger, opened))
}

async fn open_cities(ledger: &Ledger) -> anyhow::Result<Vec<Arc<City>>> {
    let mut opened = Vec::new();
    for id in cities()? {
        opened.push(Arc::new(City::open(ledger.clone(), id, world()?).await.context("opening a city")?));
    }
    Ok(opened)
}

/// Of twenty pieces of work `evidence` are evidence.
async fn write_until_killed(orders: &Orders, hands: u64, evidence: u64, teller: &Arc<Teller>) -> anyhow::Result<()> {
    let (ledger, opened) = open(orders, teller).await?;
    let mut working = tokio::task::JoinSet::new();
    for (city, number) in opened.iter().flat_map(|city| (0..hands).map(move |number| (city, number))) {
        let worker = Worker::new(orders, number, &ledger, city, teller);
        working.spawn(worker.work_for_ever(evidence));
    }
    // None of them ends but by a failure of this program.
    working.join_next().await.context("no hand")??
}

async fn live(orders: &Orders, backup: &std::path::Path, teller: &Arc<Teller>) -> anyhow::Result<()> {
    let refused = |mark: &str, error: &anyhow::Error| {
        let (city, mark, code) = (String::new(), mark.to_owned(), format!("{error:#}"));
        teller.tell(&Told::Refused { city, mark, code })
    };
    let ledger = match orders.place.make().await {
        Ok(ledger) => ledger,
        Err(error) => return refused("making", &error),
    };
    let opened = match open_cities(&ledger).await {
        Ok(opened) => opened,
        Err(error) => return refused("opening", &error),
    };
    teller.tell(&Told::Ready)?;
    let mut workers: Vec<Worker> = opened.iter().map(|city| Worker::new(orders, 0, &ledger, city, teller)).collect();
    for round in 0..GROUPS_OF_A_LIFE {
        for worker in &mut workers {
            worker.write().await?;
            if round % 5 == 2 {
                worker.keep_evidence().await?;
            }
            if round % 7 == 6 {
                worker.save_snapshot().await;
            }
        }
    }
    match ledger.back_up(backup, None, now()).await {
        Ok(made) => teller.tell(&told_heads(&made))?,
        Err(error) => refused("backup", &error.into())?,
    }
    ledger.close().await;
    teller.tell(&Told::Finished)
}

async fn back_up(orders: &Orders, file: &std::path::Path, teller: &Arc<Teller>) -> anyhow::Result<()> {
    let (ledger, opened) = open(orders, teller).await?;
    let city = opened.first().context("a city")?;
    let worker = Worker::new(orders, 0, &ledger, city, teller);
    let mut working = tokio::task::JoinSet::new();
    working.spawn(worker.work_for_ever(2));
    loop {
        let made = ledger.back_up(file, None, now()).await.context("the backup")?;
        teller.tell(&told_heads(&made))?;
    }
}

fn told_heads(made: &ledger::backup::BackupSummary) -> Told {
    let heads = made.cities.iter().map(|(city, head)| (city.to_string(), head.sequence.number()));
    Told::BackedUp { heads: heads.collect() }
}

async fn restore(orders: &Orders, file: &std::path::Path, teller: &Teller) -> anyhow::Result<()> {
    let ledger = orders.place.open().await.context("opening the ledger")?;
    teller.tell(&Told::Ready)?;
    let options = RestoreOptions { known: Vec::new(), rollback: Rollback::Refuse, at: now() };
    ledger.restore(file, &options).await.context("restoring")?;
    teller.tell(&Told::Finished)?;
    ledger.close().await;
    Ok(())
}

async fn migrate(orders: &Orders, teller: &Teller) -> anyhow::Result<()> {
    let ledger = orders.place.open().await.context("opening the ledger")?;
    teller.tell(&Told::Finished)?;
    ledger.close().await;
    Ok(())
}

/// One hand in one city.
struct Worker {
    ledger: Ledger,
    city: Arc<City>,
    hand: Hand,
    dice: Dice,
    teller: Arc<Teller>,
}

impl Worker {
    fn new(orders: &Orders, number: u64, ledger: &Ledger, city: &Arc<City>, teller: &Arc<Teller>) -> Self {
        let name = format!("{}.{}.{number}", city.id(), orders.round);
        let initial = city.id().as_str().bytes().next().unwrap_or_default();
        let dice = Dice::new(orders.seed, orders.round << 16 | u64::from(initial) << 8 | number);
        let (ledger, city, teller) = (ledger.clone(), Arc::clone(city), Arc::clone(teller));
        Self { ledger, city, hand: Hand::new(name), dice, teller }
    }

    async fn work_for_ever(mut self, evidence: u64) -> anyhow::Result<()> {
        loop {
            let start = stopwatch::now();
            match self.dice.below(20) {
                0 => self.save_snapshot().await,
                number if number <= evidence => self.keep_evidence().await?,
                _ => self.write().await?,
            }
            let took = start.elapsed();
            if took > ANSWERED_WITHIN {
                self.teller.tell(&Told::Wrong { words: format!("an answer took {took:?}") })?;
            }
        }
    }

    async fn write(&mut self) -> anyhow::Result<()> {
        let group = self.hand.next(&mut self.dice)?;
        let (city, mark) = (self.city.id().to_string(), group.work);
        match self.city.run_all(group.commands, group.actor, now()).await {
            Ok(done) => {
                let written = done.events.iter().map(register::Event::write).collect::<Result<Vec<_>, _>>()?;
                let hash = hash_of(written.iter().map(String::as_bytes));
                self.teller.tell(&Told::Done { city, mark, events: written.len(), hash })?;
                self.hand.happened(&done.events);
            }
            Err(refused) => {
                self.teller.tell(&Told::Refused { city, mark, code: refused.code().to_owned() })?;
                self.read_everything().await?;
            }
        }
        Ok(())
    }

    /// A refused write must not stop reading; but a server that is away may.
    async fn read_everything(&self) -> anyhow::Result<()> {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let read =
            self.ledger.read(self.city.id(), Sequence::START).try_fold(0, |count, _| async move { Ok(count + 1) });
        match read.await {
            Ok(events) => self.teller.tell(&Told::Read { events }),
            Err(error) if matches!(error.code(), "database-unavailable") => Ok(()),
            Err(error) => self.teller.tell(&Told::Wrong { words: format!("reading: [{}] {error}", error.code()) }),
        }
    }

    async fn keep_evidence(&mut self) -> anyhow::Result<()> {
        let length = 1 + self.dice.index(150_000);
        let content = self.dice.bytes(length);
        let city = self.city.id().to_string();
        if self.dice.below(2) == 0
            && let Some((mark, document, actor)) = self.hand.attachment(content.clone())?
        {
            return self.attach(city, mark, document, actor).await;
        }
        match self.ledger.put_blob(self.city.id(), &content, now()).await {
            Ok(blob) => {
                let hash = hash_of([content.as_slice()].into_iter());
                self.teller.tell(&Told::Kept { city, blob: blob.to_string(), hash })
            }
            Err(error) => {
                let (mark, code) = ("evidence".to_owned(), error.code().to_owned());
                self.teller.tell(&Told::Refused { city, mark, code })
            }
        }
    }

    /// Evidence that an event names, as the product hands it in.
    async fn attach(&self, city: String, mark: String, document: Document, actor: Actor) -> anyhow::Result<()> {
        let hash = hash_of([document.content.as_slice()].into_iter());
        match self.city.attach(document, actor, now()).await {
            Ok(done) => {
                let written = done.events.iter().map(register::Event::write).collect::<Result<Vec<_>, _>>()?;
                for event in &done.events {
                    if let Payload::EvidenceAttached(attached) = &event.event {
                        let (city, blob) = (city.clone(), attached.blob.to_string());
                        self.teller.tell(&Told::Kept { city, blob, hash: hash.clone() })?;
                    }
                }
                let hash = hash_of(written.iter().map(String::as_bytes));
                self.teller.tell(&Told::Done { city, mark, events: written.len(), hash })
            }
            Err(refused) => self.teller.tell(&Told::Refused { city, mark, code: refused.code().to_owned() }),
        }
    }

    async fn save_snapshot(&self) {
        // A snapshot only saves time: that it is refused is no loss.
        let _ = self.city.save_snapshot(now()).await;
    }
}
