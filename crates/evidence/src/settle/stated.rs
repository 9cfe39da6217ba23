//! Which stated facts count on the day under the contracted plan, and why the others do not; a stated value as an option.
//! Not for what the facts mean: that is each check's.

use super::{Context, Finding};
use crate::declaration::{Evidence, Known, Stated};
use standard::{Answer, Text};

/// The facts of one kind, sorted.
pub(super) struct Counted<'a, T> {
    /// Those that count.
    pub(super) counting: Vec<&'a Stated<T>>,
    /// Those that do not, and why.
    pub(super) ignored: Vec<(&'a Stated<T>, Text)>,
}

/// Sorts the facts of one kind.
pub(super) fn counted<'a, T>(context: &Context<'a>, facts: impl IntoIterator<Item = &'a Stated<T>>) -> Counted<'a, T> {
    sort(facts, |evidence| evidence.counts(context.declaration, context.on))
}

/// Sorts facts by their plan alone: their dates say more than whether they count (a certificate that ended).
pub(super) fn of_plan<'a, T>(context: &Context<'a>, facts: &'a [Stated<T>]) -> Counted<'a, T> {
    sort(facts, |evidence| dateless(evidence).counts(context.declaration, context.on))
}

fn dateless(evidence: &Evidence) -> Evidence {
    Evidence { valid_from: None, valid_until: None, ..evidence.clone() }
}

fn sort<'a, T>(
    facts: impl IntoIterator<Item = &'a Stated<T>>,
    counts: impl Fn(&Evidence) -> Result<(), Text>,
) -> Counted<'a, T> {
    let mut counted = Counted { counting: Vec::new(), ignored: Vec::new() };
    for stated in facts {
        match counts(&stated.evidence) {
            Ok(()) => counted.counting.push(stated),
            Err(why) => counted.ignored.push((stated, why)),
        }
    }
    counted
}

/// Says of a fact that it does not count.
pub(super) fn does_not_count(name: &Text, why: &Text) -> Text {
    Text::new(
        format!("{}は数えない: {}", name.japanese, why.japanese),
        format!("{} does not count: {}", english(name), english(why)),
    )
}

/// The finding with a fact that does not count: as something missing where the answer is open, else as a note.
pub(super) fn tell_ignored(mut finding: Finding, name: &Text, why: &Text) -> Finding {
    let text = does_not_count(name, why);
    if finding.answer == Answer::Unknown {
        finding.missing.push(text);
    } else {
        finding.notes.push(text);
    }
    finding
}

/// A known value.
pub(super) fn known<T: Copy>(value: Known<T>) -> Option<T> {
    match value {
        Known::Is(value) => Some(value),
        Known::Unknown | Known::NotApplicable => None,
    }
}

/// The English words.
pub(crate) fn english(text: &Text) -> &str {
    text.in_language(standard::Language::English)
}

/// Do these ids name this one? An empty list names all.
pub(super) fn names(ids: &[String], id: Option<&str>) -> bool {
    ids.is_empty() || id.is_some_and(|id| ids.iter().any(|named| named == id))
}

/// A group of information, for a sentence: its name, or the id where it is described nowhere.
pub(super) fn information_name<'a>(context: &Context<'a>, id: &'a str) -> &'a str {
    context.information().iter().find(|one| one.id == id).map_or(id, |one| one.name.as_str())
}
