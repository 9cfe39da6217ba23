//! 条件の充足: the reviewer records that a condition was met, and how that is shown. No part of what was approved changes.

use crate::decide::Context;
use crate::event::{ConditionMet, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Records that a condition was met.
///
/// Refused: `use-ended`, `unknown-condition`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetCondition {
    /// The use.
    pub use_id: UseId,
    /// Its number.
    pub condition: u32,
    /// How that is shown.
    pub note: Prose,
}

impl MeetCondition {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.live_use(self.use_id)?;
        let open =
            of.conditions.iter().any(|condition| condition.condition == self.condition && condition.met.is_none());
        if !open {
            return Err(Refusal::new(
                "unknown-condition",
                (
                    format!("充足を待つ条件 {} はありません", self.condition),
                    format!("no condition {} is open", self.condition),
                ),
                ("案件の条件の一覧で番号を確かめます", "look its number up among the conditions of the use"),
            ));
        }
        let (use_id, condition, note) = (self.use_id, self.condition, self.note.clone());
        Ok(vec![ConditionMet { use_id, condition, note }.into()])
    }
}
