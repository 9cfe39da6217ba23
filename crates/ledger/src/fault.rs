//! What every failure of this room can say of itself: a stable code and one sentence in both languages (`docs/ledger.md` lists
//! them). Causes, such as a database's own words, are sources for the log and never part of the sentence.

use standard::Text;

/// A failure with a code and a sentence for people.
pub trait Fault: std::error::Error {
    /// A stable code in kebab case.
    fn code(&self) -> &'static str;

    /// One sentence: what happened, and what to do.
    fn text(&self) -> Text;
}
