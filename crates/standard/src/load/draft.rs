//! A standard's file as typed values that still know where they stand. Names are not resolved yet.

use super::check_reader::read_check;
use crate::check::Check;
use crate::document::{Entry, Node, Report, TableReader, Value, elements, string};
use crate::standard::{CellMeaning, Columns, Head};
use crate::text::Text;

/// The only version of the file's shape so far.
const FORMAT: i64 = 1;

/// No list of a standard is longer: twice what the items and decisions of one standard can be, and short enough that
/// checking every pair of a list takes no time.
const LIST_LIMIT: usize = 128;

/// A word and the byte where it stands.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: usize,
}

pub(super) struct Draft {
    pub(super) id: Word,
    pub(super) edition: Word,
    pub(super) head: Head,
    pub(super) columns: Columns,
    pub(super) ordered: bool,
    pub(super) references: Vec<DraftReference>,
    pub(super) cells: Vec<DraftCell>,
    pub(super) decisions: Vec<DraftDecision>,
    pub(super) readings: Vec<DraftReading>,
    pub(super) classes: Vec<DraftClass>,
    pub(super) categories: Vec<(Word, Text)>,
    pub(super) topics: Vec<DraftTopic>,
}

pub(super) struct DraftReference {
    pub(super) id: Word,
    pub(super) title: Text,
    pub(super) edition: Option<String>,
    pub(super) url: Option<String>,
    pub(super) items: Vec<Word>,
}

pub(super) struct DraftCell {
    pub(super) id: Word,
    pub(super) print: Text,
    pub(super) meaning: CellMeaning,
}

pub(super) struct DraftDecision {
    pub(super) id: Word,
    pub(super) name: Text,
    pub(super) question: Text,
}

pub(super) struct DraftReading {
    pub(super) id: Word,
    pub(super) question: Text,
    pub(super) default: Word,
    pub(super) default_reason: Text,
    pub(super) options: Vec<DraftOption>,
}

pub(super) struct DraftOption {
    pub(super) id: Word,
    pub(super) label: Text,
    pub(super) reason: Option<Text>,
    pub(super) loosens: bool,
}

pub(super) struct DraftClass {
    pub(super) id: Word,
    pub(super) spellings: Vec<Word>,
    pub(super) label: Text,
    pub(super) definition: Option<Text>,
    pub(super) example: Option<Text>,
    pub(super) out_of_scope: bool,
    pub(super) clauses: Vec<DraftClause>,
}

pub(super) struct DraftClause {
    pub(super) at: usize,
    pub(super) any: Vec<Word>,
    pub(super) when: Vec<(Word, Word)>,
}

pub(super) struct DraftTopic {
    pub(super) category: Word,
    pub(super) name: Text,
    pub(super) risk: Text,
    pub(super) items: Vec<DraftItem>,
}

pub(super) struct DraftItem {
    pub(super) no: Word,
    pub(super) requirement: Text,
    /// Class and cell, by name.
    pub(super) cells: Vec<(Word, Word)>,
    pub(super) allows_na: bool,
    pub(super) settled_by: Option<Check>,
}

impl DraftTopic {
    /// All items of `topics`, in table order.
    pub(super) fn items(topics: &[Self]) -> impl Iterator<Item = &DraftItem> {
        topics.iter().flat_map(|topic| &topic.items)
    }
}

/// The draft, or `None` where so much is missing that nothing further can be checked (all of it is in the report).
pub(super) fn read(report: &Report<'_>, tree: &Node) -> Option<Draft> {
    let root = TableReader::new(report, tree)?;
    read_format(report, &root);
    let standard = root.require("standard").and_then(|node| TableReader::new(report, node));
    let identity = standard.as_ref().map(|table| (word(report, table, "id"), word(report, table, "edition")));
    let ordered = standard.as_ref().is_none_or(|table| read_class_order(report, table));
    let head = standard.and_then(read_head);
    let columns = root.require("columns").and_then(|node| TableReader::new(report, node)).and_then(read_columns);
    let draft_parts = (
        tables(report, &root, "reference", read_reference),
        report
            .bounded(root.entries_of("cell"), LIST_LIMIT, |entry| entry.key_span.start)
            .iter()
            .filter_map(|entry| read_cell(report, entry))
            .collect(),
        tables(report, &root, "decision", read_decision),
        tables(report, &root, "reading", read_reading),
        tables(report, &root, "class", read_class),
        tables(report, &root, "category", |report, table| {
            let (id, name) = (word(report, table, "id"), table.require_text("name"));
            Some((id?, name?))
        }),
        tables(report, &root, "topic", read_topic),
    );
    root.finish();
    let (references, cells, decisions, readings, classes, categories, topics) = draft_parts;
    let (id, edition) = identity?;
    Some(Draft {
        id: id?,
        edition: edition?,
        head: head?,
        columns: columns?,
        ordered,
        references,
        cells,
        decisions,
        readings,
        classes,
        categories,
        topics,
    })
}

fn read_format(report: &Report<'_>, root: &TableReader<'_, '_, '_>) {
    if let Some(node) = root.require("format")
        && node.value != Value::Integer(FORMAT)
    {
        let message = Text::new("この形の基準ファイルは読めません", "this format of standard files is not known");
        let hint = Text::new(format!("使える値: {FORMAT}"), format!("allowed: {FORMAT}"));
        report.error("unknown-format", node.span.start, message, Some(hint));
    }
}

fn read_class_order(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> bool {
    let Some(node) = table.require("class_order") else { return true };
    match string(report, node) {
        Some("strictest_first") | None => true,
        Some("unordered") => false,
        Some(other) => {
            let message = Text::new(format!("`{other}` という並びはありません"), format!("no such order `{other}`"));
            let hint = Text::new("使える値: strictest_first, unordered", "allowed: strictest_first, unordered");
            report.error("unknown-class-order", node.span.start, message, Some(hint));
            true
        }
    }
}

fn read_head(table: TableReader<'_, '_, '_>) -> Option<Head> {
    let footnotes = table.texts("footnotes");
    let (issuer, title, short_title) =
        (table.require_text("issuer"), table.require_text("title"), table.require_text("short_title"));
    let (banner, edition_basis, class_note) =
        (table.find_text("banner"), table.find_text("edition_basis"), table.find_text("class_note"));
    table.finish();
    Some(Head {
        issuer: issuer?,
        banner,
        title: title?,
        short_title: short_title?,
        edition_basis,
        footnotes,
        class_note,
    })
}

fn read_columns(table: TableReader<'_, '_, '_>) -> Option<Columns> {
    let heading = |key| table.require_text(key);
    let columns = (
        (
            heading("category"),
            heading("no"),
            heading("topic"),
            heading("requirement"),
            heading("risk"),
            heading("check"),
        ),
        (heading("class"), heading("definition"), heading("example")),
    );
    table.finish();
    let ((category, no, topic, requirement, risk, check), (class, definition, example)) = columns;
    Some(Columns {
        category: category?,
        no: no?,
        topic: topic?,
        requirement: requirement?,
        risk: risk?,
        check: check?,
        class: class?,
        definition: definition?,
        example: example?,
    })
}

fn read_reference(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<DraftReference> {
    let (id, title) = (word(report, table, "id"), table.require_text("title"));
    let edition = table.find_string("edition").map(str::to_owned);
    let url = table.find_string("url").map(str::to_owned);
    let items = words(report, table.list("items"));
    Some(DraftReference { id: id?, title: title?, edition, url, items })
}

fn read_cell(report: &Report<'_>, entry: &Entry) -> Option<DraftCell> {
    let table = TableReader::new(report, &entry.node)?;
    let print = table.require_text("print");
    let meaning = table.require("means").and_then(|node| read_meaning(report, node));
    table.finish();
    let id = Word { text: entry.key.clone(), at: entry.key_span.start };
    Some(DraftCell { id, print: print?, meaning: meaning? })
}

fn read_meaning(report: &Report<'_>, node: &Node) -> Option<CellMeaning> {
    let found = string(report, node)?;
    let meaning = match found {
        "required" => CellMeaning::Required,
        "conditional" => CellMeaning::Conditional,
        "recommended" => CellMeaning::Recommended,
        "optional" => CellMeaning::Optional,
        "none" => CellMeaning::None,
        other => {
            let message = Text::new(format!("`{other}` という意味はありません"), format!("no such meaning `{other}`"));
            let hint = "required, conditional, recommended, optional, none";
            let hint = Text::new(format!("使える値: {hint}"), format!("allowed: {hint}"));
            report.error("unknown-meaning", node.span.start, message, Some(hint));
            return None;
        }
    };
    Some(meaning)
}

fn read_decision(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<DraftDecision> {
    let (id, name, question) = (word(report, table, "id"), table.require_text("name"), table.require_text("question"));
    Some(DraftDecision { id: id?, name: name?, question: question? })
}

fn read_reading(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<DraftReading> {
    let (id, question) = (word(report, table, "id"), table.require_text("question"));
    let (default, default_reason) = (word(report, table, "default"), table.require_text("default_reason"));
    let options = tables(report, table, "option", read_option);
    Some(DraftReading { id: id?, question: question?, default: default?, default_reason: default_reason?, options })
}

fn read_option(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<DraftOption> {
    let (id, label) = (word(report, table, "id"), table.require_text("label"));
    let (reason, loosens) = (table.find_text("reason"), table.flag("loosens"));
    Some(DraftOption { id: id?, label: label?, reason, loosens })
}

fn read_class(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<DraftClass> {
    let (id, label) = (word(report, table, "id"), table.require_text("label"));
    let spellings = words(report, table.list("spellings"));
    let (definition, example) = (table.find_text("definition"), table.find_text("example"));
    let out_of_scope = table.flag("out_of_scope");
    let clauses = table.find("clauses");
    if out_of_scope == clauses.is_some() {
        let message = Text::new(
            "分類には clauses(規則)か out_of_scope = true(対象外)のどちらか一方が要ります",
            "a class needs either `clauses` or `out_of_scope = true`",
        );
        report.error("class-without-rule", table.offset(), message, None);
    }
    let clauses = clauses.map_or(&[][..], |node| elements(report, node));
    let clauses = report
        .bounded(clauses, LIST_LIMIT, |node| node.span.start)
        .iter()
        .filter_map(|node| read_clause(report, node))
        .collect();
    Some(DraftClass { id: id?, spellings, label: label?, definition, example, out_of_scope, clauses })
}

fn read_clause(report: &Report<'_>, node: &Node) -> Option<DraftClause> {
    let at = node.span.start;
    if let Value::Array(inputs) = &node.value {
        return Some(DraftClause { at, any: words(report, inputs), when: Vec::new() });
    }
    let table = TableReader::new(report, node)?;
    let any = table.require("any").map(|node| words(report, elements(report, node)));
    let conditions = report.bounded(table.entries_of("when"), LIST_LIMIT, |entry| entry.key_span.start).iter();
    let when = conditions.filter_map(|entry| {
        let option = string(report, &entry.node)?.to_owned();
        let reading = Word { text: entry.key.clone(), at: entry.key_span.start };
        Some((reading, Word { text: option, at: entry.node.span.start }))
    });
    let when = when.collect();
    table.finish();
    Some(DraftClause { at, any: any?, when })
}

fn read_topic(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<DraftTopic> {
    let category = word(report, table, "category");
    let (name, risk) = (table.require_text("name"), table.require_text("risk"));
    let items = tables(report, table, "item", read_item);
    Some(DraftTopic { category: category?, name: name?, risk: risk?, items })
}

fn read_item(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<DraftItem> {
    let (no, requirement) = (word(report, table, "no"), table.require_text("requirement"));
    let cells = report.bounded(table.entries_of("cells"), LIST_LIMIT, |entry| entry.key_span.start).iter();
    let cells = cells.filter_map(|entry| {
        let cell = string(report, &entry.node)?.to_owned();
        let class = Word { text: entry.key.clone(), at: entry.key_span.start };
        Some((class, Word { text: cell, at: entry.node.span.start }))
    });
    let cells = cells.collect();
    let allows_na = table.flag("allows_na");
    let settled_by = table.find("settled_by").and_then(|node| read_check(report, node));
    Some(DraftItem { no: no?, requirement: requirement?, cells, allows_na, settled_by })
}

/// Every table of the list at `key`, read by `read`; its unknown keys are reported.
fn tables<'n, 'r, 't, T>(
    report: &'r Report<'t>,
    parent: &TableReader<'n, 'r, 't>,
    key: &'static str,
    read: impl Fn(&'r Report<'t>, &TableReader<'n, 'r, 't>) -> Option<T>,
) -> Vec<T> {
    let nodes = report.bounded(parent.list(key), LIST_LIMIT, |node| node.span.start).iter();
    let values = nodes.filter_map(|node| {
        let table = TableReader::new(report, node)?;
        let value = read(report, &table);
        table.finish();
        value
    });
    values.collect()
}

fn word(report: &Report<'_>, table: &TableReader<'_, '_, '_>, key: &'static str) -> Option<Word> {
    let text = table.require_string(key)?;
    let at = table.find(key).map_or(0, |node| node.span.start);
    let fits = text.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.'));
    if !fits || text.chars().count() > 64 {
        let message = Text::new(format!("`{text}` は名前に使えません"), format!("`{text}` cannot be a name"));
        let hint = Text::new(
            "名前は 64 文字までの文字・数字・「-」「_」「.」",
            "a name is up to 64 letters, digits, `-`, `_`, `.`",
        );
        report.error("bad-name", at, message, Some(hint));
        return None;
    }
    Some(Word { text: text.to_owned(), at })
}

fn words(report: &Report<'_>, nodes: &[Node]) -> Vec<Word> {
    let nodes = report.bounded(nodes, LIST_LIMIT, |node| node.span.start).iter();
    let words = nodes.filter_map(|node| Some(Word { text: string(report, node)?.to_owned(), at: node.span.start }));
    words.collect()
}
