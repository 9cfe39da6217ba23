//! What is written comes back: every class, both languages, any answers, hostile words.

use super::tool::{assert_same, codes, filled, read, sendai, sound, unpack};
use proptest::prelude::*;
use sheets::xlsx::{CheckSheet, ReadOptions, read_check_sheet, write_check_sheet, write_results};
use sheets::{Note, Submission};
use standard::{Answer, Answers, Decision, Language, Place, Standard};

#[test]
fn a_sheet_of_each_class_and_language_comes_back_as_it_was_written_judged_or_not() {
    let standard = sendai();
    for class in standard.class_indices() {
        let submission = filled(&standard, class);
        let judgement = standard.judge(class, standard.default_settings(), submission.answers);
        for language in [Language::Japanese, Language::English] {
            for judgement in [None, Some(&judgement)] {
                let request = CheckSheet {
                    service: &submission.service,
                    class,
                    submission: Some(&submission),
                    judgement,
                    facts: None,
                    language,
                };
                let reading = read(&standard, &write_check_sheet(&standard, &request).unwrap());
                assert_eq!(codes(&reading), Vec::<&str>::new());
                assert_same(sound(&reading), &submission);
            }
        }
    }
}

#[test]
fn a_blank_sheet_is_read_as_nothing_answered() {
    let standard = sendai();
    for class in standard.class_indices() {
        let reading = read(&standard, &super::tool::blank_sheet(&standard, class));
        let submission = sound(&reading);
        assert_eq!((submission.answers, submission.class), (Answers::BLANK, class));
        assert!(submission.notes.is_empty());
        assert_eq!(submission.service, "試験サービス");
        assert_eq!(codes(&reading), Vec::<&str>::new());
    }
}

#[test]
fn the_recorded_decision_comes_back() {
    let standard = sendai();
    let review = super::tool::input(&standard, "overall_review");
    for decision in Decision::ALL {
        for class in standard.class_indices() {
            let submission = Submission {
                answers: Answers::BLANK.with_decision(review, decision),
                notes: Vec::new(),
                ..filled(&standard, class)
            };
            let reading = read(&standard, &super::tool::filled_sheet(&standard, &submission));
            assert_same(sound(&reading), &submission);
        }
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let standard = sendai();
    let submission = filled(&standard, super::tool::class(&standard, "S"));
    assert_eq!(super::tool::filled_sheet(&standard, &submission), super::tool::filled_sheet(&standard, &submission));
}

#[test]
fn item_numbers_are_text_and_only_answer_cells_are_unlocked() {
    let standard = sendai();
    let bytes = super::tool::blank_sheet(&standard, super::tool::class(&standard, "I"));
    let parts = unpack(&bytes);
    let part = |name: &str| {
        let part = &parts.iter().find(|(other, _)| other == name).unwrap().1;
        String::from_utf8(part.clone()).unwrap()
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection"));
    assert!(!sheet.contains("password"));
    assert!(
        sheet.contains("paperSize=\"8\"")
            && sheet.contains("orientation=\"landscape\"")
            && sheet.contains("fitToHeight=\"0\"")
    );
    assert!(part("xl/workbook.xml").contains("veryHidden"));
    assert!(part("xl/workbook.xml").contains("Print_Titles") && part("xl/workbook.xml").contains("Print_Area"));
    // Five cells to answer in for each of the 15 items.
    let styles = part("xl/styles.xml");
    let formats = styles.split_once("<cellXfs").unwrap().1.split_once("</cellXfs>").unwrap().0;
    let unlocked: Vec<usize> = formats
        .split("<xf ")
        .skip(1)
        .enumerate()
        .filter(|(_, format)| format.contains("locked=\"0\""))
        .map(|(at, _)| at)
        .collect();
    let cells = sheet
        .split("<c ")
        .skip(1)
        .filter(|cell| unlocked.iter().any(|at| cell.contains(&format!(" s=\"{at}\""))))
        .count();
    assert_eq!(cells, 15 * 5);
    // Every № is a shared string: no cell of the table holds a number.
    let numbers = sheet.split("<c ").skip(1).filter(|cell| cell.contains("<v>") && !cell.contains("t=\"s\"")).count();
    assert_eq!(numbers, 0);
}

#[test]
fn hostile_words_are_strings_and_come_back() {
    let standard = sendai();
    let class = super::tool::class(&standard, "S");
    for start in ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠", "{=", "=HYPERLINK(\"http://x\")&"] {
        let words = format!("{start}cmd|'/c calc'!A1 _x0041_ ]]> &amp; \u{202e}");
        let note = Note {
            explanation: words.clone(),
            evidence: words.clone(),
            article: words.clone(),
            valid_until: words.clone(),
        };
        let submission = Submission {
            service: words.clone(),
            class,
            answers: Answers::BLANK,
            notes: vec![(super::tool::input(&standard, "1"), note)],
            place: Place::Whole,
        };
        let judgement = standard.judge(class, standard.default_settings(), submission.answers);
        let request = CheckSheet {
            service: &words,
            class,
            submission: Some(&submission),
            judgement: Some(&judgement),
            facts: None,
            language: Language::Japanese,
        };
        let sheet = write_check_sheet(&standard, &request).unwrap();
        let results = write_results(&standard, &[(&submission, &judgement)], Language::Japanese).unwrap();
        for bytes in [&sheet, &results] {
            for (name, part) in unpack(bytes) {
                let text = String::from_utf8(part).unwrap();
                assert!(!text.contains("<f>") && !text.contains("<f "), "{name} has a formula");
            }
        }
        assert_same(sound(&read(&standard, &sheet)), &submission);
    }
}

#[test]
fn words_too_long_or_with_control_characters_give_a_sound_file_that_shows_it() {
    let standard = sendai();
    let class = super::tool::class(&standard, "II");
    let explanation = format!("\u{0}\u{1b}[2J{}", "長".repeat(40_000));
    let note = Note { explanation, ..Note::default() };
    let submission = Submission { notes: vec![(super::tool::input(&standard, "1"), note)], ..filled(&standard, class) };
    let reading = read(&standard, &super::tool::filled_sheet(&standard, &submission));
    let back = &sound(&reading).notes[0].1.explanation;
    assert!(back.starts_with("␀␛[2J長"));
    assert!(back.ends_with("切りました / cut)"));
    assert_eq!(back.encode_utf16().count(), 32_767);
}

#[test]
fn results_have_a_row_a_service_with_the_cheapest_remedy() {
    let standard = sendai();
    let class = super::tool::class(&standard, "I");
    let submission = Submission { answers: Answers::BLANK, ..filled(&standard, class) };
    let judgement = standard.judge(class, standard.default_settings(), submission.answers);
    let bytes =
        write_results(&standard, &[(&submission, &judgement), (&submission, &judgement)], Language::Japanese).unwrap();
    let strings = unpack(&bytes).into_iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1;
    let strings = String::from_utf8(strings).unwrap();
    for expected in ["サービス", "未確定", "重要性分類Ⅰ", "是正案(最少)", "№1・№2・№3・№4・№5-1"]
    {
        assert!(strings.contains(expected), "{expected}");
    }
    let sheet = unpack(&bytes).into_iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap().1;
    let sheet = String::from_utf8(sheet).unwrap();
    assert!(sheet.contains("<autoFilter") && sheet.contains("<pane "));
    assert_eq!(sheet.matches("<row ").count(), 3);
}

fn any_submission(standard: &Standard) -> impl Strategy<Value = Submission> + use<> {
    let standard = standard.clone();
    let words = "[ -~ぁ-んア-ン一-龠Ａ-Ｚ０-９\n\"'<>&=+@𠮷髙]{0,30}";
    let note = (words, words, words, words).prop_map(|(explanation, evidence, article, valid_until)| Note {
        explanation,
        evidence,
        article,
        valid_until,
    });
    let class = 0..standard.classes().len();
    (
        "[!-~ぁ-ん一-龠]{1,30}",
        class,
        prop::collection::vec(0..4_usize, 15),
        prop::collection::vec((0..15_usize, note), 0..5),
    )
        .prop_map(move |(service, class, choices, notes)| {
            let mut answers = Answers::BLANK;
            for (item, choice) in standard.item_inputs().iter().zip(choices) {
                let answer = Answer::ALL[choice];
                if standard.allows(item, answer) {
                    answers = answers.with(item, answer);
                }
            }
            let mut notes: Vec<_> = notes
                .into_iter()
                .map(|(item, note)| (standard::Input::from_index(item).unwrap(), visible(note)))
                .filter(|(_, note)| !note.is_empty())
                .collect();
            notes.sort_by_key(|(item, _)| *item);
            notes.dedup_by_key(|(item, _)| *item);
            let class = standard.class_indices().nth(class).unwrap();
            Submission { service, class, answers, notes, place: Place::Whole }
        })
}

/// A cell with only spaces in it is empty for whoever looks at it, and so for the reader.
fn visible(note: Note) -> Note {
    let keep = |words: String| if words.trim().is_empty() { String::new() } else { words };
    Note {
        explanation: keep(note.explanation),
        evidence: keep(note.evidence),
        article: keep(note.article),
        valid_until: keep(note.valid_until),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_and_words_come_back(submission in any_submission(&sendai())) {
        let standard = sendai();
        let reading = read(&standard, &super::tool::filled_sheet(&standard, &submission));
        assert_same(sound(&reading), &submission);
    }

    #[test]
    fn any_bytes_are_refused_or_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let standard = sendai();
        let reading = read_check_sheet(&standard, "x.xlsx", &bytes, ReadOptions::default());
        prop_assert!(reading.has_errors());
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend(bytes);
        prop_assert!(read_check_sheet(&standard, "x.xlsx", &zip, ReadOptions::default()).has_errors());
    }

    #[test]
    fn a_sheet_with_bytes_changed_anywhere_never_causes_a_panic(
        part in 0..20_usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..8)
    ) {
        let standard = sendai();
        let mut parts = unpack(&super::tool::filled_sheet(&standard, &filled(&standard, super::tool::class(&standard, "S"))));
        let count = parts.len();
        let bytes = &mut parts[part % count].1;
        for (at, byte, insert) in changes {
            let at = at.index(bytes.len());
            if insert { bytes.insert(at, byte) } else { bytes[at] = byte }
        }
        let _ = read(&standard, &super::tool::pack(&parts));
    }
}
