//! Days of law from instants: civil dates in Japan, and the 年度 that starts in April. Japan has kept +09:00 without summer
//! time since 1952, so no table of time zones is needed.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

const JAPAN: Offset = Offset::constant(9);

/// The day in Japan on which an instant falls.
pub fn tokyo_date(at: Timestamp) -> Date {
    JAPAN.to_datetime(at).date()
}

/// 年度: from 1 April of the year that names it to 31 March of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(i16);

impl FiscalYear {
    /// The 年度 in which a day falls.
    pub fn of(day: Date) -> Self {
        Self(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// The western year in which it starts.
    pub fn year(self) -> i16 {
        self.0
    }
}

/// `day` so many months later; the last day that exists where the calendar ends.
pub(crate) fn months_after(day: Date, months: u8) -> Date {
    day.checked_add(jiff::Span::new().months(months)).unwrap_or(Date::MAX)
}

/// `day` so many days later; the last day that exists where the calendar ends.
pub(crate) fn days_after(day: Date, days: u16) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_in_japan_begins_nine_hours_before_the_day_of_utc() {
        for (instant, day) in [
            ("2027-03-31T14:59:59Z", date(2027, 3, 31)),
            ("2027-03-31T15:00:00Z", date(2027, 4, 1)),
            ("2026-12-01T00:00:00Z", date(2026, 12, 1)),
        ] {
            assert_eq!(tokyo_date(instant.parse().unwrap()), day);
        }
    }

    #[test]
    fn a_fiscal_year_begins_on_the_first_of_april() {
        assert_eq!(FiscalYear::of(date(2027, 3, 31)).year(), 2026);
        assert_eq!(FiscalYear::of(date(2027, 4, 1)).year(), 2027);
    }

    #[test]
    fn a_month_later_is_a_day_that_exists() {
        assert_eq!(months_after(date(2027, 1, 31), 1), date(2027, 2, 28));
        assert_eq!(months_after(Date::MAX, 12), Date::MAX);
        assert_eq!(days_after(Date::MAX, 1), Date::MAX);
    }
}
