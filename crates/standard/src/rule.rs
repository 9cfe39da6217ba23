//! A class's rule, compiled: a conjunction of clauses, each a set of inputs of which one must be met.
//! One bit mask a clause is enough for any monotone rule.

use crate::answer::Answers;
use crate::input::InputSet;
use crate::verdict::Verdict;

/// A clause as it is written: a set of inputs, in force under some readings only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// One of these must be met.
    pub any: InputSet,
    /// The options (reading, option) under all of which it is in force; always, where empty.
    pub when: Vec<(usize, usize)>,
}

/// A class's rule under one combination of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub(crate) clauses: Vec<InputSet>,
    pub(crate) recommended: InputSet,
    pub(crate) decisions: InputSet,
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClauseState {
    /// An input of it is met.
    Held,
    /// No input of it is met, and none is unknown.
    Lost,
    /// No input of it is met, and some are unknown.
    Open,
}

/// A judgement without its reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masks {
    /// The verdict.
    pub verdict: Verdict,
    /// Items answered unmet in lost clauses.
    pub failing: InputSet,
    /// Only where undecided: unknown inputs of open clauses.
    pub open: InputSet,
}

impl Rule {
    /// The clauses, in the order of the standard's file.
    pub fn clauses(&self) -> &[InputSet] {
        &self.clauses
    }

    /// Every input that some clause asks for.
    pub fn inputs(&self) -> InputSet {
        self.clauses.iter().fold(InputSet::EMPTY, |all, clause| all.union(*clause))
    }

    /// What became of a clause.
    pub fn state(clause: InputSet, answers: Answers) -> ClauseState {
        if clause.meets(answers.met()) {
            ClauseState::Held
        } else if clause.meets(answers.unknown()) {
            ClauseState::Open
        } else {
            ClauseState::Lost
        }
    }

    /// Verdict, failing and open inputs.
    pub fn masks(&self, answers: Answers) -> Masks {
        let mut lost = InputSet::EMPTY;
        let mut open = InputSet::EMPTY;
        let mut any_lost = false;
        for clause in &self.clauses {
            match Self::state(*clause, answers) {
                ClauseState::Held => {}
                ClauseState::Lost => {
                    any_lost = true;
                    lost = lost.union(*clause);
                }
                ClauseState::Open => open = open.union(*clause),
            }
        }
        let verdict = if any_lost {
            Verdict::DoesNotConform
        } else if open.is_empty() {
            Verdict::Conforms
        } else {
            Verdict::Undecided
        };
        Masks {
            verdict,
            failing: lost.intersection(answers.unmet()).without(self.decisions),
            open: if any_lost { InputSet::EMPTY } else { open.intersection(answers.unknown()) },
        }
    }

    /// The verdict alone.
    pub fn verdict(&self, answers: Answers) -> Verdict {
        self.masks(answers).verdict
    }

    /// Items to print as not met although no clause is lost by them: the recommended ones, and those whose
    /// clause a recorded decision alone carries.
    pub fn advisories(&self, answers: Answers) -> InputSet {
        let carried = self
            .clauses
            .iter()
            .filter(|clause| {
                let met = clause.intersection(answers.met());
                !met.is_empty() && met.is_subset_of(self.decisions)
            })
            .fold(InputSet::EMPTY, |all, clause| all.union(clause.without(self.decisions)));
        self.recommended.union(carried).without(answers.met())
    }
}
