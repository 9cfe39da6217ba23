//! What people write for answers, decisions, classes and item numbers, and what it means. Only spellings whose meaning is
//! beyond doubt are taken; a looser one is taken with a visible correction, anything else is refused.

use crate::answer::{Answer, Decision};
use crate::input::Input;
use crate::problem::excerpt;
use crate::standard::{ClassIndex, Standard};
use crate::text::Text;
use unicode_normalization::UnicodeNormalization as _;

/// Something understood, and a correction to show where it was understood in another form than written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood<T> {
    /// The meaning.
    pub value: T,
    /// What to tell the writer.
    pub correction: Option<Text>,
}

impl<T> Understood<T> {
    const fn plainly(value: T) -> Self {
        Self { value, correction: None }
    }
}

/// Words as they are compared: NFKC, lower case, one kind of dash, no space at either end.
pub fn fold(words: &str) -> String {
    if words.is_ascii() {
        return words.trim().to_ascii_lowercase();
    }
    // Lower case first: some capitals become two characters that only then compose. Invisible characters come along when
    // people copy from web pages and documents.
    let visible = words.chars().filter(|character| !is_invisible(*character));
    let lower: String = visible.flat_map(char::to_lowercase).collect();
    let folded: String = lower.nfkc().flat_map(char::to_lowercase).nfkc().map(one_dash).collect();
    folded.trim().to_owned()
}

const fn one_dash(character: char) -> char {
    if is_dash(character) { '-' } else { character }
}

/// Zero-width characters, the soft hyphen, and the selectors that make a sign an emoji (✔️).
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0e}' | '\u{fe0f}')
}

/// Dashes, minus signs and the long-vowel mark, which people type for one another.
const fn is_dash(character: char) -> bool {
    matches!(
        character,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{2500}' | '\u{ff70}' | '\u{fe63}' | '\u{2043}'
    )
}

/// The meaning of an answer; `None` where it is in doubt. Blank is unknown.
pub fn answer(words: &str) -> Option<Understood<Answer>> {
    // Programs write the plain words; only what people write needs folding.
    if let Some(answer) = Answer::from_word(words) {
        return Some(Understood::plainly(answer));
    }
    let folded = fold(words);
    let plain = match folded.as_str() {
        "met" | "○" | "〇" | "◯" | "⭕" | "✅" | "o" | "◎" | "✓" | "✔" | "適" | "適合" | "可" | "満たす"
        | "満たしている" | "満たします" | "○ 満たす" | "対応" | "対応済" | "対応済み" | "はい" | "有" | "あり"
        | "yes" | "y" => Answer::Met,
        "unmet"
        | "×"
        | "✕"
        | "✖"
        | "✗"
        | "✘"
        | "☓"
        | "╳"
        | "❌"
        | "x"
        | "否"
        | "不適"
        | "不適合"
        | "不可"
        | "満たさない"
        | "満たしていない"
        | "満たしません"
        | "× 満たさない"
        | "非対応"
        | "未対応"
        | "いいえ"
        | "無"
        | "なし"
        | "no"
        | "n" => Answer::Unmet,
        "" | "unknown" | "?" | "不明" | "? 不明" | "未回答" | "未定" | "未確認" | "確認中" | "調査中"
        | "わからない" => Answer::Unknown,
        "na" | "n/a" | "-" | "該当なし" | "- 該当なし" | "該当無し" | "該当無" | "非該当" | "対象外"
        | "not applicable" => Answer::NotApplicable,
        "△" | "▲" | "条件付き" | "条件付" | "一部" | "一部対応" | "△ 条件付き" | "partial" | "conditional" =>
        {
            let correction = Text::new(
                format!("`{}` は条件付きの回答なので、満たすとはせず未確定(unknown)として扱います", words.trim()),
                format!("`{}` is a conditional answer: taken as unknown, not as met", words.trim()),
            );
            return Some(Understood { value: Answer::Unknown, correction: Some(correction) });
        }
        _ => return None,
    };
    Some(Understood::plainly(plain))
}

/// What an answer may be, for refusals.
pub fn allowed_answers() -> Text {
    Text::new(
        "使える値: met(○・満たす), unmet(×・満たさない), unknown(空欄・不明), na(－・該当なし)",
        "allowed: met (○), unmet (×), unknown (blank), na (－)",
    )
}

/// The meaning of a recorded decision; `None` where it is in doubt. Blank is none.
pub fn decision(words: &str) -> Option<Decision> {
    Some(match fold(words).as_str() {
        "approved" | "承認" | "可" | "可とする" | "○" | "〇" | "◯" => Decision::Approved,
        "rejected" | "不承認" | "却下" | "否" | "不可" | "不可とする" | "×" | "✕" => Decision::Rejected,
        "none" | "" | "未決" | "未検討" | "-" | "未定" | "検討中" => Decision::None,
        _ => return None,
    })
}

/// What a decision may be, for refusals.
pub fn allowed_decisions() -> Text {
    Text::new(
        "使える値: approved(承認), rejected(不承認), none(空欄・未決)",
        "allowed: approved, rejected, none (or blank)",
    )
}

impl Standard {
    /// The class that `words` names, by its id or one of its spellings.
    pub fn find_class(&self, words: &str) -> Option<ClassIndex> {
        let folded = fold(words);
        let is_it = |id: &str, spellings: &[String]| fold(id) == folded || spellings.contains(&folded);
        self.classes().iter().position(|class| is_it(&class.id, &class.spellings)).map(ClassIndex)
    }

    /// What a class may be called, for refusals.
    pub fn allowed_classes(&self) -> Text {
        let ids: Vec<&str> = self.classes().iter().map(|class| class.id.as_str()).collect();
        Text::new(format!("使える分類: {}", ids.join(", ")), format!("allowed classes: {}", ids.join(", ")))
    }

    /// The item or decision that `words` names: `5-1`, `№5-1`, `５－１`, and, with a correction, the date that a
    /// spreadsheet made of it (`5月1日`, `1-May`, `2026/5/1`, the serial number 46143).
    pub fn find_input(&self, words: &str) -> Option<Understood<Input>> {
        let folded = fold(words);
        let bare =
            ["no.", "no", "項目"].iter().find_map(|prefix| folded.strip_prefix(prefix)).unwrap_or(&folded).trim();
        if let Some(input) = self.input_named(&folded).or_else(|| self.input_named(bare)) {
            return Some(Understood::plainly(input));
        }
        // As written first: `Nov-01` does not begin with «No».
        let (month, day) = month_and_day(&folded).or_else(|| month_and_day(bare))?;
        self.input_of_date(month, day, words.trim())
    }

    /// The item that a spreadsheet turned into this day of the year: `5-1` into 1 May. `shown` is what it displays.
    /// `None` for a day that no year has: a spreadsheet would have left that text alone.
    pub fn input_of_date(&self, month: u32, day: u32, shown: &str) -> Option<Understood<Input>> {
        let exists =
            day >= 1 && month.checked_sub(1).and_then(|at| DAYS.get(at as usize)).is_some_and(|last| day <= *last);
        let input = self.input_named(&format!("{month}-{day}")).filter(|_| exists)?;
        let shown = excerpt(shown);
        let correction = Text::new(
            format!("`{shown}` は表計算ソフトが日付に変えた №{month}-{day} と読みました"),
            format!("`{shown}` was read as №{month}-{day}, which a spreadsheet turned into a date"),
        );
        Some(Understood { value: input, correction: Some(correction) })
    }

    fn input_named(&self, folded: &str) -> Option<Input> {
        self.inputs().find(|(_, name)| *name == folded).map(|(input, _)| input)
    }
}

/// The last day of each month, in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Month and day of what a spreadsheet shows for a date; `None` for anything else.
fn month_and_day(folded: &str) -> Option<(u32, u32)> {
    if let Some((month, rest)) = folded.split_once('月') {
        let month = month.rsplit_once('年').map_or(month, |(_, month)| month);
        return Some((number(month)?, number(rest.strip_suffix('日')?)?));
    }
    if folded.len() == 5 && folded.bytes().all(|byte| byte.is_ascii_digit()) {
        return serial_month_and_day(number(folded)?);
    }
    let date = without_time_of_day(folded);
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => number(year).and(number(month)).zip(number(day)),
        [month, day, year] if matches!(year.len(), 2 | 4) && number(year).is_some() => number(month)
            .zip(number(day))
            .or_else(|| english_month(month).zip(number(day)))
            .or_else(|| english_month(day).zip(number(month))),
        [left, right] => english_month(left)
            .zip(number(right))
            .or_else(|| english_month(right).zip(number(left)))
            .or_else(|| date.contains('/').then(|| number(left).zip(number(right))).flatten()),
        _ => None,
    }
}

/// `2026-05-01 00:00:00` and `2026-05-01t00:00` without what follows the date; the `t` of `oct` stays.
fn without_time_of_day(folded: &str) -> &str {
    let time = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit()) && rest.contains(':');
    folded.split_once([' ', 't']).filter(|(_, rest)| time(rest)).map_or(folded, |(date, _)| date)
}

fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// A month by its English name, or the first three letters of it (`sept` too): `mayor` is none.
fn english_month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_it =
        |month: &&str| *month == name || month.get(..3) == Some(name) || (name == "sept" && month.starts_with(name));
    let at = MONTHS.iter().position(is_it)?;
    u32::try_from(at + 1).ok()
}

/// Month and day of a spreadsheet's serial number of days (1900 system; 25569 is 1970-01-01).
pub fn serial_month_and_day(serial: u32) -> Option<(u32, u32)> {
    // Civil date from a day count, as in H. Hinnant, «chrono-Compatible Low-Level Date Algorithms», `civil_from_days`:
    // years begin in March, so that the leap day is the last of the year. 0000-03-01 is 719468 days before 1970-01-01,
    // whose serial is 25569. Serials below 61 are before the day that the 1900 system invents (1900-02-29).
    let days = serial.checked_add(719_468 - 25_569).filter(|_| serial > 60)?;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    Some((month, day))
}
