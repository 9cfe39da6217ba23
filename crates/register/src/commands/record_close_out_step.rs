//! 終了手続の記録: a step was done, and how that is shown; or it does not apply, and why. A step can be recorded anew until the city has
//! accepted; №8-2 stays open beyond that.

use crate::decide::Context;
use crate::event::{CloseOutStepDone, Payload};
use crate::names::UseId;
use crate::record::close_out::{CloseOut, CloseOutStep};
use crate::refusal::Refusal;
use crate::state::Use;
use crate::words::Prose;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Records a step.
///
/// Refused: `not-closing`, `wrong-step` (検収 has its own command), `accepted-already`, `must-apply`, `date-ahead`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordCloseOutStep {
    /// The use.
    pub use_id: UseId,
    /// Which.
    pub step: CloseOutStep,
    /// The day it was done; of backups, the day the last one expires.
    pub on: Date,
    /// What was done, by whom, and where that is shown; or why it does not apply.
    pub note: Prose,
    /// Does it not apply?
    #[serde(default)]
    pub not_applicable: bool,
}

impl RecordCloseOutStep {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let close_out = closing(context.load_use(self.use_id)?)?;
        let label = self.step.label();
        if self.step == CloseOutStep::Acceptance {
            return Err(Refusal::new(
                "wrong-step",
                ("検収は、この記録では行えません", "the acceptance is not recorded in this way"),
                ("情報管理者が検収を行います", "the information manager accepts"),
            ));
        }
        if close_out.done.contains_key(&CloseOutStep::Acceptance) && self.step != CloseOutStep::DisposalErasure {
            return Err(accepted_already());
        }
        if self.not_applicable && !self.step.may_not_apply() {
            return Err(Refusal::new(
                "must-apply",
                (
                    format!("「{}」は、該当なしにできません", label.japanese),
                    format!("the step `{}` always applies", self.step.word()),
                ),
                ("行った日と、それを示すものを記録します", "record the day it was done, and what shows it"),
            ));
        }
        if self.on > context.today && self.step != CloseOutStep::BackupExpiry {
            return Err(Refusal::new(
                "date-ahead",
                (format!("{} はまだ来ていません", self.on), format!("{} is still ahead", self.on)),
                ("行った日を記録します", "record the day it was done"),
            ));
        }
        let done = CloseOutStepDone {
            use_id: self.use_id,
            step: self.step,
            on: self.on,
            note: self.note.clone(),
            not_applicable: self.not_applicable,
        };
        Ok(vec![done.into()])
    }
}

/// The close-out that goes on.
pub(super) fn closing(of: &Use) -> Result<&CloseOut, Refusal> {
    of.close_out.as_ref().filter(|_| of.end.is_none()).ok_or_else(|| {
        Refusal::new(
            "not-closing",
            ("終了手続中ではありません", "no close-out is going on"),
            ("先に終了手続を始めます", "begin the close-out first"),
        )
    })
}

/// Refuses what the city has accepted already.
pub(super) fn accepted_already() -> Refusal {
    Refusal::new(
        "accepted-already",
        ("検収が済んでいるので、変えられません", "the city has accepted: it cannot change any more"),
        ("残るのは、機器廃棄時の消去(№8-2)と終了だけです", "only the erasure at disposal and the end are left"),
    )
}
