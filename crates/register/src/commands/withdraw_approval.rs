//! 取下: the drafter takes an approval back before it is decided. Its 文書番号 stays used.

use crate::decide::Context;
use crate::event::{ApprovalWithdrawn, Payload};
use crate::names::UseId;
use crate::record::approval::Outcome;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Withdraws an approval that is on its way or was returned.
///
/// Refused: `use-ended`, `nothing-to-withdraw`, `not-drafter`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawApproval {
    /// The use.
    pub use_id: UseId,
    /// Why.
    pub reason: Prose,
}

impl WithdrawApproval {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.live_use(self.use_id)?;
        let pending = of.approvals.last().filter(|last| match last.outcome {
            Outcome::Open | Outcome::Returned { .. } => true,
            Outcome::Withdrawn { .. } | Outcome::Rejected { .. } | Outcome::Decided { .. } => false,
        });
        let Some(approval) = pending else {
            return Err(Refusal::new(
                "nothing-to-withdraw",
                ("取り下げられる起案がありません", "there is no approval to withdraw"),
                ("決裁のあとは、内容の変更か終了手続を行います", "once decided, change the use or close it out"),
            ));
        };
        if approval.drafted_by != context.actor.person {
            return Err(Refusal::new(
                "not-drafter",
                (
                    format!("{} は `{}` の起案です", approval.number, approval.drafted_by),
                    format!("{} was drafted by `{}`", approval.number, approval.drafted_by),
                ),
                ("起案者が取り下げるか、承認者が差し戻します", "the drafter withdraws it, or an approver returns it"),
            ));
        }
        Ok(vec![ApprovalWithdrawn { use_id: self.use_id, reason: self.reason.clone() }.into()])
    }
}
