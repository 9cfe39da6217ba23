//! The fact worksheets: what is written comes back, what is wrong is refused at its cell, and the columns are those of the schema.

use super::tool::{class, sendai};
use evidence::declaration::{Declaration, read_declaration};
use sheets::xlsx::{CheckSheet, FactsReading, ReadOptions, read_check_sheet, read_facts, write_check_sheet};
use sheets::{write_declaration_json, write_declaration_toml};
use standard::document::Notation;
use standard::{Language, Place};
use std::path::Path;

const EXAMPLES: [&str; 2] = ["document-cloud.toml", "overseas.toml"];

pub(super) fn example(name: &str) -> Declaration {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/declarations").join(name);
    read_declaration(name, &std::fs::read_to_string(path).unwrap(), Notation::Toml).unwrap()
}

pub(super) fn sheet_of(declaration: &Declaration, language: Language) -> Vec<u8> {
    let standard = sendai();
    let service = &declaration.service.name;
    let class = class(&standard, "I");
    let request = CheckSheet { service, class, submission: None, judgement: None, facts: Some(declaration), language };
    write_check_sheet(&standard, &request).unwrap()
}

/// Where facts stand differs from document to document; what they say does not.
pub(super) fn assert_same(one: &Declaration, other: &Declaration) {
    assert_eq!(write_declaration_toml(one), write_declaration_toml(other));
}

fn codes(reading: &FactsReading) -> Vec<&'static str> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn the_examples_come_back_from_a_sheet_of_either_language() {
    for name in EXAMPLES {
        let declaration = example(name);
        for language in [Language::Japanese, Language::English] {
            let reading = read_facts("sheet.xlsx", &sheet_of(&declaration, language));
            assert_eq!(codes(&reading), Vec::<&str>::new());
            assert_same(&reading.declaration.unwrap(), &declaration);
        }
    }
}

#[test]
fn the_examples_come_back_from_toml_and_json() {
    for name in EXAMPLES {
        let declaration = example(name);
        let toml = read_declaration("-", &write_declaration_toml(&declaration), Notation::Toml).unwrap();
        let json = read_declaration("-", &write_declaration_json(&declaration), Notation::Json).unwrap();
        assert_same(&toml, &declaration);
        assert_same(&json, &declaration);
    }
}

#[test]
fn an_empty_check_sheet_states_no_fact_and_is_read_as_ever() {
    let standard = sendai();
    let mut declaration = Declaration::default();
    declaration.service.name = "見本".to_owned();
    let bytes = sheet_of(&declaration, Language::Japanese);
    let reading = read_facts("sheet.xlsx", &bytes);
    assert_eq!((reading.declaration, reading.problems), (None, Vec::new()));
    let answers = read_check_sheet(&standard, "sheet.xlsx", &bytes, ReadOptions::default());
    assert_eq!((answers.submissions.len(), answers.problems.len()), (1, 0));
}

#[test]
fn a_fact_knows_the_cell_it_stands_in() {
    let declaration = example(EXAMPLES[0]);
    let read = read_facts("sheet.xlsx", &sheet_of(&declaration, Language::Japanese)).declaration.unwrap();
    let cell = |place: &Place| match place {
        Place::Cell { sheet, cell } => format!("{sheet}!{cell}"),
        Place::Whole | Place::Text { .. } => String::new(),
    };
    assert_eq!(cell(&read.laws[0].place), "規約!A7");
    assert_eq!(cell(&read.laws[1].place), "規約!A8");
    assert_eq!(cell(&read.certificates[0].place), "認証取得!A7");
}

#[test]
fn what_does_not_fit_into_a_cell_is_refused_and_not_cut() {
    let standard = sendai();
    let mut declaration = example(EXAMPLES[0]);
    declaration.erasures[0].fact.covers = vec!["一行目\n二行目".to_owned()];
    let request = CheckSheet {
        service: "x",
        class: class(&standard, "I"),
        submission: None,
        judgement: None,
        facts: Some(&declaration),
        language: Language::Japanese,
    };
    let refused = write_check_sheet(&standard, &request).unwrap_err();
    assert!(refused.to_string().contains("`covers` of [[erasure]]"), "{refused}");
}

#[test]
fn as_many_facts_as_a_declaration_may_have_fit_into_a_sheet_that_is_read() {
    let mut declaration = example(EXAMPLES[0]);
    let many = |count: usize| (0..count).map(|at| format!("保存先 {at}"));
    let first = declaration.stores[0].clone();
    let store = |name: String| {
        let mut store = first.clone();
        store.fact.name = name;
        store
    };
    declaration.stores = many(256).map(store).collect();
    declaration.erasures = (0..256)
        .map(|at| {
            let mut erasure = declaration.erasures[0].clone();
            erasure.fact.covers = vec![format!("保存先 {at}")];
            erasure
        })
        .collect();
    let fill = |law: usize, declaration: &mut Declaration| {
        let mut stated = declaration.laws[0].clone();
        stated.fact.contract = format!("規約 {law}");
        declaration.laws.push(stated);
        let mut stated = declaration.courts[0].clone();
        stated.fact.contract = format!("規約 {law}");
        declaration.courts.push(stated);
        let mut stated = declaration.certificates[0].clone();
        stated.fact.words = format!("ISO/IEC 27017 CLOUD {law}");
        declaration.certificates.push(stated);
    };
    (0..250).for_each(|law| fill(law, &mut declaration));
    let reading = read_facts("sheet.xlsx", &sheet_of(&declaration, Language::Japanese));
    assert_eq!(codes(&reading), Vec::<&str>::new());
    assert_same(&reading.declaration.unwrap(), &declaration);
}

/// The keys of each section in the declaration's schema, and the words of those that are closed.
fn schema() -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema/declaration.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_key_of_the_schema_has_its_column_and_every_word_its_choice() {
    let schema = schema();
    let grids = super::tool::unpack(&sheet_of(&example(EXAMPLES[0]), Language::English));
    let part = |name: &str| {
        let found = grids.iter().find(|(other, _)| other.ends_with(name)).unwrap();
        String::from_utf8(found.1.clone()).unwrap()
    };
    let strings = part("sharedStrings.xml");
    let mut checked = 0;
    let validations: String = (2..=8).map(|sheet| part(&format!("sheet{sheet}.xml"))).collect();
    for (section, definition) in schema["$defs"].as_object().unwrap() {
        let Some(properties) = definition.get("properties").and_then(serde_json::Value::as_object) else { continue };
        assert!(strings.contains(&format!("[[{section}]]")), "{section}");
        for (key, property) in properties {
            let keys: Vec<&str> = match property.get("properties").and_then(serde_json::Value::as_object) {
                Some(nested) => nested.keys().map(String::as_str).collect(),
                None => vec![key],
            };
            for key in keys {
                assert!(strings.contains(&format!("\n{key}<")), "{section}.{key} has no column");
                checked += 1;
            }
            let words = property.get("enum").and_then(serde_json::Value::as_array);
            for word in words.into_iter().flatten().filter_map(serde_json::Value::as_str) {
                assert!(["不明", "該当なし"].contains(&word) || validations.contains(word), "{section}.{key}: {word}");
            }
        }
    }
    assert!(checked > 100, "{checked}");
}
