//! A city under way: its state in memory, and commands that change it. Commands that wait together share one append, so the disk
//! is asked once for all of them; each is answered when that append is durable.

use crate::held::{Held, time_for};
use crate::history::payload_of;
use crate::refused::{OpenCityError, Refused};
use crate::snapshot;
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use ledger::{AppendError, CityId, Expected, Ledger, Sequence, StoreError};
use register::{Actor, Command, Event, State, World, decide};
use std::mem;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{RwLock, RwLockReadGuard, oneshot};

/// How often a batch is decided anew because another server was first. A large batch against a server that writes one command after the
/// other loses often: it takes longer to decide.
const ATTEMPTS: u32 = 64;

/// Events of one append at most: what the ledger takes in one.
const BATCH_EVENTS: usize = 1000;

/// Events that a command makes at most, for filling an append before it is known what they make.
const EVENTS_OF_A_COMMAND: usize = 4;

/// Events after which a snapshot is worth its writing.
const EVENTS_PER_SNAPSHOT: u64 = 1000;

/// A city whose state is at hand.
pub struct City {
    ledger: Ledger,
    id: CityId,
    world: Arc<World>,
    waiting: Mutex<Vec<Waiting>>,
    held: RwLock<Held>,
    /// When the key's holder was asked last.
    keys_asked: Mutex<Option<Timestamp>>,
}

/// Commands on their way, that happen together or not at all.
struct Waiting {
    commands: Vec<Command>,
    actor: Actor,
    at: Timestamp,
    answer: oneshot::Sender<Answer>,
}

pub(crate) type Answer = Result<Done, Refused>;

/// A command that happened, durably.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// What it recorded.
    pub events: Vec<Event>,
}

/// The state of a city while somebody looks at it. Commands wait as long.
pub struct Seen<'c>(RwLockReadGuard<'c, Held>);

impl Seen<'_> {
    /// The last event in it.
    pub fn sequence(&self) -> Sequence {
        self.0.at
    }
}

impl Deref for Seen<'_> {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0.state
    }
}

impl City {
    /// Reads the city's state: its newest snapshot that opens, and the events since.
    ///
    /// # Errors
    /// There is no such city, its keys cannot be had, or its stream was altered; an event that this program cannot read.
    pub async fn open(ledger: Ledger, id: CityId, world: Arc<World>) -> Result<Self, OpenCityError> {
        let held = Held::read(&ledger, &id).await?;
        Ok(Self { ledger, id, world, waiting: Mutex::default(), held: RwLock::new(held), keys_asked: Mutex::default() })
    }

    /// Its name in the ledger.
    pub fn id(&self) -> &CityId {
        &self.id
    }

    /// The standards and reference data that commands are decided by.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The state as this server knows it; all of it is durable. [`City::refresh`] takes in what other servers wrote.
    ///
    /// # Errors
    /// As [`City::open`], where an append had failed before.
    pub async fn state(&self) -> Result<Seen<'_>, OpenCityError> {
        loop {
            let held = self.held.read().await;
            if !held.tentative {
                return Ok(Seen(held));
            }
            drop(held);
            self.held.write().await.settle(&self.ledger, &self.id).await?;
        }
    }

    /// Takes in what other servers wrote since.
    ///
    /// # Errors
    /// As [`City::open`].
    pub async fn refresh(&self) -> Result<(), OpenCityError> {
        let mut held = self.held.write().await;
        held.settle(&self.ledger, &self.id).await?;
        held.catch_up(&self.ledger, &self.id).await
    }

    /// Decides a command and records what it makes; answers once that is durable. A refusal records nothing.
    ///
    /// # Errors
    /// The register's refusal, or why nothing could be recorded.
    pub async fn run(&self, command: impl Into<Command>, actor: Actor, at: Timestamp) -> Answer {
        self.run_all(vec![command.into()], actor, at).await
    }

    /// Decides commands one after the other, each on what those before it make, and records everything or, where one is
    /// refused, nothing. At most 250 commands.
    ///
    /// # Errors
    /// As [`City::run`].
    pub async fn run_all(&self, commands: Vec<Command>, actor: Actor, at: Timestamp) -> Answer {
        self.refuse_unstored(&commands).await?;
        self.submit(commands, actor, at).await
    }

    /// The same for commands whose files are known to be stored.
    pub(crate) async fn submit(&self, commands: Vec<Command>, actor: Actor, at: Timestamp) -> Answer {
        self.recheck_keys_where_due(at).await?;
        let (answer, answered) = oneshot::channel();
        self.waiting().push(Waiting { commands, actor, at, answer });
        let mut held = self.held.write().await;
        // Whoever gets the state works for all who wait; they find their answers when it is their turn.
        loop {
            let batch = self.take_batch();
            if batch.is_empty() {
                break;
            }
            self.work_in_parts(&mut held, batch).await;
        }
        drop(held);
        answered.await.unwrap_or(Err(Refused::AnswerLost))
    }

    /// Keeps a snapshot where the last one is a thousand events back: reading so many takes less than a second.
    ///
    /// # Errors
    /// As [`City::save_snapshot`].
    pub async fn save_snapshot_where_due(&self, at: Timestamp) -> Result<(), OpenCityError> {
        let seen = self.state().await?;
        let kept = seen.0.snapshot_at.unwrap_or(Sequence::START);
        let is_due = seen.sequence().number().saturating_sub(kept.number()) >= EVENTS_PER_SNAPSHOT;
        drop(seen);
        if is_due { self.save_snapshot(at).await } else { Ok(()) }
    }

    /// Keeps a snapshot of the state, so that the next opening reads only what came after.
    ///
    /// # Errors
    /// The database did not take it; the city is none the worse.
    pub async fn save_snapshot(&self, at: Timestamp) -> Result<(), OpenCityError> {
        let seen = self.state().await?;
        let sequence = seen.sequence();
        if seen.0.snapshot_at == Some(sequence) {
            return Ok(());
        }
        let payload = snapshot::write(&seen);
        drop(seen);
        let Some(payload) = payload else { return Ok(()) };
        self.ledger.save_snapshot(&self.id, sequence, &payload, at).await?;
        self.held.write().await.snapshot_at = Some(sequence);
        Ok(())
    }

    /// Refuses a command that would be refused now, before anything is done for it.
    pub(crate) async fn refuse_early(&self, command: &Command, actor: &Actor, at: Timestamp) -> Result<(), Refused> {
        let state = self.state().await?;
        let at = time_for(&state, at);
        Ok(decide(&state, command, actor, at, &self.world).map(drop)?)
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) fn last_asked(&self) -> Option<Timestamp> {
        *self.keys_asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keys_asked(&self, now: Timestamp) {
        *self.keys_asked.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    /// Lets go of what is in memory. It is read anew when somebody asks, if its key can be had then.
    pub(crate) async fn let_go(&self) {
        *self.held.write().await = Held::nothing();
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        // A push or a drain cannot leave the list half changed.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first of those who wait, and as many after it as fit into one append.
    fn take_batch(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting();
        let mut events = 0_usize;
        let fitting = waiting.iter().take_while(|waiting| {
            events = events.saturating_add(waiting.commands.len().saturating_mul(EVENTS_OF_A_COMMAND));
            events <= BATCH_EVENTS
        });
        let size = fitting.count().max(1).min(waiting.len());
        let rest = waiting.split_off(size);
        mem::replace(&mut *waiting, rest)
    }

    /// Works on a batch; where its events are more than one append may have, on its halves.
    async fn work_in_parts(&self, held: &mut Held, batch: Vec<Waiting>) {
        let mut parts = vec![batch];
        while let Some(part) = parts.pop() {
            let Some(mut part) = self.work(held, part).await else { continue };
            let second = part.split_off(part.len() / 2);
            parts.push(second);
            parts.push(part);
        }
    }

    /// Decides every command of the batch, each on what those before it make, records it all with one append, and answers. Gives
    /// the batch back where it is too large for one append, and can be cut.
    async fn work(&self, held: &mut Held, batch: Vec<Waiting>) -> Option<Vec<Waiting>> {
        for _ in 0..ATTEMPTS {
            if let Err(error) = held.settle(&self.ledger, &self.id).await {
                answer(batch, || Err(Refused::Open(error.clone())));
                return None;
            }
            held.tentative = true;
            let decide = |waiting: &Waiting| {
                let Waiting { commands, actor, at, .. } = waiting;
                Ok(held.decide(commands, actor, *at, &self.world)?)
            };
            let decided: Vec<Answer> = batch.iter().map(decide).collect();
            match self.append(held, &decided).await {
                Ok(()) => {
                    let mut decided = decided.into_iter();
                    answer(batch, || decided.next().unwrap_or(Err(Refused::AnswerLost)));
                    return None;
                }
                // Decided on a state that was no longer the last: what was refused may be in order now, and the reverse.
                Err(Refused::Append(AppendError::Conflict { .. })) => {}
                Err(Refused::Append(AppendError::Size)) if batch.len() > 1 => return Some(batch),
                Err(error) => {
                    answer(batch, || Err(error.clone()));
                    return None;
                }
            }
        }
        answer(batch, || Err(Refused::Crowded(ATTEMPTS)));
        None
    }

    /// Records what was decided, with one append. Where it fails the state stays tentative.
    async fn append(&self, held: &mut Held, decided: &[Answer]) -> Result<(), Refused> {
        let events = decided.iter().flatten().flat_map(|done| &done.events);
        let payloads = events.clone().map(payload_of).collect::<Result<Vec<_>, _>>()?;
        let Some(last) = events.last() else {
            held.tentative = false;
            return Ok(());
        };
        let appended = self.ledger.append(&self.id, Expected::At(held.at), payloads.clone(), last.at).await;
        let end = match appended {
            Ok(appended) => appended.head.sequence,
            // The answer may have been lost, not the write.
            Err(AppendError::Store(error @ (StoreError::Unavailable(_) | StoreError::WriteFailed(_)))) => {
                self.find_recorded(held.at, &payloads).await.ok_or(AppendError::Store(error))?
            }
            Err(error) => return Err(error.into()),
        };
        held.at = end;
        held.tentative = false;
        Ok(())
    }

    /// The number of the last of these payloads, where they stand in the stream right after `before`.
    async fn find_recorded(&self, before: Sequence, payloads: &[Vec<u8>]) -> Option<Sequence> {
        let mut events = std::pin::pin!(self.ledger.read(&self.id, before));
        let mut last = before;
        for payload in payloads {
            let event = events.try_next().await.ok()??;
            if event.payload != *payload {
                return None;
            }
            last = event.sequence;
        }
        Some(last)
    }
}

fn answer(batch: Vec<Waiting>, mut with: impl FnMut() -> Answer) {
    for waiting in batch {
        // A caller that stopped waiting gets no answer.
        let _ = waiting.answer.send(with());
    }
}
