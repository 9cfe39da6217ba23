//! How fast connections are opened: as fast as they come, until a server shows that it will not have it; then at a rate that falls by a
//! part with every sign of trouble and grows slowly without (as TCP does, RFC 5681).

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Signs of trouble that come together are one sign.
const TOGETHER: Duration = Duration::from_millis(300);
/// The slowest pace, in connections a second.
const SLOWEST: f64 = 1.0;
/// What is left of the rate after a sign of trouble, and what an answer adds.
const FALL: f64 = 0.6;
const RISE: f64 = 0.1;
/// Connections a second while there may be a limit: a limit of twenty a second, the usual one, is not met even after a first ten at once.
const STEADY: f64 = 15.0;
const SECOND: Duration = Duration::from_secs(1);

/// The pace of one scan.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// Connections a second; `None`: as fast as they come.
    rate: Option<f64>,
    last_trouble: Option<Instant>,
    /// Connections opened within the last second.
    recent: VecDeque<Instant>,
    next: Option<Instant>,
    /// Is the rate kept for a doubt alone?
    is_steady: bool,
}

impl Pace {
    /// When the next connection may be opened; `None`: now.
    pub(super) fn wait(&self, now: Instant) -> Option<Instant> {
        self.next.filter(|next| *next > now)
    }

    pub(super) fn opened(&mut self, now: Instant) {
        self.recent.push_back(now);
        self.forget(now);
        self.next = self.rate.map(|rate| now + SECOND.div_f64(rate));
    }

    pub(super) fn is_limited(&self) -> bool {
        self.rate.is_some()
    }

    /// There may be a limit, or not: no faster than this, until it is known.
    pub(super) fn steady(&mut self, now: Instant) {
        if self.rate.is_none() {
            self.rate = Some(STEADY);
            self.next = Some(now + SECOND / 2);
            self.is_steady = true;
        }
    }

    /// It is known: there is none.
    pub(super) fn free(&mut self) {
        if std::mem::take(&mut self.is_steady) {
            self.rate = None;
            self.next = None;
        }
    }

    /// A connection failed, or ended without a word.
    pub(super) fn troubled(&mut self, now: Instant) {
        if self.last_trouble.is_some_and(|last| now < last + TOGETHER) {
            return;
        }
        self.last_trouble = Some(now);
        self.is_steady = false;
        self.forget(now);
        #[expect(clippy::cast_precision_loss, reason = "connections of one second")]
        let seen = self.recent.len() as f64;
        let rate = (self.rate.unwrap_or(seen).min(seen.max(SLOWEST)) * FALL).max(SLOWEST);
        self.rate = Some(rate);
        // A limit counts over a second, mostly: let it run out.
        self.next = Some(now + SECOND.div_f64(rate).max(SECOND / 2));
    }

    /// The server answered.
    pub(super) fn went_well(&mut self) {
        self.rate = self.rate.map(|rate| rate + RISE);
    }

    fn forget(&mut self, now: Instant) {
        while self.recent.front().is_some_and(|then| *then + SECOND <= now) {
            self.recent.pop_front();
        }
    }
}
