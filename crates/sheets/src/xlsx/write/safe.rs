//! Words made fit for a cell: no control characters, not longer than a cell can be. What is cut or replaced shows.

use std::borrow::Cow;

/// The most a cell can hold, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;
const CUT: &str = "…(長すぎるため、以下を切りました / cut)";

/// The words as they can stand in a cell.
pub(super) fn text(words: &str) -> Cow<'_, str> {
    let words = if words.contains(is_unfit) {
        Cow::Owned(words.replace("\r\n", "\n").chars().map(fit).collect::<String>())
    } else {
        Cow::Borrowed(words)
    };
    // A UTF-16 unit takes at least one byte of UTF-8, so most words need no counting.
    if words.len() <= CELL_LIMIT || words.encode_utf16().count() <= CELL_LIMIT {
        return words;
    }
    let mut room = CELL_LIMIT - CUT.encode_utf16().count();
    let kept = words.chars().take_while(|character| {
        let fits = character.len_utf16() <= room;
        room = room.saturating_sub(character.len_utf16());
        fits
    });
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

/// Characters that XML or a spreadsheet does not take.
fn is_unfit(character: char) -> bool {
    (character.is_control() && character != '\n' && character != '\t') || matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// The character, or a picture of the control character that it is.
fn fit(character: char) -> char {
    match character {
        '\r' => '\n',
        '\u{0}'..='\u{1f}' if is_unfit(character) => {
            char::from_u32(u32::from(character) + 0x2400).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7f}' => '\u{2421}',
        _ if is_unfit(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible_and_lines_stay() {
        assert_eq!(text("a\u{0}b\u{1b}[1m\r\nc\rd\te"), "a␀b␛[1m\nc\nd\te");
        assert!(matches!(text("ふつうの文\n2行目"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_too_long_for_a_cell_is_cut_visibly() {
        let long = "𠮷".repeat(20_000);
        let cut = text(&long);
        assert!(cut.ends_with(CUT));
        assert!(cut.encode_utf16().count() <= CELL_LIMIT);
        let fits = "基".repeat(CELL_LIMIT);
        assert_eq!(text(&fits), fits);
    }
}
