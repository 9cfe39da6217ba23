//! Two standards over one portfolio: the inputs of the second are found by name among those of the first, its classes by
//! id. Not a diff of their texts or clauses: see `diff`.

use super::Portfolio;
use super::flips::Flip;
use super::plane_rule::PlaneRule;
use crate::answer::Answers;
use crate::input::{Input, InputSet};
use crate::rule::{ClauseState, Rule};
use crate::standard::{ClassIndex, Settings, Standard};
use crate::verdict::Verdict;
use std::num::NonZeroUsize;

/// Two standards (editions, or two readings of one) made comparable over the answers to the first.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// For each input of the second standard the input of the first with the same name.
    places: Vec<Option<Input>>,
    missing: InputSet,
    classes: Vec<ComparedClass>,
}

/// One class of the first standard under both.
#[derive(Clone, Debug)]
struct ComparedClass {
    known_to_new: bool,
    old: Option<(Rule, PlaneRule)>,
    new: Option<(Rule, PlaneRule)>,
}

/// What became of a clause under one of two standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparedClause {
    /// The clause's inputs, numbered as its own standard numbers them.
    pub any: InputSet,
    /// Held, lost or open.
    pub state: ClauseState,
    /// Is it one of those that make the difference: does it give its side's verdict, and has the other side no such
    /// clause with the same inputs?
    pub responsible: bool,
}

/// One service under two standards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict under the first.
    pub old: Verdict,
    /// The verdict under the second.
    pub new: Verdict,
    /// The clauses of the first, in the order of its file.
    pub old_clauses: Vec<ComparedClause>,
    /// The clauses of the second, in the order of its file.
    pub new_clauses: Vec<ComparedClause>,
}

impl Comparison {
    /// Compares `new` with `old`. Answers are always answers to `old`; what `new` asks beyond it counts as unknown.
    pub fn new(old: &Standard, old_settings: Settings, new: &Standard, new_settings: Settings) -> Self {
        let place = |name: &str| old.inputs().find(|(_, other)| *other == name).map(|(input, _)| input);
        let places: Vec<Option<Input>> = new.inputs().map(|(_, name)| place(name)).collect();
        let missing = new.inputs().map(|(input, _)| input).zip(&places);
        let missing = missing.filter(|(_, place)| place.is_none()).map(|(input, _)| input).collect();
        let classes = old.class_indices().map(|class| {
            let id = old.class(class).map(|class| class.id.as_str());
            let in_new = new.class_indices().find(|other| new.class(*other).map(|class| class.id.as_str()) == id);
            let new_rule = in_new.and_then(|class| new.rule(class, new_settings));
            let find_place = |input: Input| places.get(input.index()).copied().flatten();
            ComparedClass {
                known_to_new: in_new.is_some(),
                old: old.rule(class, old_settings).map(|rule| (rule.clone(), PlaneRule::new(rule))),
                new: new_rule.map(|rule| (rule.clone(), PlaneRule::remapped(rule, find_place))),
            }
        });
        let classes = classes.collect();
        Self { places, missing, classes }
    }

    /// The inputs of the second standard that the first does not have (numbered as in the second): unknown everywhere.
    pub fn missing_inputs(&self) -> InputSet {
        self.missing
    }

    /// The classes of the first standard that the second does not have: out of its scope.
    pub fn missing_classes(&self) -> impl Iterator<Item = ClassIndex> {
        let classes = self.classes.iter().enumerate().filter(|(_, class)| !class.known_to_new);
        classes.map(|(at, _)| ClassIndex(at))
    }

    /// The services whose verdict differs, in row order.
    pub fn flips(&self, portfolio: &Portfolio, threads: NonZeroUsize) -> Vec<Flip> {
        let mut flips = Vec::new();
        self.flips_into(portfolio, threads, &mut flips);
        flips
    }

    /// As [`Comparison::flips`], into a list that is there already: its memory is used again. Where millions flip, getting
    /// memory takes longer than finding them.
    pub fn flips_into(&self, portfolio: &Portfolio, threads: NonZeroUsize, flips: &mut Vec<Flip>) {
        flips.clear();
        for (class, services) in self.classes.iter().zip(portfolio.classes()) {
            let (old, new) = (plane_rule(class.old.as_ref()), plane_rule(class.new.as_ref()));
            // Where all services are of one class their rows need not be read, which would be as much again as the planes.
            let only_class = services.rows.len() == portfolio.len();
            let name = |at: usize| if only_class { u32::try_from(at).ok() } else { services.rows.get(at).copied() };
            if flips.is_empty() {
                *flips = services.planes.flips_named(old, new, threads, std::mem::take(flips), name);
            } else {
                let more = services.planes.flips_named(old, new, threads, Vec::new(), name);
                if !more.is_empty() {
                    *flips = merge(flips, &more);
                }
            }
        }
    }

    /// The same answers, numbered as the second standard numbers its inputs.
    pub fn translate(&self, answers: Answers) -> Answers {
        let (met, settled) = answers.bits();
        let (mut new_met, mut new_settled) = (0, 0);
        for (at, place) in self.places.iter().enumerate() {
            if let Some(place) = place {
                new_met |= (met >> place.index() & 1) << at;
                new_settled |= (settled >> place.index() & 1) << at;
            }
        }
        Answers::from_bits(new_met, new_settled)
    }

    /// What became of one service and of each clause under both; `None` for a class that the first does not have.
    pub fn explain(&self, class: ClassIndex, answers: Answers) -> Option<Explanation> {
        let class = self.classes.get(class.0)?;
        let (old, mut old_clauses) = judge(class.old.as_ref(), answers);
        let (new, mut new_clauses) = judge(class.new.as_ref(), self.translate(answers));
        // Clauses are compared in the numbers of the first; one with an input that the first lacks equals none of its.
        let in_old = |clause: InputSet| -> Option<InputSet> {
            clause.iter().map(|input| self.places.get(input.index()).copied().flatten()).collect()
        };
        for clause in &mut old_clauses {
            let stands = new_clauses.iter().any(|new| in_old(new.any) == Some(clause.any));
            clause.responsible = decides(clause.state, old) && !stands;
        }
        for clause in &mut new_clauses {
            let stands = old_clauses.iter().any(|old| in_old(clause.any) == Some(old.any));
            clause.responsible = decides(clause.state, new) && !stands;
        }
        Some(Explanation { old, new, old_clauses, new_clauses })
    }
}

fn plane_rule(side: Option<&(Rule, PlaneRule)>) -> Option<&PlaneRule> {
    side.map(|(_, rule)| rule)
}

fn judge(rule: Option<&(Rule, PlaneRule)>, answers: Answers) -> (Verdict, Vec<ComparedClause>) {
    let Some((rule, _)) = rule else {
        return (Verdict::OutOfScope, Vec::new());
    };
    let clauses = rule.clauses().iter();
    let clauses =
        clauses.map(|any| ComparedClause { any: *any, state: Rule::state(*any, answers), responsible: false });
    (rule.verdict(answers), clauses.collect())
}

/// Does a clause in this state give this verdict?
fn decides(state: ClauseState, verdict: Verdict) -> bool {
    match verdict {
        Verdict::DoesNotConform => state == ClauseState::Lost,
        Verdict::Undecided => state == ClauseState::Open,
        Verdict::Conforms | Verdict::OutOfScope => false,
    }
}

/// Two lists in row order as one.
fn merge(left: &[Flip], right: &[Flip]) -> Vec<Flip> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left, right);
    loop {
        let next = match (left.split_first(), right.split_first()) {
            (Some((first, rest)), Some((other, _))) if first.row <= other.row => {
                left = rest;
                first
            }
            (_, Some((first, rest))) => {
                right = rest;
                first
            }
            (Some(_), None) => {
                merged.extend_from_slice(left);
                return merged;
            }
            (None, None) => return merged,
        };
        merged.push(*next);
    }
}
