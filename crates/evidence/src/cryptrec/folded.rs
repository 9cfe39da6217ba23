//! Words folded as `standard::spelling::fold` does (NFKC, lower case, one kind of dash), remembering for every folded byte where
//! it came from, so that what was found can be quoted as it was written. ASCII text, the usual case, is not copied at all.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Folded words. ASCII letters may still be capitals: the matcher does not care.
pub(super) struct Folded<'w> {
    text: Cow<'w, str>,
    /// For each folded byte, the bytes of the words it came from; empty where the text is the words.
    origins: Vec<(usize, usize)>,
}

impl<'w> Folded<'w> {
    pub(super) fn new(words: &'w str) -> Self {
        if words.is_ascii() {
            return Self { text: Cow::Borrowed(words), origins: Vec::new() };
        }
        let mut text = String::with_capacity(words.len());
        let mut origins = Vec::with_capacity(words.len());
        let mut rest = words;
        while !rest.is_empty() {
            let start = words.len() - rest.len();
            let length = cluster(rest);
            let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            fold_into(&mut text, piece);
            origins.resize(text.len(), (start, start + piece.len()));
            rest = after;
        }
        Self { text: Cow::Owned(text), origins }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The bytes of the words that a range of folded bytes came from.
    pub(super) fn origin(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.origins.get(folded.start).map_or(folded.start, |(start, _)| *start);
        let end = folded.end.checked_sub(1).and_then(|last| self.origins.get(last)).map_or(folded.end, |(_, end)| *end);
        start..end
    }
}

/// The length in bytes of the first character with the marks that compose with it (`ﾋﾞ` is one).
fn cluster(text: &str) -> usize {
    let mut characters = text.char_indices();
    let _ = characters.next();
    let joins = |character: char| is_combining_mark(character) || matches!(character, '\u{ff9e}' | '\u{ff9f}');
    characters.find(|(_, character)| !joins(*character)).map_or(text.len(), |(at, _)| at)
}

fn fold_into(folded: &mut String, cluster: &str) {
    if let [byte] = cluster.as_bytes() {
        folded.push(char::from(byte.to_ascii_lowercase()));
        return;
    }
    let mut characters = cluster.chars();
    if let (Some(character), None) = (characters.next(), characters.next())
        && let Some(quick) = folded_at_sight(character)
    {
        folded.push(quick);
        return;
    }
    let visible = cluster.chars().filter(|character| !is_invisible(*character)).flat_map(char::to_lowercase);
    folded.extend(visible.nfkc().flat_map(char::to_lowercase).nfkc().map(plain));
}

/// Full-width ASCII, and the kana and kanji that are their own folding: most of what Japanese text is made of.
fn folded_at_sight(character: char) -> Option<char> {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = u32::from(character).checked_sub(0xfee0).and_then(char::from_u32)?;
            Some(plain(narrow.to_ascii_lowercase()))
        }
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '\u{4e00}'..='\u{9fff}' => Some(character),
        _ => None,
    }
}

const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0e}' | '\u{fe0f}')
}

/// Dashes as `-`, and the Japanese signs that separate as the ASCII ones do.
const fn plain(character: char) -> char {
    match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{2500}' | '\u{2043}' => '-',
        '、' | '。' | '・' | '､' | '･' => ',',
        '「' | '」' | '『' | '』' | '【' | '】' => '(',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_with_places_is_the_folding_that_the_reference_is_compiled_with() {
        for words in ["ＡＥＳ－２５６", "ﾋﾞｯﾄﾛｯｶｰ", "データベース", "Ⅲ", "Ｃａｍｅｌｌｉａ", "ｶﾞﾛｱ", "aes\u{200b}256é"]
        {
            let folded = Folded::new(words);
            assert_eq!(std::str::from_utf8(folded.bytes()).unwrap(), standard::spelling::fold(words), "{words}");
        }
    }

    #[test]
    fn what_is_folded_at_sight_is_folded_as_everything_else() {
        for character in ('\u{3041}'..='\u{9fff}').chain('\u{ff01}'..='\u{ff5e}') {
            if let Some(quick) = folded_at_sight(character) {
                assert_eq!(quick.to_string(), standard::spelling::fold(&character.to_string()), "{character}");
            }
        }
    }

    #[test]
    fn what_was_found_is_quoted_as_it_was_written() {
        let words = "ＡＥＳ－２５６（ＧＣＭ）";
        let folded = Folded::new(words);
        let at = std::str::from_utf8(folded.bytes()).unwrap().find("256").unwrap();
        assert_eq!(&words[folded.origin(at..at + 3)], "２５６");
    }
}
