//! Finds the heading row by its words: which column holds what. Columns may stand in any order, and others among them.

use super::cell::{Cell, Value};
use super::grid::{Grid, cell_name};
use super::report::Report;
use crate::xlsx::words::{self, Words, compact};
use standard::{Standard, Text};
use std::collections::BTreeMap;

/// What a column holds, of those that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    No,
    Answer,
    Explanation,
    Evidence,
    Article,
    ValidUntil,
    Id,
    Check,
    /// A heading of the table that is not read.
    Print,
}

/// The heading row and its columns.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) row: u32,
    pub(super) no: u32,
    pub(super) answer: u32,
    pub(super) explanation: Option<u32>,
    pub(super) evidence: Option<u32>,
    pub(super) article: Option<u32>,
    pub(super) valid_until: Option<u32>,
    pub(super) id: Option<u32>,
}

impl Header {
    /// Is there a heading row?
    pub(super) fn is_in(standard: &Standard, grid: &Grid<'_>) -> bool {
        find_row(standard, grid).is_some()
    }

    /// The columns; `None` after reporting why not. `ours` says that the sheet was made by Kijun and so has a column for answers.
    pub(super) fn find(standard: &Standard, grid: &Grid<'_>, ours: bool, report: &mut Report<'_>) -> Option<Self> {
        let (row, roles) = find_row(standard, grid)?;
        report_duplicates(row, &roles, report);
        let column = |role| roles.iter().find(|(_, other)| *other == role).map(|(column, _)| *column);
        let no = column(Role::No)?;
        let id = column(Role::Id);
        let answer = match (column(Role::Answer), column(Role::Check)) {
            (Some(answer), _) => answer,
            // A sheet of the city's own has only チェック to write in. On a sheet of Kijun that column shows a judgement.
            (None, Some(check)) if !ours && id.is_none() => {
                let message = Text::new(
                    "「回答」の列がないので、「チェック」の列を回答として読みました",
                    "there is no column «Answer», so the column «Check» was read as the answers",
                );
                report.warning((row, check), "check-as-answer", message);
                check
            }
            (None, _) => {
                let message = Text::new("「回答」の列がありません", "the column «Answer» is missing");
                let hint = Text::new(
                    "見出し「回答」の列を戻すか、新しい点検票に書き写してください",
                    "put the column headed «Answer» back, or copy the answers to a new check sheet",
                );
                report.error((row, no), "missing-answer-column", message, Some(hint));
                return None;
            }
        };
        Some(Self {
            row,
            no,
            answer,
            explanation: column(Role::Explanation),
            evidence: column(Role::Evidence),
            article: column(Role::Article),
            valid_until: column(Role::ValidUntil),
            id,
        })
    }
}

/// The first row that has № and two more headings of the table.
fn find_row(standard: &Standard, grid: &Grid<'_>) -> Option<(u32, Vec<(u32, Role)>)> {
    grid.rows().find_map(|(row, cells)| {
        let roles = roles(standard, cells);
        let others = roles.iter().filter(|(_, role)| *role != Role::No).count();
        (roles.len() > others && others >= 2).then_some((row, roles))
    })
}

fn roles(standard: &Standard, cells: &BTreeMap<u32, Cell<'_>>) -> Vec<(u32, Role)> {
    let words = cells.iter().filter_map(|(column, cell)| match &cell.value {
        // A heading is short; folding a page of text for every cell of a sheet would take seconds.
        Value::Text(words) if !cell.formula && words.len() < 200 => Some((*column, words)),
        Value::Text(_) | Value::Number(_) | Value::Day(_) | Value::Truth(_) | Value::Error => None,
    });
    words.filter_map(|(column, words)| Some((column, role(standard, words)?))).collect()
}

fn role(standard: &Standard, heading: &str) -> Option<Role> {
    const OWN: [(Words, Role); 6] = [
        (words::ANSWER, Role::Answer),
        (words::EXPLANATION, Role::Explanation),
        (words::EVIDENCE, Role::Evidence),
        (words::ARTICLE, Role::Article),
        (words::VALID_UNTIL, Role::ValidUntil),
        (words::ID, Role::Id),
    ];
    let heading = compact(heading);
    let is = |text: &Text| {
        compact(&text.japanese) == heading || text.english.as_deref().is_some_and(|english| compact(english) == heading)
    };
    let columns = standard.columns();
    if is(&columns.no) || matches!(heading.as_str(), "no" | "no." | "番号" | "項番" | "項目番号") {
        return Some(Role::No);
    }
    if is(&columns.check) {
        return Some(Role::Check);
    }
    if [&columns.category, &columns.topic, &columns.requirement, &columns.risk].into_iter().any(is) {
        return Some(Role::Print);
    }
    let own = OWN.iter().find(|(words, _)| is(&words.text())).map(|(_, role)| *role);
    own.or_else(|| (heading == "回答欄").then_some(Role::Answer))
}

fn report_duplicates(row: u32, roles: &[(u32, Role)], report: &mut Report<'_>) {
    for (at, (column, role)) in roles.iter().enumerate() {
        let first = roles.iter().take(at).find(|(_, other)| other == role);
        if let Some((first, _)) = first.filter(|_| *role != Role::Print) {
            let first = cell_name((row, *first));
            let message =
                Text::new(format!("同じ見出しの列が {first} にもあります"), format!("{first} has the same heading"));
            let hint = Text::new("どちらか一方を残してください", "leave one of the two columns");
            report.error((row, *column), "duplicate-column", message, Some(hint));
        }
    }
}
