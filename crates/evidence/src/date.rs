//! Dates as people in Japan write them, read without guessing: `2026-12-01`, `2026年12月1日`, `令和5年12月1日`, `R5.12.1`.
//! A day that does not exist, or an era that had ended by then, is refused with the right one.

use jiff::civil::Date;
use standard::Text;
use standard::spelling::fold;

/// Why words are no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate {
    /// What is wrong.
    pub message: Text,
    /// How to write it.
    pub hint: Text,
}

/// An era of the Japanese calendar.
struct Era {
    kanji: &'static str,
    letter: char,
    /// The year 1 of the era.
    first_year: i16,
    /// Its first day. 改元は元年の初日から(元号法、各政令).
    begins: (i16, i8, i8),
}

const ERAS: [Era; 5] = [
    Era { kanji: "令和", letter: 'r', first_year: 2019, begins: (2019, 5, 1) },
    Era { kanji: "平成", letter: 'h', first_year: 1989, begins: (1989, 1, 8) },
    Era { kanji: "昭和", letter: 's', first_year: 1926, begins: (1926, 12, 25) },
    Era { kanji: "大正", letter: 't', first_year: 1912, begins: (1912, 7, 30) },
    Era { kanji: "明治", letter: 'm', first_year: 1868, begins: (1868, 10, 23) },
];

/// Reads a date.
///
/// # Errors
/// What is wrong and how to write it, in both languages.
pub fn parse(words: &str) -> Result<Date, NotADate> {
    let folded: String = fold(words).chars().filter(|character| !character.is_whitespace()).collect();
    let era = ERAS.iter().find_map(|era| {
        let rest = folded.strip_prefix(era.kanji).or_else(|| folded.strip_prefix(era.letter))?;
        Some((era, rest))
    });
    let (numbers, era) = match era {
        Some((era, rest)) => (rest.replacen("元年", "1年", 1), Some(era)),
        None => (folded, None),
    };
    let parts: Vec<&str> = numbers.trim_end_matches('日').split(['年', '月', '.', '/', '-']).collect();
    let [year, month, day] = parts.as_slice() else { return Err(unreadable(words)) };
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<i16>(), month.parse::<i8>(), day.parse::<i8>()) else {
        return Err(unreadable(words));
    };
    let western = match era {
        None if year < 1000 => return Err(unreadable(words)),
        None => year,
        Some(era) => year.checked_add(era.first_year - 1).filter(|_| year > 0).ok_or_else(|| unreadable(words))?,
    };
    let date = Date::new(western, month, day).map_err(|_| impossible(words))?;
    match era {
        Some(era) => in_its_era(words, date, era).map(|()| date),
        None => Ok(date),
    }
}

/// The date in the Japanese calendar, as documents print it: `令和5年12月1日`. Before 明治 in the western calendar.
pub fn japanese(date: Date) -> String {
    let (month, day) = (date.month(), date.day());
    match era_of(date) {
        None => format!("{}年{month}月{day}日", date.year()),
        Some(era) => match date.year() - era.first_year + 1 {
            1 => format!("{}元年{month}月{day}日", era.kanji),
            year => format!("{}{year}年{month}月{day}日", era.kanji),
        },
    }
}

fn era_of(date: Date) -> Option<&'static Era> {
    ERAS.iter().find(|era| (date.year(), date.month(), date.day()) >= era.begins)
}

fn in_its_era(words: &str, date: Date, era: &Era) -> Result<(), NotADate> {
    if era_of(date).is_some_and(|right| right.kanji == era.kanji) {
        return Ok(());
    }
    let right = japanese(date);
    Err(NotADate {
        message: Text::new(
            format!("`{}` は{}の日ではありません", words.trim(), era.kanji),
            format!("`{}` is not in the era {}", words.trim(), era.kanji),
        ),
        hint: Text::new(format!("{right}({date})のことですか"), format!("did you mean {right} ({date})?")),
    })
}

fn unreadable(words: &str) -> NotADate {
    let shown = standard::problem::excerpt(words);
    NotADate {
        message: Text::new(format!("`{shown}` は日付として読めません"), format!("`{shown}` cannot be read as a date")),
        hint: Text::new(
            "2026-12-01、2026年12月1日、令和8年12月1日、R8.12.1 のように書きます",
            "write 2026-12-01, 2026年12月1日, 令和8年12月1日 or R8.12.1",
        ),
    }
}

fn impossible(words: &str) -> NotADate {
    let shown = standard::problem::excerpt(words);
    NotADate {
        message: Text::new(format!("`{shown}` という日はありません"), format!("there is no such day as `{shown}`")),
        hint: Text::new("月と日を確かめます", "check the month and the day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_day_is_read() {
        for words in [
            "2023-12-01",
            "2023/12/1",
            "2023.12.1",
            "2023年12月1日",
            "令和5年12月1日",
            "R5.12.1",
            "r5/12/1",
            "Ｒ５．１２．１",
            "令和 5年 12月 1日",
        ] {
            assert_eq!(parse(words).unwrap().to_string(), "2023-12-01", "{words}");
        }
        assert_eq!(parse("令和元年5月1日").unwrap().to_string(), "2019-05-01");
    }

    #[test]
    fn an_era_that_had_ended_is_refused_with_the_right_one() {
        let refused = parse("平成31年5月1日").unwrap_err();
        assert!(refused.hint.japanese.contains("令和元年5月1日"), "{refused:?}");
        let refused = parse("令和元年4月30日").unwrap_err();
        assert!(refused.hint.japanese.contains("平成31年4月30日"), "{refused:?}");
    }

    #[test]
    fn days_that_do_not_exist_and_words_that_are_no_day_are_refused() {
        for words in [
            "令和5年2月30日",
            "2023-13-01",
            "2023-00-01",
            "",
            "来年",
            "5-1",
            "令和0年1月1日",
            "R99999.1.1",
            "2023-12",
            "5年1月1日",
        ] {
            assert!(parse(words).is_err(), "{words}");
        }
    }

    #[test]
    fn a_day_is_printed_in_its_era() {
        for (date, printed) in
            [("2019-05-01", "令和元年5月1日"), ("2019-04-30", "平成31年4月30日"), ("1989-01-07", "昭和64年1月7日")]
        {
            assert_eq!(japanese(date.parse().unwrap()), printed);
        }
    }
}
