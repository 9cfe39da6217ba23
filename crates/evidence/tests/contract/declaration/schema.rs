//! The JSON Schema says what the reader says: the examples satisfy it, what the reader refuses for its shape it refuses too, and
//! both know the same keys. The validator below knows the keywords that the schema uses, and refuses others.

use super::{BASE, DEFINITIONS, EXAMPLES, file, read};
use standard::document::{Entry, Node, Notation, Source, Value};
use standard::{Language, Problem};
use std::collections::BTreeSet;

fn parse(text: &str, notation: Notation) -> Node {
    Source::new("-", text).parse(notation).unwrap()
}

fn schema() -> Node {
    parse(&file("docs/schema/declaration.schema.json"), Notation::Json)
}

fn entries(node: &Node) -> &[Entry] {
    if let Value::Table(entries) = &node.value { entries } else { &[] }
}

fn at<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    entries(node).iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

fn list(node: &Node) -> &[Node] {
    if let Value::Array(nodes) = &node.value { nodes } else { &[] }
}

fn words(node: &Node) -> Option<&str> {
    if let Value::String(words) = &node.value { Some(words) } else { None }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one == other,
        (Value::Integer(one), Value::Integer(other)) => one == other,
        (Value::Boolean(one), Value::Boolean(other)) => one == other,
        _ => false,
    }
}

/// Does `node` satisfy `rule`?
#[expect(clippy::panic, reason = "a test fails by panicking")]
fn satisfies(root: &Node, rule: &Node, node: &Node) -> bool {
    let holds = |rule: &Node| satisfies(root, rule, node);
    let limit = |rule: &Node| match rule.value {
        Value::Integer(limit) => usize::try_from(limit).unwrap(),
        Value::String(_) | Value::Boolean(_) | Value::Array(_) | Value::Table(_) | Value::Other(_) => {
            panic!("{rule:?}")
        }
    };
    entries(rule).iter().all(|entry| {
        let operand = &entry.node;
        match entry.key.as_str() {
            "$schema" | "$id" | "title" | "description" | "$defs" | "then" | "else" => true,
            "$ref" => {
                let name = words(operand).unwrap().strip_prefix("#/$defs/").unwrap();
                holds(at(at(root, "$defs").unwrap(), name).unwrap())
            }
            "type" => matches!(
                (words(operand).unwrap(), &node.value),
                ("string", Value::String(_))
                    | ("boolean", Value::Boolean(_))
                    | ("array", Value::Array(_))
                    | ("object", Value::Table(_))
            ),
            "const" => same(&operand.value, &node.value),
            "enum" => list(operand).iter().any(|allowed| same(&allowed.value, &node.value)),
            "required" => list(operand).iter().all(|key| at(node, words(key).unwrap()).is_some()),
            "properties" => {
                entries(operand).iter().all(|rule| at(node, &rule.key).is_none_or(|it| satisfies(root, &rule.node, it)))
            }
            "additionalProperties" => {
                let known = at(rule, "properties").unwrap();
                entries(node).iter().all(|entry| at(known, &entry.key).is_some())
            }
            "items" => list(node).iter().all(|element| satisfies(root, operand, element)),
            "minItems" => list(node).len() >= limit(operand),
            "maxItems" => list(node).len() <= limit(operand),
            "uniqueItems" => {
                let all = list(node);
                all.iter().enumerate().all(|(at, one)| !all.iter().take(at).any(|other| same(&one.value, &other.value)))
            }
            "minLength" => words(node).is_none_or(|words| words.chars().count() >= limit(operand)),
            "maxLength" => words(node).is_none_or(|words| words.chars().count() <= limit(operand)),
            "pattern" => {
                assert_eq!(words(operand), Some("\\S"));
                words(node).is_none_or(|words| !words.trim().is_empty())
            }
            "if" => at(rule, if holds(operand) { "then" } else { "else" }).is_none_or(holds),
            "not" => !holds(operand),
            "allOf" => list(operand).iter().all(holds),
            "anyOf" => list(operand).iter().any(holds),
            "oneOf" => list(operand).iter().filter(|rule| holds(rule)).count() == 1,
            other => panic!("the schema uses `{other}`, which this validator does not know"),
        }
    })
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
