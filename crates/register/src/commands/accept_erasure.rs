//! 検収: the city accepts that data was returned and deleted, backups have expired and keys are destroyed. Not by whoever recorded it.

use super::record_close_out_step::{accepted_already, closing};
use crate::decide::Context;
use crate::event::{CloseOutStepDone, Payload};
use crate::names::UseId;
use crate::record::close_out::CloseOutStep;
use crate::refusal::Refusal;
use crate::words::Prose;
use serde::{Deserialize, Serialize};

/// Accepts the erasure at the end of the contract.
///
/// Refused: `not-closing`, `accepted-already`, `steps-open`, `accepted-by-recorder`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptErasure {
    /// The use.
    pub use_id: UseId,
    /// How it was validated.
    pub note: Prose,
}

impl AcceptErasure {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let close_out = closing(context.load_use(self.use_id)?)?;
        if close_out.done.contains_key(&CloseOutStep::Acceptance) {
            return Err(accepted_already());
        }
        let mut before = close_out.open_steps(context.today);
        before.retain(|step| *step < CloseOutStep::Acceptance);
        refuse_open(&before)?;
        if close_out.done.values().any(|done| done.by == context.actor.person) {
            return Err(Refusal::new(
                "accepted-by-recorder",
                (
                    format!("`{}` は終了手続を記録した人です", context.actor.person),
                    format!("`{}` recorded steps of the close-out", context.actor.person),
                ),
                ("記録した人とは別の情報管理者が検収します", "another information manager accepts"),
            ));
        }
        let done = CloseOutStepDone {
            use_id: self.use_id,
            step: CloseOutStep::Acceptance,
            on: context.today,
            note: self.note.clone(),
            not_applicable: false,
        };
        Ok(vec![done.into()])
    }
}

/// Refuses while steps are open.
pub(super) fn refuse_open(open: &[CloseOutStep]) -> Result<(), Refusal> {
    if open.is_empty() {
        return Ok(());
    }
    let labels: Vec<String> = open.iter().map(|step| step.label().japanese).collect();
    let words: Vec<&str> = open.iter().map(|step| step.word()).collect();
    Err(Refusal::new(
        "steps-open",
        (
            format!("終わっていない手続があります: {}", labels.join("、")),
            format!("these steps are open: {}", words.join(", ")),
        ),
        (
            "一つずつ行って記録します。バックアップは、失効の日を過ぎるまで終わりません",
            "do and record each; backups are open until the day they expire",
        ),
    ))
}
