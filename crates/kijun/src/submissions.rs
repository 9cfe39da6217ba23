//! Answers from an open input into a sink, whatever their format. CSV is handed on as it is read, so its size does not matter.

use crate::cli::InputFormat;
use crate::files::{self, Input};
use anyhow::Context as _;
use indicatif::ProgressBar;
use sheets::csv::AnswersCsv;
use sheets::xlsx::{ReadOptions, read_check_sheet};
use sheets::{Reading, Sink, read_answers};
use standard::document::Notation;
use standard::{ClassIndex, Standard};
use std::io::Read as _;

/// Reads all answers of `input`. With `class`, every service is of that class.
pub(crate) fn read_into(
    standard: &Standard,
    mut input: Input,
    class: Option<ClassIndex>,
    sink: &mut dyn Sink,
    progress: &ProgressBar,
) -> anyhow::Result<()> {
    match input.format {
        InputFormat::Csv => csv(standard, input, class, sink, progress)?,
        InputFormat::Xlsx => match files::read_whole(&mut input)? {
            Ok(bytes) => {
                let options = ReadOptions { class_override: class };
                hand_over(read_check_sheet(standard, &input.name, &bytes, options), sink);
            }
            Err(problem) => sink.problem(problem),
        },
        InputFormat::Toml | InputFormat::Json => {
            let notation = notation(input.format);
            match files::read_text(&mut input)? {
                Ok(text) => hand_over(read_answers(standard, &input.name, &text, notation, class), sink),
                Err(problem) => sink.problem(problem),
            }
        }
    }
    Ok(())
}

/// The notation of a document.
pub(crate) fn notation(format: InputFormat) -> Notation {
    if format == InputFormat::Json { Notation::Json } else { Notation::Toml }
}

/// What was read at once, problems first.
pub(crate) fn hand_over(reading: Reading, sink: &mut dyn Sink) {
    for problem in reading.problems {
        sink.problem(problem);
    }
    for submission in reading.submissions {
        sink.submission(submission);
    }
}

fn csv(
    standard: &Standard,
    mut input: Input,
    class: Option<ClassIndex>,
    sink: &mut dyn Sink,
    progress: &ProgressBar,
) -> anyhow::Result<()> {
    let mut reader = AnswersCsv::new(standard, input.name.clone(), class);
    let mut chunk = vec![0; 1 << 16];
    loop {
        let read = input.reader.read(&mut chunk).with_context(|| input.name.clone())?;
        let goes_on = reader.push(chunk.get(..read).unwrap_or_default(), sink);
        progress.inc(read as u64);
        if !sink.wants_more() {
            // The record at hand was cut off here, not in the file.
            return Ok(());
        }
        if read == 0 || !goes_on {
            break;
        }
    }
    reader.finish(sink);
    progress.finish_and_clear();
    Ok(())
}
