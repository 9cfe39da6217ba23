//! What an address is owed that many targets stand on: one scan at a time, and no more connections a minute than was said.

use probe::run::Allowance;
use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// A scan of a server with many suites opens some three hundred connections.
const CONNECTIONS_OF_A_SCAN: u32 = 300;

pub(super) struct Turns {
    of: Mutex<HashMap<IpAddr, Arc<Turn<()>>>>,
    a_minute: Option<(NonZeroU16, Allowance)>,
}

impl Turns {
    pub(super) fn new(a_minute: Option<NonZeroU16>) -> Self {
        let allowance = |most: NonZeroU16| (most, Allowance::a_minute(usize::from(most.get())));
        Self { of: Mutex::default(), a_minute: a_minute.map(allowance) }
    }

    /// Waits until no other scan is at this address. The turn ends when what is returned is dropped.
    pub(super) async fn turn(&self, address: IpAddr) -> OwnedMutexGuard<()> {
        let turn = Arc::clone(self.of.lock().unwrap_or_else(PoisonError::into_inner).entry(address).or_default());
        turn.lock_owned().await
    }

    pub(super) fn allowance(&self) -> Option<&Allowance> {
        self.a_minute.as_ref().map(|(_, allowance)| allowance)
    }

    /// How much longer a scan may take for it.
    pub(super) fn longer(&self) -> Duration {
        let minutes = |most: u16| Duration::from_mins(1) * CONNECTIONS_OF_A_SCAN / u32::from(most);
        self.a_minute.as_ref().map_or(Duration::ZERO, |(most, _)| minutes(most.get()))
    }
}
