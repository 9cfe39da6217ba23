//! 証跡の取下: a document does not count any more. It stays in the record, with who withdrew it and why.

use crate::actor::Role;
use crate::decide::Context;
use crate::event::{EvidenceWithdrawn, Payload};
use crate::names::UseId;
use crate::permissions;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Withdraws a document.
///
/// Refused: `use-ended`, `in-approval`, `unknown-evidence` (to a vendor, also what another handed in).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawEvidence {
    /// The use.
    pub use_id: UseId,
    /// Its number.
    pub evidence: u32,
    /// Why.
    pub reason: Prose,
}

impl WithdrawEvidence {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.unended_use(self.use_id)?;
        let post = context.post()?;
        let standing = of.evidence.iter().find(|one| one.evidence == self.evidence && one.withdrawn.is_none());
        // To a vendor, what another handed in is not there.
        let seen =
            standing.filter(|one| post.role != Role::Vendor || permissions::is_of_provider(context.state, post, one));
        if seen.is_none() {
            let number = self.evidence;
            return Err(Refusal::new(
                "unknown-evidence",
                (
                    format!("取り下げられる証跡 {number} はありません"),
                    format!("there is no evidence {number} to withdraw"),
                ),
                ("案件の証跡の一覧で番号を確かめます", "look the number up among the evidence of the use"),
            ));
        }
        let (use_id, evidence, reason) = (self.use_id, self.evidence, self.reason.clone());
        Ok(vec![EvidenceWithdrawn { use_id, evidence, reason }.into()])
    }
}
