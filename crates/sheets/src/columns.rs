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

/// The text cut into lines of at most `columns`; lines after the first begin with `indent`. Breaks at spaces where there are
/// any on the line, else between characters.
pub fn wrap(text: &str, columns: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for character in paragraph.chars() {
            let room = columns.saturating_sub(character.width().unwrap_or(0)).max(width(indent) + 4);
            if width(&line) > room && !NOT_AT_START.contains(character) {
                let rest = break_at_space(&mut line, indent);
                lines.push(std::mem::replace(&mut line, format!("{indent}{rest}")));
            }
            line.push(character);
        }
        lines.push(line);
    }
    lines
}

/// Cuts the last word off a line that must end inside it, and returns it; nothing where the break falls between words or in Japanese.
fn break_at_space(line: &mut String, indent: &str) -> String {
    let last_is_latin = line.chars().next_back().is_some_and(|character| character.is_ascii_graphic());
    match line.rfind(' ') {
        Some(at) if last_is_latin && at > indent.len() && line.get(at..).is_some_and(|tail| tail.is_ascii()) => {
            let rest = line.split_off(at);
            rest.trim_start().to_owned()
        }
        _ => String::new(),
    }
}

/// A table whose last column takes the room that is left.
pub struct Table<const N: usize> {
    titles: [String; N],
    rows: Vec<([String; N], &'static str)>,
    limits: Vec<usize>,
    width: usize,
}

impl<const N: usize> Table<N> {
    /// A table for a terminal of `width` columns. `limits` are the most that each column but the last may take.
    pub fn new<const M: usize>(titles: [String; N], limits: [usize; M], width: usize) -> Self {
        Self { titles, rows: Vec::new(), limits: limits.to_vec(), width }
    }

    /// Adds a row; `colour` is an ANSI sequence, or empty.
    pub fn row(&mut self, cells: [String; N], colour: &'static str) {
        self.rows.push((cells, colour));
    }

    /// The table, with a line under its titles.
    pub fn finish(self) -> String {
        let mut widths: Vec<usize> = self.titles.iter().map(|title| width(title)).collect();
        for (cells, _) in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(cells) {
                *widest = (*widest).max(width(cell));
            }
        }
        for (widest, limit) in widths.iter_mut().zip(&self.limits) {
            *widest = (*widest).min(*limit);
        }
        let before: usize = widths.iter().rev().skip(1).map(|column| column + 2).sum();
        if let Some(last) = widths.last_mut() {
            *last = (*last).min(self.width.saturating_sub(before)).max(16);
        }
        let mut page = lines(&self.titles, &widths, "");
        let rule: Vec<String> = widths.iter().map(|column| "-".repeat(*column)).collect();
        page.push_str(&rule.join("  "));
        page.push('\n');
        for (cells, colour) in &self.rows {
            page.push_str(&lines(cells, &widths, colour));
        }
        page
    }
}

/// One row of a table as lines of text.
fn lines<const N: usize>(cells: &[String; N], widths: &[usize], colour: &str) -> String {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, columns)| wrap(cell, *columns, "")).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let mut page = String::new();
    for line in 0..height {
        let parts = wrapped.iter().zip(widths).map(|(cell, columns)| pad(cell.get(line).map_or("", String::as_str), *columns));
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
    fn a_full_stop_does_not_begin_a_line() {
        assert_eq!(wrap("基準。適合", 4, ""), ["基準。", "適合"]);
    }

    #[test]
    fn latin_words_stay_whole() {
        assert_eq!(wrap("required and not met", 10, "  "), ["required", "  and not", "  met"]);
    }
}
