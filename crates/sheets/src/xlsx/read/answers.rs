//! The answer of a row and what stands beside it. A formula is never an answer: what it shows depends on who opens the file.

use super::cell::{Cell, Day, Value};
use super::header::Header;
use super::report::Report;
use crate::submission::Note;
use crate::xlsx::words;
use standard::problem::excerpt;
use standard::{Answer, Answers, Input, Standard, Text, spelling};
use std::collections::BTreeMap;

/// Has somebody written an answer or a note in the row?
pub(super) fn is_answered(cells: &BTreeMap<u32, Cell<'_>>, header: &Header) -> bool {
    let notes = [header.explanation, header.evidence, header.article, header.valid_until];
    notes.into_iter().flatten().chain([header.answer]).any(|column| cells.contains_key(&column))
}

pub(super) fn type_the_value() -> Text {
    Text::new("数式ではなく、値を入力してください", "type the value in place of the formula")
}

/// `answers` with what the cell says of `input`; unchanged where the cell is empty or wrong.
#[expect(
    clippy::too_many_arguments,
    reason = "the cell, its place and what it is read for; a struct would have one user"
)]
pub(super) fn read(
    standard: &Standard,
    input: Input,
    matters: bool,
    row: u32,
    cell: Option<&Cell<'_>>,
    column: u32,
    answers: Answers,
    report: &mut Report<'_>,
) -> Answers {
    let at = (row, column);
    let Some(words) = cell.and_then(|cell| plain(cell, at, report)) else { return answers };
    if standard.decision(input).is_some() {
        let Some(decision) = spelling::decision(&words) else {
            let (name, found) = (standard.name(input), excerpt(&words));
            let message = Text::new(
                format!("{name} の値 `{found}` は読めません"),
                format!("{name} has the value `{found}`, which is no decision"),
            );
            report.error(at, "unknown-decision", message, Some(spelling::allowed_decisions()));
            return answers;
        };
        return answers.with_decision(input, decision);
    }
    if words::NOT_ASKED.is(&words) {
        if matters {
            let message = Text::new(
                "「この分類では不要」とありますが、読んだ分類では問われる項目です。未回答として扱います",
                "marked as not needed, but the class it was read as asks for it: taken as unknown",
            );
            report.warning(at, "needed-after-all", message);
        }
        return answers;
    }
    item(standard, input, matters, at, &words, report).map_or(answers, |answer| answers.with(input, answer))
}

fn item(
    standard: &Standard,
    input: Input,
    matters: bool,
    at: (u32, u32),
    words: &str,
    report: &mut Report<'_>,
) -> Option<Answer> {
    let no = standard.name(input);
    let Some(understood) = spelling::answer(words) else {
        let found = excerpt(words);
        let message = Text::new(
            format!("№{no} の回答 `{found}` は読めません"),
            format!("№{no} has the answer `{found}`, which is none of the choices"),
        );
        report.error(at, "unknown-answer", message, Some(spelling::allowed_answers()));
        return None;
    };
    if !standard.allows(input, understood.value) {
        if matters {
            let message =
                Text::new(format!("№{no} は「該当なし」と答えられません"), format!("№{no} cannot be answered `na`"));
            let hint = Text::new("使える値: 満たす, 満たさない, 不明, 空欄", "allowed: met, unmet, unknown (blank)");
            report.error(at, "na-not-allowed", message, Some(hint));
            return None;
        }
        let message = Text::new(
            format!("№{no} はこの分類では不要なので、「該当なし」を未回答として扱います"),
            format!("№{no} is not needed for this class: `na` was taken as unknown"),
        );
        report.correction(at, "na-not-needed", message);
        return Some(Answer::Unknown);
    }
    if let Some(correction) = understood.correction {
        report.correction(at, "answer-corrected", correction);
    }
    Some(understood.value)
}

/// The words of a cell that a person typed; `None` after reporting a formula or an error.
pub(super) fn plain(cell: &Cell<'_>, at: (u32, u32), report: &mut Report<'_>) -> Option<String> {
    if cell.formula {
        let message = Text::new("値が数式になっています", "the value is a formula");
        report.error(at, "formula-cell", message, Some(type_the_value()));
        return None;
    }
    if cell.value == Value::Error {
        let message = Text::new("セルがエラー(#REF! など)になっています", "the cell shows an error such as #REF!");
        report.error(at, "error-cell", message, Some(Text::new("値を入力し直してください", "type the value again")));
        return None;
    }
    Some(cell.value.words().replace("\r\n", "\n"))
}

/// What stands beside the answer.
pub(super) fn note(
    row: u32,
    cells: &BTreeMap<u32, Cell<'_>>,
    header: &Header,
    is_1904: bool,
    report: &mut Report<'_>,
) -> Note {
    let words = |column: Option<u32>, report: &mut Report<'_>| {
        let (column, cell) = column.and_then(|column| Some((column, cells.get(&column)?)))?;
        plain(cell, (row, column), report)
    };
    let explanation = words(header.explanation, report).unwrap_or_default();
    let evidence = words(header.evidence, report).unwrap_or_default();
    let article = words(header.article, report).unwrap_or_default();
    let valid_until = words(header.valid_until, report).unwrap_or_default();
    let dated = header.valid_until.and_then(|column| {
        let day = day_of_number(cells.get(&column)?, is_1904)?;
        let message = Text::new(
            format!("`{valid_until}` を日付の通し番号とみて {day} と読みました"),
            format!("`{valid_until}` was taken for a serial number of days and read as {day}"),
        );
        report.correction((row, column), "date-from-number", message);
        Some(day)
    });
    Note { explanation, evidence, article, valid_until: dated.unwrap_or(valid_until) }
}

/// A day whose cell lost its format, if it is near this century.
pub(super) fn day_of_number(cell: &Cell<'_>, is_1904: bool) -> Option<String> {
    const YEAR_2000: f64 = 36_526.0;
    const YEAR_2100: f64 = 73_051.0;
    match cell.value {
        Value::Number(serial) if !cell.formula && (YEAR_2000..YEAR_2100).contains(&serial) => {
            Day::from_serial(serial, is_1904).map(Day::iso)
        }
        Value::Number(_) | Value::Text(_) | Value::Day(_) | Value::Truth(_) | Value::Error => None,
    }
}
