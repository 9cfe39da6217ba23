//! Judgements as CSV for spreadsheets: one row a service, item numbers as `№5-1` so that no spreadsheet makes a date of them.

use crate::csv::record;
use crate::submission::Submission;
use standard::judge::Judgement;
use standard::{InputSet, Language, Standard};

/// The header record. A file begins with a byte order mark, by which Excel knows it for UTF-8.
pub fn csv_header(language: Language) -> String {
    let titles = match language {
        Language::Japanese => [
            "サービス",
            "分類",
            "判定",
            "満たさない項目",
            "未確定の項目",
            "推奨で満たさない項目",
            "適合への最短",
            "読み方で変わる判定",
        ],
        Language::English => {
            ["service", "class", "verdict", "failing", "open", "advisories", "cheapest remedy", "readings that differ"]
        }
    };
    format!("\u{feff}{}", record(titles))
}

/// The record of a judged service.
pub fn csv_row(standard: &Standard, submission: &Submission, judgement: &Judgement, language: Language) -> String {
    let labels = |inputs: InputSet| standard.labels(inputs, language);
    let class = standard.class(judgement.class).map_or("", |class| class.label.in_language(language));
    let verdict = judgement.verdict.label();
    let remedy = judgement.remedies.sets.first().map_or_else(String::new, |remedy| labels(*remedy));
    let readings: Vec<String> = judgement
        .differing_readings
        .iter()
        .map(|(_, setting, verdict)| format!("{setting}: {}", verdict.label().in_language(language)))
        .collect();
    record([
        submission.service.as_str(),
        class,
        verdict.in_language(language),
        &labels(judgement.failing),
        &labels(judgement.open),
        &labels(judgement.advisories),
        &remedy,
        &readings.join("; "),
    ])
}
