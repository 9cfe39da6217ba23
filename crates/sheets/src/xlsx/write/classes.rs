//! The second worksheet: 別表2's table of classes, for whoever has to choose one.

use super::formats::Formats;
use super::{height, sheet};
use crate::xlsx::words;
use rust_xlsxwriter::{Worksheet, XlsxError};
use standard::{Language, Standard, Text};

const WIDTHS: [f64; 3] = [18.0, 80.0, 50.0];

/// Writes the table.
pub(super) fn write(
    worksheet: &mut Worksheet,
    standard: &Standard,
    language: Language,
    formats: &Formats,
) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    let say = |text: &Text| text.in_language(language).to_owned();
    worksheet.set_name(words::CLASSES_SHEET.in_language(language))?;
    for (column, width) in (0_u16..).zip(WIDTHS) {
        worksheet.set_column_width(column, width)?;
    }
    if let Some(note) = &standard.head().class_note {
        let note = say(note);
        worksheet.merge_range(0, 0, 0, 2, &note, &formats.small)?;
        worksheet.set_row_height(0, height::bounded(height::of(&note, WIDTHS.iter().sum())))?;
    }
    let columns = standard.columns();
    for (column, heading) in (0_u16..).zip([&columns.class, &columns.definition, &columns.example]) {
        worksheet.write_string_with_format(2, column, say(heading), &formats.heading)?;
    }
    for (row, class) in (3_u32..).zip(standard.classes()) {
        let cells = [Some(&class.label), class.definition.as_ref(), class.example.as_ref()];
        let mut highest: f64 = 0.0;
        for ((column, cell), width) in (0_u16..).zip(cells).zip(WIDTHS) {
            let words = cell.map(say).unwrap_or_default();
            highest = highest.max(height::of(&words, width));
            let format = if column == 0 { &formats.asked.category } else { &formats.asked.text };
            worksheet.write_string_with_format(row, column, words, format)?;
        }
        worksheet.set_row_height(row, height::bounded(highest))?;
    }
    worksheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    worksheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    worksheet.set_freeze_panes(3, 0)?;
    sheet::protect(worksheet);
    Ok(())
}
