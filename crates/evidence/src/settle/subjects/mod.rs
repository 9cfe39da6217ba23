//! Facts by what they are about (a contract, a path, a store, an actor): which of them count on the day, what becomes of a
//! subject whose facts have ended or hold for another plan, and how subjects are joined. It judges no fact itself.

#[cfg(test)]
mod tests;

use super::stated::english;
use super::{Context, Finding};
use crate::declaration::{Evidence, Stated};
use jiff::civil::Date;
use standard::problem::{excerpt, visible_controls};
use standard::{Answer, Text};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// So few texts are compared sooner than hashed.
const FEW: usize = 16;

/// What the facts say of one subject.
pub(super) struct Subject<K> {
    /// The subject.
    pub(super) key: K,
    /// What its facts come to.
    pub(super) finding: Finding,
    /// Does a fact about it count on the day, or did one count until it ended?
    pub(super) is_stated: bool,
}

/// Judges each subject by its facts that count on the day, in the order in which the subjects are first mentioned.
pub(super) fn by_subject<'a, T, K: Copy + Eq + Hash>(
    context: &Context<'_>,
    facts: &'a [Stated<T>],
    key: impl Fn(&'a T) -> K,
    name: impl Fn(K) -> Text,
    judge: impl Fn(&Context<'_>, &Stated<T>) -> Finding,
) -> Vec<Subject<K>> {
    let mut groups: Vec<(K, Vec<&Stated<T>>)> = Vec::new();
    let mut positions: HashMap<K, usize> = HashMap::new();
    for fact in facts {
        let key = key(&fact.fact);
        let at = *positions.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, group)) => group.push(fact),
            None => groups.push((key, vec![fact])),
        }
    }
    let settled = |(key, group): (K, Vec<&Stated<T>>)| {
        let (finding, is_stated) = settle_one(context, &name(key), &group, &judge);
        Subject { key, finding, is_stated }
    };
    groups.into_iter().map(settled).collect()
}

fn settle_one<T>(
    context: &Context<'_>,
    name: &Text,
    facts: &[&Stated<T>],
    judge: &impl Fn(&Context<'_>, &Stated<T>) -> Finding,
) -> (Finding, bool) {
    let mut counting = Vec::new();
    let mut ignored = Vec::new();
    for fact in facts {
        match fact.evidence.counts(context.declaration, context.on) {
            Ok(()) => counting.push(judge(context, fact)),
            Err(reason) => ignored.push((*fact, say(name, &reason.japanese, english(&reason)))),
        }
    }
    if counting.is_empty()
        && let Some((ended, reason)) = ignored.iter().find(|(fact, _)| has_ended(context, &fact.evidence))
    {
        let ask = say(name, "その後どうなったかを尋ねる", "ask what has held since");
        return (Finding::from_fact(Answer::Unknown, ended, reason.clone()).with_missing(ask), true);
    }
    let is_stated = !counting.is_empty();
    let mut found = if is_stated { conclude(counting) } else { Finding::new(Answer::NotApplicable) };
    if matches!(found.answer, Answer::Met | Answer::NotApplicable) {
        let turns = ignored.iter().filter_map(|(fact, _)| last_day_before(context, fact, judge));
        found.holds_until = found.holds_until.into_iter().chain(turns).min();
    }
    found.notes.extend(ignored.into_iter().map(|(_, reason)| reason));
    (found, is_stated)
}

/// Did the fact count until its last day, which is past?
fn has_ended(context: &Context<'_>, evidence: &Evidence) -> bool {
    let past = evidence.valid_until.filter(|last| *last < context.on);
    past.is_some_and(|last| evidence.counts(context.declaration, last).is_ok())
}

/// A fact that begins later: the last day before it begins, where it will not do, else the last day on which it will.
fn last_day_before<T>(
    context: &Context<'_>,
    fact: &Stated<T>,
    judge: &impl Fn(&Context<'_>, &Stated<T>) -> Finding,
) -> Option<Date> {
    let first = fact.evidence.valid_from.filter(|first| *first > context.on)?;
    fact.evidence.counts(context.declaration, first).ok()?;
    let later = judge(&Context { on: first, ..*context }, fact);
    match later.answer {
        Answer::Met | Answer::NotApplicable => later.holds_until,
        Answer::Unmet | Answer::Unknown => first.yesterday().ok(),
    }
}

/// A fact that says that there is no such thing. It counts as stated, as long as it holds.
pub(super) fn absent<T>(stated: &Stated<T>, text: Text) -> Finding {
    let holds_until = stated.evidence.valid_until;
    Finding { holds_until, ..Finding::from_fact(Answer::NotApplicable, stated, text) }
}

/// All parts must hold, as in [`Finding::all`]. What rests on «there is no such thing» holds and is shown no better than that is.
/// Not applicable, where every part is.
pub(super) fn conclude(parts: Vec<Finding>) -> Finding {
    let (absent, present): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.answer == Answer::NotApplicable);
    let nothing_else = present.is_empty() && !absent.is_empty();
    let mut found = if nothing_else { Finding::new(Answer::NotApplicable) } else { Finding::all(present) };
    let rests_on_all = matches!(found.answer, Answer::Met | Answer::NotApplicable);
    for part in absent {
        if rests_on_all {
            found.holds_until = found.holds_until.into_iter().chain(part.holds_until).min();
            found.shown = found.shown.into_iter().chain(part.shown).min();
        }
        found.grounds.extend(part.grounds);
        found.notes.extend(part.notes);
    }
    found.notes = each_once(found.notes);
    found
}

/// The same texts, each once.
pub(super) fn each_once(texts: Vec<Text>) -> Vec<Text> {
    let is_new: Vec<bool> = if texts.len() <= FEW {
        texts.iter().enumerate().map(|(at, text)| !texts.iter().take(at).any(|before| before == text)).collect()
    } else {
        let mut seen = HashSet::with_capacity(texts.len());
        texts.iter().map(|text| seen.insert(text)).collect()
    };
    texts.into_iter().zip(is_new).filter_map(|(text, is_new)| is_new.then_some(text)).collect()
}

/// The findings about `keys`, all of which must be stated: one that is not is asked for.
pub(super) fn require<K: Copy + Eq>(
    mut subjects: Vec<Subject<K>>,
    keys: &[K],
    ask: impl Fn(K) -> Text,
) -> Vec<Finding> {
    let mut find = |key: &K| {
        let at = subjects.iter().position(|subject| subject.key == *key);
        match at.map(|at| subjects.swap_remove(at)) {
            Some(subject) if subject.is_stated => subject.finding,
            // Only facts that do not count: why not comes with the question.
            Some(subject) => subject.finding.notes.into_iter().fold(Finding::missing(ask(*key)), Finding::with_missing),
            None => Finding::missing(ask(*key)),
        }
    };
    keys.iter().map(&mut find).collect()
}

/// A sentence about a subject.
pub(super) fn say(name: &Text, japanese: &str, in_english: &str) -> Text {
    Text::new(format!("{}: {japanese}", name.japanese), format!("{}: {in_english}", english(name)))
}

/// What somebody wrote, cut and made visible.
pub(crate) fn quoted(words: &str) -> String {
    visible_controls(&excerpt(words.trim()))
}
