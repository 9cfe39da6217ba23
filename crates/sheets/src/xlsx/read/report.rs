//! Collects the problems of a check sheet, each with the cell it is about.

use super::at_cell;
use super::grid::cell_name;
use standard::{Place, Problem, Severity, Text};

/// The problems of one workbook.
pub(super) struct Report<'n> {
    source: &'n str,
    sheet: String,
    problems: Vec<Problem>,
}

impl<'n> Report<'n> {
    pub(super) fn new(source: &'n str) -> Self {
        Self { source, sheet: String::new(), problems: Vec::new() }
    }

    pub(super) fn source(&self) -> &'n str {
        self.source
    }

    /// Cells named from here on are of this worksheet.
    pub(super) fn begin(&mut self, sheet: &str) {
        sheet.clone_into(&mut self.sheet);
    }

    pub(super) fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// An error of the workbook as a whole.
    pub(super) fn whole(&mut self, code: &'static str, message: Text, hint: Text) {
        self.push(Problem::error(code, self.source, Place::Whole, message).with_hint(hint));
    }

    /// Something to see about the workbook, which is used all the same.
    pub(super) fn whole_warning(&mut self, code: &'static str, message: Text, hint: Text) {
        let problem = Problem::error(code, self.source, Place::Whole, message);
        self.push(problem.with_hint(hint).with_severity(Severity::Warning));
    }

    /// An error in a cell.
    pub(super) fn error(&mut self, at: (u32, u32), code: &'static str, message: Text, hint: Option<Text>) {
        let problem = at_cell(self.source, &self.sheet, cell_name(at), code, message);
        self.push(Problem { hint, ..problem });
    }

    /// Something to see about a cell, which is used all the same.
    pub(super) fn warning(&mut self, at: (u32, u32), code: &'static str, message: Text) {
        let problem = at_cell(self.source, &self.sheet, cell_name(at), code, message);
        self.push(problem.with_severity(Severity::Warning));
    }

    /// A cell that was understood in another form than written.
    pub(super) fn correction(&mut self, at: (u32, u32), code: &'static str, message: Text) {
        let problem = at_cell(self.source, &self.sheet, cell_name(at), code, message);
        self.push(problem.with_severity(Severity::Correction));
    }

    /// How many problems there are so far.
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
