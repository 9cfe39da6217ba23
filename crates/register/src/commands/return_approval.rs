//! 起案の差戻し: goes back to the drafter, with a comment that is kept. What was consented to before counts no more.

use super::consent::{not_your_turn, open_approval};
use crate::decide::Context;
use crate::event::{ApprovalReturned, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Returns an approval.
///
/// Refused: `use-ended`, `no-open-approval`, `not-your-turn`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnApproval {
    /// The use.
    pub use_id: UseId,
    /// Why.
    pub comment: Prose,
}

impl ReturnApproval {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let approval = open_approval(context.live_use(self.use_id)?)?;
        let post = context.actor.post.clone();
        if !approval.awaited().contains(&&post) {
            return Err(not_your_turn(approval));
        }
        Ok(vec![ApprovalReturned { use_id: self.use_id, post, comment: self.comment.clone() }.into()])
    }
}
