//! The judge: answers in, verdict out, with reasons, what is still open, the cheapest ways to conform, and what other
//! readings would say. A pure function of the standard, the class, the readings and the answers.

use crate::answer::{Answer, Answers};
use crate::input::{Input, InputSet};
use crate::remedy::{Remedies, remedies};
use crate::rule::{ClauseState, Rule};
use crate::standard::{CellMeaning, ClassIndex, ContentHash, Settings, Standard};
use crate::verdict::Verdict;

/// A judgement of one service, with everything that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What was judged by: the judgement holds for this file only.
    pub basis: ContentHash,
    /// The class it was judged as.
    pub class: ClassIndex,
    /// The readings it was judged under.
    pub settings: Settings,
    /// The answers it was judged on.
    pub answers: Answers,
    /// The verdict.
    pub verdict: Verdict,
    /// What became of each clause, in the order of the standard's file.
    pub clauses: Vec<JudgedClause>,
    /// Items answered unmet in lost clauses.
    pub failing: InputSet,
    /// Only where undecided: the unknown inputs of open clauses.
    pub open: InputSet,
    /// Recommended items not met, and items whose clause a recorded decision alone carries.
    pub advisories: InputSet,
    /// The cheapest ways to conform; none where it conforms, or where nothing can be repaired.
    pub remedies: Remedies,
    /// The settings next to these whose verdict differs.
    pub differing_readings: Vec<(Settings, String, Verdict)>,
}

/// What became of a clause, and which inputs decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedClause {
    /// The clause's inputs.
    pub any: InputSet,
    /// Held, lost or open.
    pub state: ClauseState,
    /// Held: the inputs that are met. Lost: all of them. Open: the unknown ones.
    pub decided_by: InputSet,
}

impl Standard {
    /// Judges one service.
    pub fn judge(&self, class: ClassIndex, settings: Settings, answers: Answers) -> Judgement {
        let mut judgement = Judgement {
            basis: self.hash,
            class,
            settings,
            answers,
            verdict: Verdict::OutOfScope,
            clauses: Vec::new(),
            failing: InputSet::EMPTY,
            open: InputSet::EMPTY,
            advisories: InputSet::EMPTY,
            remedies: Remedies::default(),
            differing_readings: Vec::new(),
        };
        let Some(rule) = self.rule(class, settings) else {
            return judgement;
        };
        let masks = rule.masks(answers);
        judgement.verdict = masks.verdict;
        judgement.failing = masks.failing;
        judgement.open = masks.open;
        judgement.advisories = rule.advisories(answers);
        judgement.clauses = rule.clauses().iter().map(|clause| judged_clause(*clause, answers)).collect();
        if masks.verdict != Verdict::Conforms {
            let not_held: Vec<InputSet> =
                rule.clauses().iter().copied().filter(|clause| !clause.meets(answers.met())).collect();
            judgement.remedies = remedies(&not_held, answers.unmet().union(answers.unknown()));
        }
        if !self.readings.is_empty() {
            let others = self.alternatives(settings).filter_map(|(other, name)| {
                let verdict = self.rule(class, other)?.verdict(answers);
                (verdict != masks.verdict).then_some((other, name, verdict))
            });
            judgement.differing_readings = others.collect();
        }
        judgement
    }
}

fn judged_clause(any: InputSet, answers: Answers) -> JudgedClause {
    let state = Rule::state(any, answers);
    let decided_by = match state {
        ClauseState::Held => any.intersection(answers.met()),
        ClauseState::Lost => any,
        ClauseState::Open => any.intersection(answers.unknown()),
    };
    JudgedClause { any, state, decided_by }
}

/// How one row of the table fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowResult {
    /// ○: met.
    Satisfied,
    /// ×: a clause is lost by it.
    Failing,
    /// ？: a clause waits for it or for its alternatives.
    Open,
    /// △: recommended and not met; nothing fails by it.
    Advisory,
    /// －: not met and not needed (optional, or another input holds its clause).
    NotNeeded,
    /// －: the class does not ask for it.
    Irrelevant,
}

/// Why a row fares as it does; `reason` words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowReason {
    /// Required and met.
    RequiredMet,
    /// Required and not met.
    RequiredUnmet,
    /// Required and not settled.
    RequiredOpen,
    /// Met, and so holds its clause in place of the others.
    AlternativeMet,
    /// Not met, and so are all its alternatives (the whole clause).
    AllAlternativesUnmet(InputSet),
    /// The clause waits: these are unknown.
    WaitsFor(InputSet),
    /// Not met, but these hold the clause.
    CarriedBy(InputSet),
    /// Recommended and met, or optional and met.
    ExtraMet,
    /// Recommended and not met.
    RecommendedUnmet,
    /// Optional and not met.
    OptionalUnmet,
    /// The class does not ask for it.
    NotAsked,
    /// The standard does not apply to the class.
    OutOfScope,
}

/// A row of the judged table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRow {
    /// The item or decision.
    pub input: Input,
    /// How it fares.
    pub result: RowResult,
    /// Why: the weightiest first; never empty.
    pub reasons: Vec<RowReason>,
}

impl Judgement {
    /// The judged table: every item, and every decision that a clause of the class asks for.
    pub fn rows(&self, standard: &Standard) -> Vec<JudgedRow> {
        let asked = self.clauses.iter().fold(InputSet::EMPTY, |all, clause| all.union(clause.any));
        let decisions = standard.decision_inputs();
        let shown = standard.inputs().map(|(input, _)| input);
        let shown = shown.filter(|input| !decisions.contains(*input) || asked.contains(*input));
        shown.map(|input| self.row(standard, input)).collect()
    }

    fn row(&self, standard: &Standard, input: Input) -> JudgedRow {
        if self.verdict == Verdict::OutOfScope {
            return JudgedRow { input, result: RowResult::Irrelevant, reasons: vec![RowReason::OutOfScope] };
        }
        let met = self.answers.answer(input) == Answer::Met;
        let mut reasons: Vec<RowReason> = self
            .clauses
            .iter()
            .filter(|clause| clause.any.contains(input))
            .map(|clause| clause_reason(clause, met))
            .collect();
        match standard.cell(input, self.class).map(|cell| cell.meaning) {
            Some(CellMeaning::Recommended) if !met => reasons.push(RowReason::RecommendedUnmet),
            Some(CellMeaning::Recommended | CellMeaning::Optional) if met && reasons.is_empty() => {
                reasons.push(RowReason::ExtraMet);
            }
            Some(CellMeaning::Optional) if reasons.is_empty() => reasons.push(RowReason::OptionalUnmet),
            _ if reasons.is_empty() => reasons.push(RowReason::NotAsked),
            _ => {}
        }
        reasons.sort_by_key(|reason| weight(*reason));
        reasons.dedup();
        let advised = self.advisories.contains(input);
        let result = reasons.first().map_or(RowResult::Irrelevant, |reason| result_of(*reason, advised));
        JudgedRow { input, result, reasons }
    }
}

fn clause_reason(clause: &JudgedClause, met: bool) -> RowReason {
    let alone = clause.any.len() == 1;
    match clause.state {
        ClauseState::Held if met && alone => RowReason::RequiredMet,
        ClauseState::Held if met => RowReason::AlternativeMet,
        ClauseState::Held => RowReason::CarriedBy(clause.decided_by),
        ClauseState::Lost if alone => RowReason::RequiredUnmet,
        ClauseState::Lost => RowReason::AllAlternativesUnmet(clause.any),
        ClauseState::Open if alone => RowReason::RequiredOpen,
        ClauseState::Open => RowReason::WaitsFor(clause.decided_by),
    }
}

/// The weightiest reason comes first and gives the row its result.
fn weight(reason: RowReason) -> u8 {
    match reason {
        RowReason::RequiredUnmet | RowReason::AllAlternativesUnmet(_) => 0,
        RowReason::RequiredOpen | RowReason::WaitsFor(_) => 1,
        RowReason::RequiredMet | RowReason::AlternativeMet => 2,
        RowReason::CarriedBy(_) => 3,
        RowReason::RecommendedUnmet => 4,
        RowReason::ExtraMet | RowReason::OptionalUnmet | RowReason::NotAsked | RowReason::OutOfScope => 5,
    }
}

fn result_of(reason: RowReason, advised: bool) -> RowResult {
    match reason {
        RowReason::RequiredUnmet | RowReason::AllAlternativesUnmet(_) => RowResult::Failing,
        RowReason::RequiredOpen | RowReason::WaitsFor(_) => RowResult::Open,
        RowReason::RequiredMet | RowReason::AlternativeMet | RowReason::ExtraMet => RowResult::Satisfied,
        RowReason::CarriedBy(_) | RowReason::RecommendedUnmet | RowReason::OptionalUnmet if advised => {
            RowResult::Advisory
        }
        RowReason::CarriedBy(_) | RowReason::RecommendedUnmet | RowReason::OptionalUnmet => RowResult::NotNeeded,
        RowReason::NotAsked | RowReason::OutOfScope => RowResult::Irrelevant,
    }
}
