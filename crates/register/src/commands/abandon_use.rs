//! 取りやめ: a use that was never approved is given up. One that was ends by its close-out.

use crate::decide::Context;
use crate::event::{Payload, UseAbandoned};
use crate::names::UseId;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Gives up a use.
///
/// Refused: `use-ended`, `in-approval`, `approved-once`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbandonUse {
    /// The use.
    pub use_id: UseId,
    /// Why.
    pub reason: Prose,
}

impl AbandonUse {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        if of.decided_approval().is_some() {
            return Err(Refusal::new(
                "approved-once",
                ("決裁された案件は、取りやめではなく終了手続で終えます", "an approved use ends by its close-out"),
                ("終了手続を始めます", "begin the close-out"),
            ));
        }
        Ok(vec![UseAbandoned { use_id: self.use_id, reason: self.reason.clone() }.into()])
    }
}
