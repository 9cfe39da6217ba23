//! What changed between two standards (two editions, or a draft against what is in force): rows, cells, clauses, and exactly
//! which answers flip. Things are matched by name: items by №, classes and decisions by id.

use crate::answer::Answers;
use crate::input::{Input, InputSet};
use crate::prove::for_each_subset;
use crate::rule::{ClauseState, Rule};
use crate::standard::{ClassIndex, Item, Settings, Standard};
use crate::text::Text;
use crate::verdict::Verdict;

/// What changed from one standard to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Items and decisions only in the new one.
    pub added: Vec<String>,
    /// Items and decisions only in the old one.
    pub removed: Vec<String>,
    /// Items in both whose words or cells changed.
    pub changed: Vec<ChangedItem>,
    /// Classes in both whose clauses changed, under the readings compared.
    pub classes: Vec<ChangedClass>,
    /// Classes only in the new one.
    pub added_classes: Vec<String>,
    /// Classes only in the old one.
    pub removed_classes: Vec<String>,
}

/// An item whose words or cells changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedItem {
    /// Its №.
    pub no: String,
    /// What changed, before and after.
    pub changes: Vec<Change>,
}

/// A changed piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which piece: a column's heading or a class's label.
    pub what: Text,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// A class whose clauses changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedClass {
    /// Its id.
    pub class: String,
    /// Clauses only in the old rule, as names.
    pub removed: Vec<Vec<String>>,
    /// Clauses only in the new rule, as names.
    pub added: Vec<Vec<String>>,
    /// Which sets of met inputs flip; `None` where there are too many to walk.
    pub flips: Option<Flips>,
}

/// Sets of met inputs (everything else unmet) whose verdict differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flips {
    /// Sets walked: all subsets of the inputs of both rules.
    pub patterns: u64,
    /// Sets that conformed and no longer do.
    pub lost: u64,
    /// Sets that did not conform and now do.
    pub gained: u64,
    /// A smallest set that conformed and no longer does, as names.
    pub smallest_lost: Option<Vec<String>>,
    /// A smallest set that did not conform and now does, as names.
    pub smallest_gained: Option<Vec<String>>,
}

/// One service whose verdict differs, and the clauses responsible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlippedService {
    /// The verdict by the old standard.
    pub before: Verdict,
    /// The verdict by the new one; out of scope where it has no such class.
    pub after: Verdict,
    /// Clauses of the old rule that gave the old verdict and are no longer asked, as names.
    pub no_longer_asked: Vec<Vec<String>>,
    /// Clauses of the new rule that give the new verdict and were not asked, as names.
    pub newly_asked: Vec<Vec<String>>,
}

/// Two standards and the readings under which they are compared.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'s> {
    /// The old standard and its readings.
    pub before: (&'s Standard, Settings),
    /// The new standard and its readings.
    pub after: (&'s Standard, Settings),
}

impl Comparison<'_> {
    /// What changed.
    pub fn difference(&self) -> Difference {
        let (before, after) = (self.before.0, self.after.0);
        let only_in = |this: &Standard, other: &Standard| {
            let names = this.inputs().map(|(_, name)| name).filter(|name| find(other, name).is_none());
            names.map(str::to_owned).collect()
        };
        let classes_only_in = |this: &Standard, other: &Standard| {
            let classes = this.classes().iter().map(|class| class.id.clone());
            classes.filter(|id| !other.classes().iter().any(|class| class.id == *id)).collect()
        };
        Difference {
            added: only_in(after, before),
            removed: only_in(before, after),
            changed: before.items().iter().filter_map(|item| changed_item(before, after, item)).collect(),
            classes: self.classes().filter_map(|(old, new)| self.changed_class(old, new)).collect(),
            added_classes: classes_only_in(after, before),
            removed_classes: classes_only_in(before, after),
        }
    }

    /// The classes that both standards have, by id.
    fn classes(&self) -> impl Iterator<Item = (ClassIndex, ClassIndex)> {
        let (before, after) = (self.before.0, self.after.0);
        before.class_indices().filter_map(move |old| Some((old, same_class(before, after, old)?)))
    }

    fn changed_class(&self, old: ClassIndex, new: ClassIndex) -> Option<ChangedClass> {
        let before = named_clauses(self.before, old);
        let after = named_clauses(self.after, new);
        let only_in = |these: &[Vec<String>], others: &[Vec<String>]| -> Vec<Vec<String>> {
            these.iter().filter(|clause| !others.contains(clause)).cloned().collect()
        };
        let (removed, added) = (only_in(&before, &after), only_in(&after, &before));
        if removed.is_empty() && added.is_empty() {
            return None;
        }
        let class = self.before.0.class(old).map_or_else(String::new, |class| class.id.clone());
        Some(ChangedClass { class, removed, added, flips: self.flips(old, new) })
    }

    fn flips(&self, old: ClassIndex, new: ClassIndex) -> Option<Flips> {
        let (before, after) = (self.before.0, self.after.0);
        let (old_rule, new_rule) = (before.rule(old, self.before.1)?, after.rule(new, self.after.1)?);
        let names = joint_names(before, old_rule, after, new_rule);
        let old_of = |name: &str| find(before, name).map(InputSet::only).unwrap_or_default();
        let new_of = |name: &str| find(after, name).map(InputSet::only).unwrap_or_default();
        let columns: Vec<(InputSet, InputSet)> = names.iter().map(|name| (old_of(name), new_of(name))).collect();
        let joint: InputSet = (0..names.len()).filter_map(Input::from_index).collect();
        let mut flips = Flips::default();
        let mut smallest: [Option<InputSet>; 2] = [None, None];
        flips.patterns = for_each_subset(joint, |met| {
            let (mut old_met, mut new_met) = (InputSet::EMPTY, InputSet::EMPTY);
            for input in met.iter() {
                let (in_old, in_new) = columns.get(input.index()).copied().unwrap_or_default();
                old_met = old_met.union(in_old);
                new_met = new_met.union(in_new);
            }
            let conformed = old_rule.clauses().iter().all(|clause| clause.meets(old_met));
            let still_conforms = new_rule.clauses().iter().all(|clause| clause.meets(new_met));
            let [lost, gained] = &mut smallest;
            let witness = match (conformed, still_conforms) {
                (true, false) => {
                    flips.lost += 1;
                    lost
                }
                (false, true) => {
                    flips.gained += 1;
                    gained
                }
                (true, true) | (false, false) => return,
            };
            *witness = Some(witness.map_or(met, |known| if met.len() < known.len() { met } else { known }));
        })?;
        let [lost, gained] = smallest.map(|set| {
            set.map(|set| set.iter().filter_map(|input| names.get(input.index()).cloned()).collect::<Vec<String>>())
        });
        flips.smallest_lost = lost;
        flips.smallest_gained = gained;
        Some(flips)
    }

    /// How a service fares by both; `None` where the verdict is the same.
    pub fn flipped(&self, class: ClassIndex, answers: Answers) -> Option<FlippedService> {
        let (before, after) = (self.before.0, self.after.0);
        let new_class = same_class(before, after, class);
        let translated = translate(before, after, answers);
        let old_rule = before.rule(class, self.before.1);
        let new_rule = new_class.and_then(|class| after.rule(class, self.after.1));
        let verdict = |rule: Option<&Rule>, answers| rule.map_or(Verdict::OutOfScope, |rule| rule.verdict(answers));
        let (old, new) = (verdict(old_rule, answers), verdict(new_rule, translated));
        if old == new {
            return None;
        }
        let deciding =
            |standard: &Standard, rule: Option<&Rule>, answers: Answers, verdict: Verdict| -> Vec<Vec<String>> {
                let clauses = rule.map_or(&[][..], |rule| rule.clauses()).iter();
                let deciding = clauses.filter(|clause| decides(Rule::state(**clause, answers), verdict));
                deciding.map(|clause| clause_names(standard, *clause)).collect()
            };
        let asked_before = named_clauses(self.before, class);
        let asked_after = new_class.map(|class| named_clauses(self.after, class)).unwrap_or_default();
        let mut no_longer_asked = deciding(before, old_rule, answers, old);
        no_longer_asked.retain(|clause| !asked_after.contains(clause));
        let mut newly_asked = deciding(after, new_rule, translated, new);
        newly_asked.retain(|clause| !asked_before.contains(clause));
        Some(FlippedService { before: old, after: new, no_longer_asked, newly_asked })
    }
}

/// Does a clause in this state give this verdict?
const fn decides(state: ClauseState, verdict: Verdict) -> bool {
    match verdict {
        Verdict::DoesNotConform => matches!(state, ClauseState::Lost),
        Verdict::Undecided => matches!(state, ClauseState::Open),
        Verdict::Conforms | Verdict::OutOfScope => false,
    }
}

/// The same answers as inputs of another standard, matched by name; what it does not have is left out, what is new is unknown.
/// 該当なし stays 該当なし even where the other standard does not allow it: it holds nothing there either.
pub fn translate(from: &Standard, to: &Standard, answers: Answers) -> Answers {
    from.inputs().fold(Answers::BLANK, |translated, (input, name)| match find(to, name) {
        Some(target) => translated.with(target, answers.answer(input)),
        None => translated,
    })
}

pub(crate) fn find(standard: &Standard, name: &str) -> Option<Input> {
    standard.inputs().find(|(_, other)| *other == name).map(|(input, _)| input)
}

pub(crate) fn same_class(from: &Standard, to: &Standard, class: ClassIndex) -> Option<ClassIndex> {
    let id = &from.class(class)?.id;
    to.class_indices().find(|other| to.class(*other).is_some_and(|other| other.id == *id))
}

fn clause_names(standard: &Standard, clause: InputSet) -> Vec<String> {
    clause.iter().map(|input| standard.name(input).to_owned()).collect()
}

fn named_clauses((standard, settings): (&Standard, Settings), class: ClassIndex) -> Vec<Vec<String>> {
    let clauses = standard.rule(class, settings).map_or(&[][..], |rule| rule.clauses());
    clauses.iter().map(|clause| clause_names(standard, *clause)).collect()
}

/// The names of the inputs of either rule, those of the first standard first.
fn joint_names(before: &Standard, old_rule: &Rule, after: &Standard, new_rule: &Rule) -> Vec<String> {
    let mut names = clause_names(before, old_rule.inputs());
    for name in clause_names(after, new_rule.inputs()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn changed_item(before: &Standard, after: &Standard, item: &Item) -> Option<ChangedItem> {
    let new = after.items().iter().find(|other| other.no == item.no)?;
    let mut changes = Vec::new();
    let mut compare = |what: &Text, old: &str, new: &str| {
        if old != new {
            changes.push(Change { what: what.clone(), before: old.to_owned(), after: new.to_owned() });
        }
    };
    compare(&before.columns().requirement, &item.requirement.japanese, &new.requirement.japanese);
    let topic = |standard: &Standard, item: &Item| standard.topics().get(item.topic).cloned();
    if let Some((old_topic, new_topic)) = topic(before, item).zip(topic(after, new)) {
        compare(&before.columns().topic, &old_topic.name.japanese, &new_topic.name.japanese);
        compare(&before.columns().risk, &old_topic.risk.japanese, &new_topic.risk.japanese);
    }
    for (class, cell) in before.classes().iter().zip(&item.cells) {
        let at = after.classes().iter().position(|other| other.id == class.id);
        let new_cell = at.and_then(|at| new.cells.get(at)).and_then(Option::as_ref);
        let print =
            |cell: Option<&crate::standard::Cell>| cell.map_or(String::new(), |cell| cell.print.japanese.clone());
        compare(&class.label, &print(cell.as_ref()), &print(new_cell));
    }
    let allowed = |item: &Item| if item.allows_na { "可" } else { "不可" };
    compare(&Text::new("該当なし", "not applicable"), allowed(item), allowed(new));
    (!changes.is_empty()).then(|| ChangedItem { no: item.no.clone(), changes })
}
