//! What the tests of the checks share: the built-in references and standard, and short ways to state facts. Not for the facts
//! themselves: each test file builds its own.

use super::{Context, Finding, References};
use crate::declaration::{Declaration, Evidence, Stated};
use jiff::civil::Date;
use standard::{Answer, Language, Place, Standard};
use std::sync::LazyLock;

pub(super) static REFERENCES: LazyLock<References> = LazyLock::new(|| References::built_in().unwrap());
pub(super) static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::built_in().unwrap());

pub(super) fn day(words: &str) -> Date {
    words.parse().unwrap()
}

/// A day in the middle of everything.
pub(super) fn today() -> Date {
    day("2026-12-01")
}

pub(super) fn context(declaration: &Declaration, on: Date) -> Context<'_> {
    Context {
        declaration,
        standard: &STANDARD,
        references: &REFERENCES,
        on,
        of_use: None,
        judged: Box::leak(Box::default()),
    }
}

/// A fact that is merely declared, for every plan and every day.
pub(super) fn stated<T>(fact: T) -> Stated<T> {
    shown(fact, Evidence::default())
}

pub(super) fn shown<T>(fact: T, evidence: Evidence) -> Stated<T> {
    Stated { fact, evidence, place: Place::Whole }
}

/// Evidence that holds to this day.
pub(super) fn until(last: &str) -> Evidence {
    Evidence { valid_until: Some(day(last)), ..Evidence::default() }
}

/// Evidence that holds from this day.
pub(super) fn from(first: &str) -> Evidence {
    Evidence { valid_from: Some(day(first)), ..Evidence::default() }
}

/// Evidence of a plan.
pub(super) fn on_plan(plan: &str) -> Evidence {
    Evidence { plan: Some(plan.to_owned()), ..Evidence::default() }
}

/// Everything that a finding says, in both languages, a line each.
pub(super) fn sentences(finding: &Finding) -> String {
    let grounds = finding.grounds.iter().map(|ground| &ground.text);
    let texts = grounds.chain(&finding.missing).chain(&finding.notes);
    let lines = texts.flat_map(|text| [&text.japanese[..], text.in_language(Language::English)]);
    lines.collect::<Vec<_>>().join("\n")
}

/// Checks the answer, and that it is said why in these words. An unknown says what is missing.
#[track_caller]
pub(super) fn assert_found(finding: &Finding, answer: Answer, words: &[&str]) {
    let said = sentences(finding);
    assert_eq!(finding.answer, answer, "{said}");
    assert_eq!(finding.missing.is_empty(), answer != Answer::Unknown, "{finding:?}");
    for words in words {
        assert!(said.contains(words), "`{words}` is not in:\n{said}");
    }
}
