//! The shape of a certificate's number: `IS ######`. Not for validity: a number of the right shape may not exist.

use standard::spelling::fold;
use std::fmt;

/// `#` is a digit, a space may be left out, anything else stands for itself in any width and case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    written: String,
    folded: Vec<char>,
}

impl Shape {
    pub(super) fn new(written: &str) -> Self {
        Self { written: written.to_owned(), folded: fold(written).chars().collect() }
    }

    /// The first part of `folded` (see [`fold`]) that has this shape and stands alone.
    pub(super) fn find_in<'t>(&self, folded: &'t str) -> Option<&'t str> {
        let mut before: Option<char> = None;
        for (start, first) in folded.char_indices() {
            if !before.is_some_and(|before| before.is_ascii_alphanumeric())
                && let Some(length) = folded.get(start..).and_then(|rest| self.matched_length(rest))
            {
                return folded.get(start..start + length);
            }
            before = Some(first);
        }
        None
    }

    /// The length in bytes of the part of this shape with which `rest` begins.
    fn matched_length(&self, rest: &str) -> Option<usize> {
        let mut found = rest.char_indices().peekable();
        let mut end = 0;
        for wanted in &self.folded {
            if *wanted == ' ' {
                while let Some((at, space)) = found.next_if(|(_, character)| *character == ' ') {
                    end = at + space.len_utf8();
                }
                continue;
            }
            let fits = |character: char| if *wanted == '#' { character.is_ascii_digit() } else { character == *wanted };
            let (at, character) = found.next_if(|(_, character)| fits(*character))?;
            end = at + character.len_utf8();
        }
        // `C21-0008` is not the whole of `C21-0008-2`, nor `IS 689557` of `IS 6895571`.
        let goes_on = match found.next() {
            Some((_, '-')) => found.next().is_some_and(|(_, next)| next.is_ascii_digit()),
            Some((_, next)) => next.is_ascii_alphanumeric(),
            None => false,
        };
        (!goes_on).then_some(end)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}
