//! 年次更新: the vendor is asked again, but only what changed or lapsed; what did not is carried over by the review.

use super::request_declaration::refuse_open_request;
use crate::calendar::months_after;
use crate::decide::Context;
use crate::event::{Payload, RenewalStarted};
use crate::judging;
use crate::list::List;
use crate::names::UseId;
use crate::record::answer::AnswerWord;
use crate::record::renewal::{AskedAgain, WhyAgain};
use crate::refusal::Refusal;
use crate::state::Use;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Starts a renewal of a use that was approved.
///
/// Refused: `use-ended`, `in-approval`, `never-approved`, `request-open`, `renewal-open`, `date-passed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartRenewal {
    /// The use.
    pub use_id: UseId,
    /// By when the vendor answers.
    pub due: Date,
}

impl StartRenewal {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        refuse_never_approved(of)?;
        refuse_open_request(of)?;
        if of.renewal.is_some() {
            return Err(Refusal::new(
                "renewal-open",
                ("年次更新はもう始まっています", "the renewal has begun already"),
                ("始まっている更新を、決裁まで進めます", "carry it through to its decision"),
            ));
        }
        context.not_past(self.due)?;
        Ok(vec![RenewalStarted { use_id: self.use_id, due: self.due, asked: List::new(asked(context, of)?)? }.into()])
    }
}

/// The items to ask again: settled today by what is in force, and compared with the last review.
fn asked(context: &Context<'_>, of: &Use) -> Result<Vec<AskedAgain>, Refusal> {
    let measure = context.measure()?;
    let class = judging::class_of(measure.standard, &of.profile)?;
    let items = judging::names(measure.standard, judging::asked(&measure, class))?;
    let parsed = of.declarations.last().and_then(|declaration| declaration.document.parsed());
    let settled = parsed.map(|parsed| measure.settle(parsed, &of.profile, context.today));
    let settled = settled.map(|settled| judging::record(measure.standard, &settled)).transpose()?.unwrap_or_default();
    let next_review = months_after(context.today, context.configuration()?.policy.renewal_months);
    let why = |item: &crate::ItemName| {
        let now = settled.iter().find(|now| now.item == *item);
        let then = of.review.as_ref().and_then(|review| review.settled.iter().find(|then| then.item == *item));
        let (Some(now), Some(then)) = (now, then) else { return Some(WhyAgain::Changed) };
        let ends = now.holds_until.filter(|until| *until < next_review);
        let instead = of.review.as_ref().and_then(|review| review.verified.get(item)).is_some_and(Option::is_some);
        match now.answer {
            _ if now.grounds_hash != then.grounds_hash => Some(WhyAgain::Changed),
            AnswerWord::Unmet | AnswerWord::Unknown if !instead => Some(WhyAgain::NotMet),
            AnswerWord::Met | AnswerWord::Unmet | AnswerWord::Unknown | AnswerWord::Na => ends.map(WhyAgain::EndsOn),
        }
    };
    Ok(items.into_iter().filter_map(|item| why(&item).map(|why| AskedAgain { item, why })).collect())
}

/// Refuses a use that was never approved.
pub(super) fn refuse_never_approved(of: &Use) -> Result<(), Refusal> {
    if of.decided_approval().is_some() {
        return Ok(());
    }
    Err(Refusal::new(
        "never-approved",
        ("まだ一度も決裁されていません", "it was never approved"),
        ("決裁を得るか、使わないなら取りやめます", "have it approved, or give it up"),
    ))
}
