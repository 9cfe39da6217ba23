//! Answers as documents: what is written is read back equal, and nothing that arrives can make a reader panic or guess.

use proptest::prelude::*;
use sheets::csv::AnswersCsv;
use sheets::{Note, Reading, Submission, read_answers, write_answers_csv, write_answers_json, write_answers_toml};
use standard::document::Notation;
use standard::{Answer, Answers, Decision, Input, Place, Severity, Standard};

fn standard() -> Standard {
    Standard::built_in().unwrap()
}

/// Text as people and attackers write it: any characters, formula starts, quotes, line ends.
fn words() -> impl Strategy<Value = String> {
    prop_oneof!["[=+@'\"-][a-z,\"\n']{0,6}", "[ぁ-ん一-龠ー－]{1,8}", "[^\u{0}]{1,12}"]
}

/// A service name: text with something in it, without white space at its ends.
fn name() -> impl Strategy<Value = String> {
    words().prop_map(|text| text.trim().replace('\r', "")).prop_filter("empty", |text| !text.is_empty())
}

fn note() -> impl Strategy<Value = Note> {
    (words(), words(), words(), words()).prop_map(|(explanation, evidence, article, valid_until)| Note {
        explanation,
        evidence,
        article,
        valid_until,
    })
}

prop_compose! {
    fn submission()(
        service in name(),
        class in 0_usize..4,
        item_answers in prop::collection::vec((0_usize..4, prop::option::of(note())), 15),
        decision in 0_usize..3,
    ) -> Submission {
        let standard = standard();
        let mut answers = Answers::BLANK;
        let mut notes = Vec::new();
        for (index, (answer, note)) in item_answers.into_iter().enumerate() {
            let input = Input::from_index(index).unwrap();
            let answer = Answer::ALL[answer];
            if standard.allows(input, answer) {
                answers = answers.with(input, answer);
            }
            notes.extend(note.map(|note| (input, note)));
        }
        let overall_review = standard.decision_inputs().iter().next().unwrap();
        answers = answers.with_decision(overall_review, Decision::ALL[decision]);
        Submission { service, class: standard.class_indices().nth(class).unwrap(), answers, notes, place: Place::Whole }
    }
}

fn read_csv(bytes: &[u8], chunk: usize) -> Reading {
    let standard = standard();
    let mut reading = Reading::default();
    let mut reader = AnswersCsv::new(&standard, "test", None);
    for part in bytes.chunks(chunk.max(1)) {
        if !reader.push(part, &mut reading) {
            break;
        }
    }
    reader.finish(&mut reading);
    reading
}

fn without_places(submissions: Vec<Submission>) -> Vec<Submission> {
    submissions.into_iter().map(|submission| Submission { place: Place::Whole, ..submission }).collect()
}

proptest! {
    #[test]
    fn toml_and_json_are_read_back_equal(submissions in prop::collection::vec(submission(), 1..4)) {
        let standard = standard();
        for (text, notation) in [
            (write_answers_toml(&standard, &submissions), Notation::Toml),
            (write_answers_json(&standard, &submissions), Notation::Json),
        ] {
            let reading = read_answers(&standard, "test", &text, notation, None);
            prop_assert!(!reading.has_errors(), "{:?}\n{text}", reading.problems);
            prop_assert_eq!(without_places(reading.submissions), submissions.clone(), "{}", text);
        }
    }

    #[test]
    fn csv_is_read_back_equal_but_for_the_notes(submissions in prop::collection::vec(submission(), 1..4), chunk in 1_usize..40) {
        let text = write_answers_csv(&standard(), &submissions);
        let reading = read_csv(text.as_bytes(), chunk);
        prop_assert!(!reading.has_errors(), "{:?}\n{text}", reading.problems);
        let expected: Vec<Submission> =
            submissions.into_iter().map(|submission| Submission { notes: Vec::new(), ..submission }).collect();
        prop_assert_eq!(without_places(reading.submissions), expected, "{}", text);
    }

    #[test]
    fn no_bytes_make_the_csv_reader_panic_and_chunks_do_not_matter(bytes in prop::collection::vec(any::<u8>(), 0..400), chunk in 1_usize..50) {
        let whole = read_csv(&bytes, usize::MAX);
        let parts = read_csv(&bytes, chunk);
        prop_assert_eq!(whole.submissions, parts.submissions);
        prop_assert_eq!(whole.problems, parts.problems);
    }

    #[test]
    fn no_text_makes_the_document_reader_panic(text in ".{0,300}") {
        for notation in [Notation::Toml, Notation::Json] {
            let reading = read_answers(&standard(), "test", &text, notation, None);
            prop_assert!(reading.submissions.is_empty() == reading.has_errors() || !reading.submissions.is_empty());
        }
    }
}

#[test]
fn a_document_of_answers_is_refused_with_the_place_of_each_mistake() {
    let text = r#"standard = "sendai-cloud-use"
edition = "2023-12"
colour = "red"

[[service]]
name = "x"
class = "IV"
[service.answers]
5-4 = "met"
1 = "maybe"
2 = "na"
3 = { answer = "met", evidnce = "typo" }
"№4" = "met"
4 = "unmet"

[[service]]
class = "I"
overall_review = "perhaps"
"#;
    let reading = read_answers(&standard(), "answers.toml", text, Notation::Toml, None);
    assert!(reading.submissions.is_empty());
    let lines: Vec<String> = reading.problems.iter().map(|problem| problem.line(standard::Language::English)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn answers_to_another_edition_are_refused_naming_both() {
    let text = "standard = \"sendai-cloud-use\"\nedition = \"2030-04\"\n[[service]]\nname = \"x\"\nclass = \"I\"\n";
    let reading = read_answers(&standard(), "answers.toml", text, Notation::Toml, None);
    assert!(reading.submissions.is_empty());
    let line = reading.problems[0].line(standard::Language::English);
    assert!(line.contains("2030-04") && line.contains("sendai-cloud-use 2023-12"), "{line}");
}

#[test]
fn a_date_that_was_an_item_number_is_read_with_a_correction_in_documents_too() {
    let text = "[[service]]\nname = \"x\"\nclass = 1\n[service.answers]\n\"5月1日\" = \"○\"\n\"5-2\" = \"△\"\n";
    let reading = read_answers(&standard(), "answers.toml", text, Notation::Toml, None);
    assert!(!reading.has_errors());
    assert_eq!(reading.problems.iter().filter(|problem| problem.severity == Severity::Correction).count(), 2);
    let five_one = standard().find_input("5-1").unwrap().value;
    assert_eq!(reading.submissions[0].answers.answer(five_one), Answer::Met);
}

#[test]
fn a_document_without_services_is_refused() {
    for (text, notation) in [("", Notation::Toml), ("{}", Notation::Json), ("{\"service\":[]}", Notation::Json)] {
        assert!(read_answers(&standard(), "test", text, notation, None).has_errors(), "{text}");
    }
}

#[test]
fn a_json_document_with_a_repeated_key_is_refused() {
    let text = r#"{"service":[{"name":"x","class":"I","answers":{"1":"unmet","1":"met"}}]}"#;
    let reading = read_answers(&standard(), "test", text, Notation::Json, None);
    assert!(reading.submissions.is_empty() && reading.problems[0].code == "json-duplicate-key");
}
