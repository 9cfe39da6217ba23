//! `kijun judge`.

use crate::run::{kijun, kijun_with, repository, shown};

const HEADER: &str = "service,class,1,2,3,4,5-1,5-2,5-3,6-1,6-2,6-3,6-4,6-5,7,8-1,8-2,overall_review\n";

fn jsonl(csv: &str, more: &[&str]) -> std::process::Output {
    let arguments = [&["judge", "-", "--format", "jsonl", "--lang", "en"], more].concat();
    kijun_with(&arguments, csv.as_bytes())
}

#[test]
fn the_example_is_judged_in_japanese() {
    insta::assert_snapshot!(shown(&kijun(&["judge", "examples/four-classes.toml"])));
}

#[test]
fn the_example_is_judged_in_english() {
    insta::assert_snapshot!(shown(&kijun(&["judge", "examples/four-classes.toml", "--lang", "en"])));
}

#[test]
fn the_example_is_judged_as_one_json_document() {
    let output = kijun(&["judge", "examples/four-classes.toml", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["services"].as_array().unwrap().len(), 4);
    insta::assert_snapshot!(shown(&output));
}

#[test]
fn the_bulk_example_is_judged_line_by_line_in_input_order() {
    insta::assert_snapshot!(shown(&kijun(&["judge", "examples/answers.csv", "--format", "jsonl"])));
}

#[test]
fn judgements_become_csv_for_a_spreadsheet() {
    insta::assert_snapshot!(shown(&kijun(&["judge", "examples/answers.csv", "--format", "csv"])));
}

#[test]
fn a_reading_can_be_chosen_and_the_other_is_told_where_it_differs() {
    let row = "a,S,met,met,met,met,met,,,met,,,,,met,met,unmet,\n";
    let always = jsonl(&format!("{HEADER}{row}"), &[]);
    let fallback = jsonl(&format!("{HEADER}{row}"), &["--reading", "8-2=fallback"]);
    insta::assert_snapshot!(format!("{}\n{}", shown(&always), shown(&fallback)));
}

#[test]
fn everything_conforming_ends_with_zero() {
    let row = "a,II,met,met,met,,met,,,met,,,,,,,met,\nb,III,,,,,,,,,,,,,,,,\n";
    let output = jsonl(&format!("{HEADER}{row}"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

#[test]
fn bad_rows_are_told_with_their_place_and_good_rows_are_judged() {
    let rows = [
        "good,I,met,met,met,met,met,,,met,,,,,,,met,",
        "no class,IV,met,met,met,met,met,,,met,,,,,,,met,",
        "na where it is not allowed,I,na,met,met,met,met,,,met,,,,,,,met,",
        "two mistakes,I,maybe,met,met,met,met,,,met,,,,,,,met,perhaps",
        "too short,I,met",
        ",I,met,met,met,met,met,,,met,,,,,,,met,",
        "good,I,met,met,met,met,met,,,met,,,,,,,unmet,",
    ];
    insta::assert_snapshot!(shown(&jsonl(&format!("{HEADER}{}\n", rows.join("\n")), &[])));
}

#[test]
fn the_words_that_people_use_are_understood() {
    let csv = "№1,№２,3,4,５－１,5-2,5-3,6-1,6-2,6-3,6-4,6-5,7,8-1,8-2,分類,サービス\n\
               ○,〇,適,はい,満たす,×,否,満たさない,－,該当なし,n/a,○,不明,△,対応済,重要性分類Ⅰ,全部\n";
    insta::assert_snapshot!(shown(&jsonl(csv, &[])));
}

#[test]
fn item_numbers_that_a_spreadsheet_turned_into_dates_are_recognised_with_a_correction() {
    let csv = "service,class,1,2,3,4,5月1日,2-May,2026/5/3,6-1,46175,6-3,6-4,6-5,7,8-1,08/02/26\na,S,,,,,,,,,,,,,,,\n";
    insta::assert_snapshot!(shown(&jsonl(csv, &[])));
}

#[test]
fn columns_that_are_missing_repeated_or_unknown_refuse_the_file() {
    let missing = jsonl("service,class,1,2\na,S,met,met\n", &[]);
    let repeated = jsonl(&format!("1,{HEADER}"), &[]);
    let unknown = jsonl(&HEADER.replace("5-1", "5-4"), &[]);
    let extra = jsonl(&format!("担当,{HEADER}"), &[]);
    insta::assert_snapshot!([missing, repeated, unknown, extra].map(|output| shown(&output)).join("\n"));
}

#[test]
fn every_encoding_that_offices_write_is_read_and_said() {
    let row = "文書管理①髙,I,met,met,met,met,met,,,met,,,,,,,met,\n";
    let text = format!("{HEADER}{row}");
    let with_mark = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let utf16_big: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let (cp932, _, unmappable) = encoding_rs::SHIFT_JIS.encode(&text);
    assert!(!unmappable);
    for bytes in [text.as_bytes(), &with_mark, &utf16, &utf16_big, &cp932] {
        let output = kijun_with(&["judge", "-", "--format", "jsonl"], bytes);
        let out = String::from_utf8(output.stdout.clone()).unwrap();
        assert!(out.contains(r#""service":"文書管理①髙","class":"I","verdict":"conforms""#), "{}", shown(&output));
    }
    let cp932_notice = kijun_with(&["judge", "-", "--format", "jsonl", "--lang", "en"], &cp932);
    assert!(String::from_utf8(cp932_notice.stderr).unwrap().contains("read as cp932"));
}

#[test]
fn bytes_that_are_no_text_are_refused_and_never_guessed() {
    let row = "\u{0}x,I,met,met,met,met,met,,,met,,,,,,,met,\n";
    let nul = jsonl(&format!("{HEADER}{row}"), &[]);
    assert_eq!(nul.status.code(), Some(2), "{}", shown(&nul));
    let mut mixed = format!("{HEADER}文書,I,met,met,met,met,met,,,met,,,,,,,met,\n").into_bytes();
    mixed.extend_from_slice(b"\x95\xb6\x8f\x91,I,met,met,met,met,met,,,met,,,,,,,met,\n");
    let mixed = kijun_with(&["judge", "-", "--format", "jsonl", "--lang", "en"], &mixed);
    assert!(String::from_utf8_lossy(&mixed.stderr).contains("-:3:1: error[not-text]"), "{}", shown(&mixed));
    assert_eq!(String::from_utf8_lossy(&mixed.stdout).lines().count(), 1);
}

#[test]
fn an_open_quote_swallows_one_row_and_says_so() {
    let huge = format!("{HEADER}\"never closed,{}", "x".repeat(1 << 20));
    let output = jsonl(&huge, &[]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("record-too-long"), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[test]
fn an_empty_file_is_refused() {
    for csv in ["", "\n\n"] {
        assert!(String::from_utf8(jsonl(csv, &[]).stderr).unwrap().contains("empty-file"));
    }
}

#[test]
fn a_file_that_is_not_there_is_an_input_failure() {
    let output = kijun(&["judge", "no-such-file.csv"]);
    assert_eq!(output.status.code(), Some(74), "{}", shown(&output));
}

#[test]
fn bad_usage_ends_with_two() {
    for arguments in [&["judge"][..], &["judge", "x", "--format", "docx"], &["judgement"]] {
        assert_eq!(kijun(arguments).status.code(), Some(2));
    }
    insta::assert_snapshot!(shown(&kijun(&["judge", "examples/answers.csv", "--reading", "8-2=fallbak"])));
    insta::assert_snapshot!(shown(&kijun(&["judge", "examples/answers.csv", "--class", "IV", "--lang", "en"])));
}

#[test]
fn quiet_leaves_errors_only() {
    let csv = format!("{HEADER}a,I,met,met,met,met,△,,,met,,,,,,,met,\na,X,,,,,,,,,,,,,,,,\n");
    let output = jsonl(&csv, &["--quiet"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("unknown-class") && !stderr.contains("correction"), "{stderr}");
}

#[test]
fn the_output_file_may_be_the_input_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.csv");
    std::fs::copy(repository().join("examples/answers.csv"), &path).unwrap();
    let name = path.to_str().unwrap();
    let output = kijun(&["judge", name, "--format", "jsonl", "-o", name]);
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 4);
}

#[test]
fn a_service_name_cannot_steer_the_terminal() {
    let document = "[[service]]\nname = \"evil \\u001b[2J \\u202e\"\nclass = \"III\"\n";
    let output = kijun_with(&["judge", "-"], document.as_bytes());
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'), "{page}");
}

#[test]
fn two_hundred_thousand_rows_give_as_many_lines() {
    let row = "service,I,met,met,met,met,unmet,unmet,met,unmet,na,,unmet,unmet,unmet,met,met,\n";
    let csv = format!("{HEADER}{}", row.repeat(200_000));
    let output = jsonl(&csv, &["--quiet"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 200_000);
}
