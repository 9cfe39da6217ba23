//! The traps of №6-2 … №6-5, each with its sentence. `encoding` holds the items against the definition of the clause.

mod encoding;
mod keys;

use super::{Holding, settle};
use crate::declaration::{Consent, Declaration, Known, PlaceRole, Stated};
use crate::settle::Finding;
use crate::settle::examples::{DAY, context, everywhere, information, kept, missing, sentences, stated, until};
use standard::Answer::{self, Met, NotApplicable, Unknown, Unmet};
use standard::check::{Check, Cover};

/// Answers of №6-2 consent, №6-3 adequacy, №6-4 class, №6-5 own key.
fn answers(declaration: &Declaration) -> [Answer; 4] {
    let found = findings(declaration).0;
    std::array::from_fn(|at| found[at].answer)
}

fn findings(declaration: &Declaration) -> (Vec<Finding>, Vec<Holding>) {
    let context = context(declaration);
    let covers: Vec<(standard::Input, &Cover)> = (context.standard.item_inputs().iter())
        .filter_map(|input| match context.standard.item(input)?.settled_by.as_ref()? {
            Check::Overseas { covered_by } => Some((input, covered_by)),
            Check::Law { .. }
            | Check::Court { .. }
            | Check::Channels { .. }
            | Check::Stores { .. }
            | Check::SignIn { .. }
            | Check::Places { .. }
            | Check::Certificate { .. }
            | Check::Erasure { .. } => None,
        })
        .collect();
    let (found, holdings) = settle(&context, &covers);
    (found.into_iter().map(|(_, finding)| finding).collect(), holdings)
}

fn consent(country: &str, about: &[&str]) -> Stated<Consent> {
    stated(Consent {
        country: country.to_owned(),
        about: about.iter().map(|id| (*id).to_owned()).collect(),
        before_use: Known::Is(true),
        names_country: Known::Is(true),
        explains_system: Known::Is(true),
        explains_measures: Known::Is(true),
    })
}

/// Personal information of class Ⅰ with primary and backup at one place.
fn names_at(place: &str) -> Declaration {
    Declaration {
        information: vec![information("氏名", "I", true)],
        places: everywhere(place, place),
        ..Declaration::default()
    }
}

#[test]
fn with_everything_at_home_nothing_applies() {
    let (found, holdings) = findings(&names_at("aws:ap-northeast-1"));
    assert!(found.iter().all(|finding| finding.answer == NotApplicable), "{found:?}");
    assert!(holdings.is_empty());
}

#[test]
fn with_a_place_missing_nothing_is_known_even_where_all_else_is_covered() {
    let mut declaration = names_at("aws:eu-central-1");
    declaration.places.retain(|stated| stated.fact.role != PlaceRole::Logs);
    assert_eq!(answers(&declaration), [Unknown; 4]);
    let mut at_home = names_at("aws:ap-northeast-1");
    at_home.places.pop();
    assert_eq!(answers(&at_home), [Unknown; 4]);
    assert_eq!(answers(&Declaration::default()), [Unknown; 4]);
}

#[test]
fn consent_covers_personal_information_with_three_texts_before_use() {
    let mut declaration = names_at("aws:us-east-1");
    assert_eq!(answers(&declaration)[0], Unknown);
    declaration.consents = vec![consent("US", &[])];
    assert_eq!(answers(&declaration)[0], Met, "{}", sentences(&findings(&declaration).0[0]));
    let changes: [fn(&mut Consent, Known<bool>); 4] = [
        |fact, value| fact.before_use = value,
        |fact, value| fact.names_country = value,
        |fact, value| fact.explains_system = value,
        |fact, value| fact.explains_measures = value,
    ];
    for change in changes {
        change(&mut declaration.consents[0].fact, Known::Is(false));
        assert_ne!(answers(&declaration)[0], Met);
        change(&mut declaration.consents[0].fact, Known::Unknown);
        assert_eq!(answers(&declaration)[0], Unknown);
        change(&mut declaration.consents[0].fact, Known::Is(true));
    }
}

#[test]
fn consent_for_one_country_or_one_item_says_nothing_of_another() {
    let mut declaration = names_at("aws:us-east-1");
    declaration.consents = vec![consent("ドイツ", &[])];
    let other_country = &findings(&declaration).0[0];
    assert_eq!(other_country.answer, Unknown);
    assert!(missing(other_country).contains("氏名"), "{}", missing(other_country));
    declaration.consents = vec![consent("US", &["住所"])];
    assert_eq!(answers(&declaration)[0], Unknown);
}

#[test]
fn consent_does_not_reach_people_about_whom_staff_enter() {
    let mut declaration = names_at("aws:us-east-1");
    declaration.consents = vec![consent("US", &[])];
    declaration.information[0].entered_by_staff = Known::Is(true);
    let found = &findings(&declaration).1[0];
    assert_eq!(found.covered[0].1, Unmet);
    declaration.information[0].entered_by_staff = Known::Unknown;
    assert_eq!(answers(&declaration)[0], Unknown);
}

#[test]
fn consent_does_not_apply_without_personal_information_and_covers_nothing() {
    let mut declaration = names_at("aws:us-east-1");
    declaration.consents = vec![consent("US", &[])];
    declaration.information[0].personal = Known::Is(false);
    assert_eq!(answers(&declaration)[0], NotApplicable);
    declaration.information[0].personal = Known::Unknown;
    assert_eq!(answers(&declaration)[0], Unknown);
}

#[test]
fn equivalent_are_the_eu_and_the_united_kingdom_and_iceland_is_to_be_confirmed() {
    for (place, expected) in [
        ("aws:eu-central-1", Met),
        ("aws:eu-west-2", Met),
        ("azure:norwayeast", Unknown),
        ("IS", Unknown),
        ("aws:us-east-1", Unmet),
        ("azure:switzerlandnorth", Unmet),
        ("aws:ap-northeast-2", Unmet),
        ("google:eu", Unknown),
    ] {
        let (_, holdings) = findings(&names_at(place));
        assert_eq!(holdings[0].covered[1].1, expected, "{place}");
    }
}

#[test]
fn equivalence_names_the_date_of_its_list() {
    let found = &findings(&names_at("aws:eu-central-1")).0[1];
    assert!(found.grounds[0].text.japanese.contains("令和5年12月"), "{}", sentences(found));
}

#[test]
fn an_equivalent_country_without_personal_information_is_a_reviewers_judgement() {
    let mut declaration = names_at("aws:eu-central-1");
    declaration.information[0].personal = Known::Is(false);
    let found = &findings(&declaration).0[1];
    assert_eq!(found.answer, Unknown);
    assert!(missing(found).contains("審査者の記録した判断"), "{}", missing(found));
}

#[test]
fn only_class_three_may_be_abroad_item_by_item() {
    let mut declaration = names_at("aws:us-east-1");
    assert_eq!(findings(&declaration).1[0].covered[2].1, Unmet);
    declaration.information = vec![information("広報", "III", false)];
    assert_eq!(answers(&declaration), [NotApplicable, Unmet, Met, Unknown]);
    declaration.information.push(information("議事録", "II", false));
    assert_ne!(answers(&declaration)[2], Met);
    // The partition: class Ⅱ stays at home, class Ⅲ goes abroad.
    declaration.places = everywhere("aws:ap-northeast-1", "aws:ap-northeast-1");
    declaration.places.push(kept(PlaceRole::Replica, "aws:us-east-1", &["広報"]));
    assert_eq!(answers(&declaration)[2], Met);
}

#[test]
fn a_claim_for_the_whole_service_without_a_list_of_items_is_not_taken() {
    let mut declaration = names_at("aws:eu-central-1");
    declaration.information.clear();
    declaration.consents = vec![consent("DE", &[])];
    let (found, holdings) = findings(&declaration);
    assert!(found.iter().all(|finding| finding.answer == Unknown));
    assert!(missing(&found[2]).contains("情報項目の一覧"), "{}", missing(&found[2]));
    assert_eq!(holdings[0].information, None);
}

#[test]
fn each_information_at_each_place_must_be_covered() {
    let mut declaration = names_at("aws:eu-central-1");
    assert_eq!(answers(&declaration), [Unknown, Met, Unmet, Unknown]);
    // A second place abroad that nothing covers: staff enter it, no such country, class Ⅰ, the vendor's key.
    declaration.places.push(kept(PlaceRole::SubProcessor, "aws:us-east-1", &[]));
    declaration.information[0].entered_by_staff = Known::Is(true);
    declaration.keys = vec![keys::key(&[])];
    declaration.keys[0].fact.generated_by = Known::Is(crate::declaration::KeyParty::Platform);
    let (found, holdings) = findings(&declaration);
    assert!(found.iter().all(|finding| finding.answer == Unmet), "{found:?}");
    let named = &found[1].grounds[0].text.japanese;
    assert!(named.contains("氏名") && named.contains("aws:us-east-1") && named.contains("6-3"), "{named}");
    assert_eq!(holdings.len(), 3);
}

#[test]
fn different_items_may_cover_different_holdings() {
    let mut declaration = names_at("aws:ap-northeast-1");
    declaration.information.push(information("広報", "III", false));
    declaration.places.push(kept(PlaceRole::Replica, "aws:eu-central-1", &["氏名"]));
    declaration.places.push(kept(PlaceRole::Replica, "aws:us-east-1", &["広報"]));
    assert_eq!(answers(&declaration), [Unknown, Met, Met, Unknown]);
}

#[test]
fn a_holding_whose_country_is_open_can_be_covered_by_class_and_is_else_open() {
    let mut declaration = names_at("ap-southeast-3");
    assert_eq!(answers(&declaration)[1], Unknown);
    declaration.information = vec![information("広報", "III", false)];
    assert_eq!(answers(&declaration)[2], Met);
}

#[test]
fn what_is_met_ends_with_the_first_holding_that_lapses() {
    let mut declaration = names_at("aws:us-east-1");
    let last = DAY.tomorrow().unwrap();
    declaration.consents = vec![until(consent("US", &[]).fact, last)];
    let found = &findings(&declaration).0[0];
    assert_eq!((found.answer, found.holds_until), (Met, Some(last)));
    declaration.consents = vec![until(consent("US", &[]).fact, DAY.yesterday().unwrap())];
    let found = &findings(&declaration).0[0];
    assert_eq!((found.answer, found.holds_until), (Unknown, None));
    assert!(missing(found).contains("2026-11-30"), "{}", missing(found));
}
