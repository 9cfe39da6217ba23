//! Names of companies and services as they are compared: without the form of the company, its place before or after, width,
//! case, spaces and points. Two names that are equal then are probably the same; a person confirms.

use standard::spelling::fold;
use std::collections::HashSet;

/// The forms of companies: `株式会社`, `Inc`, …
#[derive(Clone, Debug, Default)]
pub struct CompanyForms {
    /// Words that stand alone in a Latin name.
    latin: HashSet<String>,
    /// Words before or after a Japanese name.
    japanese: Vec<String>,
}

impl CompanyForms {
    pub(super) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let (latin, japanese): (Vec<String>, Vec<String>) = words
            .into_iter()
            .map(fold)
            .filter(|word| !word.is_empty())
            .partition(|word| word.is_ascii() && !word.starts_with('('));
        // `(株)` is folded to ASCII brackets around a character that is not ASCII: it is a Japanese form.
        Self { latin: latin.into_iter().collect(), japanese }
    }

    /// The name as it is compared. A name that is nothing but forms stays as it is, folded.
    pub fn fold_name(&self, name: &str) -> String {
        let folded = fold(name);
        let mut rest = folded.as_str();
        loop {
            let trimmed = rest.trim();
            let without = self
                .japanese
                .iter()
                .find_map(|form| trimmed.strip_prefix(form.as_str()).or_else(|| trimmed.strip_suffix(form.as_str())));
            match without {
                Some(shorter) if !shorter.trim().is_empty() => rest = shorter,
                Some(_) | None => break,
            }
        }
        let plain: String = rest.chars().filter(|character| !matches!(character, '.' | '\'' | '・')).collect();
        let separator = |character: char| character.is_whitespace() || matches!(character, ',' | '、');
        let tokens: Vec<&str> = plain.split(separator).filter(|token| !token.is_empty()).collect();
        let kept: String = tokens.iter().copied().filter(|token| !self.latin.contains(*token)).collect();
        if kept.is_empty() { tokens.concat() } else { kept }
    }
}
