//! Judgements as JSON: one short object a line for bulk use, or one full document with clauses, rows and reasons.
//! The fields are documented in `docs/bulk.md`; the words are those of the API (DESIGN: Words), never translated.

use crate::submission::Submission;
use serde::Serialize;
use standard::judge::{JudgedClause, JudgedRow, Judgement, RowResult};
use standard::rule::ClauseState;
use standard::{InputSet, Standard};

/// The object of one service in bulk output.
#[derive(Serialize)]
pub struct JsonLine<'a> {
    service: &'a str,
    class: &'a str,
    verdict: &'a str,
    failing: Vec<&'a str>,
    open: Vec<&'a str>,
    advisories: Vec<&'a str>,
    remedies: Vec<Vec<&'a str>>,
    /// Only there where the list of remedies is not complete.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    remedies_cut: bool,
    readings: Vec<JsonReading<'a>>,
}

#[derive(Serialize)]
struct JsonReading<'a> {
    setting: &'a str,
    verdict: &'a str,
}

impl<'a> JsonLine<'a> {
    /// The object of a judged service.
    pub fn new(standard: &'a Standard, submission: &'a Submission, judgement: &'a Judgement) -> Self {
        let readings = judgement.differing_readings.iter();
        Self {
            service: &submission.service,
            class: class_id(standard, judgement),
            verdict: judgement.verdict.word(),
            failing: names(standard, judgement.failing),
            open: names(standard, judgement.open),
            advisories: names(standard, judgement.advisories),
            remedies: judgement.remedies.sets.iter().map(|remedy| names(standard, *remedy)).collect(),
            remedies_cut: judgement.remedies.cut,
            readings: readings.map(|(_, setting, verdict)| JsonReading { setting, verdict: verdict.word() }).collect(),
        }
    }
}

fn class_id<'a>(standard: &'a Standard, judgement: &Judgement) -> &'a str {
    standard.class(judgement.class).map_or("", |class| &class.id)
}

/// The inputs' names, in table order.
pub(super) fn names(standard: &Standard, inputs: InputSet) -> Vec<&str> {
    inputs.iter().map(|input| standard.name(input)).collect()
}

#[derive(Serialize)]
struct Document<'a> {
    standard: Basis<'a>,
    settings: Vec<String>,
    services: Vec<Full<'a>>,
}

#[derive(Serialize)]
struct Basis<'a> {
    id: &'a str,
    edition: &'a str,
    sha256: String,
}

#[derive(Serialize)]
struct Full<'a> {
    #[serde(flatten)]
    line: JsonLine<'a>,
    clauses: Vec<Clause<'a>>,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Clause<'a> {
    any: Vec<&'a str>,
    state: &'static str,
    decided_by: Vec<&'a str>,
}

#[derive(Serialize)]
struct Row<'a> {
    no: &'a str,
    answer: &'static str,
    result: &'static str,
    reasons: Vec<Words>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<NoteFields<'a>>,
}

#[derive(Serialize)]
struct Words {
    ja: String,
    en: String,
}

#[derive(Serialize)]
struct NoteFields<'a> {
    explanation: &'a str,
    evidence: &'a str,
    article: &'a str,
    valid_until: &'a str,
}

/// All judgements as one JSON document, with clauses, rows and reasons; `settings` are the readings they were judged under.
///
/// # Errors
/// None is known: every field is text or a list.
pub fn write_json(
    standard: &Standard,
    settings: Vec<String>,
    judged: &[(Submission, Judgement)],
) -> Result<String, serde_json::Error> {
    let services = judged.iter().map(|(submission, judgement)| Full {
        line: JsonLine::new(standard, submission, judgement),
        clauses: judgement.clauses.iter().map(|clause| clause_object(standard, clause)).collect(),
        rows: judgement.rows(standard).iter().map(|row| row_object(standard, submission, row)).collect(),
    });
    let basis = Basis { id: standard.id(), edition: standard.edition(), sha256: standard.hash().to_string() };
    let document = Document { standard: basis, settings, services: services.collect() };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn clause_object<'a>(standard: &'a Standard, clause: &JudgedClause) -> Clause<'a> {
    let state = match clause.state {
        ClauseState::Held => "held",
        ClauseState::Lost => "lost",
        ClauseState::Open => "open",
    };
    Clause { any: names(standard, clause.any), state, decided_by: names(standard, clause.decided_by) }
}

fn row_object<'a>(standard: &'a Standard, submission: &'a Submission, row: &JudgedRow) -> Row<'a> {
    let result = match row.result {
        RowResult::Satisfied => "satisfied",
        RowResult::Failing => "failing",
        RowResult::Open => "open",
        RowResult::Advisory => "advisory",
        RowResult::NotNeeded => "not_needed",
        RowResult::Irrelevant => "irrelevant",
    };
    let answer = if standard.item(row.input).is_some() {
        submission.answers.answer(row.input).word()
    } else {
        submission.answers.decision(row.input).word()
    };
    let reasons = row.reasons.iter().map(|reason| {
        let words = standard.reason(*reason);
        Words { en: words.english.clone().unwrap_or_else(|| words.japanese.clone()), ja: words.japanese }
    });
    let note = submission.notes.iter().find(|(input, _)| *input == row.input).map(|(_, note)| NoteFields {
        explanation: &note.explanation,
        evidence: &note.evidence,
        article: &note.article,
        valid_until: &note.valid_until,
    });
    Row { no: standard.name(row.input), answer, result, reasons: reasons.collect(), note }
}
