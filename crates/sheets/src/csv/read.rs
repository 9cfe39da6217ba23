//! Reads an answers CSV as it arrives, chunk by chunk: memory does not grow with the file, and a bad row does not stop the good ones.

use super::encoding::Encoding;
use super::header::{self, Column};
use crate::submission::{Sink, Submission};
use csv_core::{ReadRecordResult, Reader};
use standard::problem::excerpt;
use standard::spelling;
use standard::{Answer, Answers, ClassIndex, Place, Problem, Severity, Standard, Text};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// A record longer than this is refused: fifteen answers and a name need a few hundred bytes.
const RECORD_LIMIT: usize = 64 * 1024;
/// A record with more fields than this is refused.
const FIELD_LIMIT: usize = 512;

/// Reads one CSV file. [`AnswersCsv::push`] its bytes in any chunks, then [`AnswersCsv::finish`].
pub struct AnswersCsv<'s> {
    standard: &'s Standard,
    source: String,
    class: Option<ClassIndex>,
    encoding: Option<Encoding>,
    encoding_told: bool,
    /// The first bytes, until there are enough to see a mark.
    held_back: Vec<u8>,
    parser: Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
    in_record: bool,
    too_long: bool,
    /// The line on which the current record began.
    record_line: usize,
    line: usize,
    columns: Option<Vec<Column>>,
    refused: bool,
    seen: HashMap<u64, usize>,
    hasher: RandomState,
}

impl<'s> AnswersCsv<'s> {
    /// A reader of the file that the user calls `source`. With `class`, every row is of that class and the column may be absent.
    pub fn new(standard: &'s Standard, source: impl Into<String>, class: Option<ClassIndex>) -> Self {
        Self {
            standard,
            source: source.into(),
            class,
            encoding: None,
            encoding_told: false,
            held_back: Vec::new(),
            parser: Reader::new(),
            output: vec![0; RECORD_LIMIT],
            ends: vec![0; FIELD_LIMIT],
            written: 0,
            ended: 0,
            in_record: false,
            too_long: false,
            record_line: 1,
            line: 1,
            columns: None,
            refused: false,
            seen: HashMap::new(),
            hasher: RandomState::new(),
        }
    }

    /// Reads on. Returns `false` once the file is refused as a whole: the rest need not be brought.
    pub fn push(&mut self, chunk: &[u8], sink: &mut dyn Sink) -> bool {
        if self.encoding.is_none() {
            self.held_back.extend_from_slice(chunk);
            if self.held_back.len() < 3 {
                return true;
            }
            let first = std::mem::take(&mut self.held_back);
            return self.begin(&first, sink);
        }
        self.take(chunk, false, sink);
        !self.refused
    }

    /// The end of the file.
    pub fn finish(mut self, sink: &mut dyn Sink) {
        if self.encoding.is_none() {
            let first = std::mem::take(&mut self.held_back);
            self.begin(&first, sink);
        }
        if !self.refused {
            self.take(&[], true, sink);
        }
        if !self.refused && self.columns.is_none() {
            let message = Text::new("CSV が空です", "the CSV file is empty");
            self.refuse("empty-file", 1, message, None, sink);
        }
    }

    fn begin(&mut self, first: &[u8], sink: &mut dyn Sink) -> bool {
        let (encoding, mark) = Encoding::from_mark(first);
        self.encoding = Some(encoding);
        self.take(first.get(mark..).unwrap_or_default(), false, sink);
        !self.refused
    }

    fn take(&mut self, chunk: &[u8], last: bool, sink: &mut dyn Sink) {
        let Some(encoding) = &mut self.encoding else { return };
        let Ok(bytes) = encoding.transcode(chunk, last) else {
            let message = Text::new("UTF-16 として読めない文字があります", "not valid UTF-16");
            return self.refuse("not-text", self.line, message, None, sink);
        };
        let mut rest: &[u8] = &bytes;
        while !self.refused && !(rest.is_empty() && !last) {
            if !self.in_record {
                rest = self.skip_line_ends(rest);
                if rest.is_empty() && !last {
                    return;
                }
                self.record_line = self.line;
                self.in_record = true;
            }
            let (output, ends) = (self.output.get_mut(self.written..), self.ends.get_mut(self.ended..));
            let (result, read, written, ended) =
                self.parser.read_record(rest, output.unwrap_or_default(), ends.unwrap_or_default());
            self.line += count_line_ends(rest.get(..read).unwrap_or_default());
            rest = rest.get(read..).unwrap_or_default();
            self.written += written;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    // Read on to the record's end, but keep nothing of it.
                    self.too_long = true;
                    (self.written, self.ended) = (0, 0);
                }
                ReadRecordResult::Record => self.record(sink),
                ReadRecordResult::End => return,
            }
        }
    }

    fn skip_line_ends<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += count_line_ends(bytes.get(..blank).unwrap_or_default());
        bytes.get(blank..).unwrap_or_default()
    }

    fn record(&mut self, sink: &mut dyn Sink) {
        let too_long = std::mem::take(&mut self.too_long);
        let output = std::mem::take(&mut self.output);
        let ends = std::mem::take(&mut self.ends);
        if too_long {
            let message = Text::new(
                format!("行が長すぎます(上限 {RECORD_LIMIT} バイト・{FIELD_LIMIT} 列)"),
                format!("the record is too long (the limit is {RECORD_LIMIT} bytes and {FIELD_LIMIT} columns)"),
            );
            let hint = Text::new("引用符 \" が閉じているか確かめてください", "check that every quote \" is closed");
            sink.problem(self.error("record-too-long", 1, message).with_hint(hint));
            self.refused |= self.columns.is_none();
        } else if let Some(fields) = self.decode(&output, &ends, sink) {
            if self.columns.is_none() {
                self.header(&fields, sink);
            } else {
                self.row(&fields, sink);
            }
        }
        self.output = output;
        self.ends = ends;
        (self.written, self.ended, self.in_record) = (0, 0, false);
    }

    /// The fields of the record as text, or `None` and a problem.
    fn decode(&mut self, output: &[u8], ends: &[usize], sink: &mut dyn Sink) -> Option<Vec<String>> {
        let ends = ends.get(..self.ended)?;
        let starts = std::iter::once(&0).chain(ends);
        let mut fields = Vec::with_capacity(self.ended);
        for (at, (start, end)) in starts.zip(ends).enumerate() {
            let bytes = output.get(*start..*end).unwrap_or_default();
            let text = self.encoding.as_mut().and_then(|encoding| encoding.decode(bytes).ok()).filter(|text| !text.contains('\0'));
            let Some(text) = text else {
                let message = Text::new("文字として読めないバイトがあります", "there are bytes that are no text");
                let hint = Text::new("UTF-8(推奨)・UTF-16(BOM 付き)・cp932 のどれか一つで保存します", "save as UTF-8 (best), UTF-16 with a mark, or cp932");
                sink.problem(self.error("not-text", at + 1, message).with_hint(hint));
                self.refused |= self.columns.is_none();
                return None;
            };
            fields.push(text.into_owned());
        }
        let notice = self.encoding.as_ref().and_then(Encoding::notice);
        if let Some(message) = notice.filter(|_| !self.encoding_told) {
            self.encoding_told = true;
            sink.problem(self.error("encoding", 1, message).with_severity(Severity::Correction));
        }
        Some(fields)
    }

    fn header(&mut self, titles: &[String], sink: &mut dyn Sink) {
        let class_is_given = self.class.is_some();
        let columns =
            header::columns(self.standard, &self.source, self.record_line, titles, class_is_given, &mut |problem| sink.problem(problem));
        self.refused = columns.is_none();
        self.columns = columns;
    }

    fn row(&mut self, fields: &[String], sink: &mut dyn Sink) {
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

    fn submission(&self, columns: &[Column], fields: &[String], sink: &mut dyn Sink) -> Option<Submission> {
        let mut answers = Answers::BLANK;
        let mut class = self.class;
        let mut service = String::new();
        let mut sound = true;
        for (at, (column, field)) in columns.iter().zip(fields).enumerate() {
            let outcome = match *column {
                Column::Service => self.service(field).map(|name| service = name),
                Column::Class if self.class.is_some() => Ok(()),
                Column::Class => self.class_of(field).map(|found| class = Some(found)),
                Column::Item(input) => self.item_answer(field, input).map(|understood| {
                    answers = answers.with(input, understood.value);
                    if let Some(message) = understood.correction {
                        sink.problem(self.error("answer-corrected", at + 1, message).with_severity(Severity::Correction));
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
        let place = Place::Text { line: self.record_line, column: 1 };
        Some(Submission { service, class: class?, answers, notes: Vec::new(), place })
    }

    fn service(&self, field: &str) -> Result<String, Refusal> {
        let name = super::write::unprotect(field.trim());
        if name.is_empty() {
            let message = Text::new("サービス名が空です", "the service has no name");
            return Err(("empty-service", message, Text::new("列 service に名を書きます", "write a name in the column `service`")));
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
            let message = Text::new(format!("№{no} の値 `{found}` は読めません"), format!("№{no} has the value `{found}`, which is no answer"));
            ("unknown-answer", message, spelling::allowed_answers())
        })?;
        if self.standard.allows(input, understood.value) {
            return Ok(understood);
        }
        let message = Text::new(format!("№{no} は na(該当なし)と答えられません"), format!("№{no} cannot be answered `na`"));
        let hint = Text::new("使える値: met, unmet, unknown(空欄)", "allowed: met, unmet, unknown (blank)");
        Err(("na-not-allowed", message, hint))
    }

    fn decision(&self, field: &str, input: standard::Input) -> Result<standard::Decision, Refusal> {
        spelling::decision(field).ok_or_else(|| {
            let (name, found) = (self.standard.name(input), excerpt(field));
            let message = Text::new(format!("{name} の値 `{found}` は読めません"), format!("{name} has the value `{found}`, which is no decision"));
            ("unknown-decision", message, spelling::allowed_decisions())
        })
    }

    fn warn_of_repetition(&mut self, submission: &Submission, sink: &mut dyn Sink) {
        let hash = self.hasher.hash_one(&submission.service);
        if let Some(first) = self.seen.insert(hash, self.record_line) {
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
        Problem::error(code, self.source.clone(), Place::Text { line: self.record_line, column }, message)
    }

    fn refuse(&mut self, code: &'static str, line: usize, message: Text, hint: Option<Text>, sink: &mut dyn Sink) {
        self.refused = true;
        let place = Place::Text { line, column: 1 };
        sink.problem(Problem { hint, ..Problem::error(code, self.source.clone(), place, message) });
    }
}

/// Code, message and hint of a value that is refused.
type Refusal = (&'static str, Text, Text);

fn count_line_ends(bytes: &[u8]) -> usize {
    #[expect(clippy::naive_bytecount, reason = "the compiler vectorises it; a crate for it would save nothing measurable here")]
    bytes.iter().filter(|byte| **byte == b'\n').count()
}
