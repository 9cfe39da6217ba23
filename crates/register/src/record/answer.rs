//! Answers and verdicts as events write them. `standard`'s own are packed for the judge and know no serialisation; their words are
//! the same.

use evidence::declaration::Origin;
use serde::{Deserialize, Serialize};
use standard::{Answer, Verdict};

/// An answer to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerWord {
    /// 満たす.
    Met,
    /// 満たさない.
    Unmet,
    /// 未確定.
    Unknown,
    /// 該当なし.
    Na,
}

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictWord {
    /// 適合.
    Conforms,
    /// 不適合.
    DoesNotConform,
    /// 未確定.
    Undecided,
    /// 対象外.
    OutOfScope,
}

/// How well an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// 申告.
    Declared,
    /// 文書.
    Documented,
    /// 実測.
    Measured,
}

impl AnswerWord {
    /// The judge's answer.
    pub const fn answer(self) -> Answer {
        match self {
            Self::Met => Answer::Met,
            Self::Unmet => Answer::Unmet,
            Self::Unknown => Answer::Unknown,
            Self::Na => Answer::NotApplicable,
        }
    }
}

impl From<Answer> for AnswerWord {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Met => Self::Met,
            Answer::Unmet => Self::Unmet,
            Answer::Unknown => Self::Unknown,
            Answer::NotApplicable => Self::Na,
        }
    }
}

impl VerdictWord {
    /// The judge's verdict, with its words for people.
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Conforms => Verdict::Conforms,
            Self::DoesNotConform => Verdict::DoesNotConform,
            Self::Undecided => Verdict::Undecided,
            Self::OutOfScope => Verdict::OutOfScope,
        }
    }
}

impl From<Verdict> for VerdictWord {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Conforms => Self::Conforms,
            Verdict::DoesNotConform => Self::DoesNotConform,
            Verdict::Undecided => Self::Undecided,
            Verdict::OutOfScope => Self::OutOfScope,
        }
    }
}

impl From<Origin> for Shown {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Declared => Self::Declared,
            Origin::Documented => Self::Documented,
            Origin::Measured => Self::Measured,
        }
    }
}
