//! JSON text to a tree with places. Strict: what RFC 8259 leaves open (a repeated key) is refused rather than guessed.

use super::table::too_many_problems;
use super::{Entry, Node, SYNTAX_ERROR_LIMIT, Source, Value};
use crate::problem::{Problem, excerpt};
use crate::text::Text;
use jsonc_parser::ast::{ObjectProp, ObjectPropName};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, ast, parse_to_ast};
use std::collections::HashSet;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The tree of a JSON document, or why it has none.
pub(super) fn parse(source: &Source<'_>) -> Result<Node, Vec<Problem>> {
    let parsed = parse_to_ast(source.text(), &CollectOptions::default(), &STRICT).map_err(|error| {
        let words = error.kind();
        let text = Text::new(format!("JSON として読めません: {words}"), format!("not valid JSON: {words}"));
        vec![source.error("json-syntax", error.range().start, text)]
    })?;
    let Some(root) = parsed.value else {
        let text = Text::new("JSON が空です", "the JSON document is empty");
        return Err(vec![source.error("json-syntax", 0, text)]);
    };
    let mut problems = Vec::new();
    let tree = node(source, root, &mut problems);
    if problems.is_empty() {
        return Ok(tree);
    }
    if problems.len() > SYNTAX_ERROR_LIMIT {
        problems.truncate(SYNTAX_ERROR_LIMIT);
        problems.push(too_many_problems(source, SYNTAX_ERROR_LIMIT));
    }
    Err(problems)
}

fn node(source: &Source<'_>, value: ast::Value<'_>, problems: &mut Vec<Problem>) -> Node {
    let span = value.start()..value.end();
    let value = match value {
        ast::Value::StringLit(text) => Value::String(text.value.into_owned()),
        ast::Value::NumberLit(number) => number_value(number.value),
        ast::Value::BooleanLit(truth) => Value::Boolean(truth.value),
        ast::Value::NullKeyword(_) => Value::Other("null"),
        ast::Value::Array(array) => {
            Value::Array(array.elements.into_iter().map(|element| node(source, element, problems)).collect())
        }
        ast::Value::Object(object) => {
            let mut seen = HashSet::new();
            let entries =
                object.properties.into_iter().map(|property| entry(source, property, &mut seen, problems)).collect();
            Value::Table(entries)
        }
    };
    Node { value, span }
}

fn number_value(digits: &str) -> Value {
    let whole = digits.strip_prefix('-').unwrap_or(digits).bytes().all(|byte| byte.is_ascii_digit());
    let name = if whole { "integer beyond 64 bits" } else { "decimal" };
    digits.parse().map_or(Value::Other(name), Value::Integer)
}

fn entry(
    source: &Source<'_>,
    property: ObjectProp<'_>,
    seen: &mut HashSet<String>,
    problems: &mut Vec<Problem>,
) -> Entry {
    let key_span = property.name.start()..property.name.end();
    let key = match property.name {
        ObjectPropName::String(text) => text.value.into_owned(),
        ObjectPropName::Word(word) => word.value.to_owned(),
    };
    if !seen.insert(key.clone()) && problems.len() <= SYNTAX_ERROR_LIMIT {
        let shown = excerpt(&key);
        let text = Text::new(format!("キー `{shown}` が二度あります"), format!("the key `{shown}` stands twice"));
        problems.push(source.error("json-duplicate-key", key_span.start, text));
    }
    Entry { key, key_span, node: node(source, property.value, problems) }
}
