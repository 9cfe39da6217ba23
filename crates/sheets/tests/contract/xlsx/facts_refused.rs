//! Fact worksheets that cannot be taken: the same refusals as in a TOML file, with sheet and cell, and those of a workbook alone.

use super::tool::by_hand;
use sheets::xlsx::{FactsReading, read_facts};
use standard::{Language, Place};

const SERVICE: &[&[&str]] = &[&["サービス [service]"], &["サービス名", "運営する会社"], &["見本", "見本社"]];

fn read(rows: &[&[&str]]) -> FactsReading {
    let all: Vec<&[&str]> = SERVICE.iter().chain(rows).copied().collect();
    read_facts("点検票.xlsx", &by_hand(&all))
}

/// Code and cell of every problem.
fn told(reading: &FactsReading) -> Vec<(&'static str, String)> {
    let cell = |place: &Place| match place {
        Place::Cell { cell, .. } => cell.clone(),
        Place::Whole | Place::Text { .. } => String::new(),
    };
    reading.problems.iter().map(|problem| (problem.code, cell(&problem.place))).collect()
}

const LAW: &[&str] = &["準拠法 [[law]]"];
const LAW_HEAD: &[&str] = &["契約", "縛る相手", "国", "由来", "文書(ID)", "条・頁", "有効期間の初日", "有効期間の末日"];

#[test]
fn wrong_cells_are_refused_at_their_place_and_no_declaration_is_made() {
    let cases: [(&str, &str, &[&str]); 9] = [
        ("unknown-choice", "B6", &["規約", "だれか", "JP"]),
        ("missing-key", "A6", &["規約", "市"]),
        ("formula-cell", "C6", &["規約", "市", "=A1"]),
        ("evidence-without-document", "A6", &["規約", "市", "JP", "文書", "", "1条"]),
        ("dangling-name", "E6", &["規約", "市", "JP", "文書", "terms", "1条"]),
        ("bad-date", "G6", &["規約", "市", "JP", "", "", "", "いつか"]),
        ("validity-reversed", "A6", &["規約", "市", "JP", "", "", "", "@46000", "@45000"]),
        ("unknown-choice", "D6", &["規約", "市", "JP", "うわさ"]),
        ("text-too-long", "C6", &["規約", "市", "LONG"]),
    ];
    let long = "長".repeat(4_001);
    for (code, cell, row) in cases {
        let row: Vec<&str> = row.iter().map(|words| if *words == "LONG" { long.as_str() } else { *words }).collect();
        let reading = read(&[LAW, LAW_HEAD, &row]);
        assert_eq!(told(&reading), [(code, cell.to_owned())], "{row:?}");
        assert!(reading.declaration.is_none());
        for problem in &reading.problems {
            assert!(problem.message.english.is_some(), "{problem:?}");
            assert!(problem.line(Language::Japanese).contains("Sheet1!"), "{problem:?}");
        }
    }
}

#[test]
fn facts_that_contradict_each_other_name_the_other_cell() {
    let reading = read(&[LAW, LAW_HEAD, &["規約", "市", "JP"], &["規約", "市", "US"]]);
    assert_eq!(told(&reading), [("contradicting-facts", "A7".to_owned())]);
    let message = &reading.problems[0].message;
    assert!(message.japanese.contains("シート「Sheet1」の A6"), "{message:?}");
    assert!(message.in_language(Language::English).contains("cell A6 of the worksheet `Sheet1`"), "{message:?}");
}

#[test]
fn two_services_or_two_columns_of_one_heading_are_refused() {
    let twice: Vec<&[&str]> = vec![&["別の", "会社"]];
    assert_eq!(told(&read(&twice)), [("several-services", "A4".to_owned())]);
    let reading = read(&[LAW, &["契約", "縛る相手", "国", "国"], &["規約", "市", "JP", "US"]]);
    assert!(told(&reading).contains(&("duplicate-column", "D5".to_owned())), "{reading:?}");
}

#[test]
fn more_facts_than_a_declaration_may_have_are_refused() {
    let names: Vec<String> = (0..257).map(|at| format!("規約 {at}")).collect();
    let rows: Vec<[&str; 3]> = names.iter().map(|name| [name.as_str(), "市", "JP"]).collect();
    let mut all: Vec<&[&str]> = vec![LAW, LAW_HEAD];
    all.extend(rows.iter().map(|row| &row[..]));
    assert_eq!(told(&read(&all)), [("too-many-facts", "A262".to_owned())]);
}

#[test]
fn columns_in_another_order_notes_beside_and_words_of_either_language_are_understood() {
    let reading = read(&[
        &["Governing law [[law]]"],
        &["(国は ISO の符号でもよい)"],
        &["メモ", "Country", "契約\ncontract", "binds"],
        &["あとで確かめる", "日本", "規約", "CITY"],
        &["", "該当なし", "EULA", "利用者一人一人"],
    ]);
    assert_eq!(told(&reading), []);
    let laws = reading.declaration.unwrap().laws;
    assert_eq!(laws.len(), 2);
    assert_eq!(laws[0].fact.contract, "規約");
    assert_eq!(laws[1].fact.country, evidence::declaration::Known::NotApplicable);
}

#[test]
fn truths_and_numbers_that_a_spreadsheet_made_of_words_are_understood() {
    let reading = read(&[
        &["管理画面へのログイン [[sign_in]]"],
        &["ログインする者", "認証の要素", "もう一段の認証", "失敗でロック等", "使うもの"],
        &["本市", "知識・所持", "○", "いいえ", "パスワード、アプリの OTP"],
        &["再委託先", "該当なし"],
        &["通信経路 [[channel]]"],
        &["経路", "保護", "TLS の版(受け付ける全て)"],
        &["管理画面", "TLS", "#1.2"],
    ]);
    assert_eq!(told(&reading), []);
    let declaration = reading.declaration.unwrap();
    let sheet = sheets::write_declaration_toml(&declaration);
    assert!(sheet.contains("factors = [\"knowledge\", \"possession\"]\ntwo_steps = true\nlockout = false"), "{sheet}");
    assert!(
        sheet.contains("means = [\"password\", \"app_code\"]") && sheet.contains("versions = [\"1.2\"]"),
        "{sheet}"
    );
}

#[test]
fn more_text_than_a_declaration_may_have_is_refused_whatever_the_cells_are() {
    let long = "長".repeat(3_900);
    let row: Vec<&str> = vec![&long, "市", &long];
    let mut all: Vec<&[&str]> = vec![LAW, LAW_HEAD];
    all.extend((0..60).map(|_| &row[..]));
    assert_eq!(told(&read(&all)), [("xlsx-too-much-text", String::new())]);
}

#[test]
fn a_section_whose_heading_was_deleted_is_refused_and_not_taken_for_empty() {
    let mut all: Vec<&[&str]> = vec![LAW];
    all.extend((0..10).map(|_| &["よけいな", "行", "です"][..]));
    let court: [&[&str]; 3] =
        [&["管轄 [[court]]"], &["契約", "縛る相手", "国", "紛争の解決"], &["規約", "市", "日本", "裁判所を指定"]];
    all.extend(court);
    assert_eq!(told(&read(&all)), [("missing-heading", "A4".to_owned())]);
    assert_eq!(told(&read(&[LAW])), [("missing-heading", "A4".to_owned())]);
}
