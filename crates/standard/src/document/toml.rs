//! TOML text to a tree with places.

use super::table::too_many_problems;
use super::{Entry, Node, SYNTAX_ERROR_LIMIT, Source, Value};
use crate::problem::Problem;
use crate::text::Text;
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

/// The tree of a TOML document, or every syntax error in it.
pub(super) fn parse(source: &Source<'_>) -> Result<Node, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    if errors.is_empty() {
        let span = table.span();
        return Ok(Node { value: table_value(table.into_inner()), span });
    }
    let mut problems: Vec<Problem> =
        errors.iter().take(SYNTAX_ERROR_LIMIT).map(|error| problem(source, error)).collect();
    if errors.len() > SYNTAX_ERROR_LIMIT {
        problems.push(too_many_problems(source, SYNTAX_ERROR_LIMIT));
    }
    Err(problems)
}

fn problem(source: &Source<'_>, error: &::toml::de::Error) -> Problem {
    let offset = error.span().map_or(0, |span| span.start);
    let words = error.message();
    let message = Text::new(format!("TOML として読めません: {words}"), format!("not valid TOML: {words}"));
    let (japanese, english) = if words.contains("duplicate key") {
        ("同じキーは一つの表に一度だけ書きます", "a key may stand only once in a table")
    } else {
        (
            "この位置の前後に、引用符・かっこ・カンマ・「=」の書き忘れや全角の記号がないかを見ます",
            "look for a quote, bracket, comma or `=` missing near this place, or typed full-width",
        )
    };
    source.error("toml-syntax", offset, message).with_hint(Text::new(japanese, english))
}

fn table_value(table: DeTable<'_>) -> Value {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry { key_span: key.span(), key: key.into_inner().into_owned(), node: node(value) })
        .collect();
    // The parser keeps tables sorted by key; readers want the document's order.
    entries.sort_by_key(|entry| entry.key_span.start);
    Value::Table(entries)
}

fn node(spanned: Spanned<DeValue<'_>>) -> Node {
    let span = spanned.span();
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other("integer beyond 64 bits"), Value::Integer),
        DeValue::Float(_) => Value::Other("decimal"),
        DeValue::Boolean(truth) => Value::Boolean(truth),
        DeValue::Datetime(_) => Value::Other("date"),
        DeValue::Array(array) => Value::Array(array.into_iter().map(node).collect()),
        DeValue::Table(table) => table_value(table),
    };
    Node { value, span }
}
