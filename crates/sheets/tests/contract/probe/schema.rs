//! The JSON Schema of a measurement is that of what is written: every example satisfies it judged and as observed, it has no key
//! that is never written, and it refuses another shape.

use super::{EXAMPLES, file, json};
use crate::json_schema::{at, entries, satisfies};
use serde_json::Value;
use standard::document::{Node, Notation, Source};
use std::collections::BTreeSet;

fn parse(text: &str) -> Node {
    Source::new("-", text).parse(Notation::Json).unwrap()
}

fn schema() -> Node {
    parse(&file("docs/schema/probe.schema.json"))
}

fn is_sound(document: &Value) -> bool {
    let schema = schema();
    satisfies(&schema, &schema, &parse(&document.to_string()))
}

#[test]
fn the_examples_satisfy_the_schema_with_and_without_a_verdict() {
    for name in EXAMPLES {
        let observed: Value = serde_json::from_str(&file(&format!("examples/probes/{name}.json"))).unwrap();
        assert!(is_sound(&observed), "{name}");
        assert!(is_sound(&json(name)), "{name}");
    }
}

#[test]
fn another_shape_is_refused() {
    let change = |change: fn(&mut Value)| {
        let mut document = json("modern");
        change(&mut document);
        document
    };
    for wrong in [
        change(|document| document["versions"]["TLSv1.2"] = "yes".into()),
        change(|document| document["versions"]["TLSv1.4"] = "accepted".into()),
        change(|document| document["suites"]["TLSv1.2"][0]["status"] = "good".into()),
        change(|document| document["groups"][0]["id"] = "29".into()),
        change(|document| document["verdict"]["item"]["state"] = "illegal".into()),
        change(|document| document["verdict"]["item"]["more"] = true.into()),
        change(|document| drop(document.as_object_mut().unwrap().remove("unknown"))),
        change(|document| document["at"] = Value::Null),
    ] {
        assert!(!is_sound(&wrong), "{wrong}");
    }
}

/// Every key that occurs, wherever.
fn keys_of(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            keys_of(value, found);
        }),
        Value::Array(values) => values.iter().for_each(|value| keys_of(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn properties_of(node: &Node, found: &mut BTreeSet<String>) {
    if let Some(properties) = at(node, "properties") {
        found.extend(entries(properties).iter().map(|entry| entry.key.clone()));
    }
    for entry in entries(node) {
        properties_of(&entry.node, found);
    }
}

#[test]
fn the_schema_knows_the_keys_that_are_written_and_no_others() {
    let (mut written, mut known) = (BTreeSet::new(), BTreeSet::new());
    for name in EXAMPLES {
        keys_of(&json(name), &mut written);
    }
    properties_of(&schema(), &mut known);
    let never_accepted = ["SSLv2", "SSLv3"].map(str::to_owned);
    written.extend(never_accepted);
    // Written by the command beside what is written here; its own test compares them with the schema.
    let beside = ["target", "allowed_private", "country_hint", "addresses_differ_in"];
    let of_hint = ["country", "database", "built", "caveat"];
    written.extend(beside.into_iter().chain(of_hint).map(str::to_owned));
    assert_eq!(written, known);
}
