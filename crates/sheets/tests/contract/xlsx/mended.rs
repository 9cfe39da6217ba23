//! What people and spreadsheets do to a sheet, and is understood, with a visible correction where it was not written so.

use super::tool::{by_hand, class, codes, filled, input, pack, read, sendai, sound, unpack, with_part};
use sheets::xlsx::{ReadOptions, read_check_sheet};
use standard::{Answer, Answers, Severity};

const HEAD: &[&str] = &["№", "項目", "要件", "回答", "説明", "証跡", "条・頁", "有効期限"];

fn sheet_of_class_one(rows: &[&[&str]]) -> Vec<u8> {
    let mut all: Vec<&[&str]> = vec![&["サービス名", "手書きの表"], &["重要性分類", "", "重要性分類Ⅰ"], &[], HEAD];
    all.extend(rows);
    by_hand(&all)
}

#[test]
fn rows_and_columns_may_be_moved_and_others_added() {
    let standard = sendai();
    let bytes = by_hand(&[
        &["なにかの覚え書き"],
        &[],
        &[
            "社内管理番号",
            "回答",
            "備考",
            "基準に対応できない場合の\nリスク",
            "№",
            "要件",
            "項目",
            "重要性分類",
            "説明",
        ],
        &["x-1", "満たす", "", "", "8-2", "", "", "", "廃棄時に破砕"],
        &[],
        &["x-2", "×", "途中の覚え", "", "1"],
        &["", "", "", "", "", "", "", "", ""],
        &["x-3", "適", "", "", "№5-1"],
    ]);
    let options = ReadOptions { class_override: Some(class(&standard, "II")) };
    let reading = read_check_sheet(&standard, "表/みやぎ.xlsx", &bytes, options);
    let submission = sound(&reading);
    let answer = |name| submission.answers.answer(input(&standard, name));
    assert_eq!((answer("8-2"), answer("1"), answer("5-1")), (Answer::Met, Answer::Unmet, Answer::Met));
    assert_eq!(submission.notes[0].1.explanation, "廃棄時に破砕");
    assert_eq!(submission.service, "みやぎ");
    assert_eq!(codes(&reading), ["service-from-file-name", "missing-item"]);
}

#[test]
fn full_width_and_other_spellings_are_understood() {
    let standard = sendai();
    let bytes = sheet_of_class_one(&[
        &["１", "", "", "○"],
        &["２", "", "", "ＭＥＴ"],
        &["３", "", "", "〇"],
        &["４", "", "", "否"],
        &["５－１", "", "", "△"],
        &["６‐２", "", "", "－"],
        &["№7", "", "", "？"],
    ]);
    let reading = read(&standard, &bytes);
    let submission = sound(&reading);
    let answer = |name| submission.answers.answer(input(&standard, name));
    assert_eq!(
        [answer("1"), answer("2"), answer("3"), answer("4")],
        [Answer::Met, Answer::Met, Answer::Met, Answer::Unmet]
    );
    assert_eq!([answer("5-1"), answer("6-2"), answer("7")], [Answer::Unknown, Answer::NotApplicable, Answer::Unknown]);
    assert_eq!(codes(&reading), ["answer-corrected", "missing-item"]);
}

#[test]
fn numbers_that_became_dates_are_read_with_a_correction() {
    let standard = sendai();
    // 46143 is 1 May 2026, 46235 1 August, 46236 2 August.
    let bytes = sheet_of_class_one(&[
        &["#1", "", "", "○"],
        &["@46143", "", "", "○"],
        &["#46235", "", "", "×"],
        &["8月2日", "", "", "○"],
        &["2-Jun", "", "", "－"],
    ]);
    let reading = read(&standard, &bytes);
    let submission = sound(&reading);
    let answer = |name| submission.answers.answer(input(&standard, name));
    assert_eq!([answer("1"), answer("5-1"), answer("8-2")], [Answer::Met, Answer::Met, Answer::Met]);
    assert_eq!([answer("8-1"), answer("6-2")], [Answer::Unmet, Answer::NotApplicable]);
    assert_eq!(codes(&reading), ["no-corrected", "no-corrected", "no-corrected", "no-corrected", "missing-item"]);
    assert_eq!(reading.problems[0].severity, Severity::Correction);
    assert!(reading.problems[0].message.japanese.contains("2026-05-01"), "{:?}", reading.problems[0].message);
}

#[test]
fn both_systems_of_dates_are_read() {
    let standard = sendai();
    // In the 1904 system 1 May 2026 is 46143 - 1462, and 31 March 2027 is 46477 - 1462.
    let bytes = sheet_of_class_one(&[
        &["@44681", "", "", "○", "", "", "", "@45015"],
        &["#44773", "", "", "×", "", "", "", "#45015"],
    ]);
    let bytes =
        with_part(&bytes, "xl/workbook.xml", |part| part.replacen("<workbookPr", "<workbookPr date1904=\"1\"", 1));
    let reading = read(&standard, &bytes);
    let submission = sound(&reading);
    assert_eq!(submission.answers.answer(input(&standard, "5-1")), Answer::Met);
    assert_eq!(submission.answers.answer(input(&standard, "8-1")), Answer::Unmet);
    assert!(submission.notes.iter().all(|(_, note)| note.valid_until == "2027-03-31"), "{:?}", submission.notes);
    assert_eq!(codes(&reading), ["no-corrected", "no-corrected", "date-from-number", "missing-item"]);
}

#[test]
fn a_sheet_without_the_hidden_sheet_is_read_by_its_visible_lines() {
    let standard = sendai();
    let submission = filled(&standard, class(&standard, "I"));
    let bytes = super::tool::filled_sheet(&standard, &submission);
    let bytes = with_part(&bytes, "xl/workbook.xml", |part| part.replace("\"_kijun\"", "\"Sheet9\""));
    let reading = read(&standard, &bytes);
    let back = sound(&reading);
    assert_eq!((back.class, back.answers, &back.service), (submission.class, submission.answers, &submission.service));
    assert_eq!(back.notes, submission.notes);
}

#[test]
fn the_citys_own_sheet_with_only_a_check_column_is_read_with_a_warning() {
    let standard = sendai();
    let bytes = by_hand(&[
        &["共通実施手順別表2・クラウドサービス利用基準"],
        &[
            "カテゴリー",
            "№",
            "項目",
            "要件",
            "基準に対応できない場合のリスク",
            "重要性分類S",
            "重要性分類Ⅰ",
            "重要性分類Ⅱ",
            "チェック",
        ],
        &["コンプライアンス", "1", "", "", "", "", "", "", "○"],
        &["", "2", "", "", "", "", "", "", "×"],
        &["※原則、契約終了時に本市基準によるデータ消去を必須とします"],
    ]);
    let options = ReadOptions { class_override: Some(class(&standard, "S")) };
    let reading = read_check_sheet(&standard, "古い表.xlsx", &bytes, options);
    let submission = sound(&reading);
    assert_eq!(submission.answers.answer(input(&standard, "1")), Answer::Met);
    assert_eq!(submission.answers.answer(input(&standard, "2")), Answer::Unmet);
    assert_eq!(codes(&reading), ["check-as-answer", "service-from-file-name", "missing-item"]);
    let reading = read(&standard, &bytes);
    assert!(codes(&reading).contains(&"no-class"));
    assert!(reading.submissions.is_empty());
}

#[test]
fn another_class_than_the_sheets_is_taken_where_it_is_asked_for_and_said() {
    let standard = sendai();
    let bytes = super::tool::blank_sheet(&standard, class(&standard, "S"));
    let options = ReadOptions { class_override: Some(class(&standard, "I")) };
    let reading = read_check_sheet(&standard, "x.xlsx", &bytes, options);
    assert_eq!(sound(&reading).class, class(&standard, "I"));
    let codes = codes(&reading);
    assert_eq!(codes[0], "class-overridden");
    // The rows that class S does not ask for, and class I does.
    assert_eq!(codes[1..], ["needed-after-all"; 6]);
}

#[test]
fn not_applicable_is_no_fault_on_a_row_that_the_class_does_not_ask_for() {
    let standard = sendai();
    let rows: &[&[&str]] =
        &[&["サービス名", "x"], &["重要性分類", "S"], HEAD, &["5-2", "", "", "－"], &["6-2", "", "", "該当なし"]];
    let reading = read(&standard, &by_hand(rows));
    let submission = sound(&reading);
    assert_eq!(submission.answers, Answers::BLANK.with(input(&standard, "6-2"), Answer::NotApplicable));
    assert_eq!(codes(&reading), ["na-not-needed", "missing-item"]);
}

#[test]
fn an_empty_number_is_taken_from_the_hidden_id() {
    let standard = sendai();
    let bytes = by_hand(&[
        &["サービス名", "x"],
        &["重要性分類", "Ⅱ"],
        &["№", "項目", "要件", "回答", "ID"],
        &["", "", "", "○", "5-1"],
        &["2", "", "", "×", "2"],
    ]);
    let reading = read(&standard, &bytes);
    assert_eq!(sound(&reading).answers.answer(input(&standard, "5-1")), Answer::Met);
    assert_eq!(codes(&reading), ["no-from-id", "missing-item"]);
}

#[test]
fn parts_that_excel_adds_do_no_harm() {
    let standard = sendai();
    let submission = filled(&standard, class(&standard, "I"));
    let bytes = super::tool::filled_sheet(&standard, &submission);
    // Readings above kanji (furigana) that Excel keeps beside the string, and a hyperlink to a web page.
    let bytes = with_part(&bytes, "xl/sharedStrings.xml", |part| {
        part.replace("○ 満たす</t>", "○ 満たす</t><rPh sb=\"2\" eb=\"3\"><t>ミ</t></rPh><phoneticPr fontId=\"1\"/>")
    });
    let mut parts = unpack(&bytes);
    let link = "<Relationships xmlns=\"r\"><Relationship Id=\"r1\" Type=\"http://x/hyperlink\" Target=\"https://a/\" TargetMode=\"External\"/></Relationships>";
    parts.push(("xl/worksheets/_rels/sheet9.xml.rels".to_owned(), link.as_bytes().to_vec()));
    parts.push(("xl/media/image1.png".to_owned(), vec![0; 1_000]));
    let reading = read(&standard, &pack(&parts));
    assert_eq!(sound(&reading).answers, submission.answers);
}

#[test]
fn a_worksheet_that_claims_the_whole_grid_is_read_by_its_cells() {
    let standard = sendai();
    let submission = filled(&standard, class(&standard, "I"));
    let bytes = super::tool::filled_sheet(&standard, &submission);
    let bytes = with_part(&bytes, "xl/worksheets/sheet1.xml", |part| {
        let (before, after) = part.split_once("<dimension ref=\"").unwrap();
        format!("{before}<dimension ref=\"A1:XFD1048576{}", &after[after.find('"').unwrap()..])
    });
    assert_eq!(sound(&read(&standard, &bytes)).answers, submission.answers);
}
