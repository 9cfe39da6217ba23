//! 時計の確認: the time of this command is right, although it is before the last event, or far after it. The one command that
//! may go back in time; it stays in the record, with its reason.

use crate::decide::{self, Context};
use crate::event::{ClockSet, Payload};
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Says that the server's clock is right now.
///
/// Refused: `clock-fits`, where nothing else is in the way of a command of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetClock {
    /// How it was checked, and what was wrong before.
    pub reason: Prose,
}

impl SetClock {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let last = context.state.last().filter(|last| decide::refuse_time(*last, context.at).is_err());
        let was = last.ok_or_else(|| {
            Refusal::new(
                "clock-fits",
                ("時計は記録と合っています", "the clock fits the record"),
                ("確認の要らない操作です。そのまま続けます", "there is nothing to confirm: go on"),
            )
        })?;
        Ok(vec![ClockSet { was, reason: self.reason.clone() }.into()])
    }
}
