//! Finding known words inside what people write: the longest word wins, and no part of the text is used twice, so that
//! `ISMAP-LIU` is not also `ISMAP`. Not for meaning: what a word stands for is the caller's.

use standard::spelling::fold;
use std::ops::Range;

/// Words in folded form, each with what it stands for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon<T> {
    /// Longest first; each with the bytes that stand in it.
    words: Vec<(String, Bytes, T)>,
}

impl<T: Copy> Lexicon<T> {
    /// A lexicon of these spellings; they are folded here. Blank ones are left out.
    pub(crate) fn new<'s>(spellings: impl IntoIterator<Item = (&'s str, T)>) -> Self {
        let folded = spellings.into_iter().map(|(spelling, value)| (fold(spelling), value));
        let folded = folded.filter(|(spelling, _)| !spelling.is_empty());
        let mut words: Vec<_> = folded
            .map(|(spelling, value)| {
                let bytes = bytes_of(&spelling);
                (spelling, bytes, value)
            })
            .collect();
        words.sort_by_key(|(spelling, ..)| std::cmp::Reverse(spelling.len()));
        Self { words }
    }

    /// Every known word of `folded` (see [`fold`]) and the bytes where it stands, in the order of the text.
    pub(crate) fn find_all(&self, folded: &str) -> Vec<(Range<usize>, T)> {
        let mut found: Vec<(Range<usize>, T)> = Vec::new();
        // Which bytes belong to which word found before: long texts with many words would otherwise cost their square.
        let mut taken_by: Vec<Option<usize>> = vec![None; folded.len()];
        // Most words have a byte that the text lacks; preparing a search for each would cost more than the text is long.
        let present = bytes_of(folded);
        let could_stand = |bytes: &Bytes| bytes.iter().zip(present).all(|(in_word, in_text)| in_word & !in_text == 0);
        for (word, _, value) in self.words.iter().filter(|(_, bytes, _)| could_stand(bytes)) {
            for (start, _) in folded.match_indices(word.as_str()) {
                let range = start..start + word.len();
                // Words found before are as long or longer, so that one that overlaps covers an end of this one.
                let owners = [taken_by.get(range.start), taken_by.get(range.end - 1)].into_iter().flatten().flatten();
                // The same word may stand for several things: then each is found.
                let free = owners.filter_map(|at| found.get(*at)).all(|(other, _)| *other == range);
                if free && stands_alone(folded, &range) {
                    taken_by.iter_mut().skip(range.start).take(range.len()).for_each(|by| *by = Some(found.len()));
                    found.push((range, *value));
                }
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    }

    /// Does `folded` contain any of the words?
    pub(crate) fn is_in(&self, folded: &str) -> bool {
        !self.find_all(folded).is_empty()
    }
}

/// Which bytes stand in a text, one bit each.
type Bytes = [u64; 4];

fn bytes_of(text: &str) -> Bytes {
    text.bytes().fold([0; 4], |mut bits, byte| {
        if let Some(word) = bits.get_mut(usize::from(byte >> 6)) {
            *word |= 1 << (byte & 63);
        }
        bits
    })
}

/// `folded` with each of `ranges` replaced by a space. Ranges must be in order and must not overlap partially.
pub(crate) fn without(folded: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> String {
    let mut rest = String::with_capacity(folded.len());
    let mut from = 0;
    for range in ranges {
        if range.start >= from {
            rest.push_str(folded.get(from..range.start).unwrap_or_default());
            rest.push(' ');
            from = range.end;
        }
    }
    rest.push_str(folded.get(from..).unwrap_or_default());
    rest
}

/// Latin words and numbers end where their kind of character ends: `27017` is in `iso27017` but not in `270170`, `aws` is
/// in `aws東京` but not in `flaws`. Japanese words have no such edge.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joined = |left: Option<char>, right: Option<char>| match (left, right) {
        (Some(left), Some(right)) => {
            (left.is_ascii_alphabetic() && right.is_ascii_alphabetic())
                || (left.is_ascii_digit() && right.is_ascii_digit())
        }
        _ => false,
    };
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let word = text.get(range.clone()).unwrap_or_default();
    !joined(before, word.chars().next()) && !joined(word.chars().next_back(), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_and_words_end_where_their_kind_ends() {
        let lexicon = Lexicon::new([("ismap", 1), ("ismap-liu", 2), ("27017", 3), ("aws", 4)]);
        let found = |text: &str| lexicon.find_all(&fold(text)).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
        assert_eq!(found("ISMAP-LIU"), [2]);
        assert_eq!(found("ＩＳＯ２７０１７ と ISMAP"), [3, 1]);
        assert_eq!(found("270170 flaws"), [0; 0]);
        assert_eq!(found("AWS東京"), [4]);
    }

    #[test]
    fn what_was_found_can_be_taken_out() {
        assert_eq!(without("aws 東京 aws", [0..3, 11..14]), "  東京  ");
    }
}
