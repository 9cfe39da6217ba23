//! So many connections a minute and no more, for each tenant or host. Exact: in no minute are there more. The caller brings the time.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::time::Duration;

const MINUTE: Duration = Duration::from_mins(1);

/// Counts connections of the last minute under each key.
#[derive(Debug)]
pub struct Limit<Key> {
    most: usize,
    begun: HashMap<Key, VecDeque<Duration>>,
    tidied: Duration,
}

impl<Key: Eq + Hash + Clone> Limit<Key> {
    /// At most so many connections a minute under one key.
    pub fn a_minute(most: usize) -> Self {
        Self { most, begun: HashMap::new(), tidied: Duration::ZERO }
    }

    /// Counts a connection that begins `now` (on any clock that does not go back), or says how long to wait for the next.
    pub fn begin(&mut self, key: &Key, now: Duration) -> Result<(), Duration> {
        self.tidy(now);
        let begun = self.begun.entry(key.clone()).or_default();
        forget(begun, now);
        if begun.len() < self.most {
            begun.push_back(now);
            return Ok(());
        }
        let oldest = begun.front().copied().unwrap_or(now);
        Err((oldest + MINUTE).saturating_sub(now))
    }

    /// Keys that are remembered.
    pub fn keys(&self) -> usize {
        self.begun.len()
    }

    /// Forgets keys that have been quiet, once a minute: not at every connection, or many keys would make each of them slow.
    fn tidy(&mut self, now: Duration) {
        if self.tidied + MINUTE <= now {
            self.tidied = now;
            self.begun.retain(|_, begun| {
                forget(begun, now);
                !begun.is_empty()
            });
        }
    }
}

fn forget(begun: &mut VecDeque<Duration>, now: Duration) {
    while begun.front().is_some_and(|&then| then + MINUTE <= now) {
        begun.pop_front();
    }
}
