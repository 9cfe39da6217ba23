//! 却下: the deciding post refuses. The same content cannot be drafted again; its 文書番号 stays used.

use super::consent::{not_your_turn, open_approval};
use super::own_case::{self, Part};
use crate::decide::Context;
use crate::event::{ApprovalRejected, Payload};
use crate::names::UseId;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Rejects an approval, when it is the deciding post's turn; nobody rejects in its place.
///
/// Refused: `use-ended`, `no-open-approval`, `not-your-turn`, `own-case`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectApproval {
    /// The use.
    pub use_id: UseId,
    /// Why.
    pub reason: Prose,
}

impl RejectApproval {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.live_use(self.use_id)?;
        let approval = open_approval(of)?;
        let post = context.actor.post.clone();
        if !approval.awaits_decision() || approval.route.decides != post {
            return Err(not_your_turn(approval));
        }
        own_case::refuse(of, &context.actor.person, Part::BEFORE_APPROVAL)?;
        Ok(vec![ApprovalRejected { use_id: self.use_id, post, reason: self.reason.clone() }.into()])
    }
}
