//! 項目の審査: a reviewer confirms settled answers, or puts another in their place with a reason. Both stay visible.

use super::own_case::{self, Part};
use super::return_declaration::{refuse_empty, refuse_unknown};
use super::standing::review_of;
use crate::decide::Context;
use crate::event::{ItemsReviewed, Payload};
use crate::judging::named;
use crate::list::List;
use crate::names::UseId;
use crate::record::judgement::ItemReview;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Verifies answers.
///
/// Refused: `use-ended`, `in-approval`, `no-review`, `own-case`, `empty-list`, `duplicate-item`, `unknown-item`, `na-not-allowed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewItems {
    /// The use.
    pub use_id: UseId,
    /// Which items, and how.
    pub reviews: List<ItemReview>,
}

impl ReviewItems {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        let review = review_of(of)?;
        own_case::refuse(of, &context.actor.person, Part::BEFORE_REVIEW)?;
        refuse_empty(&self.reviews)?;
        let standard = context.world.load_standard(&review.basis.standard, &review.basis.edition)?;
        let mut seen = BTreeSet::new();
        for one in &self.reviews {
            refuse_unknown(standard, &one.item)?;
            if !seen.insert(&one.item) {
                return Err(Refusal::new(
                    "duplicate-item",
                    (format!("№{} が二度あります", one.item), format!("№{} stands twice", one.item)),
                    ("一方を除きます", "remove one of the two"),
                ));
            }
            let answer = one.instead.as_ref().map(|instead| instead.answer.answer());
            let allowed =
                named(standard, &one.item).zip(answer).is_none_or(|(input, answer)| standard.allows(input, answer));
            if !allowed {
                return Err(Refusal::new(
                    "na-not-allowed",
                    (
                        format!("№{} に「該当なし」は使えません", one.item),
                        format!("№{} cannot be answered «not applicable»", one.item),
                    ),
                    ("満たす・満たさない・未確定から選びます", "choose met, unmet or unknown"),
                ));
            }
        }
        Ok(vec![ItemsReviewed { use_id: self.use_id, reviews: self.reviews.clone() }.into()])
    }
}
