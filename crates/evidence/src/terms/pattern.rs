//! Patterns that are compiled once, when first used. The engine takes time linear in the text, whatever the text.

use regex::{Captures, Matches, Regex, RegexSet, SetMatches};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A pattern of this program.
pub(super) struct Pattern {
    words: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    pub(super) const fn new(words: &'static str) -> Self {
        Self { words, compiled: OnceLock::new() }
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.compiled().is_match(text)
    }

    pub(super) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.compiled().captures(text)
    }

    pub(super) fn find_iter<'s, 't>(&'s self, text: &'t str) -> Matches<'s, 't> {
        self.compiled().find_iter(text)
    }

    pub(super) fn blank<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.compiled().replace_all(text, " ")
    }

    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of this program; every test of the room compiles them"
    )]
    fn compiled(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(self.words).expect("a constant pattern"))
    }
}

/// Several patterns looked for in one pass.
pub(super) struct Patterns {
    words: &'static [&'static str],
    compiled: OnceLock<RegexSet>,
}

impl Patterns {
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        Self { words, compiled: OnceLock::new() }
    }

    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of this program; every test of the room compiles them"
    )]
    pub(super) fn matches(&self, text: &str) -> SetMatches {
        self.compiled.get_or_init(|| RegexSet::new(self.words).expect("constant patterns")).matches(text)
    }
}
