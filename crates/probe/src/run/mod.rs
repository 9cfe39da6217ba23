//! A scan carried out: questions of [`tls::Scan`] put on connections to one checked address, politely, within bounds, until all is
//! known, the time is up or the caller has had enough. Nothing is planned and nothing is judged here.

mod allowance;
mod connect;
mod converse;
mod manners;
mod pace;

pub use allowance::Allowance;

use crate::guard::Checked;
use connect::{Line, connect};
use converse::{Ended, converse};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use manners::{Manners, Outcome};
use pace::Pace;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;
use tls::scan::{Effort, GivenUp, Scan, Subject, Ticket};
use tls::starttls::Protocol;
use tls::{Entropy, Inquiry, Observation, Reply};
use tokio::time::{Instant, sleep_until, timeout_at};

/// So many connections fail, and none was made: there is no server to ask.
const ENOUGH_FAILURES: u32 = 3;

/// Answers that come within this part of a round trip come together.
const TOGETHER: u32 = 25;

/// What a scan may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Open connections at a time.
    pub connections: usize,
    /// For a connection to be made, and again for an answer.
    pub patience: Duration,
    /// For everything.
    pub time: Duration,
    /// Bytes received, all connections together.
    pub bytes: u64,
}

impl Default for Bounds {
    /// Polite: ten connections, five seconds each, two minutes and 32 MiB in all.
    fn default() -> Self {
        Self {
            connections: Effort::default().parallel,
            patience: Duration::from_secs(5),
            time: Duration::from_mins(2),
            bytes: 32 << 20,
        }
    }
}

impl Bounds {
    /// For one's own servers: forty connections.
    pub fn fast() -> Self {
        Self { connections: 40, ..Self::default() }
    }
}

/// One scan.
#[derive(Clone, Debug)]
pub struct Task<'a> {
    /// Where to.
    pub target: Checked,
    /// The protocol in which TLS is begun, where it is not there from the start.
    pub starttls: Option<Protocol>,
    /// What the observation says of it.
    pub subject: Subject,
    /// What it may take.
    pub bounds: Bounds,
    /// An earlier observation of the same server, to start from.
    pub previous: Option<&'a Observation>,
    /// Connections a minute, shared with other scans; `None`: as many as the bounds let through.
    pub allowance: Option<&'a Allowance>,
}

/// How far a scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Connections opened so far.
    pub connections: u32,
    /// Questions answered so far.
    pub answered: u32,
}

type Made = Result<Line, Reply>;
type Making = Pin<Box<dyn Future<Output = Made> + Send>>;
type Talk = Pin<Box<dyn Future<Output = (Option<Ticket>, Ended)> + Send>>;

/// Runs a scan and returns what was learnt, whatever happens; what could not be established stands under `unknown`. `entropy` makes
/// randomness for each conversation; `cancelled` ends the scan early.
pub async fn run(
    task: &Task<'_>,
    entropy: impl Fn() -> Entropy,
    mut progress: impl FnMut(Progress),
    cancelled: impl Future<Output = ()>,
) -> Observation {
    let effort = Effort { parallel: task.bounds.connections.max(1), ..Effort::default() };
    let mut running = Running {
        task,
        scan: Scan::new(task.subject.clone(), effort, task.previous),
        pace: Pace::default(),
        manners: Manners::default(),
        waiting: VecDeque::new(),
        spare: VecDeque::new(),
        making: FuturesUnordered::new(),
        talking: FuturesUnordered::new(),
        opened: 0,
        answered: 0,
        bytes: 0,
        reached: false,
        fastest: None,
        failed: 0,
    };
    let end = Instant::now() + task.bounds.time;
    let mut cancelled = pin!(cancelled);
    while running.bytes <= task.bounds.bytes && !running.is_out_of_reach() {
        let wake = running.advance(&entropy);
        if running.is_over() {
            break;
        }
        tokio::select! {
            biased;
            () = &mut cancelled => break,
            Some((ticket, ended)) = running.talking.next() => {
                running.ended(ticket, ended);
                running.ended_together().await;
            }
            Some(made) = running.making.next() => running.made(made),
            () = sleep_until(wake.unwrap_or(end).min(end)) => {
                if Instant::now() >= end {
                    break;
                }
            }
        }
        progress(Progress { connections: running.opened, answered: running.answered });
    }
    running.end()
}

struct Running<'a> {
    task: &'a Task<'a>,
    scan: Scan,
    pace: Pace,
    manners: Manners,
    /// Questions without a connection. One without a ticket is for the pace alone.
    waiting: VecDeque<(Option<Ticket>, Inquiry)>,
    /// Connections without a question.
    spare: VecDeque<Line>,
    making: FuturesUnordered<Making>,
    talking: FuturesUnordered<Talk>,
    opened: u32,
    answered: u32,
    bytes: u64,
    /// Was any connection made?
    reached: bool,
    /// How long the fastest connection took to be made: a round trip, or longer.
    fastest: Option<Duration>,
    /// Connections that could not be made.
    failed: u32,
}

impl Running<'_> {
    /// Asks what can be asked and opens what may be opened. Returns when the next connection may be opened, where the pace forbids it
    /// now.
    fn advance(&mut self, entropy: &impl Fn() -> Entropy) -> Option<Instant> {
        while let Some((ticket, inquiry)) = self.scan.next_inquiry() {
            self.waiting.push_back((Some(ticket), inquiry));
        }
        let one = self.manners.one_at_a_time();
        if let Some(control) = self.manners.control(self.waiting.is_empty() && self.talking.is_empty()) {
            self.waiting.push_front((None, control));
        }
        while (!one || self.talking.is_empty())
            && let Some(line) = self.spare.pop_front()
        {
            if line.is_hung_up() {
                // One too many, and not the question's fault: it is put on another.
                self.pace.troubled(Instant::now());
                continue;
            }
            let Some((ticket, inquiry)) = self.waiting.pop_front() else {
                self.spare.push_front(line);
                break;
            };
            let talk = converse(line, inquiry, entropy(), self.task.bounds.patience, one);
            self.talking.push(Box::pin(async move { (ticket, talk.await) }));
        }
        // Connections made ahead save a round trip; they are counted like any other.
        let ahead = if one || self.pace.is_limited() { 0 } else { self.scan.certain() };
        let most = if one { 1 } else { self.task.bounds.connections.max(1) };
        while self.making.len() + self.spare.len() < self.waiting.len() + ahead
            && self.talking.len() + self.making.len() + self.spare.len() < most
        {
            let now = Instant::now();
            if let Some(later) = self.pace.wait(now) {
                return Some(later);
            }
            if let Some(Err(later)) =
                self.task.allowance.map(|allowance| allowance.open(self.task.target.address().ip(), now))
            {
                return Some(later);
            }
            self.pace.opened(now);
            self.opened = self.opened.saturating_add(1);
            let (target, starttls, patience) = (self.task.target, self.task.starttls, self.task.bounds.patience);
            self.making.push(Box::pin(connect(target, starttls, patience, self.opened)));
        }
        None
    }

    /// Nobody is there: what limits a server's connections lets the first ones through.
    fn is_out_of_reach(&self) -> bool {
        !self.reached && self.failed >= ENOUGH_FAILURES
    }

    fn is_over(&self) -> bool {
        self.scan.is_finished() && self.talking.is_empty() && self.waiting.is_empty()
    }

    fn made(&mut self, made: Made) {
        match made {
            Ok(line) => {
                self.reached = true;
                self.fastest = Some(self.fastest.map_or(line.took, |fastest| fastest.min(line.took)));
                if line.is_late() {
                    self.pace.troubled(Instant::now());
                }
                self.spare.push_back(line);
            }
            Err(reply) => {
                if reply == Reply::NotConnected {
                    self.failed = self.failed.saturating_add(1);
                    self.pace.troubled(Instant::now());
                }
                // A connection that was made ahead and for no question has nobody to tell.
                match self.waiting.pop_front() {
                    Some((Some(ticket), _)) => self.tell(ticket, &reply),
                    Some((None, _)) => {
                        let outcome = self.manners.fail_to_prove();
                        self.take(outcome);
                    }
                    None => {}
                }
            }
        }
    }

    /// The more is known, the better the next questions: answers that come together are taken together.
    async fn ended_together(&mut self) {
        let end = Instant::now() + self.fastest.unwrap_or_default() / TOGETHER;
        while let Ok(Some((ticket, ended))) = timeout_at(end, self.talking.next()).await {
            self.ended(ticket, ended);
        }
    }

    fn ended(&mut self, ticket: Option<Ticket>, ended: Ended) {
        self.bytes = self.bytes.saturating_add(ended.bytes);
        let outcome = self.manners.note(ticket, ended.inquiry, ended.reply, ended.how);
        self.take(outcome);
    }

    fn take(&mut self, outcome: Outcome) {
        if outcome.is_trouble {
            self.pace.troubled(Instant::now());
        } else {
            self.pace.went_well();
        }
        if self.manners.one_at_a_time() {
            self.pace.steady(Instant::now());
        } else {
            self.pace.free();
        }
        for (ticket, inquiry) in outcome.again {
            self.waiting.push_front((Some(ticket), inquiry));
        }
        for (ticket, reply) in outcome.told {
            self.tell(ticket, &reply);
        }
    }

    fn tell(&mut self, ticket: Ticket, reply: &Reply) {
        self.answered = self.answered.saturating_add(1);
        self.scan.answered(ticket, reply);
    }

    /// What was learnt; what is still open is so for want of time where nothing else was in the way.
    fn end(mut self) -> Observation {
        if self.is_out_of_reach() {
            self.scan.give_up(GivenUp::Unreachable);
        } else if self.bytes > self.task.bounds.bytes {
            self.scan.give_up(GivenUp::TooMuch);
        }
        self.scan.observation(self.opened)
    }
}
