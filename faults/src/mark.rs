//! Marks: every event that a writer makes carries one in its text, so that whoever looks at the stream afterwards knows which events
//! belong together, and how many they were to be.

use std::fmt;

/// Which of how many events of one piece of work: `mark=ROUND.TASK.SERIAL.1of3;`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The piece of work.
    pub(crate) work: String,
    /// Which of its events, from 1.
    pub(crate) number: usize,
    /// How many there are.
    pub(crate) of: usize,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mark={}.{}of{};", self.work, self.number, self.of)
    }
}

impl Mark {
    /// The mark in the text of an event, if it has one.
    pub(crate) fn find(text: &str) -> Option<Self> {
        let (words, _) = text.split_once("mark=")?.1.split_once(';')?;
        let (work, place) = words.rsplit_once('.')?;
        let (number, of) = place.split_once("of")?;
        Some(Self { work: work.to_owned(), number: number.parse().ok()?, of: of.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_as_it_was_written() {
        let mark = Mark { work: "3.0.17".into(), number: 2, of: 5 };
        assert_eq!(Mark::find(&format!("{{\"name\":\"見本 {mark}\"}}")), Some(mark));
        assert_eq!(Mark::find("{\"name\":\"見本\"}"), None);
    }
}
