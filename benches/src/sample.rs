//! Made-up answers: the same in every run, different from row to row. Not meant to look like any city's portfolio.

use standard::{Answer, Answers, ClassIndex, Standard};

/// A generator of evenly spread numbers (an xorshift register with a multiplier on its output).
#[derive(Clone, Debug)]
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// True about `of` times in `whole`.
    fn chance(&mut self, of: u64, whole: u64) -> bool {
        self.next() >> 32 <= of.saturating_mul(u64::from(u32::MAX)) / whole
    }
}

/// What the answers of a sample look like.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mix {
    /// Every answer as likely as every other.
    Even,
    /// Mostly met, as in a portfolio that has been worked on: every verdict occurs.
    Worked,
}

/// Answers of one service, allowed by the standard.
pub(crate) fn answers(standard: &Standard, mix: Mix, numbers: &mut Numbers) -> Answers {
    let inputs = standard.item_inputs().union(standard.decision_inputs());
    inputs.iter().fold(Answers::BLANK, |answers, input| {
        let answer = match mix {
            Mix::Even => Answer::ALL.get(usize::try_from(numbers.next() >> 62).unwrap_or(0)).copied(),
            Mix::Worked if numbers.chance(9, 10) => Some(Answer::Met),
            Mix::Worked => Answer::ALL.get(1 + usize::from(numbers.chance(1, 2))).copied(),
        };
        let answer = answer.filter(|answer| standard.allows(input, *answer)).unwrap_or_default();
        answers.with(input, answer)
    })
}

/// The class with the most work: the one whose rule reads the most inputs.
pub(crate) fn widest_class(standard: &Standard) -> Option<ClassIndex> {
    let settings = standard.default_settings();
    let width = |class: &ClassIndex| standard.rule(*class, settings).map_or(0, |rule| rule.inputs().len());
    standard.class_indices().max_by_key(width)
}
