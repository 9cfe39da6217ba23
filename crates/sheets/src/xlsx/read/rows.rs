//! The rows below the heading: which item each is about, and that each item is there once. What an answer says is `answers`' work.

use super::answers;
use super::cell::{Cell, Day, Value};
use super::grid::{Grid, cell_name};
use super::header::Header;
use super::report::Report;
use crate::submission::Note;
use crate::xlsx::words::compact;
use standard::problem::excerpt;
use standard::spelling::Understood;
use standard::standard::CellMeaning;
use standard::{Answers, ClassIndex, Input, InputSet, Standard, Text};
use std::collections::BTreeMap;

/// The answers and notes of all rows. Rows that are wrong are reported.
pub(super) fn read(
    standard: &Standard,
    grid: &Grid<'_>,
    header: &Header,
    class: Option<ClassIndex>,
    report: &mut Report<'_>,
) -> (Answers, Vec<(Input, Note)>) {
    let mut answers = Answers::BLANK;
    let mut notes = Vec::new();
    let mut seen: Vec<(Input, u32)> = Vec::new();
    for (row, cells) in grid.rows().skip_while(|(row, _)| *row <= header.row) {
        let Some(input) = identify(standard, grid, header, row, cells, report) else { continue };
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == input) {
            report_duplicate(standard, input, (row, header.no), (*first, header.no), report);
            continue;
        }
        seen.push((input, row));
        let matters = class.is_none_or(|class| matters(standard, input, class));
        answers =
            answers::read(standard, input, matters, row, cells.get(&header.answer), header.answer, answers, report);
        let note = answers::note(row, cells, header, grid.is_1904, report);
        if !note.is_empty() {
            notes.push((input, note));
        }
    }
    notes.sort_by_key(|(input, _)| *input);
    report_missing(standard, class, &seen, header, report);
    (answers, notes)
}

/// Does the class ask for the item, in whatever way?
pub(super) fn matters(standard: &Standard, input: Input, class: ClassIndex) -> bool {
    if standard.decision(input).is_some() {
        return true;
    }
    let in_scope = standard.class(class).is_some_and(|class| class.requirements.is_some());
    in_scope && standard.cell(input, class).is_some_and(|cell| cell.meaning != CellMeaning::None)
}

/// The item that a row is about; `None` for a row about nothing, and after reporting what is wrong.
fn identify(
    standard: &Standard,
    grid: &Grid<'_>,
    header: &Header,
    row: u32,
    cells: &BTreeMap<u32, Cell<'_>>,
    report: &mut Report<'_>,
) -> Option<Input> {
    let at = (row, header.no);
    let no = cells.get(&header.no);
    let id = header.id.and_then(|column| cells.get(&column));
    let has_answer = answers::is_answered(cells, header);
    let by_no = no.and_then(|cell| find(standard, grid, cell));
    let by_id = id.and_then(|cell| find(standard, grid, cell));
    match (no, id) {
        (Some(cell), _) if cell.formula => {
            let message = Text::new("№が数式になっています", "the № is a formula");
            report.error(at, "formula-cell", message, Some(answers::type_the_value()));
            None
        }
        (Some(no), Some(id)) if by_no.as_ref().map(|found| found.value) != by_id.as_ref().map(|found| found.value) => {
            let (no, id) = (excerpt(&no.value.words()), excerpt(&id.value.words()));
            let message = Text::new(
                format!("№ は `{no}`、隠し列の ID は `{id}` で、食い違っています"),
                format!("the № is `{no}` and the hidden ID is `{id}`"),
            );
            let hint = Text::new(
                "行を並べ替えるときは、隠し列も含めて行全体を動かしてください",
                "move rows as a whole, the hidden column included",
            );
            report.error(at, "no-and-id-disagree", message, Some(hint));
            None
        }
        (Some(no), _) => {
            let Some(found) = by_no else {
                report_unknown(standard, at, no, has_answer, report);
                return None;
            };
            if let Some(correction) = found.correction {
                report.correction(at, "no-corrected", correction);
            }
            Some(found.value)
        }
        (None, Some(_)) if by_id.is_some() => {
            let value = by_id?.value;
            let name = standard.name(value);
            let message = Text::new(
                format!("№ が空なので、隠し列の ID から {name} と読みました"),
                format!("the № is empty; the row was read as {name} by its hidden ID"),
            );
            report.correction(at, "no-from-id", message);
            Some(value)
        }
        (None, _) if has_answer => {
            let message = Text::new("回答があるのに、№ がありません", "there is an answer but no №");
            report.error(at, "row-without-no", message, Some(allowed_items(standard)));
            None
        }
        (None, _) => None,
    }
}

/// The input that a cell of № or ID names.
fn find(standard: &Standard, grid: &Grid<'_>, cell: &Cell<'_>) -> Option<Understood<Input>> {
    let of_day = |day: Day| standard.input_of_date(u32::from(day.month), u32::from(day.of_month), &day.iso());
    match &cell.value {
        // Longer text is a sentence below the table, and no №.
        Value::Text(words) if words.len() > 200 => None,
        Value::Text(words) => standard.find_input(words).or_else(|| {
            let shown = compact(words);
            let named = |text: &Text| {
                compact(&text.japanese) == shown
                    || text.english.as_deref().is_some_and(|english| compact(english) == shown)
            };
            let place = standard.decisions().iter().position(|decision| named(&decision.name))?;
            let value = Input::from_index(standard.items().len() + place)?;
            Some(Understood { value, correction: None })
        }),
        Value::Number(number) if *number >= 10_000.0 => of_day(Day::from_serial(*number, grid.is_1904)?),
        Value::Number(number) => standard.find_input(&number.to_string()),
        Value::Day(day) => of_day(*day),
        Value::Truth(_) | Value::Error => None,
    }
}

fn report_unknown(standard: &Standard, at: (u32, u32), no: &Cell<'_>, has_answer: bool, report: &mut Report<'_>) {
    const LONGEST_NO: usize = 12;
    let words = no.value.words();
    let found = excerpt(&words);
    let message =
        Text::new(format!("№ `{found}` はこの基準にありません"), format!("this standard has no item `{found}`"));
    if has_answer {
        report.error(at, "unknown-item", message, Some(allowed_items(standard)));
    } else if words.chars().count() <= LONGEST_NO {
        report.warning(at, "unknown-item", message);
    }
}

fn allowed_items(standard: &Standard) -> Text {
    let names: Vec<&str> = standard.items().iter().map(|item| item.no.as_str()).collect();
    Text::new(format!("使える №: {}", names.join(", ")), format!("allowed items: {}", names.join(", ")))
}

fn report_duplicate(standard: &Standard, input: Input, at: (u32, u32), first: (u32, u32), report: &mut Report<'_>) {
    let (name, first) = (standard.name(input), cell_name(first));
    let message = Text::new(format!("{name} の行が {first} にもあります"), format!("{first} is a row of {name} too"));
    let hint = Text::new("どちらか一方を残してください", "leave one of the two rows");
    report.error(at, "duplicate-item", message, Some(hint));
}

fn report_missing(
    standard: &Standard,
    class: Option<ClassIndex>,
    seen: &[(Input, u32)],
    header: &Header,
    report: &mut Report<'_>,
) {
    let at = (header.row, header.no);
    if seen.is_empty() {
        let message = Text::new("項目の行が一つもありません", "there is no row of any item");
        report.error(at, "no-item-rows", message, Some(allowed_items(standard)));
        return;
    }
    let Some(class) = class else { return };
    let present: InputSet = seen.iter().map(|(input, _)| *input).collect();
    let missing: InputSet =
        standard.item_inputs().without(present).iter().filter(|item| matters(standard, *item, class)).collect();
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|input| standard.name(input)).collect();
        let names = names.join(", ");
        let message = Text::new(
            format!("№ {names} の行がないので、未回答として扱います"),
            format!("the rows of {names} are missing: taken as unknown"),
        );
        report.warning(at, "missing-item", message);
    }
}
