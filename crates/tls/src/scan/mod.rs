//! What to ask a server next, and what its answers amount to. Pure: the caller opens connections, carries hellos and brings replies.
//!
//! Three rules keep it short and right. A suite that a server chose is left out of the next hello, so that every connection brings
//! something new. What is likely is asked alone and at once (nothing is lost if it is so), what is unlikely all together (one refusal
//! settles it). Groups, signature schemes and signals ride on questions about suites; where such a hello is refused, the suites are
//! asked again plainly, so that a refusal is never laid to the wrong cause.

mod ask;
mod catalogue;
mod choose;
mod compose;
mod depth;
mod doubt;
mod features;
mod fold;
mod likely;
mod order;
mod part;
mod previous;
mod report;
mod ride;
mod settle;
mod split;
mod state;
mod suspicion;
mod trial;
mod unfounded;

use crate::conversation::Inquiry;
use crate::observation::Observation;
use crate::reply::Reply;
use ask::Ask;
use jiff::Timestamp;
use state::State;
use std::collections::BTreeMap;

/// What is scanned, in words that go into the observation as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The address and port: `192.0.2.1:443`.
    pub address: String,
    /// The name that is asked for (SNI).
    pub server_name: Option<String>,
    /// The protocol in which TLS is begun, where it is not there from the start.
    pub starttls: Option<String>,
    /// When the scan begins.
    pub at: Timestamp,
    /// The version of Kijun that measures.
    pub kijun: String,
}

/// How much is asked at once, and how long one insists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Questions under way at a time.
    pub parallel: usize,
    /// How often a question is put that gets no proper answer.
    pub tries: u8,
}

impl Default for Effort {
    /// Ten at a time: what a browser opens without a second thought.
    fn default() -> Self {
        Self { parallel: 10, tries: 6 }
    }
}

impl Effort {
    /// May so much be asked at once that time is what is short, and not questions?
    fn in_a_hurry(self) -> bool {
        self.parallel > 20
    }
}

/// Why a caller ends a scan before all is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenUp {
    /// No connection can be made.
    Unreachable,
    /// More was sent than the caller reads.
    TooMuch,
}

/// Names a question that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u32);

/// A scan under way.
#[derive(Debug)]
pub struct Scan {
    state: State,
    under_way: BTreeMap<Ticket, Ask>,
    asked: u32,
    finished: bool,
}

impl Scan {
    /// Begins. What an earlier observation says is asked for first and at once; nothing of it is taken on trust.
    pub fn new(subject: Subject, effort: Effort, previous: Option<&Observation>) -> Self {
        Self { state: State::new(subject, effort, previous), under_way: BTreeMap::new(), asked: 0, finished: false }
    }

    /// The next question; `None` where nothing is worth asking before a reply has come, or at all ([`Scan::is_finished`]).
    pub fn next_inquiry(&mut self) -> Option<(Ticket, Inquiry)> {
        if self.finished || self.under_way.len() >= self.state.effort.parallel {
            return None;
        }
        loop {
            if let Some(ask) = choose::next_ask(&mut self.state, &self.under_way) {
                let inquiry = compose::inquiry(&self.state, &ask);
                let ticket = Ticket(self.asked);
                self.asked = self.asked.saturating_add(1);
                self.under_way.insert(ticket, ask);
                return Some((ticket, inquiry));
            }
            if !self.under_way.is_empty() {
                return None;
            }
            if !settle::settle_doubts(&mut self.state) {
                self.finished = true;
                return None;
            }
        }
    }

    /// Takes the reply to a question. A ticket that is not under way is ignored.
    pub fn answered(&mut self, ticket: Ticket, reply: &Reply) {
        if let Some(ask) = self.under_way.remove(&ticket) {
            fold::fold(&mut self.state, ask, reply, self.under_way.len());
        }
    }

    /// Asks nothing more. What is open stands under `unknown` for this reason.
    pub fn give_up(&mut self, why: GivenUp) {
        self.state.gave_up = Some(match why {
            GivenUp::Unreachable => "refused_connections",
            GivenUp::TooMuch => "limit",
        });
    }

    /// Is there nothing left to ask?
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Questions that will be put whatever the replies are; a caller may open connections for them ahead.
    pub fn certain(&self) -> usize {
        if self.finished { 0 } else { choose::certain(&self.state, &self.under_way) }
    }

    /// What is known so far; what is still open stands under `unknown`. `connections` is the caller's count.
    pub fn observation(&self, connections: u32) -> Observation {
        report::observation(&self.state, &self.under_way.values(), connections)
    }
}
