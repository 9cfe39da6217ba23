//! What the columns of an answers CSV are. Order is free; every item needs its column, once.

use standard::problem::{excerpt, nearest};
use standard::spelling::fold;
use standard::{Input, InputSet, Place, Problem, Severity, Standard, Text};
use std::borrow::Cow;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Service,
    Class,
    Item(Input),
    Decision(Input),
    /// Not read.
    Other,
}

/// The columns of a header line, or `None` where the file cannot be used; problems go to `report`.
pub(super) fn columns(
    standard: &Standard,
    source: &str,
    line: usize,
    titles: &[Cow<'_, str>],
    class_is_given: bool,
    report: &mut dyn FnMut(Problem),
) -> Option<Vec<Column>> {
    let mut columns = Vec::with_capacity(titles.len());
    let mut refused = false;
    for (at, title) in titles.iter().enumerate() {
        let place = Place::Text { line, column: at + 1 };
        let column = match column(standard, title) {
            Ok((column, correction)) => {
                if let Some(message) = correction {
                    let problem = Problem::error("header-corrected", source, place.clone(), message);
                    report(problem.with_severity(Severity::Correction));
                }
                column
            }
            Err(problem) => {
                refused |= problem.severity == Severity::Error;
                report(Problem { source: source.to_owned(), place: place.clone(), ..problem });
                Column::Other
            }
        };
        if column != Column::Other && columns.contains(&column) {
            let title = excerpt(title);
            let message =
                Text::new(format!("列 `{title}` が二度あります"), format!("the column `{title}` stands twice"));
            report(Problem::error("duplicate-column", source, place, message));
            refused = true;
        }
        columns.push(column);
    }
    let missing = missing(standard, &columns, class_is_given);
    if !missing.is_empty() {
        let names = missing.join(", ");
        let message = Text::new(format!("ない列: {names}"), format!("missing columns: {names}"));
        let hint = Text::new(
            format!("見出し行は {} です(順は自由)", expected(standard)),
            format!("the header is {} in any order", expected(standard)),
        );
        report(Problem::error("missing-column", source, Place::Text { line, column: 1 }, message).with_hint(hint));
        refused = true;
    }
    (!refused).then_some(columns)
}

fn column(standard: &Standard, title: &str) -> Result<(Column, Option<Text>), Problem> {
    let folded = fold(title);
    match folded.as_str() {
        // The long-vowel mark folds to a dash.
        "service" | "サ-ビス" | "サ-ビス名" => return Ok((Column::Service, None)),
        "class" | "分類" | "重要性分類" => return Ok((Column::Class, None)),
        _ => {}
    }
    if let Some(found) = standard.find_input(title) {
        let column = if standard.item(found.value).is_some() { Column::Item } else { Column::Decision };
        return Ok((column(found.value), found.correction));
    }
    let shown = excerpt(title);
    let message = Text::new(
        format!("列 `{shown}` はこの基準の項目ではありません"),
        format!("the column `{shown}` is no item of this standard"),
    );
    let names = standard.inputs().map(|(_, name)| name).chain(["service", "class"]);
    let near = nearest(&folded, names);
    let looks_like_item = folded.starts_with("no") || folded.starts_with(|character: char| character.is_ascii_digit());
    let problem = Problem::error("unknown-column", "", Place::Whole, message);
    Err(match near {
        Some(near) => problem.with_hint(Text::new(format!("`{near}` のことですか"), format!("did you mean `{near}`?"))),
        None if looks_like_item => {
            let expected = expected(standard);
            problem.with_hint(Text::new(format!("使える見出し: {expected}"), format!("allowed titles: {expected}")))
        }
        None => problem
            .with_hint(Text::new("この列は読みません", "the column is not read"))
            .with_severity(Severity::Warning),
    })
}

fn missing<'s>(standard: &'s Standard, columns: &[Column], class_is_given: bool) -> Vec<&'s str> {
    let present: InputSet = columns
        .iter()
        .filter_map(|column| match column {
            Column::Item(input) | Column::Decision(input) => Some(*input),
            Column::Service | Column::Class | Column::Other => None,
        })
        .collect();
    let items = standard.item_inputs().without(present);
    let service = (!columns.contains(&Column::Service)).then_some("service");
    let class = (!class_is_given && !columns.contains(&Column::Class)).then_some("class");
    service.into_iter().chain(class).chain(items.iter().map(|input| standard.name(input))).collect()
}

fn expected(standard: &Standard) -> String {
    let names: Vec<&str> = ["service", "class"].into_iter().chain(standard.inputs().map(|(_, name)| name)).collect();
    names.join(",")
}
