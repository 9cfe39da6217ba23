//! The sentences behind a judged row, in both languages. Not for deciding anything: see `judge`.

use crate::input::{Input, InputSet};
use crate::judge::{RowReason, RowResult};
use crate::standard::Standard;
use crate::text::{Language, Text};

impl RowResult {
    /// The mark for the チェック column.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Satisfied => "○",
            Self::Failing => "×",
            Self::Open => "？",
            Self::Advisory => "△",
            Self::NotNeeded | Self::Irrelevant => "－",
        }
    }
}

impl Standard {
    /// What people call an input: `№5-1`, or the decision's name.
    pub fn label(&self, input: Input, language: Language) -> String {
        match (self.item(input), self.decision(input)) {
            (Some(item), _) => format!("№{}", item.no),
            (None, Some(decision)) => decision.name.in_language(language).to_owned(),
            (None, None) => String::new(),
        }
    }

    /// The labels of a set, joined: `№5-1・№5-2`, `№5-1, №5-2`.
    pub fn labels(&self, inputs: InputSet, language: Language) -> String {
        let labels: Vec<String> = inputs.iter().map(|input| self.label(input, language)).collect();
        labels.join(match language {
            Language::Japanese => "・",
            Language::English => ", ",
        })
    }

    /// The sentence of a reason.
    pub fn reason(&self, reason: RowReason) -> Text {
        let japanese = |inputs| self.labels(inputs, Language::Japanese);
        let english = |inputs| self.labels(inputs, Language::English);
        match reason {
            RowReason::RequiredMet => Text::new("必須であり、満たす", "required, and met"),
            RowReason::RequiredUnmet => Text::new("必須だが、満たさない", "required, and not met"),
            RowReason::RequiredOpen => Text::new("必須だが、まだ確かめられていない", "required, and not settled yet"),
            RowReason::AlternativeMet => {
                Text::new("満たす(いずれか一つでよい)", "met (one of the alternatives is enough)")
            }
            RowReason::AllAlternativesUnmet(all) => {
                Text::new(format!("{} のいずれも満たさない", japanese(all)), format!("none of {} is met", english(all)))
            }
            RowReason::WaitsFor(unknown) if unknown.is_subset_of(self.decision_inputs()) => Text::new(
                format!("{}の決定しだい", japanese(unknown)),
                format!("depends on the {}", english(unknown).to_lowercase()),
            ),
            RowReason::WaitsFor(unknown) => Text::new(
                format!("{} の回答しだい", japanese(unknown)),
                format!("depends on the answer to {}", english(unknown)),
            ),
            RowReason::CarriedBy(by) => {
                let (japanese, english) = (japanese(by), english(by));
                if by.is_subset_of(self.decision_inputs()) {
                    Text::new(format!("{japanese}で可とされた"), format!("accepted by the {}", english.to_lowercase()))
                } else {
                    Text::new(format!("{japanese} を満たすため不要"), format!("not needed: {english} is met"))
                }
            }
            RowReason::ExtraMet => Text::new("必須ではないが、満たす", "not required, and met"),
            RowReason::RecommendedUnmet => Text::new("推奨だが、満たしていない", "recommended, and not met"),
            RowReason::OptionalUnmet => Text::new("任意", "optional"),
            RowReason::NotAsked => Text::new("この分類では問わない", "not asked of this class"),
            RowReason::OutOfScope => Text::new("基準の対象外の分類", "the standard does not apply to this class"),
        }
    }
}
