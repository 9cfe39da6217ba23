//! Figures of documents: check sheets written and read, answers read from CSV and judged.

use crate::harness::{Times, measure, number};
use crate::report::{Figure, Goal, Group};
use crate::sample::{Mix, Numbers, answers};
use sheets::csv::AnswersCsv;
use sheets::judgement::JsonLine;
use sheets::xlsx::{CheckSheet, ReadOptions, read_check_sheet, write_check_sheet};
use sheets::{Reading, Submission, write_answers_csv};
use standard::{ClassIndex, Language, Place, Standard};
use std::hint::black_box;

/// Sheets written and read in one run; figures are scaled to the thousand of the goal.
const SHEETS: usize = 100;
/// Rows of the CSV.
const ROWS: usize = 50_000;

pub(crate) fn run(standard: &Standard) -> Group {
    let mut numbers = Numbers::new(4);
    let classes: Vec<ClassIndex> = standard.class_indices().collect();
    let submissions = (0..ROWS).zip(classes.iter().cycle()).map(|(at, class)| Submission {
        service: format!("サービス {at}"),
        class: *class,
        answers: answers(standard, Mix::Worked, &mut numbers),
        notes: Vec::new(),
        place: Place::Whole,
    });
    let submissions: Vec<Submission> = submissions.collect();
    let few = submissions.get(..SHEETS).unwrap_or_default();
    let write = |submission: &Submission| {
        let sheet = CheckSheet {
            service: &submission.service,
            class: submission.class,
            submission: Some(submission),
            judgement: None,
            facts: None,
            language: Language::Japanese,
        };
        write_check_sheet(standard, &sheet).unwrap_or_default()
    };
    let written = measure(|| {
        for submission in few {
            black_box(write(submission));
        }
    });
    let workbooks: Vec<Vec<u8>> = few.iter().map(write).collect();
    let read = measure(|| {
        for workbook in &workbooks {
            black_box(read_check_sheet(standard, "bench", workbook, ReadOptions::default()));
        }
    });
    let sound = workbooks.iter().filter(|workbook| {
        !read_check_sheet(standard, "bench", workbook, ReadOptions::default()).submissions.is_empty()
    });
    let bytes = workbooks.first().map_or(0, Vec::len);

    let csv = write_answers_csv(standard, &submissions);
    let parsed = measure(|| {
        black_box(read_csv(standard, &csv));
    });
    let judged = measure(|| {
        let mut lines = Vec::new();
        for submission in read_csv(standard, &csv).submissions {
            let judgement = standard.judge(submission.class, standard.default_settings(), submission.answers);
            // Writing into memory cannot fail.
            let _ = serde_json::to_writer(&mut lines, &JsonLine::new(standard, &submission, &judgement));
        }
        black_box(lines);
    });
    let thousand = |times: Times| times.map(|time| time.as_secs_f64() * 1e3 / number(SHEETS));
    let rows = |times: Times| times.map(|time| number(ROWS) / time.as_secs_f64() / 1e6);
    Group {
        heading: "Documents, one core",
        figures: vec![
            Figure::new("1,000 check sheets written, with answers", "s", thousand(written))
                .goal(Goal::AtMost(1.0))
                .note(format!("{bytes} bytes each")),
            Figure::new("1,000 check sheets read, bounds included", "s", thousand(read))
                .note(format!("{} of {SHEETS} read back", sound.count())),
            Figure::new("CSV rows read", "M/s", rows(parsed)),
            Figure::new("CSV rows read, judged with reasons and remedies, written as JSON lines", "M/s", rows(judged)),
        ],
    }
}

fn read_csv(standard: &Standard, csv: &str) -> Reading {
    let mut reading = Reading::default();
    let mut reader = AnswersCsv::new(standard, "bench", None);
    for chunk in csv.as_bytes().chunks(1 << 16) {
        reader.push(chunk, &mut reading);
    }
    reader.finish(&mut reading);
    reading
}
