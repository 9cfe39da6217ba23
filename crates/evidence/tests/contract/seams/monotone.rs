//! Laws of evidence: showing a fact better changes no answer, showing it once more takes nothing away, and time brings nothing back.

use super::{REFERENCES, STANDARD, file};
use evidence::declaration::{Declaration, Evidence, Origin, Stated, read_declaration};
use evidence::settle::settle;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use standard::Answer;
use standard::document::Notation;

fn example(which: usize) -> Declaration {
    let paths = ["examples/declarations/document-cloud.toml", "examples/declarations/overseas.toml"];
    let path = paths.get(which).unwrap();
    read_declaration(path, &file(path), Notation::Toml).unwrap()
}

fn answers(declaration: &Declaration, on: Date) -> Vec<Answer> {
    let settlement = settle(declaration, &STANDARD, &REFERENCES, on);
    settlement.items.iter().map(evidence::settle::SettledItem::answer).collect()
}

/// Calls `change` for the evidence of every fact, with its number.
fn every(declaration: &mut Declaration, mut change: impl FnMut(usize, &mut Evidence)) {
    let mut at = 0;
    let mut each = |evidence: &mut Evidence| {
        change(at, evidence);
        at += 1;
    };
    declaration.laws.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.courts.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.channels.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.stores.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.sign_ins.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.places.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.consents.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.keys.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.certificates.iter_mut().for_each(|stated| each(&mut stated.evidence));
    declaration.erasures.iter_mut().for_each(|stated| each(&mut stated.evidence));
}

/// The same facts once more, measured.
fn again<T: Clone>(facts: &mut Vec<Stated<T>>, chosen: u64) {
    let copies: Vec<Stated<T>> = (0..)
        .zip(facts.iter())
        .filter(|(at, _)| chosen >> (at % 64) & 1 == 1)
        .map(|(_, fact)| {
            let mut copy = fact.clone();
            copy.evidence.origin = Origin::Measured;
            copy
        })
        .collect();
    facts.extend(copies);
}

fn a_day() -> impl Strategy<Value = Date> {
    (0_i64..1_500).prop_map(|days| date(2025, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn showing_a_fact_better_changes_no_answer(which in 0_usize..2, chosen in any::<u64>(), on in a_day()) {
        let before = example(which);
        let mut after = before.clone();
        every(&mut after, |at, evidence| {
            if chosen >> (at % 64) & 1 == 1 {
                evidence.origin = Origin::Measured;
                evidence.quote = Some("引用".to_owned());
            }
        });
        prop_assert_eq!(answers(&before, on), answers(&after, on));
    }

    #[test]
    fn adding_evidence_never_turns_met_into_unmet_unless_it_contradicts(
        which in 0_usize..2, chosen in any::<u64>(), on in a_day(),
    ) {
        let before = example(which);
        let mut after = before.clone();
        again(&mut after.laws, chosen);
        again(&mut after.courts, chosen);
        again(&mut after.channels, chosen);
        again(&mut after.stores, chosen);
        again(&mut after.sign_ins, chosen);
        again(&mut after.places, chosen);
        again(&mut after.consents, chosen);
        again(&mut after.keys, chosen);
        again(&mut after.certificates, chosen);
        again(&mut after.erasures, chosen);
        for (before, after) in answers(&before, on).into_iter().zip(answers(&after, on)) {
            prop_assert_eq!(before, after, "the same facts, shown in two ways");
        }
        // A further certificate, of whatever kind, takes none away.
        let mut more = before.clone();
        let mut other = more.certificates[0].clone();
        other.fact.words = ["ISO/IEC 27001 IS 1", "ISMAP C21-0001-1", "なにか"][usize::try_from(chosen % 3).unwrap()].to_owned();
        more.certificates.push(other);
        let seven = STANDARD.item_inputs().iter().position(|input| STANDARD.name(input) == "7").unwrap();
        if answers(&before, on)[seven] == Answer::Met {
            prop_assert_eq!(answers(&more, on)[seven], Answer::Met);
        }
    }

    #[test]
    fn a_later_date_never_turns_a_lapsed_certificate_valid(
        ends in a_day(), on in a_day(), later in 0_i64..1_000, suspended in proptest::option::of(a_day()),
    ) {
        let mut declaration = example(0);
        declaration.certificates.truncate(1);
        declaration.certificates[0].evidence.valid_from = Some(date(2024, 4, 1));
        declaration.certificates[0].evidence.valid_until = Some(ends);
        declaration.certificates[0].fact.suspended_from = suspended;
        let seven = STANDARD.item_inputs().iter().position(|input| STANDARD.name(input) == "7").unwrap();
        let on_day = |day: Date| answers(&declaration, day)[seven];
        let after = on.checked_add(jiff::Span::new().days(later)).unwrap();
        let lapsed = ends < on || suspended.is_some_and(|from| from <= on);
        prop_assert_eq!(on_day(on) == Answer::Met, !lapsed);
        if lapsed {
            prop_assert_eq!(on_day(after), Answer::Unmet);
        }
    }
}
