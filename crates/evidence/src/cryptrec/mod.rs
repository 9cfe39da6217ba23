//! CRYPTREC: which techniques 電子政府推奨暗号リスト (LS-0001) has in which edition, until when a strength may be used (LS-0003), and
//! what the names mean that people write. The data is `reference/cryptrec.toml`; this module reads it, resolves words against
//! it and explains them. It decides no item of a standard, and an unknown is never a pass.

mod explain;
mod explanation;
mod folded;
mod model;
mod outcome;
mod read;
mod resolve;
mod rows;
mod schemes;
mod sentences;
mod spellings;
mod standing;
mod strength;
mod verdict;
mod vocabulary;

pub use explanation::{AlgorithmExplanation, AlgorithmStatus, ExplainedPart};
pub use model::Edition;
pub use resolve::{Resolved, ResolvedName, ResolvedPart};
pub use standing::{Keys, Standing};
pub use vocabulary::{Listing, PartKind, Use};

use crate::reference::{Document, StatusRow};
use jiff::civil::Date;
use model::{EditionRow, KeyStrength, Name, Note, Part, Period};
use spellings::Spellings;
use standard::document::{Notation, Report, Source};
use standard::problem::Problem;
use standard::spelling::fold;

/// The reference that is built into the program.
pub const CRYPTREC: Document =
    Document { file: "cryptrec.toml", text: include_str!("../../../../reference/cryptrec.toml") };

/// More problems than this are not listed: nobody mends two hundred before checking again.
const PROBLEM_LIMIT: usize = 200;

/// The loaded reference: every row checked, every spelling prepared.
#[derive(Clone, Debug)]
pub struct Cryptrec {
    editions: Vec<EditionRow>,
    default_edition: Edition,
    periods: Vec<Period>,
    key_strengths: Vec<KeyStrength>,
    notes: Vec<Note>,
    parts: Vec<Part>,
    names: Vec<Name>,
    spellings: Spellings,
}

impl Cryptrec {
    /// Reads and checks a reference. `name` is what the user calls the file.
    ///
    /// # Errors
    /// Every problem with its line and column, in the order of the file.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        let report = Report::with_limit(Source::new(name, text), PROBLEM_LIMIT);
        let tree = report.source.parse(notation)?;
        match read::read(&report, &tree) {
            Some(cryptrec) if !report.has_errors() => Ok(cryptrec),
            _ => Err(report.into_problems()),
        }
    }

    /// The reference that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(CRYPTREC.file, CRYPTREC.text, Notation::Toml)
    }

    /// The edition that the reference takes where nobody names one.
    pub const fn default_edition(&self) -> Edition {
        self.default_edition
    }

    /// The edition that `words` name: `2022`, `2022R2`, `LS-0001-2022R1`.
    pub fn find_edition(&self, words: &str) -> Option<Edition> {
        let folded = fold(words);
        let at = self.editions.iter().position(|row| row.id == folded || row.names.contains(&folded))?;
        u8::try_from(at).ok().map(Edition)
    }

    /// The ids of the editions, in the file's order, for refusals.
    pub fn edition_ids(&self) -> impl Iterator<Item = &str> {
        self.editions.iter().map(|row| row.id.as_str())
    }

    /// What documents call an edition (`LS-0001-2022`); empty for an edition of another reference.
    pub fn edition_name(&self, edition: Edition) -> &str {
        self.edition_row(edition).map_or("", |row| &row.name)
    }

    /// The day an edition was published, where it is known.
    pub fn edition_published(&self, edition: Edition) -> Option<Date> {
        self.edition_row(edition)?.published
    }

    /// Every row with where it comes from, in the file's order, for `kijun reference status`.
    pub fn status_rows(&self) -> Vec<StatusRow> {
        let editions = self.editions.iter().map(|row| (format!("edition {}", row.id), &row.provenance));
        let periods = self.periods.iter().map(|row| (format!("period {}", row.strength), &row.provenance));
        let strengths = self
            .key_strengths
            .iter()
            .map(|row| (format!("key-strength {:?} {}", row.family, row.at_least).to_lowercase(), &row.provenance));
        let notes = self.notes.iter().map(|row| (format!("note {}", row.id), &row.provenance));
        let parts = self.parts.iter().map(|row| (format!("part {}", row.id), &*row.provenance));
        let names = self.names.iter().map(|row| (format!("name {}", row.id), &row.provenance));
        let rows = editions.chain(periods).chain(strengths).chain(notes).chain(parts).chain(names);
        rows.map(|(row, provenance)| StatusRow { reference: "cryptrec", row, provenance: provenance.clone() }).collect()
    }

    fn edition_row(&self, edition: Edition) -> Option<&EditionRow> {
        self.editions.get(usize::from(edition.0))
    }

    fn part(&self, index: model::Index) -> Option<&Part> {
        self.parts.get(usize::from(index))
    }

    fn name(&self, index: model::Index) -> Option<&Name> {
        self.names.get(usize::from(index))
    }
}
