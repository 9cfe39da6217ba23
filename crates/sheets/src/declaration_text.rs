//! Declarations as TOML and JSON that are read back equal. The tree is `evidence`'s; here it is only spelled.

use crate::answers_write::quoted;
use evidence::declaration::{Declaration, declaration_tree};
use serde_json::{Map, Number, Value as Json};
use standard::document::{Entry, Node, Value};
use std::fmt::Write as _;

/// A declaration as a TOML document.
pub fn write_declaration_toml(declaration: &Declaration) -> String {
    let tree = declaration_tree(declaration);
    let mut document = String::new();
    for Entry { key, node, .. } in entries(&tree) {
        match &node.value {
            Value::Table(fields) => table(&mut document, &format!("[{key}]"), fields),
            Value::Array(rows) => {
                for row in rows {
                    table(&mut document, &format!("[[{key}]]"), entries(row));
                }
            }
            Value::String(_) | Value::Integer(_) | Value::Boolean(_) | Value::Other(_) => {
                let _ = writeln!(document, "{key} = {}", inline(node));
            }
        }
    }
    document
}

/// A declaration as a JSON document.
pub fn write_declaration_json(declaration: &Declaration) -> String {
    format!("{:#}\n", json(&declaration_tree(declaration)))
}

/// The sections of a declaration's tree, and the rows of each; a section that is one table has one row.
pub(crate) fn sections_of(tree: &Node) -> Vec<(&str, &[Node])> {
    let mut sections = Vec::new();
    for Entry { key, node, .. } in entries(tree) {
        match &node.value {
            Value::Array(rows) => sections.push((key.as_str(), rows.as_slice())),
            Value::Table(_) => sections.push((key.as_str(), std::slice::from_ref(node))),
            Value::String(_) | Value::Integer(_) | Value::Boolean(_) | Value::Other(_) => {}
        }
    }
    sections
}

fn entries(node: &Node) -> &[Entry] {
    if let Value::Table(entries) = &node.value { entries } else { &[] }
}

fn table(document: &mut String, heading: &str, fields: &[Entry]) {
    let _ = writeln!(document, "\n{heading}");
    for Entry { key, node, .. } in fields {
        let _ = writeln!(document, "{key} = {}", inline(node));
    }
}

fn inline(node: &Node) -> String {
    match &node.value {
        Value::String(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Array(nodes) => {
            let elements: Vec<String> = nodes.iter().map(inline).collect();
            // Suites are long: one a line.
            if elements.iter().map(String::len).sum::<usize>() > 80 {
                return format!("[\n  {},\n]", elements.join(",\n  "));
            }
            format!("[{}]", elements.join(", "))
        }
        Value::Table(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|entry| format!("{} = {}", entry.key, inline(&entry.node))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        // No declaration has any.
        Value::Other(name) => quoted(name),
    }
}

fn json(node: &Node) -> Json {
    match &node.value {
        Value::String(text) => Json::String(text.clone()),
        Value::Integer(number) => Json::Number(Number::from(*number)),
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::Array(nodes) => Json::Array(nodes.iter().map(json).collect()),
        Value::Table(fields) => {
            let fields = fields.iter().map(|entry| (entry.key.clone(), json(&entry.node)));
            Json::Object(fields.collect::<Map<String, Json>>())
        }
        Value::Other(name) => Json::String((*name).to_owned()),
    }
}
