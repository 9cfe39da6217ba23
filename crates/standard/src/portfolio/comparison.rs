//! Two standards over one portfolio: whose verdict differs. Why it differs, service by service, is `diff`'s work, which also
//! says how the two are matched.

use super::Portfolio;
use super::flips::Flip;
use super::plane_rule::PlaneRule;
use crate::diff::{Comparison, find, same_class};
use crate::input::Input;
use std::num::NonZeroUsize;

/// Two standards (editions, or two readings of one) made comparable over planes of answers to the first.
#[derive(Clone, Debug)]
pub struct PlaneComparison {
    /// For each class of the first standard its rules under both; `None` is out of scope.
    classes: Vec<(Option<PlaneRule>, Option<PlaneRule>)>,
}

impl PlaneComparison {
    /// Compiles a comparison. Answers are always answers to the first; what the second asks beyond it counts as unknown.
    pub fn new(comparison: &Comparison<'_>) -> Self {
        let ((old, old_settings), (new, new_settings)) = (comparison.before, comparison.after);
        let places: Vec<Option<Input>> = new.inputs().map(|(_, name)| find(old, name)).collect();
        let find_place = |input: Input| places.get(input.index()).copied().flatten();
        let classes = old.class_indices().map(|class| {
            let new_rule = same_class(old, new, class).and_then(|class| new.rule(class, new_settings));
            let old_rule = old.rule(class, old_settings).map(PlaneRule::new);
            (old_rule, new_rule.map(|rule| PlaneRule::remapped(rule, find_place)))
        });
        Self { classes: classes.collect() }
    }

    /// The services whose verdict differs, in row order.
    pub fn flips(&self, portfolio: &Portfolio, threads: NonZeroUsize) -> Vec<Flip> {
        let mut flips = Vec::new();
        self.flips_into(portfolio, threads, &mut flips);
        flips
    }

    /// As [`PlaneComparison::flips`], into a list that is there already: its memory is used again. Where millions flip, getting
    /// memory takes longer than finding them.
    pub fn flips_into(&self, portfolio: &Portfolio, threads: NonZeroUsize, flips: &mut Vec<Flip>) {
        flips.clear();
        for ((old, new), services) in self.classes.iter().zip(portfolio.classes()) {
            let (old, new) = (old.as_ref(), new.as_ref());
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
