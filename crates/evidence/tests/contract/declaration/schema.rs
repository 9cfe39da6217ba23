//! The JSON Schema says what the reader says: the examples satisfy it, what the reader refuses for its shape it refuses too, and
//! both know the same keys.

use crate::json_schema::{at, entries, list, satisfies, words};

use super::{BASE, DEFINITIONS, EXAMPLES, file, read};
use standard::document::{Node, Notation, Source};
use standard::{Language, Problem};
use std::collections::BTreeSet;

fn parse(text: &str, notation: Notation) -> Node {
    Source::new("-", text).parse(notation).unwrap()
}

fn schema() -> Node {
    parse(&file("docs/schema/declaration.schema.json"), Notation::Json)
}

fn is_sound(schema: &Node, text: &str) -> bool {
    satisfies(schema, schema, &parse(text, Notation::Toml))
}

#[test]
fn the_examples_satisfy_the_schema() {
    let schema = schema();
    for path in EXAMPLES {
        assert!(is_sound(&schema, &file(path)), "{path}");
    }
    for block in super::blocks(&file("docs/declaration.md"), "toml complete") {
        assert!(is_sound(&schema, block), "{block}");
    }
    assert!(!is_sound(&schema, "format = 2"));
}

#[test]
fn a_wrong_shape_satisfies_neither_the_schema_nor_the_reader() {
    let schema = schema();
    let before = format!("{BASE}{DEFINITIONS}");
    assert!(is_sound(&schema, &before));
    for wrong in [
        "[[law]]\ncontract = \"約款\"\nbinds = \"city\"",
        "[[law]]\ncontract = \"約款\"\nbinds = \"nobody\"\ncountry = \"JP\"",
        "[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \" \"",
        "[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \"JP\"\norigin = \"documented\"",
        "[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \"JP\"\norigin = \"documented\"\ndocument = \"terms\"",
        "[[court]]\ncontract = \"約款\"\nbinds = \"city\"\nforum = \"court\"",
        "[[court]]\ncontract = \"約款\"\nbinds = \"city\"\nforum = \"silent\"\ncountry = \"JP\"",
        "[[channel]]\npath = \"user\"\nprotection = \"vpn\"\nsuites = []",
        "[[channel]]\npath = \"user\"\nprotection = \"tls\"\nmethods = []",
        "[[store]]\nname = \"DB\"\nkind = \"database\"",
        "[[store]]\nname = \"DB\"\nkind = \"database\"\nmethod = \"AES\"\nplain = true",
        "[[sign_in]]\nactor = \"city\"\nfactors = [\"knowledge\", \"knowledge\"]",
        "[[sign_in]]\nactor = \"city\"\nfactors = []",
        "[[sign_in]]\nactor = \"city\"\nfactors = [\"knowledge\"]\nlockout = \"true\"",
        "[[erasure]]\nat = \"disposal\"\nmedium = \"tape\"\nconditions = { strength = \"na\" }",
        "[[erasure]]\nat = \"disposal\"\nmedium = \"tape\"\nnote = \"x\"",
    ] {
        let text = format!("{before}{wrong}");
        assert!(read(&text).is_err(), "{wrong}");
        assert!(!is_sound(&schema, &text), "{wrong}");
    }
}

/// What the reader allows in a table, from its hint about a key that is near to none.
fn allowed(text: &str) -> BTreeSet<String> {
    let problems = read(text).unwrap_err();
    let hint = |problem: &Problem| Some(problem.hint.as_ref()?.in_language(Language::Japanese).to_owned());
    let unknown = problems.iter().find(|problem| problem.code == "unknown-key").unwrap();
    let keys = hint(unknown).unwrap();
    keys.strip_prefix("使えるキー: ").unwrap().split(", ").map(str::to_owned).collect()
}

fn keys(node: &Node) -> BTreeSet<String> {
    entries(at(node, "properties").unwrap()).iter().map(|entry| entry.key.clone()).collect()
}

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    const STRANGE: &str = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq = 1\n";
    let schema = schema();
    let definitions = at(&schema, "$defs").unwrap();
    assert_eq!(keys(&schema), allowed(&format!("{STRANGE}{BASE}")));
    let sections = keys(&schema);
    for section in sections.iter().filter(|section| !["format", "service"].contains(&section.as_str())) {
        let text = format!("{BASE}[[{section}]]\n{STRANGE}");
        assert_eq!(keys(at(definitions, section).unwrap()), allowed(&text), "{section}");
    }
    let service = at(at(&schema, "properties").unwrap(), "service").unwrap();
    assert_eq!(keys(service), allowed(&format!("{BASE}{STRANGE}")));
    let erasure = at(at(definitions, "erasure").unwrap(), "properties").unwrap();
    let text = format!("{BASE}[[erasure]]\nat = \"disposal\"\nmedium = \"tape\"\n[erasure.conditions]\n{STRANGE}");
    assert_eq!(keys(at(erasure, "conditions").unwrap()), allowed(&text));
}

#[test]
fn every_word_of_the_schema_is_one_that_the_reader_takes() {
    let schema = schema();
    let definitions = at(&schema, "$defs").unwrap();
    let mut checked = 0;
    for definition in entries(definitions) {
        for property in at(&definition.node, "properties").map(entries).unwrap_or_default() {
            for word in at(&property.node, "enum").map(list).unwrap_or_default().iter().filter_map(words) {
                let text = format!("{BASE}[[{}]]\n{} = \"{word}\"\n", definition.key, property.key);
                let refused = read(&text).err().unwrap_or_default();
                let wrong = refused.iter().find(|problem| problem.code == "unknown-word");
                assert_eq!(wrong, None, "{text}");
                checked += 1;
            }
        }
    }
    assert!(checked > 60, "{checked}");
}
