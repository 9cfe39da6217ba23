//! Reads an answers CSV as it arrives, chunk by chunk: memory does not grow with the file, and a bad row does not stop the good ones.

use super::header::{self, Column};
use super::records::{Defect, FIELD_LIMIT, RECORD_LIMIT, Record, Records};
use crate::submission::{Sink, Submission};
use standard::problem::excerpt;
use standard::spelling;
use standard::{Answer, Answers, ClassIndex, Place, Problem, Severity, Standard, Text};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// Reads one CSV file. [`AnswersCsv::push`] its bytes in any chunks, then [`AnswersCsv::finish`].
pub struct AnswersCsv<'s> {
    records: Records,
    rows: Rows<'s>,
}

impl<'s> AnswersCsv<'s> {
    /// A reader of the file that the user calls `source`. With `class`, every row is of that class and the column may be absent.
    pub fn new(standard: &'s Standard, source: impl Into<String>, class: Option<ClassIndex>) -> Self {
        let rows = Rows {
            standard,
            source: source.into(),
            class,
            columns: None,
            refused: false,
            seen: HashMap::new(),
            hasher: RandomState::new(),
            line: 1,
        };
        Self { records: Records::new(), rows }
    }

    /// Reads on. Returns `false` once the file is refused as a whole: the rest need not be brought.
    pub fn push(&mut self, chunk: &[u8], sink: &mut dyn Sink) -> bool {
        self.take(chunk, false, sink);
        !self.rows.refused
    }

    /// The end of the file.
    pub fn finish(mut self, sink: &mut dyn Sink) {
        self.take(&[], true, sink);
        if !self.rows.refused && self.rows.columns.is_none() {
            let message = Text::new("CSV が空です", "the CSV file is empty");
            sink.problem(self.rows.error("empty-file", 1, message));
        }
    }

    fn take(&mut self, chunk: &[u8], last: bool, sink: &mut dyn Sink) {
        if self.rows.refused {
            return;
        }
        let Self { records, rows } = self;
        let read = records.push(chunk, last, &mut |record| {
            if !rows.refused {
                rows.record(record, sink);
            }
        });
        if read.is_err() && !rows.refused {
            rows.refused = true;
            sink.problem(rows.error(
                "not-text",
                1,
                Text::new("UTF-16 として読めない文字があります", "not valid UTF-16"),
            ));
        }
    }
}

/// What the records mean: the header first, then a service a row.
struct Rows<'s> {
    standard: &'s Standard,
    source: String,
    class: Option<ClassIndex>,
    columns: Option<Vec<Column>>,
    refused: bool,
    /// The services seen, as hashes, and the line of each.
    seen: HashMap<u64, usize>,
    hasher: RandomState,
    /// The line of the record at hand.
    line: usize,
}

impl Rows<'_> {
    fn record(&mut self, record: Record<'_>, sink: &mut dyn Sink) {
        self.line = record.line;
        if let Some(message) = record.notice {
            let notice = Problem::error("encoding", self.source.clone(), Place::Whole, message);
            sink.problem(notice.with_severity(Severity::Correction));
        }
        match record.fields {
            Ok(fields) if self.columns.is_none() => self.header(&fields, sink),
            Ok(fields) => self.row(&fields, sink),
            Err(defect) => {
                // Without a header no row can be read.
                self.refused = self.columns.is_none();
                sink.problem(self.defect(defect));
            }
        }
    }

    fn defect(&self, defect: Defect) -> Problem {
        match defect {
            Defect::TooLong => {
                let message = Text::new(
                    format!("行が長すぎます(上限 {RECORD_LIMIT} バイト・{FIELD_LIMIT} 列)"),
                    format!("the record is too long (the limit is {RECORD_LIMIT} bytes and {FIELD_LIMIT} columns)"),
                );
                let hint = Text::new("引用符 \" が閉じているか確かめてください", "check that every quote \" is closed");
                self.error("record-too-long", 1, message).with_hint(hint)
            }
            Defect::NotText(column) => {
                let message = Text::new("文字として読めないバイトがあります", "there are bytes that are no text");
                let hint = Text::new(
                    "UTF-8(推奨)・UTF-16(BOM 付き)・cp932 のどれか一つで保存します",
                    "save as UTF-8 (best), UTF-16 with a mark, or cp932",
                );
                self.error("not-text", column, message).with_hint(hint)
            }
        }
    }

    fn header(&mut self, titles: &[Cow<'_, str>], sink: &mut dyn Sink) {
        let mut report = |problem| sink.problem(problem);
        let columns =
            header::columns(self.standard, &self.source, self.line, titles, self.class.is_some(), &mut report);
        self.refused = columns.is_none();
        self.columns = columns;
    }

    fn row(&mut self, fields: &[Cow<'_, str>], sink: &mut dyn Sink) {
        if fields.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        let columns = self.columns.take().unwrap_or_default();
        if fields.len() == columns.len() {
            if let Some(submission) = self.submission(&columns, fields, sink) {
                self.warn_of_repetition(&submission, sink);
                sink.submission(submission);
            }
        } else {
            let message = Text::new(
                format!("列が {} 個あります(見出しは {} 個)", fields.len(), columns.len()),
                format!("the row has {} fields, the header {}", fields.len(), columns.len()),
            );
            sink.problem(self.error("wrong-field-count", fields.len().min(columns.len()) + 1, message));
        }
        self.columns = Some(columns);
    }

    fn submission(&self, columns: &[Column], fields: &[Cow<'_, str>], sink: &mut dyn Sink) -> Option<Submission> {
        let mut answers = Answers::BLANK;
        let mut class = self.class;
        let mut service = String::new();
        let mut sound = true;
        for (at, (column, field)) in columns.iter().zip(fields).enumerate() {
            let outcome = match *column {
                Column::Service => Self::service(field).map(|name| service = name),
                Column::Class if self.class.is_some() => Ok(()),
                Column::Class => self.class_of(field).map(|found| class = Some(found)),
                Column::Item(input) => self.item_answer(field, input).map(|understood| {
                    answers = answers.with(input, understood.value);
                    if let Some(message) = understood.correction {
                        sink.problem(
                            self.error("answer-corrected", at + 1, message).with_severity(Severity::Correction),
                        );
                    }
                }),
                Column::Decision(input) => {
                    self.decision(field, input).map(|decision| answers = answers.with_decision(input, decision))
                }
                Column::Other => Ok(()),
            };
            if let Err((code, message, hint)) = outcome {
                sound = false;
                let problem = self.error(code, at + 1, message);
                sink.problem(Problem { hint: Some(hint), ..problem });
            }
        }
        if !sound {
            return None;
        }
        let place = Place::Text { line: self.line, column: 1 };
        Some(Submission { service, class: class?, answers, notes: Vec::new(), place })
    }

    fn service(field: &str) -> Result<String, Refusal> {
        let name = super::write::unprotect(field.trim());
        if name.is_empty() {
            let message = Text::new("サービス名が空です", "the service has no name");
            return Err((
                "empty-service",
                message,
                Text::new("列 service に名を書きます", "write a name in the column `service`"),
            ));
        }
        Ok(name.to_owned())
    }

    fn class_of(&self, field: &str) -> Result<ClassIndex, Refusal> {
        self.standard.find_class(field).ok_or_else(|| {
            let found = excerpt(field);
            let message = Text::new(format!("分類 `{found}` はありません"), format!("there is no class `{found}`"));
            ("unknown-class", message, self.standard.allowed_classes())
        })
    }

    fn item_answer(&self, field: &str, input: standard::Input) -> Result<spelling::Understood<Answer>, Refusal> {
        let no = self.standard.name(input);
        let understood = spelling::answer(field).ok_or_else(|| {
            let found = excerpt(field);
            let message = Text::new(
                format!("№{no} の値 `{found}` は読めません"),
                format!("№{no} has the value `{found}`, which is no answer"),
            );
            ("unknown-answer", message, spelling::allowed_answers())
        })?;
        if self.standard.allows(input, understood.value) {
            return Ok(understood);
        }
        let message =
            Text::new(format!("№{no} は na(該当なし)と答えられません"), format!("№{no} cannot be answered `na`"));
        let hint = Text::new("使える値: met, unmet, unknown(空欄)", "allowed: met, unmet, unknown (blank)");
        Err(("na-not-allowed", message, hint))
    }

    fn decision(&self, field: &str, input: standard::Input) -> Result<standard::Decision, Refusal> {
        spelling::decision(field).ok_or_else(|| {
            let (name, found) = (self.standard.name(input), excerpt(field));
            let message = Text::new(
                format!("{name} の値 `{found}` は読めません"),
                format!("{name} has the value `{found}`, which is no decision"),
            );
            ("unknown-decision", message, spelling::allowed_decisions())
        })
    }

    fn warn_of_repetition(&mut self, submission: &Submission, sink: &mut dyn Sink) {
        let hash = self.hasher.hash_one(&submission.service);
        if let Some(first) = self.seen.insert(hash, self.line) {
            let name = excerpt(&submission.service);
            let message = Text::new(
                format!("サービス `{name}` は {first} 行目にもあります(どちらも判定します)"),
                format!("the service `{name}` also stands on line {first} (both are judged)"),
            );
            sink.problem(self.error("duplicate-service", 1, message).with_severity(Severity::Warning));
        }
    }

    /// A problem of the current record; `column` counts fields from 1.
    fn error(&self, code: &'static str, column: usize, message: Text) -> Problem {
        Problem::error(code, self.source.clone(), Place::Text { line: self.line, column }, message)
    }
}

/// Code, message and hint of a value that is refused.
type Refusal = (&'static str, Text, Text);
