//! The check sheet as a workbook: the sheet to answer in, the table of classes, and the hidden sheet that says what it is.

use super::formats::Formats;
use super::layout::{CATEGORY, Layout, NO};
use super::{CheckSheet, WriteError, classes, facts, lines, new_workbook, safe, table};
use crate::xlsx::words::{self, key};
use rust_xlsxwriter::{IgnoreError, ProtectionOptions, Worksheet, XlsxError};
use standard::Standard;

/// A check sheet as the bytes of an XLSX file. The same request gives the same bytes.
///
/// # Errors
/// A class of another standard; a fact that does not fit into a cell; a standard with more than 1,048,576 rows.
pub fn write_check_sheet(standard: &Standard, request: &CheckSheet<'_>) -> Result<Vec<u8>, WriteError> {
    let class = standard.class(request.class).ok_or(WriteError::UnknownClass)?;
    let language = request.language;
    let layout = Layout::new(standard, request.judgement.is_some());
    let formats = Formats::new(request.judgement.map(|judgement| judgement.verdict));
    let mut workbook = new_workbook(standard.head().title.in_language(language))?;

    let worksheet = workbook.add_worksheet();
    worksheet.set_name(words::SHEET.in_language(language))?;
    for (column, width) in layout.widths() {
        worksheet.set_column_width(column, width)?;
    }
    worksheet.set_column_hidden(layout.id)?;
    let heading = lines::write(worksheet, standard, request, class, &layout, &formats)?;
    let last = table::write(worksheet, standard, request, &layout, &formats, heading)?;
    worksheet.ignore_error_range(heading, NO, last, NO, IgnoreError::NumberStoredAsText)?;
    worksheet.ignore_error_range(heading, layout.id, last, layout.id, IgnoreError::NumberStoredAsText)?;
    set_up_page(worksheet, &layout, heading, last)?;

    if let Some(declaration) = request.facts {
        facts::write(&mut workbook, standard, declaration, language, &formats)?;
    }
    classes::write(workbook.add_worksheet(), standard, language, &formats)?;
    write_identity(workbook.add_worksheet(), standard, request, &class.id)?;
    Ok(workbook.save_to_buffer()?)
}

fn set_up_page(worksheet: &mut Worksheet, layout: &Layout, heading: u32, last: u32) -> Result<(), XlsxError> {
    const A3: u8 = 8;
    worksheet.set_paper_size(A3).set_landscape().set_print_fit_to_pages(1, 0);
    worksheet.set_margins(0.4, 0.4, 0.35, 0.5, 0.2, 0.25).set_print_center_horizontally(true);
    worksheet.set_footer("&C&P / &N");
    worksheet.set_repeat_rows(heading, heading)?;
    worksheet.set_print_area(0, CATEGORY, last, layout.last())?;
    worksheet.set_freeze_panes(heading + 1, 0)?;
    worksheet.set_zoom(80);
    protect(worksheet);
    Ok(())
}

/// A courtesy against slips, not security: no password, and every cell is checked again when the sheet comes back.
pub(super) fn protect(worksheet: &mut Worksheet) {
    let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    worksheet.protect_with_options(&options);
}

/// The same for a worksheet whose tables may grow: rows can be inserted.
pub(super) fn protect_rows(worksheet: &mut Worksheet) {
    let options =
        ProtectionOptions { format_columns: true, format_rows: true, insert_rows: true, ..ProtectionOptions::new() };
    worksheet.protect_with_options(&options);
}

fn write_identity(
    worksheet: &mut Worksheet,
    standard: &Standard,
    request: &CheckSheet<'_>,
    class: &str,
) -> Result<(), XlsxError> {
    worksheet.set_name(words::IDENTITY_SHEET)?.set_very_hidden(true);
    let hash = standard.hash().to_string();
    let service = safe::text(request.service);
    let pairs = [
        (key::FORMAT, words::FORMAT),
        (key::STANDARD, standard.id()),
        (key::EDITION, standard.edition()),
        (key::HASH, &hash),
        (key::CLASS, class),
        (key::SERVICE, &service),
    ];
    for (row, (key, value)) in (0_u32..).zip(pairs) {
        worksheet.write_string(row, 0, key)?.write_string(row, 1, value)?;
    }
    protect(worksheet);
    Ok(())
}
