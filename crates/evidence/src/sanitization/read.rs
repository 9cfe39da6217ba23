//! What the words of an answer name: techniques, claims of a category, editions; and whether something is negated. Words that
//! are not known are not interpreted.

use super::{Category, Sanitization, Word};
use standard::spelling::fold;

/// What was found in the words.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Places of the techniques, each once, in the order of the words.
    pub(super) techniques: Vec<usize>,
    /// Categories that are claimed by name, each once.
    pub(super) claims: Vec<Category>,
    /// Places of the editions.
    pub(super) editions: Vec<usize>,
    /// Is anything negated?
    pub(super) negated: bool,
}

pub(super) fn read(data: &Sanitization, words: &str) -> Read {
    let folded = fold(words);
    let mut found = Read::default();
    for (_, word) in data.words.find_all(&folded) {
        match word {
            Word::Technique(at) if !found.techniques.contains(&at) => found.techniques.push(at),
            Word::Claim(category) if !found.claims.contains(&category) => found.claims.push(category),
            Word::Technique(_) | Word::Claim(_) => {}
        }
    }
    let narrower = found.techniques.iter().filter_map(|at| data.techniques.get(*at));
    let meant_otherwise: Vec<usize> = narrower.flat_map(|technique| technique.instead_of.iter().copied()).collect();
    found.techniques.retain(|at| !meant_otherwise.contains(at));
    for (_, edition) in data.edition_words.find_all(&folded) {
        if !found.editions.contains(&edition) {
            found.editions.push(edition);
        }
    }
    found.negated = data.negations.find_all(&folded).into_iter().any(|(_, negates)| negates);
    found
}

/// Places of the media that words name: one, several (`HDD`), or none that is known.
pub(super) fn media(data: &Sanitization, words: &str) -> Vec<usize> {
    data.by_medium.get(&fold(words)).cloned().unwrap_or_default()
}
