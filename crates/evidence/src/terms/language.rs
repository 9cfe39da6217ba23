//! Which language of a text prevails, and in which language the text in hand is written.

use super::pattern::Pattern;

/// A language as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Japanese,
    English,
    /// Another one, or none that is named.
    Other,
}

static PREVAILS: Pattern = Pattern::new(
    r"優先|正文|正本|正とし|prevail|controlling|shall control|will control|precedence|authoritative|shall govern|will govern|governing version",
);
static NAME: Pattern =
    Pattern::new(r"日本語|和文|英語|英文|中国語|韓国語|japanese|english|chinese|korean|french|german");
/// 英語版が日本語版に優先する: the one that yields stands nearer to the verb.
static YIELDS: Pattern = Pattern::new(r"(?:日本語|和文|英語|英文)[^、。]{0,8}(?:に|より)(?:も)?$");

/// The language that a language clause lets prevail.
pub(super) fn prevailing(folded: &str) -> Tongue {
    let Some(verb) = PREVAILS.find_iter(folded).last() else { return Tongue::Other };
    let before = folded.get(..verb.start()).unwrap_or_default();
    let names: Vec<&str> = NAME.find_iter(before).map(|name| name.as_str()).collect();
    let named = match names.as_slice() {
        [.., winner, _] if YIELDS.is_match(before) => Some(winner),
        [.., nearest] => Some(nearest),
        [] => None,
    };
    match named {
        Some(&("日本語" | "和文" | "japanese")) => Tongue::Japanese,
        Some(&("英語" | "英文" | "english")) => Tongue::English,
        _ => Tongue::Other,
    }
}

/// Counts letters to tell in which language a text is written.
#[derive(Default)]
pub(super) struct Letters {
    kana: usize,
    latin: usize,
}

impl Letters {
    pub(super) fn count(&mut self, folded: &str) {
        self.latin += folded.bytes().filter(u8::is_ascii_alphabetic).count();
        if !folded.is_ascii() {
            self.kana += folded.chars().filter(|character| matches!(character, '\u{3041}'..='\u{30ff}')).count();
        }
    }

    pub(super) fn language(&self) -> Tongue {
        // Japanese sentences hold many Latin names; English ones hold no kana.
        if self.kana * 4 > self.latin { Tongue::Japanese } else { Tongue::English }
    }
}
