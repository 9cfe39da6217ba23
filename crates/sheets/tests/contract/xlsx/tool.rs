//! A small world for these tests: the standard, filled-in sheets, and workbooks taken apart and put together again.

use sheets::xlsx::{CheckSheet, ReadOptions, read_check_sheet, write_check_sheet};
use sheets::{Note, Reading, Submission};
use standard::{Answer, Answers, ClassIndex, Input, Language, Place, Standard};
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(super) fn sendai() -> Standard {
    Standard::built_in().unwrap()
}

pub(super) fn class(standard: &Standard, words: &str) -> ClassIndex {
    standard.find_class(words).unwrap()
}

pub(super) fn input(standard: &Standard, name: &str) -> Input {
    standard.find_input(name).unwrap().value
}

/// Answers of every kind, and notes beside some.
pub(super) fn filled(standard: &Standard, class: ClassIndex) -> Submission {
    let mut answers = Answers::BLANK;
    for (at, item) in standard.item_inputs().iter().enumerate() {
        let answer = [Answer::Met, Answer::Unmet, Answer::Unknown, Answer::NotApplicable][at % 4];
        if standard.allows(item, answer) {
            answers = answers.with(item, answer);
        }
    }
    let note = Note {
        explanation: "管理画面・利用者画面とも TLS 1.3 のみ。\n2行目".to_owned(),
        evidence: "セキュリティホワイトペーパー 第3版".to_owned(),
        article: "第4章 12頁".to_owned(),
        valid_until: "2027-03-31".to_owned(),
    };
    let words = Note { valid_until: "令和9年3月末".to_owned(), ..Note::default() };
    let notes = vec![(input(standard, "3"), note), (input(standard, "7"), words)];
    Submission { service: "みやぎ電子申請 <A&B>".to_owned(), class, answers, notes, place: Place::Whole }
}

pub(super) fn blank_sheet(standard: &Standard, class: ClassIndex) -> Vec<u8> {
    let request = CheckSheet {
        service: "試験サービス",
        class,
        submission: None,
        judgement: None,
        facts: None,
        language: Language::Japanese,
    };
    write_check_sheet(standard, &request).unwrap()
}

pub(super) fn filled_sheet(standard: &Standard, submission: &Submission) -> Vec<u8> {
    let request = CheckSheet {
        service: &submission.service,
        class: submission.class,
        submission: Some(submission),
        judgement: None,
        facts: None,
        language: Language::Japanese,
    };
    write_check_sheet(standard, &request).unwrap()
}

pub(super) fn read(standard: &Standard, bytes: &[u8]) -> Reading {
    read_check_sheet(standard, "点検票.xlsx", bytes, ReadOptions::default())
}

/// The codes of all problems, in order.
pub(super) fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

/// The only submission, where nothing is wrong.
pub(super) fn sound(reading: &Reading) -> &Submission {
    assert!(!reading.has_errors(), "{:#?}", reading.problems);
    let [submission] = reading.submissions.as_slice() else { panic!("{:#?}", reading.problems) };
    submission
}

/// The same service, class, answers and notes, wherever they stood.
pub(super) fn assert_same(left: &Submission, right: &Submission) {
    assert_eq!(Submission { place: Place::Whole, ..left.clone() }, Submission { place: Place::Whole, ..right.clone() });
}

pub(super) type Parts = Vec<(String, Vec<u8>)>;

pub(super) fn unpack(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut part = Vec::new();
            file.read_to_end(&mut part).unwrap();
            (file.name().unwrap().into_owned(), part)
        })
        .collect()
}

pub(super) fn pack(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The workbook with the text of one part changed.
pub(super) fn with_part(bytes: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = unpack(bytes);
    let part = &mut parts.iter_mut().find(|(other, _)| other == name).unwrap().1;
    *part = change(String::from_utf8(std::mem::take(part)).unwrap()).into_bytes();
    pack(&parts)
}

/// The workbook with another part.
pub(super) fn with_new_part(bytes: &[u8], name: &str, part: &[u8]) -> Vec<u8> {
    let mut parts = unpack(bytes);
    parts.push((name.to_owned(), part.to_vec()));
    pack(&parts)
}

/// A sheet as people make them by hand: rows of cells, and nothing of Kijun's. A cell that begins with `=` is a formula, with
/// `#` a number, with `@` a day (a serial number).
pub(super) fn by_hand(rows: &[&[&str]]) -> Vec<u8> {
    use rust_xlsxwriter::{Format, Workbook};
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("m月d日");
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(*cells) {
            if let Some(formula) = cell.strip_prefix('=') {
                sheet.write_formula(row, column, formula).unwrap();
            } else if let Some(number) = cell.strip_prefix('#') {
                sheet.write_number(row, column, number.parse::<f64>().unwrap()).unwrap();
            } else if let Some(serial) = cell.strip_prefix('@') {
                sheet.write_number_with_format(row, column, serial.parse::<f64>().unwrap(), &date).unwrap();
            } else if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}
