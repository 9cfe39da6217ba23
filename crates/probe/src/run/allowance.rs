//! So many connections a minute to one address, all scans that share it together. The counting is [`Limit`]'s.

use crate::limit::Limit;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use tokio::time::Instant;

/// What may be opened to any one address.
#[derive(Debug)]
pub struct Allowance {
    since: Instant,
    limit: Mutex<Limit<IpAddr>>,
}

impl Allowance {
    /// At most so many connections a minute to one address.
    pub fn a_minute(most: usize) -> Self {
        Self { since: Instant::now(), limit: Mutex::new(Limit::a_minute(most)) }
    }

    /// Counts a connection that is opened now, or says when the next may be.
    pub(super) fn open(&self, address: IpAddr, now: Instant) -> Result<(), Instant> {
        // A count is whole at any time, whoever panicked with it in hand.
        let mut limit = self.limit.lock().unwrap_or_else(PoisonError::into_inner);
        limit.begin(&address, now.saturating_duration_since(self.since)).map_err(|wait| now + wait)
    }
}
