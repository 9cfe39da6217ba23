//! Text in columns of a terminal, where a kanji takes two. Not for HTML or workbooks.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Terminal columns that the text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, filled with spaces to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let fill = columns.saturating_sub(width(text));
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', fill));
    padded
}

/// Characters that do not begin a line in Japanese (行頭禁則), of those that stand in Kijun's texts.
const NOT_AT_START: &str = "、。，．・」』）］】〉》,.)]}:;!?～〜ー";

/// Characters that do not end a line in Japanese (行末禁則).
const NOT_AT_END: &str = "「『（［【〈《([{";

/// The text cut into lines of at most `columns`; lines after the first begin with `indent`. Breaks at spaces where a Latin
/// word would be cut, else between characters.
pub fn wrap(text: &str, columns: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for character in paragraph.chars() {
            let room = columns.saturating_sub(character.width().unwrap_or(0)).max(width(indent));
            if width(&line) > room {
                let rest = carry_over(&mut line, character, indent);
                line.truncate(line.trim_end().len());
                lines.push(std::mem::replace(&mut line, format!("{indent}{rest}")));
            }
            line.push(character);
        }
        lines.push(line);
    }
    lines
}

/// What goes from the end of a full line to the next one, before `next`: the word that the break would cut, or the character
/// that must not be parted from `next`; nothing where the line may simply end.
fn carry_over(line: &mut String, next: char, indent: &str) -> String {
    let ends_badly = line.chars().next_back().is_some_and(|last| NOT_AT_END.contains(last));
    if (NOT_AT_START.contains(next) || ends_badly) && line.len() > indent.len() + 4 {
        return line.pop().map(String::from).unwrap_or_default();
    }
    let cuts_a_word =
        next.is_ascii_graphic() && line.chars().next_back().is_some_and(|character| character.is_ascii_graphic());
    match line.rfind(' ') {
        Some(at) if cuts_a_word && at > indent.len() && line.get(at..).is_some_and(str::is_ascii) => {
            line.split_off(at).trim_start().to_owned()
        }
        _ => String::new(),
    }
}

/// A table; see [`REST`].
pub struct Table {
    rows: Vec<(Vec<String>, &'static str)>,
    limits: Vec<usize>,
    width: usize,
}

/// The limit of a column that takes the room that the others leave; several share it.
pub const REST: usize = usize::MAX;

impl Table {
    /// A table for a terminal of `width` columns. `limits` are the most that each column may take.
    pub fn new(titles: Vec<String>, limits: Vec<usize>, width: usize) -> Self {
        Self { rows: vec![(titles, "")], limits, width }
    }

    /// Adds a row; `colour` is an ANSI sequence, or empty.
    pub fn row(&mut self, cells: Vec<String>, colour: &'static str) {
        self.rows.push((cells, colour));
    }

    /// The table, with a line under its titles.
    pub fn finish(self) -> String {
        let widths = self.widths();
        let mut page = String::new();
        for (at, (cells, colour)) in self.rows.iter().enumerate() {
            page.push_str(&lines(cells, &widths, colour));
            if at == 0 {
                let rule: Vec<String> = widths.iter().map(|column| "-".repeat(*column)).collect();
                page.push_str(&rule.join("  "));
                page.push('\n');
            }
        }
        page
    }

    fn widths(&self) -> Vec<usize> {
        const LEAST: usize = 12;
        let mut widths: Vec<usize> = self.limits.iter().map(|_| 0).collect();
        for (cells, _) in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(cells) {
                *widest = cell.split('\n').map(width).fold(*widest, usize::max);
            }
        }
        let sharing = self.limits.iter().filter(|limit| **limit == REST).count();
        let fixed = widths.iter().zip(&self.limits).filter(|(_, limit)| **limit != REST);
        let taken: usize = fixed.map(|(widest, limit)| (*widest).min(*limit)).sum();
        let between = 2 * self.limits.len().saturating_sub(1);
        let share = self.width.saturating_sub(taken + between) / sharing.max(1);
        for (widest, limit) in widths.iter_mut().zip(&self.limits) {
            *widest = (*widest).min(if *limit == REST { share.max(LEAST) } else { *limit });
        }
        widths
    }
}

/// One row of a table as lines of text.
fn lines(cells: &[String], widths: &[usize], colour: &str) -> String {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, columns)| wrap(cell, *columns, "")).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let mut page = String::new();
    for line in 0..height {
        let parts =
            wrapped.iter().zip(widths).map(|(cell, columns)| pad(cell.get(line).map_or("", String::as_str), *columns));
        let joined = parts.collect::<Vec<_>>().join("  ");
        let joined = joined.trim_end();
        if colour.is_empty() {
            page.push_str(joined);
        } else {
            page.push_str(colour);
            page.push_str(joined);
            page.push_str("\u{1b}[0m");
        }
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kanji_takes_two_columns() {
        assert_eq!(pad("基準", 6), "基準  ");
        assert_eq!(wrap("基準に適合", 4, ""), ["基準", "に適", "合"]);
    }

    #[test]
    fn a_full_stop_does_not_begin_a_line_and_no_line_is_too_long() {
        assert_eq!(wrap("本基準。適合", 6, ""), ["本基", "準。適", "合"]);
    }

    #[test]
    fn latin_words_stay_whole() {
        assert_eq!(wrap("required and not met", 10, "  "), ["required", "  and not", "  met"]);
    }
}
