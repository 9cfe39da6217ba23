//! 条件の付与: something that must be done by a day, as part of what is approved.

use crate::decide::Context;
use crate::event::{ConditionAdded, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use crate::words::Prose;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Lays down a condition.
///
/// Refused: `use-ended`, `in-approval`, `date-passed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddCondition {
    /// The use.
    pub use_id: UseId,
    /// What must be done.
    pub text: Prose,
    /// By when.
    pub due: Date,
}

impl AddCondition {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        context.not_past(self.due)?;
        let condition = of.conditions.last().map_or(1, |last| last.condition.saturating_add(1));
        Ok(vec![ConditionAdded { use_id: self.use_id, condition, text: self.text.clone(), due: self.due }.into()])
    }
}
