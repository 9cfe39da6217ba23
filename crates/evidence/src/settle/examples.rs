//! Declarations that the tests of places, holdings abroad, certificates and erasure start from, built directly. Not for
//! reading files.

use super::{Context, Finding};
use crate::declaration::{Declaration, Evidence, Information, KeptAt, Known, Origin, PlaceRole, Stated};
use jiff::civil::{Date, date};
use standard::Place;

/// The judging date of most tests.
pub(super) const DAY: Date = date(2026, 12, 1);

/// What a check sees of a declaration on a day.
pub(super) use super::testing::context as context_on;

/// The same on [`DAY`].
pub(super) fn context(declaration: &Declaration) -> Context<'_> {
    context_on(declaration, DAY)
}

/// A fact that a document shows, without an end.
pub(super) fn stated<T>(fact: T) -> Stated<T> {
    Stated { fact, evidence: Evidence { origin: Origin::Documented, ..Evidence::default() }, place: Place::Whole }
}

/// A fact until a last day.
pub(super) fn until<T>(fact: T, last: Date) -> Stated<T> {
    let mut stated = stated(fact);
    stated.evidence.valid_until = Some(last);
    stated
}

/// A fact of a plan.
pub(super) fn on_plan<T>(fact: T, plan: &str) -> Stated<T> {
    let mut stated = stated(fact);
    stated.evidence.plan = Some(plan.to_owned());
    stated
}

pub(super) fn is(words: &str) -> Known<String> {
    Known::Is(words.to_owned())
}

/// A place of a role: the words, or `-` where nothing is kept, or `?` where it is not known.
pub(super) fn kept(role: PlaceRole, at: &str, holds: &[&str]) -> Stated<KeptAt> {
    let at = match at {
        "-" => Known::NotApplicable,
        "?" => Known::Unknown,
        words => is(words),
    };
    stated(KeptAt { role, at, holds: holds.iter().map(|id| (*id).to_owned()).collect() })
}

/// Every role: primary and backup at these words, nothing elsewhere.
pub(super) fn everywhere(primary: &str, backup: &str) -> Vec<Stated<KeptAt>> {
    vec![
        kept(PlaceRole::Primary, primary, &[]),
        kept(PlaceRole::Replica, "-", &[]),
        kept(PlaceRole::Backup, backup, &[]),
        kept(PlaceRole::DisasterRecovery, "-", &[]),
        kept(PlaceRole::Logs, "-", &[]),
        kept(PlaceRole::SubProcessor, "-", &[]),
    ]
}

pub(super) fn information(id: &str, class: &str, personal: bool) -> Information {
    Information {
        id: id.to_owned(),
        name: id.to_owned(),
        class: class.to_owned(),
        personal: Known::Is(personal),
        entered_by_staff: Known::Is(false),
    }
}

/// What is missing, in Japanese.
pub(super) fn missing(finding: &Finding) -> String {
    finding.missing.iter().map(|text| text.japanese.as_str()).collect::<Vec<_>>().join("\n")
}

/// Everything that a finding says.
pub(super) fn sentences(finding: &Finding) -> String {
    let grounds = finding.grounds.iter().map(|ground| &ground.text);
    let all = grounds.chain(&finding.missing).chain(&finding.notes);
    all.map(|text| format!("{} / {}", text.japanese, text.english.as_deref().unwrap_or("")))
        .collect::<Vec<_>>()
        .join("\n")
}
