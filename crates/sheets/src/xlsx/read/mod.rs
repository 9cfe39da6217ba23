//! Reads a check sheet back, whatever a spreadsheet or a person did to it: columns and rows in any order, more columns, dates where
//! №s were. What is in doubt is refused, with its cell; nothing is guessed silently. One sheet is one service.

mod answers;
mod cell;
mod facts;
mod grid;
mod header;
mod identity;
mod list;
mod report;
mod rows;

pub use facts::{FactsReading, read_facts};
pub(crate) use list::list_rows;

use super::bounds::{self, Refusal};
use crate::submission::{Reading, Submission};
use calamine::{Reader as _, SheetType, SheetVisible, Xlsx};
use grid::Grid;
use header::Header;
use report::Report;
use standard::{ClassIndex, Place, Problem, Severity, Standard, Text};
use std::io::Cursor;

/// How to read a check sheet.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The class to judge as, whatever the sheet says. Needed where the sheet says nothing.
    pub class_override: Option<ClassIndex>,
}

/// Reads a check sheet of `standard`. `name` is what the user calls the file; a sheet without a service's name takes it from there.
///
/// The reading has one submission, or none where any row is wrong; every problem of the sheet is in it. Takes at most
/// [`bounds::FILE_LIMIT`] bytes, and less than 64 MiB of memory whatever they are.
pub fn read_check_sheet(standard: &Standard, name: &str, bytes: &[u8], options: ReadOptions) -> Reading {
    match open(bytes) {
        Ok(mut workbook) => read_workbook(standard, name, &mut workbook, options),
        Err(refusal) => Reading::refused(refusal.problem(name)),
    }
}

type Workbook = Xlsx<Cursor<Vec<u8>>>;

fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let bounded = bounds::bound(bytes)?;
    Xlsx::new(Cursor::new(bounded.zip)).map_err(|_| Refusal::Damaged)
}

/// The names of the worksheets that people see.
fn visible_sheets(workbook: &Workbook) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    let visible = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    visible.map(|sheet| sheet.name.clone()).collect()
}

fn read_workbook(standard: &Standard, source: &str, workbook: &mut Workbook, options: ReadOptions) -> Reading {
    let mut report = Report::new(source);
    let submission = find_and_read(standard, workbook, options, &mut report);
    let problems = report.into_problems();
    let sound = problems.iter().all(|problem| problem.severity < Severity::Error);
    Reading { submissions: submission.filter(|_| sound).into_iter().collect(), problems }
}

fn find_and_read(
    standard: &Standard,
    workbook: &mut Workbook,
    options: ReadOptions,
    report: &mut Report<'_>,
) -> Option<Submission> {
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let hidden = match identity::hidden(workbook, &sheets) {
        Ok(hidden) => hidden,
        Err(refusal) => return refused(report, &refusal),
    };
    if let Some(hidden) = &hidden
        && !identity::is_of(standard, hidden, report)
    {
        return None;
    }
    let mut found: Option<String> = None;
    for (sheet, _) in sheets.iter().filter(|(_, visible)| *visible) {
        let grid = match Grid::read(workbook, sheet) {
            Ok(grid) => grid,
            Err(refusal) => return refused(report, &refusal),
        };
        if !Header::is_in(standard, &grid) {
            continue;
        }
        if let Some(first) = &found {
            report.whole("several-tables", two_tables(first, sheet), one_table_hint());
            return None;
        }
        found = Some(sheet.clone());
    }
    let Some(sheet) = found else {
        report.whole("no-table", no_table(standard), no_table_hint());
        return None;
    };
    let grid = match Grid::read(workbook, &sheet) {
        Ok(grid) => grid,
        Err(refusal) => return refused(report, &refusal),
    };
    report.begin(&sheet);
    let header = Header::find(standard, &grid, hidden.is_some(), report)?;
    let identity = identity::of(standard, &grid, &header, hidden.as_ref(), options, report);
    let class = identity.as_ref().map(|identity| identity.class);
    let (answers, notes) = rows::read(standard, &grid, &header, class, report);
    let identity = identity?;
    let place = Place::Cell { sheet, cell: "A1".to_owned() };
    Some(Submission { service: identity.service, class: identity.class, answers, notes, place })
}

fn refused(report: &mut Report<'_>, refusal: &Refusal) -> Option<Submission> {
    report.push(refusal.problem(report.source()));
    None
}

fn two_tables(first: &str, second: &str) -> Text {
    Text::new(
        format!("点検表が二つのシート「{first}」「{second}」にあります"),
        format!("there are tables to answer on two worksheets, `{first}` and `{second}`"),
    )
}

fn one_table_hint() -> Text {
    Text::new(
        "1ブックに1サービスの点検票だけを残してください",
        "leave one check sheet, of one service, in the workbook",
    )
}

fn no_table(standard: &Standard) -> Text {
    let columns = standard.columns();
    let names = |language| {
        let no = columns.no.in_language(language);
        format!("{no}, {}, {}", columns.topic.in_language(language), columns.requirement.in_language(language))
    };
    Text::new(
        format!("見出し行({})のあるシートがありません", names(standard::Language::Japanese)),
        format!("no worksheet has the heading row ({})", names(standard::Language::English)),
    )
}

fn no_table_hint() -> Text {
    Text::new(
        "`kijun sheet new` で作った点検票を使い、見出し行を消さないでください",
        "use a check sheet made by `kijun sheet new`, and leave its heading row",
    )
}

/// A problem at a cell.
fn at_cell(source: &str, sheet: &str, cell: String, code: &'static str, message: Text) -> Problem {
    Problem::error(code, source, Place::Cell { sheet: sheet.to_owned(), cell }, message)
}
