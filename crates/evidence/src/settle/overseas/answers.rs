//! From holdings to items. The items stand in one either/or clause, but every holding must be covered by some item; so an item
//! is met only where all holdings together are covered, and unmet for all of them where one holding is covered by none.

use super::super::stated::counted;
use super::{Case, Context, Finding};
use crate::declaration::Origin;
use crate::settle::Ground;
use jiff::civil::Date;
use standard::{Answer, Input, Text};

/// What all holdings come to together.
enum Together {
    /// Every holding is covered, and every place is known.
    Covered,
    /// These holdings are covered by nothing.
    Lost(Vec<usize>),
    /// These holdings are covered by nothing yet; places may be open besides.
    Open(Vec<usize>),
}

/// The findings of the items: `table` has a row for each case and a column for each input; `open` is what is missing to know
/// every place.
pub(super) fn of_items(
    context: &Context<'_>,
    inputs: &[Input],
    cases: &[Case<'_>],
    table: &[Vec<Finding>],
    open: &[Text],
) -> Vec<(Input, Finding)> {
    let places = counted(context, context.places()).counting;
    let places_until = places.iter().filter_map(|stated| stated.evidence.valid_until).min();
    let places_shown = places.iter().map(|stated| stated.evidence.origin).min();
    if cases.is_empty() {
        return inputs.iter().map(|input| (*input, nothing_abroad(open, places_shown))).map(allowed(context)).collect();
    }
    let together = together(cases, table, open);
    let names: Vec<&str> = inputs.iter().map(|input| context.standard.name(*input)).collect();
    let names = names.join("・");
    let of_column = |(at, input): (usize, &Input)| {
        let column: Vec<(&Case<'_>, &Finding)> = cases.iter().zip(table.iter().filter_map(|row| row.get(at))).collect();
        let mut finding = match &together {
            Together::Covered => covered(&column, table, places_until),
            Together::Lost(uncovered) => lost(&column, uncovered, &names),
            Together::Open(uncovered) => still_open(&column, uncovered, open, &names),
        };
        Text::keep_first_of_each(&mut finding.missing);
        Text::keep_first_of_each(&mut finding.notes);
        (*input, finding)
    };
    inputs.iter().enumerate().map(of_column).map(allowed(context)).collect()
}

fn together(cases: &[Case<'_>], table: &[Vec<Finding>], open: &[Text]) -> Together {
    let rows_where = |holds: &dyn Fn(&Case<'_>, &[Finding]) -> bool| -> Vec<usize> {
        let rows = cases.iter().zip(table).enumerate();
        rows.filter(|(_, (case, row))| holds(case, row)).map(|(at, _)| at).collect()
    };
    let any = |row: &[Finding], answer| row.iter().any(|finding| finding.answer == answer);
    let uncovered = rows_where(&|_, row| !any(row, Answer::Met));
    let definitely = rows_where(&|case, row| {
        case.site.at_home == Some(false) && !any(row, Answer::Met) && !any(row, Answer::Unknown)
    });
    if !definitely.is_empty() {
        Together::Lost(definitely)
    } else if uncovered.is_empty() && open.is_empty() {
        Together::Covered
    } else {
        Together::Open(uncovered)
    }
}

fn nothing_abroad(open: &[Text], shown: Option<Origin>) -> Finding {
    if open.is_empty() {
        let text = Text::new("国外に保存する情報はない", "no information is kept abroad");
        let grounds = vec![Ground { text, evidence: None }];
        return Finding { grounds, shown, ..Finding::new(Answer::NotApplicable) };
    }
    Finding { missing: open.to_vec(), ..Finding::new(Answer::Unknown) }
}

/// Where the standard takes no 該当なし, what does not hold is unmet.
fn allowed<'c>(context: &'c Context<'_>) -> impl Fn((Input, Finding)) -> (Input, Finding) + 'c {
    |(input, mut finding)| {
        if !context.standard.allows(input, finding.answer) {
            finding.answer = Answer::Unmet;
        }
        (input, finding)
    }
}

/// The column's findings, those with `answer` first; only they count for how well it is shown.
fn of_column(answer: Answer, column: &[(&Case<'_>, &Finding)]) -> Finding {
    let mut finding = Finding::new(answer);
    let (deciding, others): (Vec<_>, Vec<_>) = column.iter().partition(|(_, cell)| cell.answer == answer);
    let shown = deciding.iter().flat_map(|(case, cell)| [cell.shown, Some(case.stated.evidence.origin)]);
    finding.shown = shown.flatten().min();
    for (_, cell) in deciding.into_iter().chain(others) {
        finding.grounds.extend(cell.grounds.iter().cloned());
        finding.notes.extend(cell.notes.iter().cloned());
    }
    finding
}

fn everywhere(column: &[(&Case<'_>, &Finding)], answer: Answer) -> bool {
    column.iter().all(|(_, cell)| cell.answer == answer)
}

fn anywhere(column: &[(&Case<'_>, &Finding)], answer: Answer) -> bool {
    column.iter().any(|(_, cell)| cell.answer == answer)
}

fn covered(column: &[(&Case<'_>, &Finding)], table: &[Vec<Finding>], places_until: Option<Date>) -> Finding {
    if anywhere(column, Answer::Met) {
        let mut finding = of_column(Answer::Met, column);
        // One holding that lapses takes every item with it.
        finding.holds_until = table.iter().filter_map(|row| row_until(row)).chain(places_until).min();
        return finding;
    }
    let answer = if everywhere(column, Answer::NotApplicable) {
        Answer::NotApplicable
    } else if anywhere(column, Answer::Unknown) {
        Answer::Unknown
    } else {
        Answer::Unmet
    };
    let mut finding = of_column(answer, column);
    if answer == Answer::Unknown {
        finding.missing.extend(column.iter().flat_map(|(_, cell)| cell.missing.iter().cloned()));
        finding.notes.push(Text::new(
            "国外の保存は、ほかの項目ですべて満たされている",
            "what is kept abroad is covered by other items already",
        ));
    }
    finding
}

/// The last day on which a way covers the holding; `None` where one does without an end.
fn row_until(row: &[Finding]) -> Option<Date> {
    let met = row.iter().filter(|cell| cell.answer == Answer::Met).map(|cell| cell.holds_until);
    met.max_by_key(|until| until.unwrap_or(Date::MAX)).flatten()
}

fn lost(column: &[(&Case<'_>, &Finding)], uncovered: &[usize], names: &str) -> Finding {
    let answer = if everywhere(column, Answer::NotApplicable) { Answer::NotApplicable } else { Answer::Unmet };
    let mut finding = of_column(answer, column);
    let mut grounds: Vec<Ground> = Vec::new();
    for (case, _) in uncovered.iter().filter_map(|at| column.get(*at)) {
        let japanese = format!("№{names} のどれにも当たらない");
        let text = case.says(&japanese, &format!("covered by none of №{names}"));
        grounds.push(Ground { text, evidence: Some(case.stated.evidence.clone()) });
        finding.shown = finding.shown.into_iter().chain([case.stated.evidence.origin]).min();
    }
    grounds.append(&mut finding.grounds);
    Finding { grounds, ..finding }
}

fn still_open(column: &[(&Case<'_>, &Finding)], uncovered: &[usize], open: &[Text], names: &str) -> Finding {
    let may_cover = anywhere(column, Answer::Met) || anywhere(column, Answer::Unknown);
    // A place that nobody has stated may be abroad, and any item may come to cover it.
    let answer = match (may_cover || !open.is_empty(), everywhere(column, Answer::NotApplicable)) {
        (true, _) => Answer::Unknown,
        (false, true) => Answer::NotApplicable,
        (false, false) => Answer::Unmet,
    };
    let mut finding = of_column(answer, column);
    if answer != Answer::Unknown {
        return finding;
    }
    for (case, cell) in uncovered.iter().filter_map(|at| column.get(*at)) {
        if cell.missing.is_empty() {
            let japanese = format!("№{names} のどれに当たるか、まだ決まらない");
            finding.missing.push(case.says(&japanese, &format!("which of №{names} covers it is open")));
        }
        finding.missing.extend(cell.missing.iter().cloned());
        if case.site.at_home.is_none() {
            finding.missing.extend(case.site.ask.iter().cloned());
        }
    }
    finding.missing.extend(open.iter().cloned());
    finding
}
