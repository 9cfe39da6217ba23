//! Reading the rows of a reference file: lists of tables, lists of words, one word out of a few. What is wrong goes to the
//! report with its place. Not for meaning: each reference checks its own names.

use standard::Text;
use standard::document::{Node, Notation, Report, Source, TableReader, Value};
use standard::problem::{Problem, nearest};

/// More problems than this are not listed: nobody mends two hundred before checking again.
const PROBLEM_LIMIT: usize = 200;

/// Parses `text` and hands its root table to `read`; the value is used only where nothing was wrong.
pub(crate) fn load<T>(
    name: &str,
    text: &str,
    notation: Notation,
    read: impl FnOnce(&Report<'_>, &TableReader<'_, '_, '_>) -> T,
) -> Result<T, Vec<Problem>> {
    let source = Source::new(name, text);
    let tree = source.parse(notation)?;
    load_tree(source, &tree, read)
}

/// The same for a tree that is there already.
pub(crate) fn load_tree<T>(
    source: Source<'_>,
    tree: &Node,
    read: impl FnOnce(&Report<'_>, &TableReader<'_, '_, '_>) -> T,
) -> Result<T, Vec<Problem>> {
    let report = Report::with_limit(source, PROBLEM_LIMIT);
    let value = TableReader::new(&report, tree).map(|root| {
        let value = read(&report, &root);
        root.finish();
        value
    });
    match value {
        Some(value) if !report.has_errors() => Ok(value),
        _ => Err(report.into_problems()),
    }
}

/// Every table of the list at `key`, read by `read`; keys that it did not ask for are reported.
pub(crate) fn tables<'n, T>(
    report: &Report<'_>,
    parent: &TableReader<'n, '_, '_>,
    key: &str,
    mut read: impl FnMut(&TableReader<'n, '_, '_>) -> Option<T>,
) -> Vec<T> {
    let read_node = |node: &'n Node| {
        let table = TableReader::new(report, node)?;
        let value = read(&table);
        table.finish();
        value
    };
    parent.list(key).iter().filter_map(read_node).collect()
}

/// The words of the list at `key`; none where the key is absent.
pub(crate) fn words<'n>(parent: &TableReader<'n, '_, '_>, key: &str) -> Vec<&'n str> {
    parent.list(key).iter().filter_map(|node| parent.string_of(node)).collect()
}

/// The value that the word at `key` names among `allowed`; another word is reported.
pub(crate) fn one_of<T: Copy>(table: &TableReader<'_, '_, '_>, key: &str, allowed: &[(&str, T)]) -> Option<T> {
    let word = table.require_string(key)?;
    let found = allowed.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = allowed.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        let message = Text::new(format!("`{key}` に `{word}` は使えません"), format!("`{word}` is no `{key}`"));
        let hint = Text::new(format!("使える値: {names}"), format!("allowed: {names}"));
        table.error("unknown-word", message, Some(hint));
    }
    found
}

/// Reports a name that nothing in the file (or in the file it refers to) bears.
pub(crate) fn unknown_name<'c>(
    table: &TableReader<'_, '_, '_>,
    code: &'static str,
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) {
    let message = Text::new(format!("`{name}` は定義されていません"), format!("`{name}` is not defined"));
    let hint = nearest(name, candidates)
        .map(|meant| Text::new(format!("`{meant}` のことですか"), format!("did you mean `{meant}`?")));
    table.error(code, message, hint);
}

/// Reports a row that stands twice.
pub(crate) fn duplicate(table: &TableReader<'_, '_, '_>, code: &'static str, name: &str) {
    let message = Text::new(format!("`{name}` が二度あります"), format!("`{name}` stands twice"));
    let hint = Text::new("一つにまとめます", "keep one of them");
    table.error(code, message, Some(hint));
}

/// The only version of the files' shape so far.
const FORMAT: i64 = 1;

/// Checks the version of the file's shape.
pub(crate) fn format(root: &TableReader<'_, '_, '_>, report: &Report<'_>) {
    if let Some(node) = root.require("format")
        && node.value != Value::Integer(FORMAT)
    {
        let message = Text::new("この形の参照データは読めません", "this format of reference data is not known");
        let hint = Text::new(format!("使える値: {FORMAT}"), format!("allowed: {FORMAT}"));
        report.error("unknown-format", node.span.start, message, Some(hint));
    }
}
