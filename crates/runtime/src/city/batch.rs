//! Commands that wait together share one append, so the disk is asked once for all of them; each is answered when that append is
//! durable. Where another server was first, all are decided anew.

use super::{Answer, City};
use crate::held::Held;
use crate::history::payload_of;
use crate::refused::Refused;
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use ledger::{AppendError, Expected, Sequence, StoreError};
use register::{Actor, Command};
use std::mem;
use tokio::sync::oneshot;

/// How often a batch is decided anew because another server was first. A large batch against a server that writes one command after the
/// other loses often: it takes longer to decide.
const ATTEMPTS: u32 = 64;

/// Events of one append at most: what the ledger takes in one.
const BATCH_EVENTS: usize = 1000;

/// Events that a command makes at most, for filling an append before it is known what they make.
const EVENTS_OF_A_COMMAND: usize = 4;

/// Commands on their way, that happen together or not at all.
pub(super) struct Waiting {
    pub(super) commands: Vec<Command>,
    pub(super) actor: Actor,
    pub(super) at: Timestamp,
    pub(super) answer: oneshot::Sender<Answer>,
}

impl City {
    /// Works until nobody waits.
    pub(super) async fn work_for_all(&self, held: &mut Held) {
        loop {
            let batch = self.take_batch();
            if batch.is_empty() {
                return;
            }
            self.work_in_parts(held, batch).await;
        }
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
