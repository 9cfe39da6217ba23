//! Answers to the items and recorded decisions, packed for the judge. Not for reading what people write: see [`crate::spelling`].

use crate::input::{Input, InputSet};

/// An answer to an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Answer {
    /// 満たす.
    Met,
    /// 満たさない.
    Unmet,
    /// 未回答 or 不明: never a pass, never a fail.
    #[default]
    Unknown,
    /// 該当なし: does not hold, and there is nothing to repair. Only where the item allows it.
    NotApplicable,
}

impl Answer {
    /// All answers, best first.
    pub const ALL: [Self; 4] = [Self::Met, Self::Unmet, Self::Unknown, Self::NotApplicable];

    /// The word of files and of the API: `met`, `unmet`, `unknown`, `na`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Unknown => "unknown",
            Self::NotApplicable => "na",
        }
    }

    /// The answer whose word this is, exactly; what people write besides is `spelling`'s.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }
}

/// A recorded decision of the city, such as the 総合検討.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decision {
    /// 可とした.
    Approved,
    /// 不可とした.
    Rejected,
    /// まだ決めていない.
    #[default]
    None,
}

impl Decision {
    /// All values, best first.
    pub const ALL: [Self; 3] = [Self::Approved, Self::Rejected, Self::None];

    /// The word of files and of the API: `approved`, `rejected`, `none`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::None => "none",
        }
    }
}

/// Answers and decisions of one service: two bits an input.
///
/// | met | settled | item | decision |
/// |---|---|---|---|
/// | 1 | 1 | met | approved |
/// | 0 | 1 | unmet | rejected |
/// | 0 | 0 | unknown | none |
/// | 1 | 0 | na | (not used) |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Answers {
    met: u64,
    settled: u64,
}

impl Answers {
    /// Nothing answered.
    pub const BLANK: Self = Self { met: 0, settled: 0 };

    /// From the two packed words (see the table above).
    pub const fn from_bits(met: u64, settled: u64) -> Self {
        Self { met, settled }
    }

    /// The two packed words.
    pub const fn bits(self) -> (u64, u64) {
        (self.met, self.settled)
    }

    /// The same answers with this one.
    #[must_use]
    pub fn with(self, input: Input, answer: Answer) -> Self {
        let (met, settled) = match answer {
            Answer::Met => (true, true),
            Answer::Unmet => (false, true),
            Answer::Unknown => (false, false),
            Answer::NotApplicable => (true, false),
        };
        self.with_bits(input, met, settled)
    }

    /// The same answers with this decision.
    #[must_use]
    pub fn with_decision(self, input: Input, decision: Decision) -> Self {
        match decision {
            Decision::Approved => self.with(input, Answer::Met),
            Decision::Rejected => self.with(input, Answer::Unmet),
            Decision::None => self.with(input, Answer::Unknown),
        }
    }

    fn with_bits(self, input: Input, met: bool, settled: bool) -> Self {
        let at = InputSet::only(input).bits();
        let put = |word: u64, bit: bool| if bit { word | at } else { word & !at };
        Self { met: put(self.met, met), settled: put(self.settled, settled) }
    }

    /// The answer to an item.
    pub fn answer(self, input: Input) -> Answer {
        if self.met().contains(input) {
            Answer::Met
        } else if self.unmet().contains(input) {
            Answer::Unmet
        } else if self.not_applicable().contains(input) {
            Answer::NotApplicable
        } else {
            Answer::Unknown
        }
    }

    /// The recorded decision.
    pub fn decision(self, input: Input) -> Decision {
        match self.answer(input) {
            Answer::Met => Decision::Approved,
            Answer::Unmet => Decision::Rejected,
            Answer::Unknown | Answer::NotApplicable => Decision::None,
        }
    }

    /// The inputs that hold.
    pub const fn met(self) -> InputSet {
        InputSet::from_bits(self.met & self.settled)
    }

    /// The inputs that do not hold and could be repaired.
    pub const fn unmet(self) -> InputSet {
        InputSet::from_bits(!self.met & self.settled)
    }

    /// The inputs nobody has settled.
    pub const fn unknown(self) -> InputSet {
        InputSet::from_bits(!self.met & !self.settled)
    }

    /// The inputs that do not hold and have nothing to repair.
    pub const fn not_applicable(self) -> InputSet {
        InputSet::from_bits(self.met & !self.settled)
    }
}
