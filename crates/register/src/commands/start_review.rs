//! 審査の開始: pins what the review rests on and records what the facts say. Reviews of items where nothing changed since the
//! last one are carried over, so that nobody verifies the same twice.

use super::own_case::{self, Part};
use super::standing::{Today, nothing_changed};
use crate::decide::Context;
use crate::event::{Payload, ReviewStarted};
use crate::judging;
use crate::list::List;
use crate::names::UseId;
use crate::record::judgement::{ItemReview, SettledAnswer};
use crate::refusal::Refusal;
use crate::state::Review;
use serde::{Deserialize, Serialize};

/// Starts the review of the last declaration, or starts it again on what stands today.
///
/// Refused: `use-ended`, `in-approval`, `own-case`, `no-declaration`, `nothing-changed`; `standard-not-at-hand` and
/// `references-not-at-hand` where the policy names what is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartReview {
    /// The use.
    pub use_id: UseId,
}

impl StartReview {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        own_case::refuse(of, &context.actor.person, Part::BEFORE_REVIEW)?;
        let today = Today::of(context, of)?;
        let asked = judging::asked(&today.measure, today.class);
        let asked = judging::names(today.measure.standard, asked)?;
        let last = of.review.as_deref();
        if last.is_some_and(|last| today.refuse_outdated(last).is_ok()) {
            return Err(nothing_changed());
        }
        let carried = last.map_or_else(Vec::new, |last| carried(last, &today.settled));
        let started = ReviewStarted {
            use_id: self.use_id,
            basis: Box::new(today.basis),
            asked: List::new(asked)?,
            settled: List::new(today.settled)?,
            carried: List::new(carried)?,
        };
        Ok(vec![started.into()])
    }
}

/// The reviews that still stand: of items whose answer rests on the same grounds.
fn carried(last: &Review, settled: &[SettledAnswer]) -> Vec<ItemReview> {
    let unchanged = settled
        .iter()
        .filter(|now| last.settled.iter().any(|then| then.grounds_hash == now.grounds_hash && then.item == now.item));
    let verified = unchanged.filter_map(|now| {
        let instead = last.verified.get(&now.item)?.clone();
        Some(ItemReview { item: now.item.clone(), instead })
    });
    verified.collect()
}
