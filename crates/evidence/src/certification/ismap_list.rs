//! A list of ISMAP services from rows of text: columns found by their names in any order, numbers matched on their stem,
//! services by their folded names. Not for reading CSV or workbooks: `sheets` makes the rows.

use super::{Certification, Column};
use jiff::civil::Date;
use standard::Text;
use standard::problem::{Place, Problem, Severity, excerpt};
use standard::spelling::fold;
use std::cmp::Ordering;
use std::collections::HashMap;

/// The header stands within this many rows: above it are a title and the day of the list.
const HEADER_ROWS: usize = 20;

/// More problems than this are not listed.
const PROBLEM_LIMIT: usize = 200;

/// A registered service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IsmapEntry {
    /// The number as the list writes it: `C21-0008-2`.
    pub number: String,
    /// The service's name as written.
    pub service: String,
    /// The company's name as written; empty where the list has no such column.
    pub vendor: String,
    /// The day of registration.
    pub registered: Option<Date>,
    /// The last day of validity.
    pub valid_until: Option<Date>,
    /// The declared scope (言明対象範囲).
    pub scope: Option<String>,
    /// The auditor.
    pub auditor: Option<String>,
    /// The state of the registration, as written.
    pub state: Option<String>,
    /// The row of the list, from 1.
    pub row: usize,
}

/// An entry found by a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberMatch<'l> {
    /// The entry.
    pub entry: &'l IsmapEntry,
    /// The entry's renewal (`-2` of `C21-0008-2`) compared with the one that was looked for. `Less`: the list is older than
    /// the certificate, and its dates say nothing of it.
    pub renewal: Ordering,
}

/// A list of ISMAP services.
#[derive(Clone, Debug, Default)]
pub struct IsmapList {
    entries: Vec<IsmapEntry>,
    by_stem: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    forms: super::CompanyForms,
}

impl Certification {
    /// Reads a list. `source` is what the user calls the file, `sheet` the worksheet's name, where there is one. The problems
    /// name rows and columns; a row with a problem stays in the list without the value that could not be read, except a row
    /// without a number.
    pub fn read_ismap_list(
        &self,
        source: &str,
        sheet: Option<&str>,
        rows: &[Vec<String>],
    ) -> (IsmapList, Vec<Problem>) {
        let mut reader = Reader { source, sheet, problems: Vec::new() };
        let header = rows.iter().take(HEADER_ROWS).enumerate().find_map(|(at, row)| {
            let columns = self.columns_of(row);
            (columns.contains_key(&Column::Number) && columns.contains_key(&Column::Service)).then_some((at, columns))
        });
        let mut list = IsmapList { forms: self.forms.clone(), ..IsmapList::default() };
        let Some((header, columns)) = header else {
            let message = Text::new(
                format!("先頭の {HEADER_ROWS} 行に、登録番号とサービス名の列が見つかりません"),
                format!("no columns for the number and the service in the first {HEADER_ROWS} rows"),
            );
            let hint =
                Text::new("見出しの行を「登録番号」「サービス名」とします", "name the columns 登録番号 and サービス名");
            reader.problems.push(Problem::error("list-no-header", source, Place::Whole, message).with_hint(hint));
            return (list, reader.problems);
        };
        for (at, row) in rows.iter().enumerate().skip(header + 1) {
            if let Some(entry) = reader.entry(at, row, &columns) {
                list.add(entry, &mut reader);
            }
        }
        (list, reader.problems)
    }

    fn columns_of(&self, row: &[String]) -> HashMap<Column, usize> {
        let mut columns = HashMap::new();
        for (at, cell) in row.iter().enumerate() {
            let name: String = fold(cell).chars().filter(|character| !matches!(character, '\n' | '\r')).collect();
            if let Some(column) = self.columns.get(&name) {
                columns.entry(*column).or_insert(at);
            }
        }
        columns
    }
}

impl IsmapList {
    /// All entries, in the order of the list.
    pub fn entries(&self) -> &[IsmapEntry] {
        &self.entries
    }

    /// The entry of a number: the same renewal if the list has it, else the latest renewal of the same registration.
    pub fn find_number(&self, number: &str) -> Option<NumberMatch<'_>> {
        let folded = fold(number);
        let rows = self.by_stem.get(stem(&folded))?;
        let entries = || rows.iter().filter_map(|at| self.entries.get(*at));
        let same = entries().find(|entry| fold(&entry.number) == folded);
        let latest = || entries().max_by_key(|entry| renewal(&entry.number));
        let entry = same.or_else(latest)?;
        Some(NumberMatch { entry, renewal: renewal(&entry.number).cmp(&renewal(number)) })
    }

    /// The entries of a service's name; of one company where `vendor` is given. Names are compared folded.
    pub fn find_service(&self, service: &str, vendor: Option<&str>) -> Vec<&IsmapEntry> {
        let vendor = vendor.map(|vendor| self.forms.fold_name(vendor));
        let its =
            |entry: &&IsmapEntry| vendor.as_ref().is_none_or(|vendor| self.forms.fold_name(&entry.vendor) == *vendor);
        let rows = self.by_name.get(&self.forms.fold_name(service));
        rows.into_iter().flatten().filter_map(|at| self.entries.get(*at)).filter(its).collect()
    }

    /// Is it this service, and, where both are known, this company? Names are compared folded.
    pub fn is_of(&self, entry: &IsmapEntry, service: &str, vendor: &str) -> bool {
        let same = |one: &str, other: &str| self.forms.fold_name(one) == self.forms.fold_name(other);
        same(&entry.service, service) && (entry.vendor.is_empty() || same(&entry.vendor, vendor))
    }

    fn add(&mut self, entry: IsmapEntry, reader: &mut Reader<'_>) {
        let folded = fold(&entry.number);
        let same_stem = self.by_stem.entry(stem(&folded).to_owned()).or_default();
        let before =
            same_stem.iter().filter_map(|at| self.entries.get(*at)).find(|other| fold(&other.number) == folded);
        if let Some(before) = before {
            let message = Text::new(
                format!("登録番号 `{}` は {} 行目にもあります", excerpt(&entry.number), before.row),
                format!("the number `{}` also stands in row {}", excerpt(&entry.number), before.row),
            );
            reader.report("list-duplicate-number", Severity::Warning, entry.row - 1, 0, message, None);
        }
        same_stem.push(self.entries.len());
        self.by_name.entry(self.forms.fold_name(&entry.service)).or_default().push(self.entries.len());
        self.entries.push(entry);
    }
}

/// Reads rows and collects their problems.
struct Reader<'s> {
    source: &'s str,
    sheet: Option<&'s str>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn entry(&mut self, at: usize, row: &[String], columns: &HashMap<Column, usize>) -> Option<IsmapEntry> {
        let cell = |column| {
            let text = columns.get(&column).and_then(|at| row.get(*at)).map_or("", |cell| cell.trim());
            (!text.is_empty()).then(|| text.to_owned())
        };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let Some(number) = cell(Column::Number) else {
            let message = Text::new("登録番号がない行です", "a row without a number");
            let hint = Text::new("この行は使いません", "the row is not used");
            let column = columns.get(&Column::Number).copied().unwrap_or(0);
            self.report("list-no-number", Severity::Warning, at, column, message, Some(hint));
            return None;
        };
        let mut date = |column| {
            let words = cell(column)?;
            // A period ends with its last day: `2024/4/1～2025/7/31`.
            let last = fold(&words).rsplit(['~', '〜']).next().map(str::to_owned)?;
            match crate::date::parse(&last) {
                Ok(date) => Some(date),
                Err(refused) => {
                    let column = columns.get(&column).copied().unwrap_or(0);
                    self.report("bad-date", Severity::Error, at, column, refused.message, Some(refused.hint));
                    None
                }
            }
        };
        let (registered, valid_until) = (date(Column::Registered), date(Column::ValidUntil));
        if registered.zip(valid_until).is_some_and(|(from, until)| until < from) {
            let message = Text::new("有効期限が登録日より前です", "it expires before it was registered");
            let hint = Text::new("登録日と有効期限の列を確かめます", "check both columns");
            let column = columns.get(&Column::ValidUntil).copied().unwrap_or(0);
            self.report("list-dates-reversed", Severity::Error, at, column, message, Some(hint));
        }
        Some(IsmapEntry {
            number,
            service: cell(Column::Service).unwrap_or_default(),
            vendor: cell(Column::Vendor).unwrap_or_default(),
            registered,
            valid_until,
            scope: cell(Column::Scope),
            auditor: cell(Column::Auditor),
            state: cell(Column::State),
            row: at + 1,
        })
    }

    /// `row` and `column` from 0.
    fn report(
        &mut self,
        code: &'static str,
        severity: Severity,
        row: usize,
        column: usize,
        message: Text,
        hint: Option<Text>,
    ) {
        if self.problems.len() >= PROBLEM_LIMIT {
            return;
        }
        let place = match self.sheet {
            Some(sheet) => Place::Cell { sheet: sheet.to_owned(), cell: format!("{}{}", letters(column), row + 1) },
            None => Place::Text { line: row + 1, column: column + 1 },
        };
        let problem = Problem { hint, ..Problem::error(code, self.source, place, message) };
        self.problems.push(problem.with_severity(severity));
    }
}

/// A column as spreadsheets name it, from 0: A, B, …, Z, AA.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

/// A folded number without its renewal: `c21-0008` of `c21-0008-2`.
fn stem(folded: &str) -> &str {
    match folded.rsplit_once('-') {
        Some((stem, renewal)) if stem.contains('-') && is_renewal(renewal) => stem,
        Some(_) | None => folded,
    }
}

fn renewal(number: &str) -> u32 {
    let folded = fold(number);
    let last = folded.rsplit_once('-').filter(|(stem, renewal)| stem.contains('-') && is_renewal(renewal));
    last.and_then(|(_, renewal)| renewal.parse().ok()).unwrap_or(0)
}

fn is_renewal(digits: &str) -> bool {
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
