//! The fact worksheets, read as the tree of a declaration and handed to `evidence`'s reader, which knows no other door: whatever is
//! refused in a TOML file is refused here, with sheet and cell. Rows and columns may be moved, and rows inserted.

use super::answers::{day_of_number, plain};
use super::cell::{Cell, Value as CellValue};
use super::grid::{Grid, cell_name};
use super::report::Report;
use super::{Workbook, open, visible_sheets};
use crate::xlsx::bounds::Refusal;
use crate::xlsx::facts::{Choices, Column, Kind, NOT_APPLICABLE, Section, UNKNOWN, choice_of, section_of};
use evidence::declaration::{Declaration, FACT_LIMIT, read_declaration_tree};
use standard::document::{DOCUMENT_LIMIT, Entry, Node, Source, Value};
use standard::problem::excerpt;
use standard::{Place, Problem, Severity, Text};
use std::collections::BTreeMap;

/// The heading row of a section stands within so many rows beneath its title.
const HEADING_ROWS: u32 = 6;

/// What the fact worksheets say.
#[derive(Clone, Debug, Default)]
pub struct FactsReading {
    /// The declaration; `None` where no fact is stated, or where anything is wrong.
    pub declaration: Option<Declaration>,
    /// Everything to tell the sender.
    pub problems: Vec<Problem>,
}

/// Reads the fact worksheets of a check sheet. `name` is what the user calls the file. A service that is named without company
/// or plan, and nothing besides, states no fact: so is an empty check sheet.
///
/// Takes at most [`crate::xlsx::bounds::FILE_LIMIT`] bytes, and less than 64 MiB of memory whatever they are.
pub fn read_facts(name: &str, bytes: &[u8]) -> FactsReading {
    let mut reader = Reader {
        report: Report::new(name),
        places: vec![Place::Whole],
        broken_rows: Vec::new(),
        sections: BTreeMap::new(),
        text: 0,
    };
    let read = open(bytes).and_then(|mut workbook| reader.workbook(&mut workbook));
    match read {
        Ok(()) => reader.finish(name),
        Err(refusal) => FactsReading { declaration: None, problems: vec![refusal.problem(name)] },
    }
}

struct Reader<'n> {
    report: Report<'n>,
    /// What the spans of the tree point to.
    places: Vec<Place>,
    /// Rows with a cell that could not be read: what is missing in them is told by that.
    broken_rows: Vec<Place>,
    sections: BTreeMap<&'static str, Vec<Node>>,
    /// Bytes of text in rows of facts. As much as a declaration may have in a file, and no more.
    text: usize,
}

/// A table that is being read: its section, and which column stands where.
struct Table {
    section: &'static Section,
    columns: Vec<(u32, &'static Column)>,
}

impl Reader<'_> {
    fn workbook(&mut self, workbook: &mut Workbook) -> Result<(), Refusal> {
        for sheet in visible_sheets(workbook) {
            let grid = Grid::read(workbook, &sheet)?;
            self.report.begin(&sheet);
            self.worksheet(&sheet, &grid)?;
        }
        Ok(())
    }

    fn worksheet(&mut self, sheet: &str, grid: &Grid<'_>) -> Result<(), Refusal> {
        let mut awaited: Option<(&'static Section, u32)> = None;
        let mut table: Option<Table> = None;
        for (row, cells) in grid.rows() {
            if let Some(section) = headed(cells) {
                self.heading_is_missing(awaited);
                (awaited, table) = (Some((section, row)), None);
            } else if let Some((section, heading)) = awaited {
                if row > heading + HEADING_ROWS {
                    self.heading_is_missing(awaited.take());
                    continue;
                }
                if let Some(columns) = self.columns(section, row, cells) {
                    (awaited, table) = (None, Some(Table { section, columns }));
                }
            } else if let Some(table) = &table {
                self.text += cells.values().map(|cell| cell.value.words().len()).sum::<usize>();
                if self.text > DOCUMENT_LIMIT {
                    return Err(Refusal::Text);
                }
                self.row(table, (sheet, row), cells, grid.is_1904);
            }
        }
        self.heading_is_missing(awaited);
        Ok(())
    }

    /// A section whose heading row is gone cannot be read, and must not be taken for an empty one.
    fn heading_is_missing(&mut self, awaited: Option<(&'static Section, u32)>) {
        let Some((section, row)) = awaited else { return };
        let (japanese, english) = (section.title.japanese, section.title.english);
        let message = Text::new(
            format!("「{japanese}」の見出しの行がありません"),
            format!("the section `{english}` has no heading row"),
        );
        let hint = Text::new(
            "見出しの行を元に戻すか、章の題の行ごと消してください",
            "restore the heading row, or delete the section's title, too",
        );
        self.report.error((row, 0), "missing-heading", message, Some(hint));
    }

    /// The columns of a heading row; `None` where the row is none (the line that says what to write).
    fn columns(
        &mut self,
        section: &'static Section,
        row: u32,
        cells: &BTreeMap<u32, Cell<'_>>,
    ) -> Option<Vec<(u32, &'static Column)>> {
        let mut columns: Vec<(u32, &'static Column)> = Vec::new();
        for (at, cell) in cells {
            let words = cell.value.words();
            let Some(column) = section.columns().find(|column| column.is_headed(&words)) else { continue };
            if columns.iter().any(|(_, other)| other.key == column.key) {
                let (japanese, english) = (column.heading.japanese, column.heading.english);
                let message = Text::new(
                    format!("「{japanese}」の列が二つあります"),
                    format!("there are two columns `{english}`"),
                );
                let hint = Text::new("一方の列を消してください", "delete one of the columns");
                self.report.error((row, *at), "duplicate-column", message, Some(hint));
            } else {
                columns.push((*at, column));
            }
        }
        (columns.len() >= 2).then_some(columns)
    }

    fn row(&mut self, table: &Table, (sheet, row): (&str, u32), cells: &BTreeMap<u32, Cell<'_>>, is_1904: bool) {
        let mut fields: Vec<Entry> = Vec::new();
        let mut nested: Vec<(&'static str, Vec<Entry>)> = Vec::new();
        let problems = self.report.count();
        for (at, column) in &table.columns {
            let Some(cell) = cells.get(at) else { continue };
            let place = self.place(sheet, (row, *at));
            let Some(value) = self.value(cell, (row, *at), column.kind, place, is_1904) else { continue };
            let entry = |key: &str| Entry {
                key: key.to_owned(),
                key_span: place..place,
                node: Node { value, span: place..place },
            };
            match column.key.split_once('.') {
                None => fields.push(entry(column.key)),
                Some((name, key)) => match nested.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, entries)) => entries.push(entry(key)),
                    None => nested.push((name, vec![entry(key)])),
                },
            }
        }
        if fields.is_empty() && nested.is_empty() {
            return;
        }
        let first = table.columns.first().map_or(0, |(at, _)| *at);
        let place = self.place(sheet, (row, first));
        if self.report.count() > problems {
            self.broken_rows.extend(self.places.get(place).cloned());
        }
        let span = || place..place;
        for (name, entries) in nested {
            let node = Node { value: Value::Table(entries), span: span() };
            fields.push(Entry { key: name.to_owned(), key_span: span(), node });
        }
        let rows = self.sections.entry(table.section.key).or_default();
        // One more than is allowed, so that the declaration's reader refuses it.
        if rows.len() <= FACT_LIMIT {
            rows.push(Node { value: Value::Table(fields), span: span() });
        }
    }

    fn place(&mut self, sheet: &str, at: (u32, u32)) -> usize {
        self.places.push(Place::Cell { sheet: sheet.to_owned(), cell: cell_name(at) });
        self.places.len() - 1
    }

    /// What a cell says, as a declaration writes it; `None` after reporting what cannot be read.
    fn value(&mut self, cell: &Cell<'_>, at: (u32, u32), kind: Kind, place: usize, is_1904: bool) -> Option<Value> {
        let words = plain(cell, at, &mut self.report)?;
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        let known = |words: &str| choice_of(&[UNKNOWN, NOT_APPLICABLE], words);
        let text = |words: &str| Value::String(words.to_owned());
        Some(match kind {
            Kind::Text | Kind::Class => text(words),
            Kind::KnownText => text(known(words).unwrap_or(words)),
            Kind::Date => match (&cell.value, day_of_number(cell, is_1904)) {
                (CellValue::Number(_), Some(day)) => text(&day),
                _ => text(words),
            },
            Kind::Choice(choices) => text(self.choice(choices, words, at)?),
            Kind::Truth(choices) => match self.truth(choices, words, at)? {
                "yes" => Value::Boolean(true),
                "no" => Value::Boolean(false),
                word => text(word),
            },
            Kind::Several(choices) => match known(words) {
                Some(word) => text(word),
                None => self.several(choices, words, at, place)?,
            },
            Kind::Lines => list(words.lines().map(str::trim), place),
        })
    }

    fn choice(&mut self, choices: &'static Choices, words: &str, at: (u32, u32)) -> Option<&'static str> {
        let found = choice_of(choices, words);
        if found.is_none() {
            let shown = excerpt(words);
            let message = Text::new(format!("`{shown}` は使えません"), format!("`{shown}` is none of the choices"));
            let japanese: Vec<&str> = choices.iter().map(|(_, japanese)| *japanese).collect();
            let english: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let hint =
                Text::new(format!("使える値: {}", japanese.join("、")), format!("allowed: {}", english.join(", ")));
            self.report.error(at, "unknown-choice", message, Some(hint));
        }
        found
    }

    /// A spreadsheet may have made TRUE or FALSE of a word.
    fn truth(&mut self, choices: &'static Choices, words: &str, at: (u32, u32)) -> Option<&'static str> {
        match words {
            "TRUE" | "true" | "○" | "〇" => Some("yes"),
            "FALSE" | "false" | "×" => Some("no"),
            _ => self.choice(choices, words, at),
        }
    }

    /// The choices within a cell; none of them has a separator in it.
    fn several(&mut self, choices: &'static Choices, words: &str, at: (u32, u32), place: usize) -> Option<Value> {
        let each = words.split(['\n', '、', ',', '，', '・', '+', '＋', '/']).map(str::trim);
        let chosen: Option<Vec<&'static str>> =
            each.filter(|word| !word.is_empty()).map(|word| self.choice(choices, word, at)).collect();
        Some(list(chosen?.into_iter(), place))
    }

    fn finish(self, name: &str) -> FactsReading {
        let Self { report, places, broken_rows, mut sections, .. } = self;
        let mut problems = report.into_problems();
        let services = sections.remove("service").unwrap_or_default();
        if let Some(second) = services.get(1) {
            let message = Text::new("サービスが二つ以上書かれています", "more than one service is stated");
            let hint = Text::new("1ブックに1サービスにしてください", "state one service in a workbook");
            let place = places.get(second.span.start).cloned().unwrap_or(Place::Whole);
            problems.push(Problem::error("several-services", name, place, message).with_hint(hint));
        }
        let is_named_only = |service: &Node| matches!(&service.value, Value::Table(fields) if fields.len() < 2);
        if sections.is_empty() && services.iter().all(is_named_only) {
            return FactsReading { declaration: None, problems };
        }
        let tree = root(services, sections);
        let read = read_declaration_tree(Source::of_places(name, places), &tree);
        let is_sound = problems.iter().all(|problem| problem.severity < Severity::Error);
        match read {
            Ok(declaration) => FactsReading { declaration: is_sound.then_some(declaration), problems },
            Err(others) => {
                let is_new = |problem: &Problem| problem.code != "missing-key" || !broken_rows.contains(&problem.place);
                problems.extend(others.into_iter().filter(is_new));
                FactsReading { declaration: None, problems }
            }
        }
    }
}

/// The root of a declaration.
fn root(services: Vec<Node>, sections: BTreeMap<&'static str, Vec<Node>>) -> Node {
    let entry = |key: &str, node| Entry { key: key.to_owned(), key_span: 0..0, node };
    let mut entries = vec![entry("format", Node::made(Value::Integer(1)))];
    entries.extend(services.into_iter().take(1).map(|service| entry("service", service)));
    entries.extend(sections.into_iter().map(|(key, rows)| entry(key, Node::made(Value::Array(rows)))));
    Node::made(Value::Table(entries))
}

fn list<'w>(words: impl Iterator<Item = &'w str>, place: usize) -> Value {
    let node = |word: &str| Node { value: Value::String(word.to_owned()), span: place..place };
    Value::Array(words.filter(|word| !word.is_empty()).map(node).collect())
}

/// The section whose heading the row is: nothing else stands there.
fn headed(cells: &BTreeMap<u32, Cell<'_>>) -> Option<&'static Section> {
    let mut cells = cells.values();
    match (cells.next(), cells.next()) {
        (Some(cell), None) => section_of(&cell.value.words()),
        _ => None,
    }
}
