//! 決裁: the last post of the route approves exactly the content that was drafted. The use stands in the register from then on.

use super::consent::{not_your_turn, open_approval, signing_post};
use super::standing::approvable;
use crate::calendar::months_after;
use crate::decide::Context;
use crate::dossier::content_hash;
use crate::event::{ApprovalDecided, Payload};
use crate::names::UseId;
use crate::record::approval::InPlaceOf;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Decides.
///
/// Refused: `use-ended`, `no-open-approval`, `not-your-turn`, `not-deputy`, `own-case`, `signed-already`, `content-changed`; and where the
/// judgement no longer stands on the day: `review-outdated`, `decision-changed`, `does-not-conform`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideApproval {
    /// The use.
    pub use_id: UseId,
    /// What to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Prose>,
    /// 代決: in whose place, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_place_of: Option<InPlaceOf>,
}

impl DecideApproval {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.live_use(self.use_id)?;
        let approval = open_approval(of)?;
        if !approval.awaits_decision() {
            return Err(not_your_turn(approval));
        }
        let post = signing_post(context, of, approval, self.in_place_of.as_ref())?;
        if content_hash(of) != Some(approval.content) {
            return Err(Refusal::new(
                "content-changed",
                ("起案のあとで内容が変わっています", "the content has changed since it was drafted"),
                ("差し戻して、起案し直します", "return it, and have it drafted again"),
            ));
        }
        approvable(context, of)?;
        let decided = ApprovalDecided {
            use_id: self.use_id,
            post,
            content: approval.content,
            review_due: months_after(context.today, context.configuration()?.policy.renewal_months),
            comment: self.comment.clone(),
            in_place_of: self.in_place_of.clone(),
        };
        Ok(vec![decided.into()])
    }
}
