//! A city under way: its state in memory, looked at, brought up to date, kept and let go; and commands handed in. How those that wait
//! together are decided and recorded is `batch`'s.

mod batch;

use crate::held::{Held, time_for};
use crate::refused::{OpenCityError, Refused};
use crate::snapshot;
use batch::Waiting;
use jiff::Timestamp;
use ledger::{CityId, Ledger, Sequence};
use register::{Actor, Command, Event, State, World, decide};
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{RwLock, RwLockReadGuard, oneshot};

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
        self.work_for_all(&mut held).await;
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
}
