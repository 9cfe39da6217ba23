//! リスク受容: an item that is not met is accepted for a time. The verdict stays 不適合; the acceptance ends by itself.

use super::own_case::{self, Part};
use super::standing::review_of;
use crate::decide::Context;
use crate::event::{Payload, RiskAccepted};
use crate::names::{ItemName, UseId};
use crate::refusal::Refusal;
use crate::words::Prose;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Accepts a risk.
///
/// Refused: `use-ended`, `in-approval`, `own-case`, `no-review`, `nothing-to-accept`, `date-passed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptRisk {
    /// The use.
    pub use_id: UseId,
    /// An item of a clause that was lost.
    pub item: ItemName,
    /// Why, and what is done instead.
    pub reason: Prose,
    /// The last day it holds.
    pub until: Date,
}

impl AcceptRisk {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        review_of(of)?;
        own_case::refuse(of, &context.actor.person, Part::BEFORE_REVIEW)?;
        let lost =
            of.judgement().is_some_and(|judgement| judgement.lost.iter().any(|clause| clause.contains(&self.item)));
        if !lost {
            return Err(Refusal::new(
                "nothing-to-accept",
                (
                    format!("№{} は、記録された判定で不適合の原因になっていません", self.item),
                    format!("№{} costs nothing in the recorded judgement", self.item),
                ),
                (
                    "判定で満たさないとされた項目についてだけ受容します。未確定は受容できません",
                    "accept only what the judgement found not met; what is undecided cannot be accepted",
                ),
            ));
        }
        context.not_past(self.until)?;
        let accepted = RiskAccepted {
            use_id: self.use_id,
            risk: of.risks.last().map_or(1, |last| last.risk.saturating_add(1)),
            item: self.item.clone(),
            reason: self.reason.clone(),
            until: self.until,
        };
        Ok(vec![accepted.into()])
    }
}
