//! The state of a city as a server holds it: read from the stream, brought up to date, and moved on by commands. Making events durable is
//! `city`'s matter.

use crate::city::Done;
use crate::history::{Until, fold_on};
use crate::refused::OpenCityError;
use crate::snapshot;
use jiff::{SignedDuration, Timestamp};
use ledger::{CityId, Ledger, Sequence};
use register::{Actor, Command, Event, Refusal, State, World, apply, decide};

/// Clocks of servers, and the order in which commands arrive, differ by less than this: such a command takes the time of the
/// event before it. A clock that is further behind is refused by the register.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(60);

/// The state, and where in the stream it stands.
pub(crate) struct Held {
    pub(crate) state: State,
    pub(crate) at: Sequence,
    /// Set while the state holds what may not be durable. Found set, it was left so by a failure or by a caller that stopped:
    /// then the state is read anew.
    pub(crate) tentative: bool,
    pub(crate) snapshot_at: Option<Sequence>,
}

impl Held {
    /// Nothing; it is read anew before anybody sees it.
    pub(crate) fn nothing() -> Self {
        Self { state: State::default(), at: Sequence::START, tentative: true, snapshot_at: None }
    }

    pub(crate) async fn read(ledger: &Ledger, id: &CityId) -> Result<Self, OpenCityError> {
        let kept = ledger.latest_snapshot(id).await?;
        let kept = kept.and_then(|kept| Some((snapshot::read(&kept.payload)?, kept.sequence)));
        let snapshot_at = kept.as_ref().map(|(_, sequence)| *sequence);
        let (mut state, mut at) = kept.unwrap_or((State::default(), Sequence::START));
        fold_on(ledger, id, &mut state, &mut at, Until::End).await?;
        Ok(Self { state, at, tentative: false, snapshot_at })
    }

    /// Sees to it that the state holds only what is durable.
    pub(crate) async fn settle(&mut self, ledger: &Ledger, id: &CityId) -> Result<(), OpenCityError> {
        if self.tentative {
            *self = Self::read(ledger, id).await?;
        }
        Ok(())
    }

    pub(crate) async fn catch_up(&mut self, ledger: &Ledger, id: &CityId) -> Result<(), OpenCityError> {
        let caught_up = fold_on(ledger, id, &mut self.state, &mut self.at, Until::End).await;
        self.tentative = matches!(caught_up, Err(OpenCityError::Event { .. }));
        caught_up
    }

    /// Decides commands and applies what they make; where one is refused, none of them has happened.
    pub(crate) fn decide(
        &mut self,
        commands: &[Command],
        actor: &Actor,
        at: Timestamp,
        world: &World,
    ) -> Result<Done, Refusal> {
        let at = time_for(&self.state, at);
        // A single command is refused before anything of it is applied.
        let before = (commands.len() > 1).then(|| self.state.clone());
        let mut happened = Vec::new();
        for command in commands {
            match self.decide_one(command, actor, at, world) {
                Ok(events) => happened.extend(events),
                Err(refusal) => {
                    if let Some(before) = before {
                        self.state = before;
                    }
                    return Err(refusal);
                }
            }
        }
        Ok(Done { events: happened })
    }

    fn decide_one(
        &mut self,
        command: &Command,
        actor: &Actor,
        at: Timestamp,
        world: &World,
    ) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.state, command, actor, at, world)?;
        for event in &events {
            apply(&mut self.state, event)?;
        }
        Ok(events)
    }
}

/// The time that a command of `at` gets.
pub(crate) fn time_for(state: &State, at: Timestamp) -> Timestamp {
    match state.last() {
        Some(last) if at < last && last.duration_since(at) < CLOCK_SKEW => last,
        Some(_) | None => at,
    }
}
