//! Writes workbooks: the check sheet that people answer in, and lists of judgements. Only words that people wrote are put into
//! cells, always as strings: nothing written here is ever a formula.

mod classes;
mod facts;
mod formats;
mod height;
mod layout;
mod lines;
mod results;
mod rules;
mod safe;
mod sheet;
mod table;

pub use results::write_results;
pub use sheet::write_check_sheet;

use crate::submission::Submission;
use evidence::declaration::Declaration;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use standard::{ClassIndex, Judgement, Language, Text};
use std::fmt;

/// What to write into a check sheet.
#[derive(Clone, Copy, Debug)]
pub struct CheckSheet<'a> {
    /// The service's name.
    pub service: &'a str,
    /// The class it is to be judged as.
    pub class: ClassIndex,
    /// Answers to fill in, where there are some.
    pub submission: Option<&'a Submission>,
    /// A judgement to show, where there is one. Its answers should be those of the submission.
    pub judgement: Option<&'a Judgement>,
    /// A declaration to fill the fact worksheets with; an empty one gives empty worksheets, none gives no such worksheets.
    pub facts: Option<&'a Declaration>,
    /// The language of headings, choices and table. The language of record is Japanese.
    pub language: Language,
}

/// Why a workbook was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The class is of another standard.
    UnknownClass,
    /// A fact does not fit into a cell.
    Unfit(Text),
    /// The table has more rows or words than a workbook can hold.
    Workbook(XlsxError),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownClass => f.write_str("the class is of another standard"),
            Self::Unfit(fact) => f.write_str(fact.in_language(Language::English)),
            Self::Workbook(_) => f.write_str("the table does not fit into a workbook"),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::UnknownClass | Self::Unfit(_) => None,
            Self::Workbook(cause) => Some(cause),
        }
    }
}

impl From<XlsxError> for WriteError {
    fn from(cause: XlsxError) -> Self {
        Self::Workbook(cause)
    }
}

/// An empty workbook whose bytes depend on nothing but what is put in: the same sheet twice is the same file.
fn new_workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // A date has to stand there, and the clock is not ours to read: 1 January 2000 stands for «not recorded».
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(safe::text(title)).set_creation_datetime(&created));
    // The lightest compression: a sheet is 3 KiB larger than with the default, and written in half the time.
    workbook.set_zip_compression_level(1);
    Ok(workbook)
}
