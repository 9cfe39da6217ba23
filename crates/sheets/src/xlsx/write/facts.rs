//! The fact worksheets: every section of a declaration as a table to fill in, with its facts where there are some. What does not
//! fit into a cell is refused, never cut: a fact is handed on whole.

use super::formats::Formats;
use super::{WriteError, height, rules, safe, sheet};
use crate::declaration_text::sections_of;
use crate::xlsx::facts::{Choices, Column, FactSheet, Kind, SHEETS, Section, label_of};
use evidence::declaration::{Declaration, declaration_tree};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use standard::document::{Entry, Node, Value};
use standard::{Language, Standard, Text};

/// Rows left free beneath the facts that are there.
const FREE_ROWS: u32 = 2;

/// Adds the worksheets to a workbook.
pub(super) fn write(
    workbook: &mut Workbook,
    standard: &Standard,
    declaration: &Declaration,
    language: Language,
    formats: &Formats,
) -> Result<(), WriteError> {
    let tree = declaration_tree(declaration);
    let rows = sections_of(&tree);
    for fact_sheet in SHEETS {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(fact_sheet.name.in_language(language))?;
        let mut writer = SheetWriter { worksheet, standard, language, formats, evidence_at: evidence_at(fact_sheet) };
        writer.sheet(fact_sheet, &rows)?;
    }
    Ok(())
}

/// How a fact is shown stands in the same columns for all sections of a worksheet, right of the widest of them.
fn evidence_at(sheet: &FactSheet) -> usize {
    sheet.sections.iter().map(|section| section.columns.len()).max().unwrap_or(0)
}

struct SheetWriter<'w> {
    worksheet: &'w mut Worksheet,
    standard: &'w Standard,
    language: Language,
    formats: &'w Formats,
    evidence_at: usize,
}

impl<'w> SheetWriter<'w> {
    fn sheet(&mut self, sheet: &FactSheet, rows: &[(&str, &[Node])]) -> Result<(), WriteError> {
        let (language, formats) = (self.language, self.formats);
        self.widths(sheet)?;
        let title = sheet.name.in_language(language);
        self.worksheet.write_string_with_format(0, 0, title, &formats.title)?.set_row_height(0, 24)?;
        self.worksheet.write_string_with_format(1, 0, sheet.guide.in_language(language), &formats.banner)?;
        let mut at = 3;
        for section in sheet.sections {
            let facts = rows.iter().find(|(key, _)| *key == section.key).map_or(&[][..], |(_, facts)| facts);
            at = self.section(section, facts, at)? + 2;
        }
        self.page(at)?;
        Ok(())
    }

    fn column_of(&self, section: &Section, at: usize) -> u16 {
        let own = section.columns.len();
        let at = if at < own { at } else { self.evidence_at + at - own };
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn widths(&mut self, sheet: &FactSheet) -> Result<(), XlsxError> {
        let mut widths: Vec<(u16, f64)> = Vec::new();
        for section in sheet.sections {
            for (at, column) in section.columns().enumerate() {
                let at = self.column_of(section, at);
                match widths.iter_mut().find(|(other, _)| *other == at) {
                    Some((_, width)) => *width = width.max(column.width),
                    None => widths.push((at, column.width)),
                }
            }
        }
        for (at, width) in widths {
            self.worksheet.set_column_width(at, width)?;
        }
        Ok(())
    }

    /// Title, guide, heading and rows of a section; gives the last row.
    fn section(&mut self, section: &Section, facts: &[Node], top: u32) -> Result<u32, WriteError> {
        let (language, formats) = (self.language, self.formats);
        self.worksheet.write_string_with_format(top, 0, section.heading(language), &formats.section)?;
        self.worksheet.write_string_with_format(top + 1, 0, section.guide.in_language(language), &formats.banner)?;
        let heading = top + 2;
        let mut needed: f64 = 0.0;
        for (at, column) in section.columns().enumerate() {
            let at = self.column_of(section, at);
            let shown = column.shown(language);
            needed = needed.max(height::of(&shown, column.width));
            self.worksheet.write_string_with_format(heading, at, shown, &formats.heading)?;
        }
        self.worksheet.set_row_height(heading, height::bounded(needed))?;
        let first = heading + 1;
        let last = heading + rows(section, facts);
        for (row, fact) in (first..).zip(facts) {
            self.fact(section, fact, row)?;
        }
        let filled = u32::try_from(facts.len()).unwrap_or(u32::MAX);
        for row in first + filled..=last {
            for (at, column) in section.columns().enumerate() {
                let at = self.column_of(section, at);
                self.worksheet.write_blank(row, at, self.format(column))?;
            }
            self.worksheet.set_row_height(row, 20)?;
        }
        for (at, column) in section.columns().enumerate() {
            let at = self.column_of(section, at);
            self.rule(column, (first, last, at))?;
        }
        Ok(last)
    }

    fn fact(&mut self, section: &Section, fact: &Node, row: u32) -> Result<(), WriteError> {
        let mut needed: f64 = 20.0;
        for (at, column) in section.columns().enumerate() {
            let at = self.column_of(section, at);
            let format = self.format(column);
            let Some(value) = find(fact, column.key) else {
                self.worksheet.write_blank(row, at, format)?;
                continue;
            };
            let words = self.words(column, value).and_then(fits).ok_or_else(|| does_not_fit(section, column))?;
            needed = needed.max(height::of(&words, column.width));
            match rules::iso_day(&words).filter(|_| matches!(column.kind, Kind::Date)) {
                Some(day) => self.worksheet.write_datetime_with_format(row, at, &day, format)?,
                None => self.worksheet.write_string_with_format(row, at, words, format)?,
            };
        }
        self.worksheet.set_row_height(row, height::bounded(needed))?;
        Ok(())
    }

    fn format(&self, column: &Column) -> &'w Format {
        match column.kind {
            Kind::Date => &self.formats.asked.date,
            Kind::Class | Kind::Choice(_) | Kind::Truth(_) => &self.formats.fact_choice,
            Kind::Text | Kind::KnownText | Kind::Several(_) | Kind::Lines => &self.formats.fact_text,
        }
    }

    /// A value as a cell shows it; `None` where a cell cannot.
    fn words(&self, column: &Column, value: &Node) -> Option<String> {
        let label = |choices: &'static Choices, word: &str| label_of(choices, word, self.language).to_owned();
        let known = |word: &str| label_of(KNOWN, word, self.language).to_owned();
        match (&value.value, column.kind) {
            (Value::String(text), Kind::Text | Kind::Date | Kind::Class) => Some(text.clone()),
            (Value::String(text), Kind::KnownText | Kind::Several(_)) => Some(known(text)),
            (Value::String(word), Kind::Choice(choices) | Kind::Truth(choices)) => Some(label(choices, word)),
            (Value::Boolean(truth), Kind::Truth(choices)) => Some(label(choices, if *truth { "yes" } else { "no" })),
            (Value::Array(nodes), Kind::Several(choices)) => {
                joined(nodes, self.separator(), |word| label(choices, word))
            }
            (Value::Array(nodes), Kind::Lines) => joined(nodes, "\n", str::to_owned),
            _ => None,
        }
    }

    /// Between choices within a cell. A list to choose from cannot hold commas.
    fn separator(&self) -> &'static str {
        match self.language {
            Language::Japanese => "、",
            Language::English => " + ",
        }
    }

    /// What may be typed into a column's cells.
    fn rule(&mut self, column: &Column, range: (u32, u32, u16)) -> Result<(), XlsxError> {
        let language = self.language;
        let labels = |choices: &'static Choices| -> Vec<&str> {
            choices.iter().map(|(word, _)| label_of(choices, word, language)).collect()
        };
        match column.kind {
            Kind::Choice(choices) | Kind::Truth(choices) => {
                rules::choose_in(self.worksheet, range, &labels(choices), language)
            }
            Kind::Class => {
                let classes: Vec<&str> = self.standard.classes().iter().map(|class| class.id.as_str()).collect();
                rules::choose_in(self.worksheet, range, &classes, language)
            }
            Kind::Several(choices) if choices.len() <= 3 => {
                let all = combinations(&labels(choices), self.separator());
                let all: Vec<&str> = all.iter().map(String::as_str).chain(labels(KNOWN)).collect();
                rules::choose_in(self.worksheet, range, &all, language)
            }
            Kind::Date => rules::only_dates_in(self.worksheet, range, language),
            Kind::Text | Kind::KnownText | Kind::Several(_) | Kind::Lines => Ok(()),
        }
    }

    fn page(&mut self, last: u32) -> Result<(), XlsxError> {
        const A3: u8 = 8;
        let worksheet = &mut *self.worksheet;
        worksheet.set_paper_size(A3).set_landscape().set_print_fit_to_pages(1, 0);
        worksheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&C&A  &P / &N");
        worksheet.set_freeze_panes(2, 0)?;
        worksheet.set_zoom(90);
        worksheet.ignore_error_range(0, 0, last, 16, rust_xlsxwriter::IgnoreError::NumberStoredAsText)?;
        sheet::protect_rows(worksheet);
        Ok(())
    }
}

/// As many as an empty sheet has, or some more than are filled.
fn rows(section: &Section, facts: &[Node]) -> u32 {
    let filled = u32::try_from(facts.len()).unwrap_or(u32::MAX);
    if section.rows == 1 || filled == 0 { section.rows } else { section.rows.max(filled.saturating_add(FREE_ROWS)) }
}

const KNOWN: &Choices = &[crate::xlsx::facts::UNKNOWN, crate::xlsx::facts::NOT_APPLICABLE];

/// The value of a key; of a key within a table, where the key has a point.
fn find<'n>(row: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Table(entries) = &row.value else { return None };
    let named = |key: &str| entries.iter().find(|entry: &&Entry| entry.key == key).map(|entry| &entry.node);
    match key.split_once('.') {
        None => named(key),
        Some((table, key)) => find(named(table)?, key),
    }
}

/// The choices alone and together, as many as there are.
fn combinations(labels: &[&str], separator: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for label in labels {
        let with: Vec<String> = all.iter().map(|earlier| format!("{earlier}{separator}{label}")).collect();
        all.push((*label).to_owned());
        all.extend(with);
    }
    all
}

/// All elements in a cell; `None` where an element has lines itself.
fn joined(nodes: &[Node], separator: &str, label: impl Fn(&str) -> String) -> Option<String> {
    let line = |node: &Node| match &node.value {
        Value::String(text) if !text.contains(['\n', '\r']) => Some(label(text)),
        Value::String(_)
        | Value::Integer(_)
        | Value::Boolean(_)
        | Value::Array(_)
        | Value::Table(_)
        | Value::Other(_) => None,
    };
    let lines: Option<Vec<String>> = nodes.iter().map(line).collect();
    Some(lines?.join(separator))
}

/// The words, if a cell holds them as they are.
fn fits(words: String) -> Option<String> {
    (safe::text(&words) == words && !words.starts_with('\n')).then_some(words)
}

fn does_not_fit(section: &Section, column: &Column) -> WriteError {
    let (section, key) = (section.key, column.key);
    WriteError::Unfit(Text::new(
        format!("[[{section}]] の `{key}` は、セルに入りません(長すぎる、または改行・制御文字を含む)"),
        format!(
            "`{key}` of [[{section}]] does not fit into a cell (too long, or with line breaks or control characters)"
        ),
    ))
}
