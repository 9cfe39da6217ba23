//! What if: who flips under another edition, reading, reference data or day, and why.

use crate::town::{DECLARATION, Town, WORLD, profile, told};
use register::{EditionName, Line, ReferenceData, StandardName, UseId, WhatIf, World, what_if};
use serde_json::json;
use standard::document::Notation;
use standard::{SENDAI_CLOUD_USE, Standard, Verdict};

fn on(day: &str) -> WhatIf {
    WhatIf { standard: None, readings: None, references: None, on: day.parse().unwrap() }
}

/// Three judged uses: class Ⅰ, class S, and class Ⅱ without a statement about disposal.
fn town() -> Town {
    let (mut town, _) = Town::judged();
    for class in ["S", "II"] {
        let opened = json!({"service": "document-cloud", "profile": profile(class)});
        town.does("shimin-officer", told("open_use", opened));
    }
    town.declares(UseId(2), DECLARATION);
    town.judges(UseId(2));
    let (before, _) = DECLARATION.split_once("[[erasure]]\nat = \"disposal\"").unwrap();
    town.declares(UseId(3), before);
    town.judges(UseId(3));
    town
}

#[test]
fn nothing_flips_where_nothing_is_supposed() {
    let outlook = what_if(&town().state, &WORLD, &on("2026-12-01")).unwrap();
    assert_eq!((outlook.judged, outlook.flips.len(), outlook.not_judged.len()), (3, 0, 0));
}

#[test]
fn on_a_later_day_the_use_that_needs_the_certificate_flips_and_says_why() {
    let outlook = what_if(&town().state, &WORLD, &on("2027-04-01")).unwrap();
    let [flip] = outlook.flips.as_slice() else { panic!("{outlook:?}") };
    assert_eq!((flip.use_id, flip.after), (UseId(2), Verdict::DoesNotConform));
    assert_eq!(flip.deciding, [["7"]]);
    let changed: Vec<&str> = flip.changed.iter().map(|change| change.item.as_str()).collect();
    assert_eq!(changed, ["7"]);
    let why: String = flip.changed[0].why.iter().map(|text| text.japanese.as_str()).collect();
    assert!(why.contains("2027-04-01 から有効ではない"), "{why}");
}

#[test]
fn under_another_reading_the_use_without_a_statement_about_disposal_flips() {
    let supposed = WhatIf { readings: Some(vec![Line::new("8-2=fallback").unwrap()]), ..on("2026-12-01") };
    let outlook = what_if(&town().state, &WORLD, &supposed).unwrap();
    let [flip] = outlook.flips.as_slice() else { panic!("{outlook:?}") };
    assert_eq!((flip.use_id, flip.after), (UseId(3), Verdict::Conforms));
    assert!(flip.changed.is_empty(), "no answer changes: the rule does");
}

#[test]
fn under_another_edition_of_the_standard_the_uses_that_it_hits_flip() {
    // An edition in which class Ⅰ, too, needs a certificate from the operator.
    let stricter = SENDAI_CLOUD_USE.replacen("edition = \"2023-12\"", "edition = \"2027-04\"", 1);
    let stricter = stricter.replacen("country = \"JP\" }", "country = \"DE\" }", 1);
    let standard = Standard::load("2027-04.toml", &stricter, Notation::Toml).unwrap();
    let world = World::clone(&WORLD).with_standard(standard);
    let edition = (StandardName::new("sendai-cloud-use").unwrap(), EditionName::new("2027-04").unwrap());
    let supposed = WhatIf { standard: Some(edition), ..on("2026-12-01") };
    let outlook = what_if(&town().state, &world, &supposed).unwrap();
    assert_eq!(outlook.flips.len(), 3, "{outlook:?}");
    assert!(outlook.flips.iter().all(|flip| flip.deciding.contains(&vec!["1".to_owned()])), "{outlook:?}");
}

#[test]
fn under_other_reference_data_the_uses_that_lean_on_it_flip() {
    let mut references = ReferenceData::built_in().unwrap();
    references.edition = EditionName::new("without-27017").unwrap();
    let text = evidence::certification::CERTIFICATION.text.replace("\"iso27017\"", "\"iso99999\"");
    references.references.certification =
        evidence::certification::Certification::load("certification.toml", &text, Notation::Toml).unwrap();
    let world = World::clone(&WORLD).with_references(references);
    let supposed = WhatIf { references: Some(EditionName::new("without-27017").unwrap()), ..on("2026-12-01") };
    let outlook = what_if(&town().state, &world, &supposed).unwrap();
    let flipped: Vec<UseId> = outlook.flips.iter().map(|flip| flip.use_id).collect();
    assert_eq!(flipped, [UseId(2)], "class S alone needs it");
}

#[test]
fn a_reviewers_own_answer_stands_in_every_what_if() {
    let (mut town, use_id) = Town::declared();
    town.does("review", told("start_review", json!({"use_id": use_id})));
    let asked = town.state.find_use(use_id).unwrap().review.as_ref().unwrap().asked.clone();
    let reviews: Vec<_> = asked
        .iter()
        .map(|item| match item.as_str() {
            "8-2" => json!({"item": item, "instead": {"answer": "unmet", "reason": "現物を確かめた"}}),
            _ => json!({ "item": item }),
        })
        .collect();
    town.does("review", told("review_items", json!({"use_id": use_id, "reviews": reviews})));
    town.does("review", told("record_judgement", json!({"use_id": use_id})));
    let outlook = what_if(&town.state, &WORLD, &on("2026-12-01")).unwrap();
    assert_eq!(outlook.flips, []);
}
