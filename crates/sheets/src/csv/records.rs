//! Bytes to records: finds where records and fields end, on which line each record begins, and what characters it holds.
//! Bytes may come in any chunks. Not for what the fields mean.

use super::encoding::{Encoding, NotText};
use csv_core::{ReadRecordResult, Reader};
use standard::Text;
use std::borrow::Cow;

/// A record longer than this is refused: fifteen answers and a name need a few hundred bytes.
pub(super) const RECORD_LIMIT: usize = 64 * 1024;
/// A record with more fields than this is refused.
pub(super) const FIELD_LIMIT: usize = 512;

/// A record that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Defect {
    /// Over [`RECORD_LIMIT`] or [`FIELD_LIMIT`].
    TooLong,
    /// This field (from 1) is no text in the file's encoding, or holds a NUL.
    NotText(usize),
}

/// A record of the file.
pub(super) struct Record<'f> {
    /// The line it begins on, from 1.
    pub(super) line: usize,
    /// What to tell the sender about the encoding; with the first record that shows it.
    pub(super) notice: Option<Text>,
    pub(super) fields: Result<Vec<Cow<'f, str>>, Defect>,
}

/// Splits one file.
pub(super) struct Records {
    encoding: Encoding,
    encoding_told: bool,
    /// The first bytes, until there are enough to see a mark; `None` once the mark was looked for.
    held_back: Option<Vec<u8>>,
    parser: Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
    progress: Progress,
    line: usize,
}

/// How far the current record was read.
#[derive(Default)]
struct Progress {
    /// The line it began on; 0 between records.
    began: usize,
    written: usize,
    ended: usize,
    too_long: bool,
}

impl Records {
    pub(super) fn new() -> Self {
        Self {
            encoding: Encoding::Ascii,
            encoding_told: false,
            held_back: Some(Vec::new()),
            parser: Reader::new(),
            output: vec![0; RECORD_LIMIT],
            ends: vec![0; FIELD_LIMIT],
            progress: Progress::default(),
            line: 1,
        }
    }

    /// Reads on, and hands over the records that end in `chunk`. With `last`, the file ends here.
    pub(super) fn push(&mut self, chunk: &[u8], last: bool, take: &mut dyn FnMut(Record<'_>)) -> Result<(), NotText> {
        let Some(mut first) = self.held_back.take() else { return self.read(chunk, last, take) };
        first.extend_from_slice(chunk);
        if first.len() < 3 && !last {
            self.held_back = Some(first);
            return Ok(());
        }
        let (encoding, mark) = Encoding::from_mark(&first);
        self.encoding = encoding;
        self.read(first.get(mark..).unwrap_or_default(), last, take)
    }

    fn read(&mut self, chunk: &[u8], last: bool, take: &mut dyn FnMut(Record<'_>)) -> Result<(), NotText> {
        let bytes = self.encoding.transcode(chunk, last)?;
        let mut rest: &[u8] = &bytes;
        loop {
            if self.progress.began == 0 {
                rest = self.skip_line_ends(rest);
            }
            // To the parser, no bytes are the end of the file.
            if rest.is_empty() && !last {
                return Ok(());
            }
            if self.progress.began == 0 {
                self.progress.began = self.line;
            }
            let (result, read) = self.step(rest);
            self.line += line_ends(rest.get(..read).unwrap_or_default());
            rest = rest.get(read..).unwrap_or_default();
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    // Read on to the record's end, but keep nothing of it.
                    (self.progress.too_long, self.progress.written, self.progress.ended) = (true, 0, 0);
                }
                ReadRecordResult::Record => take(self.record()),
                ReadRecordResult::End => return Ok(()),
            }
        }
    }

    fn skip_line_ends<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (skipped, rest) = bytes.split_at_checked(blank).unwrap_or_default();
        self.line += line_ends(skipped);
        rest
    }

    fn step(&mut self, bytes: &[u8]) -> (ReadRecordResult, usize) {
        let output = self.output.get_mut(self.progress.written..).unwrap_or_default();
        let ends = self.ends.get_mut(self.progress.ended..).unwrap_or_default();
        let (result, read, written, ended) = self.parser.read_record(bytes, output, ends);
        self.progress.written += written;
        self.progress.ended += ended;
        (result, read)
    }

    fn record(&mut self) -> Record<'_> {
        let progress = std::mem::take(&mut self.progress);
        let ends = self.ends.get(..progress.ended).unwrap_or_default();
        let fields =
            if progress.too_long { Err(Defect::TooLong) } else { decode(&mut self.encoding, &self.output, ends) };
        let notice = self.encoding.notice().filter(|_| !self.encoding_told);
        self.encoding_told |= notice.is_some();
        Record { line: progress.began, notice, fields }
    }
}

fn decode<'f>(encoding: &mut Encoding, output: &'f [u8], ends: &[usize]) -> Result<Vec<Cow<'f, str>>, Defect> {
    let starts = std::iter::once(&0).chain(ends);
    let fields = starts.zip(ends).enumerate().map(|(at, (start, end))| {
        let text = encoding.decode(output.get(*start..*end).unwrap_or_default()).ok();
        text.filter(|text| !text.contains('\0')).ok_or(Defect::NotText(at + 1))
    });
    fields.collect()
}

fn line_ends(bytes: &[u8]) -> usize {
    #[expect(
        clippy::naive_bytecount,
        reason = "the compiler vectorises it; a crate for it would save nothing measurable here"
    )]
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (usize, Result<Vec<String>, Defect>);

    fn read(chunks: &[&[u8]]) -> Vec<Read> {
        let mut reader = Records::new();
        let mut records: Vec<Read> = Vec::new();
        let mut take = |record: Record<'_>| {
            let fields = record.fields.map(|fields| fields.into_iter().map(Cow::into_owned).collect());
            records.push((record.line, fields));
        };
        for chunk in chunks {
            assert!(reader.push(chunk, false, &mut take).is_ok());
        }
        assert!(reader.push(&[], true, &mut take).is_ok());
        records
    }

    #[test]
    fn a_record_knows_its_line_through_blank_lines_and_quoted_line_ends() {
        let records = read(&[b"\r\na,\"b\r\nc\"\r\n\r\n\nd,e\nlast"]);
        let lines: Vec<usize> = records.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 6, 7]);
        assert_eq!(records[0].1.as_ref().unwrap(), &["a", "b\r\nc"]);
        assert_eq!(records[2].1.as_ref().unwrap(), &["last"]);
    }

    #[test]
    fn chunks_do_not_matter() {
        let bytes = "\u{feff}サービス,\"x\"\"y\",\r\n文書,z,\n".as_bytes();
        let whole = read(&[bytes]);
        let byte_by_byte: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(read(&byte_by_byte), whole);
        assert_eq!(whole[0].1.as_ref().unwrap(), &["サービス", "x\"y", ""]);
    }

    #[test]
    fn a_record_over_the_limit_is_told_and_the_next_is_read() {
        let long = format!("{}\nshort,1\n{}\nend\n", "x".repeat(RECORD_LIMIT + 1), ",".repeat(FIELD_LIMIT + 1));
        let records = read(&[long.as_bytes()]);
        let fields: Vec<_> =
            records.iter().map(|(_, fields)| fields.as_ref().map(Vec::len).map_err(|defect| *defect)).collect();
        assert_eq!(fields, [Err(Defect::TooLong), Ok(2), Err(Defect::TooLong), Ok(1)]);
    }
}
