//! Facts that contradict each other: both hold for the same thing, plan and day, and say different things. The same fact shown in
//! two ways is no contradiction. Not for what is odd but possible: two ways to sign in to one path are two channels.

use super::section::told;
use super::words::{ACTORS, ERASURE_TIMES, PATHS, PLACE_ROLES, word_of};
use crate::declaration::model::{Declaration, Evidence, Forum, Known, Stated};
use standard::Text;
use standard::document::Report;
use standard::problem::{Place, Problem, excerpt};
use standard::spelling::fold;

pub(super) fn check(report: &Report<'_>, stated: &Declaration) {
    compare(report, &stated.laws, |law| (law.contract.clone(), folded(&law.country)), PartialEq::ne);
    compare(
        report,
        &stated.courts,
        |court| (court.contract.clone(), (laid_down(&court.forum), court.exclusive, court.arbitration)),
        PartialEq::ne,
    );
    compare(report, &stated.companies, |company| (company.name.clone(), folded(&company.country)), PartialEq::ne);
    compare(
        report,
        &stated.channels,
        |channel| (word_of(PATHS, &channel.path).to_owned(), channel.protection == Known::NotApplicable),
        PartialEq::ne,
    );
    compare(
        report,
        &stated.stores,
        |store| (store.name.clone(), (store.plain, store.kind, store.used_for, folded(&store.method))),
        PartialEq::ne,
    );
    compare(report, &stated.sign_ins, |sign_in| (word_of(ACTORS, &sign_in.actor).to_owned(), sign_in), PartialEq::ne);
    compare(
        report,
        &stated.places,
        |place| (word_of(PLACE_ROLES, &place.role).to_owned(), place.at == Known::NotApplicable),
        PartialEq::ne,
    );
    compare(
        report,
        &stated.consents,
        |consent| {
            (
                format!("{} {}", consent.country, consent.about.join(", ")),
                (consent.before_use, consent.names_country, consent.explains_system, consent.explains_measures),
            )
        },
        PartialEq::ne,
    );
    compare(report, &stated.keys, |key| (key.covers.join(", "), key), PartialEq::ne);
    compare(
        report,
        &stated.certificates,
        |certificate| {
            (
                certificate.words.clone(),
                (
                    (certificate.holder, certificate.role),
                    (certificate.scope_names_service, certificate.written_link, certificate.suspended_from),
                ),
            )
        },
        PartialEq::ne,
    );
    compare(
        report,
        &stated.erasures,
        |erasure| (word_of(ERASURE_TIMES, &erasure.at).to_owned(), erasure.deleted_at_end),
        |one, other| contrary(*one, *other),
    );
    check_overrides(report, stated);
}

/// Compares each fact with those before it. `view` tells what a fact is about and what it says; it is asked once a fact, because
/// folding long words is not free. `clash`: can the two not both be true?
fn compare<'f, T: PartialEq, V>(
    report: &Report<'_>,
    facts: &'f [Stated<T>],
    view: impl Fn(&'f T) -> (String, V),
    clash: impl Fn(&V, &V) -> bool,
) {
    let seen = |stated: &'f Stated<T>| {
        let (about, says) = view(&stated.fact);
        (stated, fold(&about), says)
    };
    let facts: Vec<(&Stated<T>, String, V)> = facts.iter().map(seen).collect();
    for (at, (stated, about, says)) in facts.iter().enumerate() {
        let mut earlier = facts.iter().take(at).filter(|(_, other, _)| other == about);
        let repeats = |other: &Stated<T>| other.fact == stated.fact && other.evidence == stated.evidence;
        if let Some((other, ..)) = earlier.clone().find(|(other, ..)| repeats(other)) {
            add(report, "repeated-fact", &stated.place, repeated(about, &other.place));
        } else if let Some((other, ..)) =
            earlier.find(|(other, _, said)| overlap(&other.evidence, &stated.evidence) && clash(said, says))
        {
            add(report, "contradicting-facts", &stated.place, contradicting(about, &other.place));
        }
    }
}

fn add(report: &Report<'_>, code: &'static str, place: &Place, (message, hint): (Text, Text)) {
    report.add(Problem::error(code, report.source.name(), place.clone(), message).with_hint(hint));
}

fn contradicting(about: &str, first: &Place) -> (Text, Text) {
    let (about, (japanese, english)) = (excerpt(about), told(first));
    let message = Text::new(
        format!("`{about}` について、{japanese}の事実と食い違っています"),
        format!("this contradicts the fact at {english} about `{about}`"),
    );
    let hint = Text::new(
        "正しい方だけを残します。プランや時期で違うなら plan・valid_from・valid_until で分けます",
        "keep the right one; where plans or times differ, tell them apart by `plan`, `valid_from`, `valid_until`",
    );
    (message, hint)
}

fn repeated(about: &str, first: &Place) -> (Text, Text) {
    let (about, (japanese, english)) = (excerpt(about), told(first));
    let message = Text::new(
        format!("`{about}` について、{japanese}と同じ事実が同じ根拠で二度あります"),
        format!("this repeats the fact at {english} about `{about}`, with the same evidence"),
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

/// Words without what width and case make of them.
fn folded(words: &Known<String>) -> Known<String> {
    match words {
        Known::Is(words) => Known::Is(fold(words)),
        Known::Unknown => Known::Unknown,
        Known::NotApplicable => Known::NotApplicable,
    }
}

/// What a contract lays down, the country without width and case.
fn laid_down(forum: &Forum) -> Forum {
    match forum {
        Forum::Court(country) => Forum::Court(fold(country)),
        Forum::OnRequest(country) => Forum::OnRequest(fold(country)),
        Forum::Arbitration | Forum::Silent | Forum::Unknown => forum.clone(),
    }
}

fn contrary(one: Known<bool>, other: Known<bool>) -> bool {
    matches!((one, other), (Known::Is(one), Known::Is(other)) if one != other)
}

fn check_overrides(report: &Report<'_>, stated: &Declaration) {
    for (at, row) in stated.overrides.iter().enumerate() {
        let Some(first) = stated.overrides.iter().take(at).find(|other| other.item == row.item) else { continue };
        let (item, (japanese, english)) = (excerpt(&row.item), told(&first.place));
        let message = Text::new(
            format!("№{item} の上書きが{japanese}にもあります"),
            format!("№{item} is overridden at {english}, too"),
        );
        add(report, "duplicate-answer", &row.place, (message, Text::new("一方を除きます", "remove one of the two")));
    }
}
