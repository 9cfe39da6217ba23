//! Judgements of many services as a worksheet: a row a service.

use super::formats::Formats;
use super::{WriteError, height, new_workbook, safe};
use crate::submission::Submission;
use crate::xlsx::words::{self, Words};
use rust_xlsxwriter::XlsxError;
use standard::{InputSet, Judgement, Language, Standard};

const fn words(japanese: &'static str, english: &'static str) -> Words {
    Words { japanese, english }
}

const COLUMNS: [(Words, f64); 8] = [
    (words("サービス", "Service"), 36.0),
    (words("分類", "Class"), 16.0),
    (words("判定", "Verdict"), 18.0),
    (words("不適合の項目", "Failing items"), 30.0),
    (words("未確定の項目", "Open items"), 30.0),
    (words("推奨未達", "Recommended, not met"), 26.0),
    (words("是正案(最少)", "Cheapest way to conform"), 32.0),
    (words("読み方で変わる判定", "Verdict under other readings"), 32.0),
];

/// Judgements as the bytes of an XLSX file, in the order given.
///
/// # Errors
/// More services than a worksheet has rows (1,048,575).
pub fn write_results(
    standard: &Standard,
    judged: &[(&Submission, &Judgement)],
    language: Language,
) -> Result<Vec<u8>, WriteError> {
    let formats = Formats::new(None);
    let mut workbook = new_workbook(standard.head().title.in_language(language))?;
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(words::RESULTS_SHEET.in_language(language))?;
    for (column, (heading, width)) in (0_u16..).zip(COLUMNS) {
        worksheet.set_column_width(column, width)?;
        worksheet.write_string_with_format(0, column, heading.in_language(language), &formats.heading)?;
    }
    worksheet.set_row_height(0, 30)?;
    for (at, (submission, judgement)) in judged.iter().enumerate() {
        let row = u32::try_from(at + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
        let mut highest: f64 = 0.0;
        for ((column, cell), (_, width)) in (0_u16..).zip(cells(standard, submission, judgement, language)).zip(COLUMNS)
        {
            let cell = safe::text(&cell);
            highest = highest.max(height::of(&cell, width));
            worksheet.write_string_with_format(row, column, cell, &formats.asked.text)?;
        }
        worksheet.set_row_height(row, height::bounded(highest))?;
    }
    let last = u32::try_from(judged.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    worksheet.autofilter(0, 0, last, 7)?;
    worksheet.set_freeze_panes(1, 1)?;
    worksheet.set_paper_size(8).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    worksheet.set_footer("&C&P / &N");
    Ok(workbook.save_to_buffer()?)
}

fn cells(standard: &Standard, submission: &Submission, judgement: &Judgement, language: Language) -> [String; 8] {
    let class = standard.class(judgement.class).map_or("", |class| class.label.in_language(language));
    let labels = |inputs: InputSet| standard.labels(inputs, language);
    let cheapest = judgement.remedies.sets.first().map(|inputs| labels(*inputs)).unwrap_or_default();
    let readings: Vec<String> = judgement
        .differing_readings
        .iter()
        .map(|(_, name, verdict)| format!("{name}: {}", verdict.label().in_language(language)))
        .collect();
    [
        submission.service.clone(),
        class.to_owned(),
        judgement.verdict.label().in_language(language).to_owned(),
        labels(judgement.failing),
        labels(judgement.open),
        labels(judgement.advisories),
        cheapest,
        readings.join("\n"),
    ]
}
