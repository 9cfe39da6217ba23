//! The city's key, asked for again and again: once its holder withdraws it, nothing of the city is shown or written any more, and what
//! was in memory is let go. Other cities are not touched. Given back, it works again.

use crate::city::City;
use jiff::{SignedDuration, Timestamp};
use ledger::KeyError;
use std::time::Duration;

/// How often the holder is asked. A withdrawn key must stop the city within a minute (`K2` of the goals): half of that, so that a holder
/// who answers slowly is still in time.
pub const KEY_WATCH_PERIOD: Duration = Duration::from_secs(30);

impl City {
    /// Asks the key's holder. A database that does not answer says nothing about the key.
    ///
    /// # Errors
    /// The key cannot be had, or does not fit: the city is stopped.
    pub async fn recheck_keys(&self, now: Timestamp) -> Result<(), KeyError> {
        self.keys_asked(now);
        match self.ledger().recheck_keys(self.id()).await {
            Ok(()) | Err(KeyError::Store(_)) => Ok(()),
            Err(error) => {
                self.let_go().await;
                Err(error)
            }
        }
    }

    /// Asks for ever, once each `period`: to be run beside whatever serves the city. `now` is the caller's clock.
    pub async fn watch_keys(&self, period: Duration, now: impl Fn() -> Timestamp) {
        let mut ticks = tokio::time::interval(period);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            // Whoever asks for the city is told; here nobody waits for an answer.
            let _ = self.recheck_keys(now()).await;
        }
    }

    /// Commands ask as well, so that a key is looked at even where nobody watches.
    pub(crate) async fn recheck_keys_where_due(&self, now: Timestamp) -> Result<(), KeyError> {
        let period = SignedDuration::try_from(KEY_WATCH_PERIOD).unwrap_or(SignedDuration::ZERO);
        // Commands do not arrive in the order of their times; a clock that was set far back is no reason not to ask.
        let is_due = |asked: Timestamp| now.duration_since(asked).abs() >= period;
        if self.last_asked().is_none_or(is_due) { self.recheck_keys(now).await } else { Ok(()) }
    }
}
