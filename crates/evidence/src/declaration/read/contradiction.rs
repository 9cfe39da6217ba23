//! Facts that contradict each other: both hold for the same thing, plan and day, and say different things. The same fact shown in
//! two ways is no contradiction. Not for what is odd but possible: two ways to sign in to one path are two channels.

use super::section::line_of;
use super::words::{ACTORS, PATHS, PLACE_ROLES, word_of};
use crate::declaration::model::{Declaration, Evidence, Known, Stated};
use standard::document::Report;
use standard::problem::{Place, Problem, excerpt};
use standard::spelling::fold;
use standard::{Text, check::ErasureTime};

pub(super) fn check(report: &Report<'_>, stated: &Declaration) {
    compare(report, &stated.laws, |law| law.contract.clone(), |one, other| differ(&one.country, &other.country));
    compare(report, &stated.courts, |court| court.contract.clone(), |one, other| one.forum != other.forum);
    compare(
        report,
        &stated.channels,
        |channel| word_of(PATHS, &channel.path).to_owned(),
        |one, other| none_and_some(&one.protection, &other.protection),
    );
    let method = |one: &_, other: &_| differ(one, other);
    compare(
        report,
        &stated.stores,
        |store| store.name.clone(),
        |one, other| {
            (one.plain, one.kind, one.used_for) != (other.plain, other.kind, other.used_for)
                || method(&one.method, &other.method)
        },
    );
    compare(report, &stated.sign_ins, |sign_in| word_of(ACTORS, &sign_in.actor).to_owned(), |one, other| one != other);
    compare(
        report,
        &stated.places,
        |place| word_of(PLACE_ROLES, &place.role).to_owned(),
        |one, other| none_and_some(&one.at, &other.at),
    );
    let about = |names: &[String]| names.join(", ");
    compare(
        report,
        &stated.consents,
        |consent| format!("{} {}", consent.country, about(&consent.about)),
        |one, other| one != other,
    );
    compare(report, &stated.keys, |key| about(&key.covers), |one, other| one != other);
    compare(report, &stated.certificates, |certificate| certificate.words.clone(), |one, other| one != other);
    compare(
        report,
        &stated.erasures,
        |erasure| match erasure.at {
            ErasureTime::ContractEnd => "contract_end".to_owned(),
            ErasureTime::Disposal => "disposal".to_owned(),
        },
        |one, other| contrary(one.deleted_at_end, other.deleted_at_end),
    );
    check_overrides(report, stated);
}

/// Compares each fact with those before it; `subject` is what it is about, and `differ` whether two cannot both be true.
fn compare<T: PartialEq>(
    report: &Report<'_>,
    facts: &[Stated<T>],
    subject: impl Fn(&T) -> String,
    differ: impl Fn(&T, &T) -> bool,
) {
    let subjects: Vec<String> = facts.iter().map(|stated| fold(&subject(&stated.fact))).collect();
    for (at, (stated, about)) in facts.iter().zip(&subjects).enumerate() {
        let mut earlier = facts.iter().zip(&subjects).take(at).filter(|(_, other)| *other == about);
        let repeats = |other: &Stated<T>| other.fact == stated.fact && other.evidence == stated.evidence;
        let contradicts =
            |other: &Stated<T>| overlap(&other.evidence, &stated.evidence) && differ(&other.fact, &stated.fact);
        if let Some((other, _)) = earlier.clone().find(|(other, _)| repeats(other)) {
            add(report, "repeated-fact", &stated.place, repeated(about, &other.place));
        } else if let Some((other, _)) = earlier.find(|(other, _)| contradicts(other)) {
            add(report, "contradicting-facts", &stated.place, contradicting(about, &other.place));
        }
    }
}

fn add(report: &Report<'_>, code: &'static str, place: &Place, (message, hint): (Text, Text)) {
    report.add(Problem::error(code, report.source.name(), place.clone(), message).with_hint(hint));
}

fn contradicting(about: &str, first: &Place) -> (Text, Text) {
    let (about, line) = (excerpt(about), line_of(first));
    let message = Text::new(
        format!("`{about}` について、{line} 行目の事実と食い違っています"),
        format!("this contradicts the fact on line {line} about `{about}`"),
    );
    let hint = Text::new(
        "正しい方だけを残します。プランや時期で違うなら plan・valid_from・valid_until で分けます",
        "keep the right one; where plans or times differ, tell them apart by `plan`, `valid_from`, `valid_until`",
    );
    (message, hint)
}

fn repeated(about: &str, first: &Place) -> (Text, Text) {
    let (about, line) = (excerpt(about), line_of(first));
    let message = Text::new(
        format!("`{about}` について、{line} 行目と同じ事実が同じ根拠で二度あります"),
        format!("this repeats the fact on line {line} about `{about}`, with the same evidence"),
    );
    (message, Text::new("一方を除きます", "remove one of the two"))
}

/// Can both hold on one day, under one plan?
fn overlap(one: &Evidence, other: &Evidence) -> bool {
    let same_plan = one.plan.is_none() || other.plan.is_none() || one.plan == other.plan;
    let before = |one: &Evidence, other: &Evidence| {
        one.valid_until.zip(other.valid_from).is_some_and(|(until, from)| until < from)
    };
    same_plan && !before(one, other) && !before(other, one)
}

/// Words that differ in more than width and case.
fn differ(one: &Known<String>, other: &Known<String>) -> bool {
    match (one, other) {
        (Known::Is(one), Known::Is(other)) => fold(one) != fold(other),
        (Known::Is(_) | Known::Unknown | Known::NotApplicable, _) => one != other,
    }
}

/// «There is none» beside one that there is.
fn none_and_some<T: PartialEq>(one: &Known<T>, other: &Known<T>) -> bool {
    (*one == Known::NotApplicable) != (*other == Known::NotApplicable)
}

fn contrary(one: Known<bool>, other: Known<bool>) -> bool {
    matches!((one, other), (Known::Is(one), Known::Is(other)) if one != other)
}

fn check_overrides(report: &Report<'_>, stated: &Declaration) {
    for (at, row) in stated.overrides.iter().enumerate() {
        let Some(first) = stated.overrides.iter().take(at).find(|other| other.item == row.item) else { continue };
        let (item, line) = (excerpt(&row.item), line_of(&first.place));
        let message = Text::new(
            format!("№{item} の上書きが {line} 行目にもあります"),
            format!("№{item} is overridden on line {line}, too"),
        );
        add(report, "duplicate-answer", &row.place, (message, Text::new("一方を除きます", "remove one of the two")));
    }
}
