//! One sentence or row of a text in the form in which its words are compared: one width, lower case, no line breaks, none of
//! the spaces that optical reading puts between Japanese characters. Not for deciding where a sentence ends.

use unicode_normalization::UnicodeNormalization as _;

/// A sentence, a row or a heading.
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// Bytes of the text before it.
    pub(super) start: usize,
    /// Bytes of the text up to its end.
    pub(super) end: usize,
    /// Its words in one width, case kept.
    pub(super) shaped: String,
    /// Its words for comparing.
    pub(super) folded: String,
    /// The article it stands in.
    pub(super) article: Option<String>,
    /// It is a heading: it says what comes, not what holds.
    pub(super) heading: bool,
    /// It stands alone between blank lines: a heading, or a row of a table.
    pub(super) row: bool,
    space: bool,
}

impl Unit {
    /// Makes it empty and keeps its memory and its article.
    pub(super) fn clear(&mut self) {
        self.shaped.clear();
        self.folded.clear();
        self.heading = false;
        self.row = false;
        self.space = false;
    }

    /// Is there nothing in it yet?
    pub(super) fn is_empty(&self) -> bool {
        self.shaped.is_empty()
    }

    /// Adds a character of the text.
    pub(super) fn push(&mut self, character: char) {
        if character.is_ascii() {
            self.push_folded(character);
            return;
        }
        match character {
            // Zero-width characters and the soft hyphen: copied along from web pages.
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push_folded('-'),
            '\u{2018}' | '\u{2019}' => self.push_folded('\''),
            '\u{201c}' | '\u{201d}' => self.push_folded('"'),
            // Half and full width, radicals that stand for ideographs (`国⽴`), compatibility ideographs: each at most a few
            // characters, so that the folded words stay as long as the text.
            '\u{ff00}'..='\u{ffef}' | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{a0}' => {
                for folded in std::iter::once(character).nfkc() {
                    self.push_folded(folded);
                }
            }
            _ => self.push_folded(character),
        }
    }

    /// The text goes on in the next line. A word that was divided is put together.
    pub(super) fn next_line(&mut self, first: Option<char>) {
        let divided = self.shaped.ends_with('-') && first.is_some_and(|first| first.is_ascii_lowercase());
        if divided {
            self.shaped.pop();
        } else {
            self.space = true;
        }
    }

    /// Ends it: from now on `folded` holds its words.
    pub(super) fn close(&mut self) {
        self.folded.clear();
        self.folded.extend(self.shaped.chars().map(|character| character.to_ascii_lowercase()));
    }

    fn push_folded(&mut self, character: char) {
        if character.is_whitespace() {
            self.space = true;
            return;
        }
        if self.space {
            let before = self.shaped.chars().next_back();
            if before.is_some_and(|before| !is_japanese(before)) && !is_japanese(character) {
                self.shaped.push(' ');
            }
            self.space = false;
        }
        self.shaped.push(character);
    }
}

/// Kana, ideographs and their punctuation: between them a space has no meaning.
pub(super) const fn is_japanese(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}')
}
