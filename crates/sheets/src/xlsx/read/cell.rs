//! One cell's value as its readers need it: words, a number, a day. Not for what the words mean.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
use std::borrow::Cow;

/// A value, borrowed from the workbook where it can be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'w> {
    /// Words.
    Text(Cow<'w, str>),
    /// A number without a date format.
    Number(f64),
    /// A day, whatever the workbook counts days from.
    Day(Day),
    /// TRUE or FALSE.
    Truth(bool),
    /// `#REF!` and the like.
    Error,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: u16,
    pub(super) month: u8,
    /// Of the month, from 1.
    pub(super) of_month: u8,
}

impl Day {
    /// The day that a serial number means; `None` beyond what spreadsheets know (31 December 9999).
    pub(super) fn from_serial(serial: f64, is_1904: bool) -> Option<Self> {
        const LAST: f64 = 2_958_466.0;
        if !(0.0..LAST).contains(&serial) {
            return None;
        }
        let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        Some(Self { year, month, of_month: day })
    }

    /// `2026-05-01`.
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell<'w> {
    pub(super) value: Value<'w>,
    /// Is the value the result of a formula?
    pub(super) formula: bool,
}

impl<'w> Value<'w> {
    /// `None` where the cell is empty.
    pub(super) fn from_workbook(value: DataRef<'w>, is_1904: bool) -> Option<Self> {
        Some(match value {
            DataRef::Empty => return None,
            DataRef::String(words) | DataRef::DurationIso(words) => Self::Text(Cow::Owned(words)),
            DataRef::DateTimeIso(words) => {
                iso_day(&words).map_or_else(|| Self::Text(Cow::Owned(words.clone())), Self::Day)
            }
            DataRef::SharedString(words) => Self::Text(Cow::Borrowed(words)),
            DataRef::Float(number) => Self::Number(number),
            #[expect(
                clippy::cast_precision_loss,
                reason = "a whole number beyond 2^53 is no answer and no date either way"
            )]
            DataRef::Int(number) => Self::Number(number as f64),
            DataRef::Bool(truth) => Self::Truth(truth),
            DataRef::Error(_) => Self::Error,
            DataRef::DateTime(moment) => Day::from_serial(moment.as_f64(), is_1904)
                .filter(|_| moment.is_datetime())
                .map_or(Self::Number(moment.as_f64()), Self::Day),
        })
    }

    /// The cell as words: what a person sees, or nearly.
    pub(super) fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Text(words) => Cow::Borrowed(words),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(day) => Cow::Owned(day.iso()),
            Self::Truth(true) => Cow::Borrowed("TRUE"),
            Self::Truth(false) => Cow::Borrowed("FALSE"),
            Self::Error => Cow::Borrowed("#ERROR"),
        }
    }

    /// Does a person see nothing in it?
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(words) if words.trim().is_empty())
    }
}

/// `2026-05-01`, `2026-05-01T00:00:00`.
fn iso_day(words: &str) -> Option<Day> {
    let (year, rest) = words.split_at_checked(4)?;
    let (month, rest) = rest.strip_prefix('-')?.split_at_checked(2)?;
    let (day, rest) = rest.strip_prefix('-')?.split_at_checked(2)?;
    let plain = rest.is_empty() || rest.starts_with('T');
    let digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let day = Day { year: year.parse().ok()?, month: month.parse().ok()?, of_month: day.parse().ok()? };
    (plain && digits && (1..=12).contains(&day.month) && (1..=31).contains(&day.of_month)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_systems_of_counting_days_are_read() {
        let day = Some(Day { year: 2026, month: 5, of_month: 1 });
        assert_eq!(Day::from_serial(46_143.0, false), day);
        assert_eq!(Day::from_serial(46_143.0 - 1_462.0, true), day);
    }

    #[test]
    fn numbers_that_are_no_days_are_no_days() {
        for number in [-1.0, f64::NAN, f64::INFINITY, 1e300, 2_958_466.0] {
            assert_eq!(Day::from_serial(number, false), None);
            assert_eq!(Day::from_serial(number, true), None);
        }
    }
}
