//! A class's rule laid out for planes: the clauses as lists of plane numbers, read by the kernels as data.
//! Not the rule itself ([`Rule`]), and nothing in it knows any one standard.

use crate::input::{Input, InputSet};
use crate::rule::Rule;

/// A rule as the kernels read it. Its inputs are numbered as the planes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaneRule {
    pub(super) clauses: Vec<PlaneClause>,
    /// The inputs that have planes and are named by some clause, in table order.
    pub(super) used: Vec<Input>,
}

/// One clause: holds if one of these is met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PlaneClause {
    /// Indices of inputs that have planes.
    pub(super) inputs: Vec<usize>,
    /// Where the masks of each input go.
    pub(super) outputs: Vec<Output>,
    /// Does it also name an input that the planes lack? That one is always unknown.
    pub(super) names_missing: bool,
}

/// Where the masks of an input of a clause go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// Index into [`PlaneRule::used`].
    pub(super) at: usize,
    /// Is no earlier clause naming the input?
    pub(super) first: bool,
    /// A recorded decision is never printed as failing.
    pub(super) can_fail: bool,
}

impl PlaneRule {
    /// The rule over planes of its own standard.
    pub fn new(rule: &Rule) -> Self {
        Self::remapped(rule, Some)
    }

    /// The rule over planes of another standard: `place` says which plane answers an input of the rule. An input
    /// without a place counts as unknown for every service.
    pub fn remapped(rule: &Rule, place: impl Fn(Input) -> Option<Input>) -> Self {
        let places: InputSet = rule.inputs().iter().filter_map(&place).collect();
        let used: Vec<Input> = places.iter().collect();
        let mut written = InputSet::EMPTY;
        let clauses = rule.clauses.iter().map(|mask| {
            let mut clause = PlaneClause::default();
            for input in mask.iter() {
                let Some(place) = place(input) else {
                    clause.names_missing = true;
                    continue;
                };
                clause.inputs.push(place.index());
                clause.outputs.push(Output {
                    at: used.binary_search(&place).unwrap_or(used.len()),
                    first: !written.contains(place),
                    can_fail: !rule.decisions.contains(input),
                });
                written = written.union(InputSet::only(place));
            }
            clause
        });
        Self { clauses: clauses.collect(), used }
    }

    /// The inputs whose planes are read, in table order.
    pub fn inputs(&self) -> impl Iterator<Item = Input> {
        self.used.iter().copied()
    }
}

impl From<&Rule> for PlaneRule {
    fn from(rule: &Rule) -> Self {
        Self::new(rule)
    }
}
