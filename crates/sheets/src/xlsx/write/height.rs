//! How high a row must be. Spreadsheets work that out themselves only for cells that are not merged, and LibreOffice and Excel
//! differ; so every row gets a height, estimated from the width of its text.

use unicode_width::UnicodeWidthChar as _;

/// Points of one line of text at the table's size.
pub(super) const LINE: f64 = 12.0;
/// Points above and below the text of a cell.
const PADDING: f64 = 5.0;
/// The highest that a row can be.
const LIMIT: f64 = 409.0;

/// Points that `text` needs in a cell `width` characters wide (the unit of column widths).
pub(super) fn of(text: &str, width: f64) -> f64 {
    let lines: u32 = text.split('\n').map(|paragraph| lines(paragraph, width)).fold(0, u32::saturating_add);
    f64::from(lines).mul_add(LINE, PADDING)
}

/// The height, as high as a row can be at most.
pub(super) fn bounded(points: f64) -> f64 {
    points.clamp(LINE + PADDING, LIMIT)
}

/// A line ends a little early where a full stop must not begin the next one, or a word would be cut.
fn lines(paragraph: &str, width: f64) -> u32 {
    // A column's width counts digits of 11 points; the table is set in 10, and a kanji takes two of its digits.
    let room = (width * 1.05 - 1.0).max(2.0);
    let mut lines = 1_u32;
    let mut used = 0.0;
    for character in paragraph.chars() {
        let columns = if character.width_cjk().unwrap_or(0) > 1 { 2.0 } else { 1.0 };
        if used + columns > room {
            lines = lines.saturating_add(1);
            used = 0.0;
        }
        used += columns;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_text_and_more_lines_need_more_height() {
        let line = of("基準", 20.0);
        assert!(of("基準\n基準", 20.0) > line);
        assert!(of(&"基準".repeat(20), 20.0) > of(&"基準".repeat(10), 20.0));
        assert!((line - of("ab", 20.0)).abs() < f64::EPSILON);
    }

    #[test]
    fn no_row_is_higher_than_a_row_can_be() {
        assert!(bounded(of(&"基準".repeat(20_000), 20.0)) <= LIMIT);
    }
}
