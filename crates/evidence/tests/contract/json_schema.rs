//! A validator of JSON Schema for the schemas of `docs/schema`: it knows the keywords that they use, and refuses others. The tests of
//! other rooms use it too.

use standard::document::{Entry, Node, Value};

pub(crate) fn entries(node: &Node) -> &[Entry] {
    if let Value::Table(entries) = &node.value { entries } else { &[] }
}

pub(crate) fn at<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    entries(node).iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

pub(crate) fn list(node: &Node) -> &[Node] {
    if let Value::Array(nodes) = &node.value { nodes } else { &[] }
}

pub(crate) fn words(node: &Node) -> Option<&str> {
    if let Value::String(words) = &node.value { Some(words) } else { None }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one == other,
        (Value::Integer(one), Value::Integer(other)) => one == other,
        (Value::Boolean(one), Value::Boolean(other)) => one == other,
        (Value::Other(one), Value::Other(other)) => one == other,
        _ => false,
    }
}

/// Does `node` satisfy `rule`?
#[expect(clippy::panic, reason = "a test fails by panicking")]
pub(crate) fn satisfies(root: &Node, rule: &Node, node: &Node) -> bool {
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
            "type" => match &operand.value {
                Value::Array(types) => types.iter().any(|one| is_of_type(words(one).unwrap(), &node.value)),
                Value::String(_) | Value::Integer(_) | Value::Boolean(_) | Value::Table(_) | Value::Other(_) => {
                    is_of_type(words(operand).unwrap(), &node.value)
                }
            },
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

/// `null` is what the tree calls otherwise: TOML has none.
fn is_of_type(name: &str, value: &Value) -> bool {
    matches!(
        (name, value),
        ("string", Value::String(_))
            | ("integer", Value::Integer(_))
            | ("boolean", Value::Boolean(_))
            | ("array", Value::Array(_))
            | ("object", Value::Table(_))
            | ("null", Value::Other("null"))
    )
}
