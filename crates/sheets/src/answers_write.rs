//! Submissions in the shapes that Kijun reads back: TOML, JSON, and the bulk CSV (which has no room for notes).

use crate::csv::record;
use crate::submission::{Note, Submission};
use serde_json::{Map, Value, json};
use standard::{Input, Standard};
use std::fmt::Write as _;

/// Submissions as a TOML document that [`crate::read_answers`] reads back equal.
pub fn write_answers_toml(standard: &Standard, submissions: &[Submission]) -> String {
    let mut document = String::new();
    let _ = writeln!(document, "standard = {}\nedition = {}", quoted(standard.id()), quoted(standard.edition()));
    for submission in submissions {
        let class = standard.class(submission.class).map_or("", |class| &class.id);
        let _ = writeln!(document, "\n[[service]]\nname = {}\nclass = {}", quoted(&submission.service), quoted(class));
        for decision in standard.decision_inputs().iter() {
            let word = submission.answers.decision(decision).word();
            let _ = writeln!(document, "{} = {}", standard.name(decision), quoted(word));
        }
        let _ = writeln!(document, "\n[service.answers]");
        for item in standard.item_inputs().iter() {
            let word = quoted(submission.answers.answer(item).word());
            let no = standard.name(item);
            match note(submission, item) {
                None => {
                    let _ = writeln!(document, "{no} = {word}");
                }
                Some(note) => {
                    let fields = fields(note).map(|(key, text)| format!(", {key} = {}", quoted(text)));
                    let _ = writeln!(document, "{no} = {{ answer = {word}{} }}", fields.collect::<String>());
                }
            }
        }
    }
    document
}

/// Submissions as a JSON document that [`crate::read_answers`] reads back equal.
pub fn write_answers_json(standard: &Standard, submissions: &[Submission]) -> String {
    let services = submissions.iter().map(|submission| {
        let answers = standard.item_inputs().iter().map(|item| {
            let word = submission.answers.answer(item).word();
            let value = note(submission, item).map_or_else(
                || json!(word),
                |note| {
                    let answer = std::iter::once(("answer", word)).chain(fields(note));
                    Value::Object(answer.map(|(key, text)| (key.to_owned(), json!(text))).collect())
                },
            );
            (standard.name(item).to_owned(), value)
        });
        let mut service = Map::new();
        service.insert("name".to_owned(), json!(submission.service));
        service.insert("class".to_owned(), json!(standard.class(submission.class).map_or("", |class| &class.id)));
        for decision in standard.decision_inputs().iter() {
            service.insert(standard.name(decision).to_owned(), json!(submission.answers.decision(decision).word()));
        }
        service.insert("answers".to_owned(), Value::Object(answers.collect()));
        Value::Object(service)
    });
    let services: Vec<Value> = services.collect();
    format!("{:#}\n", json!({ "standard": standard.id(), "edition": standard.edition(), "service": services }))
}

/// Submissions as the bulk CSV; item numbers are written `№5-1`, so that no spreadsheet makes a date of them.
pub fn write_answers_csv(standard: &Standard, submissions: &[Submission]) -> String {
    let inputs = || standard.item_inputs().iter().chain(standard.decision_inputs().iter());
    let titles = inputs().map(|input| match standard.item(input) {
        Some(item) => format!("№{}", item.no),
        None => standard.name(input).to_owned(),
    });
    let titles: Vec<String> = ["service".to_owned(), "class".to_owned()].into_iter().chain(titles).collect();
    let mut document = format!("\u{feff}{}", record(titles.iter().map(String::as_str)));
    for submission in submissions {
        let class = standard.class(submission.class).map_or("", |class| &class.id);
        let words = inputs().map(|input| match standard.item(input) {
            Some(_) => submission.answers.answer(input).word(),
            None => submission.answers.decision(input).word(),
        });
        document.push_str(&record([submission.service.as_str(), class].into_iter().chain(words)));
    }
    document
}

fn note(submission: &Submission, item: Input) -> Option<&Note> {
    submission.notes.iter().find(|(input, _)| *input == item).map(|(_, note)| note)
}

/// The fields of a note that say something.
fn fields(note: &Note) -> impl Iterator<Item = (&'static str, &str)> {
    let all = [
        ("explanation", note.explanation.as_str()),
        ("evidence", note.evidence.as_str()),
        ("article", note.article.as_str()),
        ("valid_until", note.valid_until.as_str()),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty())
}

/// Text as a TOML basic string: a JSON string, but for DEL, which only TOML wants escaped.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
