//! Erasure for №8: which category of NIST SP 800-88 Rev.1 a technique reaches on a medium, and when a cryptographic erase is
//! a Purge. Not for whether every copy was covered: that is for each place where data is kept.

mod explain;
mod judge;
mod load;
mod read;

pub use explain::SanitizationExplanation;
pub use judge::EraseConditions;

use crate::lexicon::Lexicon;
use crate::reference::{Document, Provenance, StatusRow};
use standard::document::Notation;
use standard::{Problem, Text};
use std::collections::HashMap;

/// The sanitization data that is built in.
pub const SANITIZATION: Document =
    Document { file: "sanitization.toml", text: include_str!("../../../../reference/sanitization.toml") };

/// A category of NIST SP 800-88 Rev.1 §2.5. №8 takes Purge and Destroy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// Stops simple recovery only.
    Clear,
    /// Stops recovery by a laboratory.
    Purge,
    /// As Purge, and the medium can keep nothing any more.
    Destroy,
    /// The words leave it open, or nothing is erased.
    Unknown,
}

impl Category {
    /// Its name in the reference data and in programs' output.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Purge => "purge",
            Self::Destroy => "destroy",
            Self::Unknown => "unknown",
        }
    }

    /// Its name in sentences, as the guideline writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clear => "Clear",
            Self::Purge => "Purge",
            Self::Destroy => "Destroy",
            Self::Unknown => "(不明 / unknown)",
        }
    }

    /// Does №8 take it? `None`: not known.
    pub const fn satisfies(self) -> Option<bool> {
        match self {
            Self::Clear => Some(false),
            Self::Purge | Self::Destroy => Some(true),
            Self::Unknown => None,
        }
    }
}

/// What the table says of a technique on a medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Reaches(Category),
    /// It does nothing there.
    Nothing,
    /// The words leave out what it depends on.
    Open,
}

/// A medium or a technique.
#[derive(Clone, Debug)]
struct Named {
    id: String,
    name: Text,
}

/// A technique.
#[derive(Clone, Debug)]
struct Technique {
    named: Named,
    /// Does it erase by destroying keys?
    cryptographic: bool,
    /// Wider techniques whose names stand beside this one's and are then not meant.
    instead_of: Vec<usize>,
}

/// A cell of the table.
#[derive(Clone, Debug)]
struct Cell {
    outcome: Outcome,
    /// What must be shown before it satisfies.
    needs: Option<Text>,
    /// What to ask as evidence; the outcome stands without it.
    ask: Option<Text>,
    /// A remark.
    note: Option<Text>,
    /// The keys must protect this user's data only.
    per_tenant: bool,
    /// Place of where it comes from.
    provenance: usize,
}

/// An edition of the guideline, or a norm beside it.
#[derive(Clone, Debug)]
struct Edition {
    id: String,
    note: Text,
    provenance: Provenance,
}

/// What a word of an answer stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Technique(usize),
    Claim(Category),
}

/// Media, techniques, and the table of what reaches which category.
#[derive(Clone, Debug)]
pub struct Sanitization {
    media: Vec<Named>,
    techniques: Vec<Technique>,
    editions: Vec<Edition>,
    /// Media by folded id, name and spelling; a spelling such as `HDD` names several.
    by_medium: HashMap<String, Vec<usize>>,
    words: Lexicon<Word>,
    edition_words: Lexicon<usize>,
    /// Words that negate (`true`), and words that only look so.
    negations: Lexicon<bool>,
    cells: HashMap<(usize, usize), Cell>,
    provenances: Vec<Provenance>,
    vocabulary: Provenance,
}

impl Sanitization {
    /// Reads and checks sanitization data.
    ///
    /// # Errors
    /// Every problem of the file, with its place.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        load::sanitization(name, text, notation)
    }

    /// The reference data that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(SANITIZATION.file, SANITIZATION.text, Notation::Toml)
    }

    /// The short names of all media, in the order of the file: `ata-hdd`, …
    pub fn media(&self) -> impl Iterator<Item = &str> {
        self.media.iter().map(|medium| medium.id.as_str())
    }

    /// Every row with where it comes from, for `kijun reference status`.
    pub fn status_rows(&self) -> Vec<StatusRow> {
        let mut keys: Vec<_> = self.cells.iter().collect();
        keys.sort_unstable_by_key(|(key, _)| **key);
        let cells = keys.into_iter().filter_map(|((medium, technique), cell)| {
            let (medium, technique) = (self.media.get(*medium)?, self.techniques.get(*technique)?);
            Some((format!("{} × {}", medium.id, technique.named.id), self.provenances.get(cell.provenance)?))
        });
        let editions = self.editions.iter().map(|edition| (edition.id.clone(), &edition.provenance));
        let all = cells.chain(editions).chain([("vocabulary".to_owned(), &self.vocabulary)]);
        all.map(|(row, provenance)| StatusRow { reference: "sanitization", row, provenance: provenance.clone() })
            .collect()
    }
}
