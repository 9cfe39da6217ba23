//! The reference's file to a [`Cryptrec`]: shape first, then the ids that rows name, then the spellings, which must be
//! unambiguous. Everything wrong is reported with its place. Not for the keys of single rows (`rows`).

use super::Cryptrec;
use super::model::{Edition, EditionRow, Index, Name, Part};
use super::rows::{self, Reading};
use super::sentences as say;
use super::spellings::{Spellings, Target};
use standard::Text;
use standard::document::{Node, Report, TableReader, Value};
use standard::spelling::fold;
use std::sync::Arc;

/// The format of reference files that this program reads.
const FORMAT: i64 = 1;

/// No list of the file is longer: ten times what the built-in reference has.
const LIST_LIMIT: usize = 2_000;

/// The reference, or `None` where so much is missing that nothing further can be checked.
pub(super) fn read(report: &Report<'_>, tree: &Node) -> Option<Cryptrec> {
    let root = TableReader::new(report, tree)?;
    if let Some(node) = root.require("format")
        && node.value != Value::Integer(FORMAT)
    {
        let message = Text::new("この形の参照データは読めません", "this format of reference files is not known");
        let hint = Text::new(format!("使える値: {FORMAT}"), format!("allowed: {FORMAT}"));
        report.error("unknown-format", node.span.start, message, Some(hint));
    }
    let default = root.require_string("default_edition");
    let default_at = root.find("default_edition").map_or(0, |node| node.span.start);
    let words = Words {
        filler: spelled(report, root.list("filler")),
        joiners: spelled(report, root.list("joiners")),
        negations: spelled(report, root.list("negations")),
    };
    let editions: Vec<EditionRow> = tables(report, &root, "list_edition", rows::edition);
    let edition_ids = ids(&root, "list_edition");
    let part_ids = ids(&root, "part");
    let reading = Reading { editions: &edition_ids, part_ids: &part_ids };
    let parts: Vec<(Part, Vec<Spelled>)> = tables(report, &root, "part", |report, table| {
        let names = spelled(report, table.list("names"));
        rows::part(report, table, &reading).map(|part| (part, names))
    });
    let notes = tables(report, &root, "note", |report, table| rows::note(report, table, &reading));
    let names: Vec<(Name, Vec<Spelled>)> = tables(report, &root, "name", |report, table| {
        let words = spelled(report, table.list("words"));
        rows::name(report, table, &reading).map(|name| (name, words))
    });
    let mut periods = tables(report, &root, "period", rows::period);
    periods.sort_by_key(|row| row.strength);
    let mut key_strengths = tables(report, &root, "key_strength", rows::key_strength);
    key_strengths.sort_by_key(|row| row.at_least);
    root.finish();

    rows::check_ids(report, "part", part_ids.iter().copied());
    rows::check_ids(report, "name", names.iter().map(|(name, _)| name.id.as_str()));
    rows::check_ids(report, "list_edition", edition_ids.iter().copied());
    let default_edition = edition_ids.iter().position(|id| Some(*id) == default);
    let default_edition = default_edition.and_then(|at| u8::try_from(at).ok()).map(Edition);
    if default_edition.is_none() && default.is_some() {
        report.error(
            "unknown-edition",
            default_at,
            Text::new("default_edition の版がありません", "the edition of `default_edition` is not in the file"),
            Some(Text::untranslated(edition_ids.join(", "))),
        );
    }
    let spellings = compile(report, &parts, &names, &words);
    let all = |part: &Part| editions.iter().map(|row| Arc::new(say::recommended(part, &row.name))).collect();
    let parts = parts.into_iter().map(|(part, _)| Part { recommended: all(&part), ..part }).collect();
    Some(Cryptrec {
        editions,
        default_edition: default_edition?,
        periods,
        key_strengths,
        notes,
        parts,
        names: names.into_iter().map(|(name, _)| name).collect(),
        spellings,
    })
}

/// The ids of the rows at `key`, also of rows in which something else is wrong: what names them is not wrong for that.
fn ids<'n>(root: &TableReader<'n, '_, '_>, key: &'static str) -> Vec<&'n str> {
    let id = |node: &'n Node| match &node.value {
        Value::Table(entries) => {
            entries.iter().find(|entry| entry.key == "id").and_then(|entry| match &entry.node.value {
                Value::String(id) => Some(id.as_str()),
                Value::Integer(_) | Value::Boolean(_) | Value::Array(_) | Value::Table(_) | Value::Other(_) => None,
            })
        }
        Value::String(_) | Value::Integer(_) | Value::Boolean(_) | Value::Array(_) | Value::Other(_) => None,
    };
    match root.find(key).map(|node| &node.value) {
        Some(Value::Array(rows)) => rows.iter().filter_map(id).collect(),
        Some(Value::String(_) | Value::Integer(_) | Value::Boolean(_) | Value::Table(_) | Value::Other(_)) | None => {
            Vec::new()
        }
    }
}

/// A spelling, folded, and where it stands.
struct Spelled {
    folded: String,
    at: usize,
}

struct Words {
    filler: Vec<Spelled>,
    joiners: Vec<Spelled>,
    negations: Vec<Spelled>,
}

fn spelled(report: &Report<'_>, nodes: &[Node]) -> Vec<Spelled> {
    let spelled = report.bounded(nodes, LIST_LIMIT, |node| node.span.start).iter().filter_map(|node| {
        let folded = fold(standard::document::string(report, node)?);
        if folded.chars().any(char::is_alphanumeric) && folded.len() <= 100 {
            return Some(Spelled { folded, at: node.span.start });
        }
        let message =
            Text::new("名前に文字か数字がないか、長すぎます", "a name without letters or digits, or too long");
        report.error("bad-name", node.span.start, message, None);
        None
    });
    spelled.collect()
}

fn compile(
    report: &Report<'_>,
    parts: &[(Part, Vec<Spelled>)],
    names: &[(Name, Vec<Spelled>)],
    words: &Words,
) -> Spellings {
    let of_parts = (0..).zip(parts).flat_map(|(at, (_, spelled))| pair(Target::Part(at), spelled));
    let of_names = (0..).zip(names).flat_map(|(at, (_, spelled))| pair(Target::Name(at), spelled));
    let all: Vec<(Target, &Spelled)> = of_parts
        .chain(of_names)
        .chain(pair(Target::Filler, &words.filler))
        .chain(pair(Target::Joiner, &words.joiners))
        .chain(pair(Target::Negation, &words.negations))
        .collect();
    let mut spellings = Spellings::new();
    for (target, spelled) in all {
        if spellings.add(&spelled.folded, target).is_err() {
            let message = Text::new(
                format!("名前 `{}` は別の行にもあります", spelled.folded),
                format!("the name `{}` stands in another row too", spelled.folded),
            );
            let hint = Text::new(
                "区切りの記号は名前の違いになりません。どちらかの行から消します",
                "separators make no other name: remove it from one of the rows",
            );
            report.error("duplicate-name", spelled.at, message, Some(hint));
        }
    }
    spellings
}

fn pair(target: Target, spelled: &[Spelled]) -> impl Iterator<Item = (Target, &Spelled)> {
    spelled.iter().map(move |spelled| (target, spelled))
}

/// Every table of the list at `key`, read by `read`; its unknown keys are reported.
fn tables<'n, 'r, 't, T>(
    report: &'r Report<'t>,
    parent: &TableReader<'n, 'r, 't>,
    key: &'static str,
    read: impl Fn(&'r Report<'t>, &TableReader<'n, 'r, 't>) -> Option<T>,
) -> Vec<T> {
    let values = report.bounded(parent.list(key), LIST_LIMIT, |node| node.span.start).iter().filter_map(|node| {
        let table = TableReader::new(report, node)?;
        let value = read(report, &table);
        table.finish();
        value
    });
    values.collect()
}

/// The place of an id among the ids.
pub(super) fn index_of(ids: &[&str], id: &str) -> Option<Index> {
    ids.iter().position(|candidate| *candidate == id).and_then(|at| Index::try_from(at).ok())
}
