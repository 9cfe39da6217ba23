//! 総合検討: the recorded decision that can take an item's place (for class S, №8-1), with its reason and its last day.

use super::own_case::{self, Part};
use super::standing::review_of;
use crate::decide::Context;
use crate::event::{OverallReviewDecided, Payload};
use crate::names::{ItemName, UseId};
use crate::refusal::Refusal;
use crate::words::Prose;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Decides an overall review, beside the answers of the present review.
///
/// Refused: `use-ended`, `in-approval`, `no-review`, `own-case`, `unknown-decision`, `date-passed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideOverallReview {
    /// The use.
    pub use_id: UseId,
    /// The standard's name for it: `overall_review`.
    pub decision: ItemName,
    /// 可 or 不可.
    pub approved: bool,
    /// Why.
    pub reason: Prose,
    /// The last day it holds.
    pub until: Date,
}

impl DecideOverallReview {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        review_of(of)?;
        own_case::refuse(of, &context.actor.person, Part::BEFORE_REVIEW)?;
        let decisions = context.measure()?.standard.decisions();
        if !decisions.iter().any(|decision| decision.id == self.decision.as_str()) {
            let names: Vec<&str> = decisions.iter().map(|decision| decision.id.as_str()).collect();
            let names = names.join(", ");
            return Err(Refusal::new(
                "unknown-decision",
                (
                    format!("決定 `{}` は、この基準にありません", self.decision),
                    format!("this standard has no decision `{}`", self.decision),
                ),
                (format!("使える決定: {names}"), format!("decisions: {names}")),
            ));
        }
        context.not_past(self.until)?;
        let decided = OverallReviewDecided {
            use_id: self.use_id,
            decision: self.decision.clone(),
            approved: self.approved,
            reason: self.reason.clone(),
            until: self.until,
        };
        Ok(vec![decided.into()])
    }
}
