//! Why a command, an event or a word is refused: a stable code, what was wrong, and how to mend it, in both languages. Every
//! code is explained in `docs/register.md`. Not for failures of the machine: nothing here can have any.

use standard::problem::{Place, Problem};
use standard::{Language, Text};
use std::fmt;

/// A refusal; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A stable code in kebab case.
    pub code: &'static str,
    /// What was wrong.
    pub message: Text,
    /// What is allowed, or how to mend it.
    pub hint: Text,
}

impl Refusal {
    /// A refusal in both languages: the message, then how to mend it.
    pub(crate) fn new(
        code: &'static str,
        (message, english): (impl Into<String>, impl Into<String>),
        (hint, hint_english): (impl Into<String>, impl Into<String>),
    ) -> Self {
        Self { code, message: Text::new(message, english), hint: Text::new(hint, hint_english) }
    }

    /// The same as a problem of the input that the command came from; `source` is what the user calls it.
    pub fn problem(&self, source: &str) -> Problem {
        Problem::error(self.code, source, Place::Whole, self.message.clone()).with_hint(self.hint.clone())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (message, hint) = (self.message.in_language(Language::English), self.hint.in_language(Language::English));
        write!(f, "[{}] {message}: {hint}", self.code)
    }
}

impl std::error::Error for Refusal {}
