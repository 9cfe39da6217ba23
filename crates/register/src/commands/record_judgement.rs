//! 判定の記録: the verified answers, judged, pinned to everything they rest on. Never rewritten; a later judgement stands beside it.

use super::own_case::{self, Part};
use super::standing::{Today, decisions, listed, nothing_changed, review_of};
use crate::decide::Context;
use crate::event::{JudgementRecorded, Payload};
use crate::judging::{answers, named, names};
use crate::list::List;
use crate::names::{ItemName, UseId};
use crate::record::judgement::{JudgedAnswer, JudgementRecord, SettledAnswer};
use crate::refusal::Refusal;
use crate::state::{Review, Use};
use serde::{Deserialize, Serialize};
use standard::Answers;
use standard::rule::ClauseState;

/// Judges the use on the day of the command.
///
/// Refused: `use-ended`, `in-approval`, `no-review`, `own-case`, `items-not-verified`, `review-outdated`, `nothing-changed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordJudgement {
    /// The use.
    pub use_id: UseId,
}

impl RecordJudgement {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        let review = review_of(of)?;
        own_case::refuse(of, &context.actor.person, Part::BEFORE_REVIEW)?;
        refuse_unverified(review)?;
        let today = Today::of(context, of)?;
        today.refuse_outdated(review)?;
        let judgement = judge(context, of, review, today)?;
        let same = |last: &JudgementRecord| JudgementRecord { on: judgement.on, ..last.clone() } == judgement;
        // Evidence that came since is judged only where somebody looks again.
        let is_new_evidence = of.evidence.len() > of.judged_evidence;
        if of.judgement().is_some_and(same) && !is_new_evidence {
            return Err(nothing_changed());
        }
        Ok(vec![JudgementRecorded { use_id: self.use_id, judgement: Box::new(judgement) }.into()])
    }
}

fn judge(context: &Context<'_>, of: &Use, review: &Review, today: Today<'_>) -> Result<JudgementRecord, Refusal> {
    let standard = today.measure.standard;
    let instead = review.verified.iter().filter_map(|(item, instead)| Some((item, instead.as_ref()?.answer)));
    let answers = answers(standard, &today.settlement, instead, &of.overall_reviews);
    let judgement = standard.judge(today.class, today.measure.settings, answers);
    let lost = judgement.clauses.iter().filter(|clause| clause.state == ClauseState::Lost);
    let lost = lost.map(|clause| List::new(names(standard, clause.any)?)).collect::<Result<Vec<_>, Refusal>>()?;
    let judged = today.settled.iter().map(|settled| judged_answer(settled, review, standard, answers));
    Ok(JudgementRecord {
        on: context.today,
        answers: List::new(judged.collect())?,
        decisions: decisions(of, context.today)?,
        verdict: judgement.verdict.into(),
        lost: List::new(lost)?,
        open: List::new(names(standard, judgement.open)?)?,
        basis: today.basis,
    })
}

fn judged_answer(
    settled: &SettledAnswer,
    review: &Review,
    standard: &standard::Standard,
    answers: Answers,
) -> JudgedAnswer {
    let instead = review.verified.get(&settled.item).and_then(Option::as_ref);
    let answer = named(standard, &settled.item).map_or(settled.answer, |input| answers.answer(input).into());
    let holds_until = settled.holds_until.filter(|_| instead.is_none());
    let instead = instead.map(|instead| instead.reason.clone());
    JudgedAnswer { item: settled.item.clone(), answer, instead, holds_until }
}

fn refuse_unverified(review: &Review) -> Result<(), Refusal> {
    let waiting = review.asked.iter().filter(|item| !review.verified.contains_key(*item));
    let waiting: Vec<ItemName> = waiting.cloned().collect();
    if waiting.is_empty() {
        return Ok(());
    }
    let items = listed(&waiting);
    Err(Refusal::new(
        "items-not-verified",
        (format!("まだ確認していない項目があります: №{items}"), format!("these items are not verified yet: №{items}")),
        (
            "項目ごとに、導かれた回答を確認するか、理由を付けて改めます",
            "confirm each settled answer, or give another with a reason",
        ),
    ))
}
