//! What a spreadsheet lets people type into a cell to answer in: one of the choices, a date. A help against slips only; what comes
//! back is checked again.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Worksheet, XlsxError,
};
use standard::Language;

/// Lets only `choices` be chosen.
pub(super) fn choose(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    choices: &[&str],
    language: Language,
) -> Result<(), XlsxError> {
    choose_in(worksheet, (row, row, column), choices, language)
}

/// The same for the rows from the first to the second of a column.
pub(super) fn choose_in(
    worksheet: &mut Worksheet,
    range: (u32, u32, u16),
    choices: &[&str],
    language: Language,
) -> Result<(), XlsxError> {
    let (title, words) = match language {
        Language::Japanese => ("一覧から選んでください", format!("使える回答: {}", choices.join("、"))),
        Language::English => ("Choose from the list", format!("Allowed: {}", choices.join(", "))),
    };
    let rule = DataValidation::new().allow_list_strings(choices)?;
    add(worksheet, range, rule, title, &words)
}

/// Lets only a day from 2000 on be typed.
pub(super) fn only_dates(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    language: Language,
) -> Result<(), XlsxError> {
    only_dates_in(worksheet, (row, row, column), language)
}

/// The same for the rows from the first to the second of a column.
pub(super) fn only_dates_in(
    worksheet: &mut Worksheet,
    range: (u32, u32, u16),
    language: Language,
) -> Result<(), XlsxError> {
    let (title, words) = match language {
        Language::Japanese => {
            ("日付で入力してください", "2027/3/31 のように日付で入力してください。期限がなければ空欄にします。")
        }
        Language::English => ("Enter a date", "Enter the day as in 2027/3/31; leave it blank if there is none."),
    };
    let from = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let rule = DataValidation::new().allow_date(DataValidationRule::GreaterThanOrEqualTo(from));
    add(worksheet, range, rule, title, words)
}

fn add(
    worksheet: &mut Worksheet,
    (first, last, column): (u32, u32, u16),
    rule: DataValidation,
    title: &str,
    words: &str,
) -> Result<(), XlsxError> {
    let rule = rule.set_error_style(DataValidationErrorStyle::Stop).set_error_title(title)?.set_error_message(words)?;
    worksheet.add_data_validation(first, column, last, column, &rule)?;
    Ok(())
}

/// A day as ISO 8601 writes it, from 1900 on: what a date cell can hold. Other words stay words.
pub(super) fn iso_day(words: &str) -> Option<ExcelDateTime> {
    let mut parts = words.split('-');
    let part = |digits: &str, length: usize| {
        (digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(())?;
        digits.parse::<u16>().ok()
    };
    let (year, month, day) = (part(parts.next()?, 4)?, part(parts.next()?, 2)?, part(parts.next()?, 2)?);
    (parts.next().is_none() && year >= 1901).then_some(())?;
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_become_date_cells() {
        assert!(iso_day("2028-02-29").is_some());
        for words in
            ["2027-02-29", "2027-3-31", "2027-03-31 ", "1900-01-01", "令和9年3月31日", "+027-03-31", "2027-03-31-1"]
        {
            assert!(iso_day(words).is_none(), "{words}");
        }
    }
}
