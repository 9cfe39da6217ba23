//! Countries and territories by ISO 3166-1 alpha-2 code and by name, and which of them count as equivalent under the
//! designation of the Personal Information Protection Commission (№6-3). Not for any other law.

use super::load;
use crate::reference::Provenance;
use standard::document::Notation;
use standard::spelling::fold;
use standard::{Problem, Text};
use std::collections::HashMap;
use std::fmt;

/// Two capital letters of ISO 3166-1 alpha-2.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Japan: the only place where №6-1 is met.
    pub const JAPAN: Self = Self(*b"JP");

    /// The code of two capital letters; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// Is it Japan?
    pub fn is_domestic(self) -> bool {
        self == Self::JAPAN
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(formatter, "{}", char::from(*letter)))
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// What the designation says of some countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adequacy {
    /// Equivalent? `None`: to be confirmed.
    pub answer: Option<bool>,
    /// As of when.
    pub as_of: Text,
    /// Why.
    pub why: Text,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A country or territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// Its code.
    pub code: CountryCode,
    /// Its usual name.
    pub name: Text,
    /// Further spellings, as the file writes them.
    pub spellings: Vec<String>,
    /// Where code and names come from.
    pub provenance: Provenance,
    /// Place of what the designation says of it; `None` where it is not named.
    pub(super) adequacy: Option<usize>,
}

/// The countries, with an index for what people write.
#[derive(Clone, Debug)]
pub struct Countries {
    pub(super) rows: Vec<Country>,
    pub(super) adequacies: Vec<Adequacy>,
    /// Rows by folded code, name and spelling.
    pub(super) by_word: HashMap<String, usize>,
}

impl Countries {
    /// Reads and checks countries.
    ///
    /// # Errors
    /// Every problem of the file, with its place.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        load::countries(name, text, notation)
    }

    /// All rows, in the order of the file.
    pub fn rows(&self) -> &[Country] {
        &self.rows
    }

    /// The country that `words` names: a code, a name in either language, or a spelling.
    pub fn find(&self, words: &str) -> Option<&Country> {
        self.by_word.get(&fold(words)).and_then(|at| self.rows.get(*at))
    }

    /// The country of a code.
    pub fn of_code(&self, code: CountryCode) -> Option<&Country> {
        self.find(&code.to_string())
    }

    /// What the designation says of a country; `None` where it does not name it.
    pub fn adequacy_of(&self, country: &Country) -> Option<&Adequacy> {
        country.adequacy.and_then(|at| self.adequacies.get(at))
    }

    /// Each designation, for dating an answer about a country that none names.
    pub fn adequacies(&self) -> &[Adequacy] {
        &self.adequacies
    }

    pub(super) fn provenances(&self) -> impl Iterator<Item = (String, &Provenance)> {
        let adequacies = self.rows.iter().filter_map(|row| {
            let adequacy = self.adequacy_of(row)?;
            Some((format!("{} (№6-3)", row.code), &adequacy.provenance))
        });
        self.rows.iter().map(|row| (row.code.to_string(), &row.provenance)).chain(adequacies)
    }
}
