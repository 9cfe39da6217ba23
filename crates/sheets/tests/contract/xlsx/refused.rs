//! What a sheet says that cannot be taken: each with its own code, the cell, both values where two disagree, and all at once.

use super::tool::{by_hand, class, codes, filled, filled_sheet, read, sendai, with_part};
use standard::document::Notation;
use standard::{Place, Standard};

const HEAD: &[&str] = &["№", "項目", "要件", "回答", "説明", "ID"];

fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut all: Vec<&[&str]> = vec![&["サービス名", "x"], &["重要性分類", "Ⅰ"], HEAD];
    all.extend(rows);
    by_hand(&all)
}

/// The only error of a sheet: its code, its cell and its sentence.
fn only_error(bytes: &[u8]) -> (&'static str, String, String) {
    let reading = read(&sendai(), bytes);
    assert!(reading.submissions.is_empty());
    let errors: Vec<_> =
        reading.problems.iter().filter(|problem| problem.severity == standard::Severity::Error).collect();
    let [error] = errors.as_slice() else { panic!("{errors:#?}") };
    assert!(error.message.english.is_some());
    assert!(error.hint.as_ref().is_some_and(|hint| hint.english.is_some()), "{error:?}");
    let cell = match &error.place {
        Place::Cell { cell, .. } => cell.clone(),
        Place::Whole | Place::Text { .. } => String::new(),
    };
    (error.code, cell, error.message.japanese.clone())
}

#[test]
fn wrong_rows_are_refused_with_their_cell() {
    let table: [(&str, &str, &[&[&str]]); 12] = [
        ("unknown-answer", "D4", &[&["1", "", "", "たぶん"]]),
        ("unknown-answer", "D4", &[&["1", "", "", "#1"]]),
        ("na-not-allowed", "D4", &[&["1", "", "", "－"]]),
        ("formula-cell", "D4", &[&["1", "", "", "=A1"]]),
        ("formula-cell", "E4", &[&["1", "", "", "○", "=A1"]]),
        ("formula-cell", "A4", &[&["=1", "", "", "○"]]),
        ("unknown-item", "A4", &[&["9-9", "", "", "○"]]),
        ("row-without-no", "A4", &[&["", "", "", "○"]]),
        ("duplicate-item", "A5", &[&["1", "", "", "○"], &["１", "", "", "×"]]),
        ("no-and-id-disagree", "A4", &[&["1", "", "", "○", "", "5-1"]]),
        ("no-and-id-disagree", "A4", &[&["1", "", "", "○", "", "なにか"]]),
        ("unknown-decision", "D4", &[&["総合検討", "", "", "たぶん"]]),
    ];
    for (code, cell, rows) in table {
        // One good row, so that the sheet is not refused for having none.
        let mut all = rows.to_vec();
        all.push(&["2", "", "", "○"]);
        let found = only_error(&sheet(&all));
        assert_eq!((found.0, found.1.as_str()), (code, cell), "{}", found.2);
    }
}

#[test]
fn both_numbers_are_named_where_they_disagree() {
    let (_, _, message) = only_error(&sheet(&[&["8-1", "", "", "○", "", "8-2"], &["1"]]));
    assert!(message.contains("8-1") && message.contains("8-2"), "{message}");
}

#[test]
fn an_error_value_is_no_answer() {
    let bytes = sheet(&[&["1", "", "", "=1/0"], &["2", "", "", "○"]]);
    let bytes = with_part(&bytes, "xl/worksheets/sheet1.xml", |part| {
        part.replace("<c r=\"D4\"><f>1/0</f><v>0</v></c>", "<c r=\"D4\" t=\"e\"><v>#DIV/0!</v></c>")
    });
    assert_eq!(only_error(&bytes).0, "error-cell");
}

#[test]
fn every_wrong_row_is_named_and_none_is_used() {
    let reading = read(
        &sendai(),
        &sheet(&[&["1", "", "", "たぶん"], &["2", "", "", "○"], &["3", "", "", "－"], &["x", "", "", "○"]]),
    );
    assert_eq!(codes(&reading), ["unknown-answer", "na-not-allowed", "unknown-item", "missing-item"]);
    assert!(reading.submissions.is_empty());
}

#[test]
fn a_sheet_without_table_answers_or_rows_is_refused() {
    assert_eq!(only_error(&by_hand(&[&["hello"]])).0, "no-table");
    assert_eq!(
        only_error(&by_hand(&[&["重要性分類", "S"], &["サービス名", "x"], &["№", "項目", "要件"], &["1"]])).0,
        "missing-answer-column"
    );
    assert_eq!(only_error(&sheet(&[])).0, "no-item-rows");
    let twice = by_hand(&[
        &["サービス名", "x"],
        &["重要性分類", "S"],
        &["№", "項目", "要件", "回答", "回答"],
        &["1", "", "", "○", "×"],
    ]);
    assert_eq!(only_error(&twice).0, "duplicate-column");
}

#[test]
fn a_judged_sheet_without_its_answers_is_not_read_by_its_marks() {
    let standard = sendai();
    let submission = filled(&standard, class(&standard, "I"));
    let bytes = filled_sheet(&standard, &submission);
    let bytes = with_part(&bytes, "xl/sharedStrings.xml", |part| part.replace(">回答<", ">メモ<"));
    assert_eq!(only_error(&bytes).0, "missing-answer-column");
}

#[test]
fn what_the_sheet_says_of_itself_must_agree() {
    let standard = sendai();
    let submission = filled(&standard, class(&standard, "I"));
    let bytes = filled_sheet(&standard, &submission);
    let hidden = |old: &'static str, new: &'static str| {
        with_part(&bytes, "xl/sharedStrings.xml", |part| {
            assert!(part.contains(old), "{old}");
            part.replace(old, new)
        })
    };
    let (code, _, message) = only_error(&hidden("<t>I</t>", "<t>S</t>"));
    assert_eq!(code, "identity-disagrees");
    assert!(message.contains("重要性分類Ⅰ") && message.contains("`S`"), "{message}");
    assert_eq!(only_error(&hidden("<t>check-sheet-1</t>", "<t>check-sheet-9</t>")).0, "other-format");
}

#[test]
fn a_service_named_otherwise_above_the_table_is_refused_naming_both() {
    let standard = sendai();
    let class = class(&standard, "I");
    let bytes = super::tool::blank_sheet(&standard, class);
    // The two uses of the name are one shared string; give the visible cell another one.
    let bytes = with_part(&bytes, "xl/worksheets/sheet1.xml", |part| {
        let at = part.find("<c r=\"B3\"").unwrap();
        let end = at + part[at..].find("</c>").unwrap();
        format!("{}<c r=\"B3\" t=\"inlineStr\"><is><t>別のサービス</t></is>{}", &part[..at], &part[end..])
    });
    let (code, cell, message) = only_error(&bytes);
    assert_eq!((code, cell.as_str()), ("identity-disagrees", "B3"));
    assert!(message.contains("別のサービス") && message.contains("試験サービス"), "{message}");
}

#[test]
fn a_sheet_of_another_standard_or_edition_is_refused_naming_both() {
    let text = standard::SENDAI_CLOUD_USE;
    let sheets = [
        text.replacen("edition = \"2023-12\"", "edition = \"2030-04\"", 1),
        text.replacen("id = \"sendai-cloud-use\"", "id = \"other-city\"", 1),
    ];
    for text in sheets {
        let other = Standard::load("other.toml", &text, Notation::Toml).unwrap();
        let bytes = super::tool::blank_sheet(&other, class(&other, "S"));
        let (code, _, message) = only_error(&bytes);
        assert_eq!(code, "other-standard");
        assert!(message.contains(other.id()) && message.contains(other.edition()), "{message}");
        assert!(message.contains("sendai-cloud-use") && message.contains("2023-12"), "{message}");
        // The visible lines say it too, where the hidden sheet is gone.
        let bytes = with_part(&bytes, "xl/workbook.xml", |part| part.replace("\"_kijun\"", "\"Sheet9\""));
        assert_eq!(only_error(&bytes).0, "other-standard");
    }
}

#[test]
fn the_same_edition_with_other_content_is_read_with_a_warning() {
    let text = format!("{}\n# changed\n", standard::SENDAI_CLOUD_USE);
    let other = Standard::load("other.toml", &text, Notation::Toml).unwrap();
    let reading = read(&sendai(), &super::tool::blank_sheet(&other, class(&other, "S")));
    // The hash above the table is shown, not compared: the hidden one is.
    assert_eq!(codes(&reading), ["standard-content-differs"]);
    assert_eq!(reading.submissions.len(), 1);
}

#[test]
fn two_tables_in_one_workbook_are_refused() {
    use rust_xlsxwriter::Workbook;
    let mut workbook = Workbook::new();
    for _ in 0..2 {
        let sheet = workbook.add_worksheet();
        for (column, heading) in (0_u16..).zip(HEAD) {
            sheet.write_string(0, column, *heading).unwrap();
        }
    }
    assert_eq!(only_error(&workbook.save_to_buffer().unwrap()).0, "several-tables");
}

#[test]
fn an_unknown_class_is_refused_with_those_allowed() {
    let bytes = by_hand(&[&["サービス名", "x"], &["重要性分類", "Ⅳ"], HEAD, &["1", "", "", "○"]]);
    assert_eq!(only_error(&bytes), ("unknown-class", "B2".to_owned(), "重要性分類 `Ⅳ` はありません".to_owned()));
}
