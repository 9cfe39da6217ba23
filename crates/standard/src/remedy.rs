//! The cheapest ways to conform: every inclusion-minimal set of inputs that, met, holds every clause.
//! These are the minimal hitting sets of the clauses not held, over the inputs that can be repaired.

use crate::input::InputSet;

/// No list of remedies is longer than this. Sendai's longest has 15; a rule of twenty independent pairs would have a million.
pub const REMEDY_LIMIT: usize = 1024;

/// The remedies of a service, smallest first, then in table order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remedies {
    /// Each set, met (or approved) as a whole, gives conforms; no smaller part of it does.
    pub sets: Vec<InputSet>,
    /// Were there more than [`REMEDY_LIMIT`] on the way? Then these are some of them, mostly small ones.
    pub cut: bool,
}

/// The remedies for `clauses` (those not held), using only `repairable` inputs. None where a clause has no repairable input.
pub(crate) fn remedies(clauses: &[InputSet], repairable: InputSet) -> Remedies {
    let mut sets = vec![InputSet::EMPTY];
    let mut cut = false;
    let mut pending: Vec<InputSet> = clauses.iter().map(|clause| clause.intersection(repairable)).collect();
    // Clauses that share no input with the others multiply; the rest is resolved group by group, so that the limit bites late.
    while let Some(first) = pending.pop() {
        let group = connected_group(first, &mut pending);
        let mut hitting = minimal_hitting_sets(&group, &mut cut);
        hitting.sort_unstable_by(|left, right| left.smallest_first(*right));
        let mut product: Vec<InputSet> =
            sets.iter().flat_map(|left| hitting.iter().map(|right| left.union(*right))).collect();
        product.sort_unstable_by(|left, right| left.smallest_first(*right));
        cut |= product.len() > REMEDY_LIMIT;
        product.truncate(REMEDY_LIMIT);
        sets = product;
    }
    Remedies { cut: cut && !sets.is_empty(), sets }
}

/// `first` and every clause of `pending` that hangs together with it through shared inputs; those leave `pending`.
fn connected_group(first: InputSet, pending: &mut Vec<InputSet>) -> Vec<InputSet> {
    let mut group = vec![first];
    let mut reach = first;
    loop {
        let before = group.len();
        pending.retain(|clause| {
            let joins = clause.meets(reach);
            if joins {
                reach = reach.union(*clause);
                group.push(*clause);
            }
            !joins
        });
        if group.len() == before {
            return group;
        }
    }
}

/// Berge's method: extend the minimal hitting sets of the clauses so far by each next clause, dropping supersets.
fn minimal_hitting_sets(group: &[InputSet], cut: &mut bool) -> Vec<InputSet> {
    if let [only] = group {
        return only.iter().map(InputSet::only).collect();
    }
    let mut sets = vec![InputSet::EMPTY];
    let mut cut_here = false;
    for clause in group {
        let (hit, missed): (Vec<InputSet>, Vec<InputSet>) = sets.iter().partition(|set| set.meets(*clause));
        let mut next = hit;
        let kept = next.len();
        for set in missed {
            for input in clause.iter() {
                let extended = set.union(InputSet::only(input));
                let redundant = next.iter().take(kept).any(|smaller| smaller.is_subset_of(extended));
                if !redundant {
                    next.push(extended);
                }
            }
        }
        next.sort_unstable_by(|left, right| left.smallest_first(*right));
        next.dedup();
        cut_here |= next.len() > REMEDY_LIMIT;
        next.truncate(REMEDY_LIMIT);
        sets = next;
    }
    if cut_here {
        // What was cut may have been a part of what was kept.
        *cut = true;
        sets = sets.into_iter().map(|set| without_idle_inputs(set, group)).collect();
        sets.sort_unstable_by(|left, right| left.smallest_first(*right));
        sets.dedup();
    }
    sets
}

/// A minimal part of `set` that still hits every clause: inputs that stand late in the table go first.
fn without_idle_inputs(set: InputSet, group: &[InputSet]) -> InputSet {
    let inputs: Vec<InputSet> = set.iter().map(InputSet::only).collect();
    inputs.iter().rev().fold(set, |set, input| {
        let smaller = set.without(*input);
        if group.iter().all(|clause| clause.meets(smaller)) { smaller } else { set }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(bits: u64) -> InputSet {
        InputSet::from_bits(bits)
    }

    #[test]
    fn a_shared_input_that_holds_two_clauses_is_the_smallest_remedy() {
        let found = remedies(&[set(0b011), set(0b101)], set(u64::MAX));
        assert_eq!(found.sets, [set(0b001), set(0b110)]);
    }

    #[test]
    fn a_clause_without_a_repairable_input_has_no_remedy() {
        assert!(remedies(&[set(0b01), set(0b10)], set(0b01)).sets.is_empty());
    }

    #[test]
    fn nothing_to_hold_needs_nothing() {
        assert_eq!(remedies(&[], set(u64::MAX)).sets, [InputSet::EMPTY]);
    }

    #[test]
    fn a_rule_with_a_million_remedies_says_that_the_list_was_cut() {
        let pairs: Vec<InputSet> = (0..20).map(|pair| set(0b11 << (2 * pair))).collect();
        let found = remedies(&pairs, set(u64::MAX));
        assert!(found.cut);
        assert_eq!(found.sets.len(), REMEDY_LIMIT);
        assert!(found.sets.iter().all(|remedy| pairs.iter().all(|pair| pair.meets(*remedy))));
    }
}
