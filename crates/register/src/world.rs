//! What the register judges by and is told from outside: standards by name and edition, reference data by edition. The world
//! holds every edition that a recorded judgement is pinned to, as far as it is at hand; nothing here is the city's.

use crate::canonical::Digest;
use crate::names::{EditionName, StandardName};
use crate::refusal::Refusal;
use evidence::settle::References;
use standard::Standard;
use standard::problem::Problem;
use std::sync::Arc;

/// Standards and reference data.
#[derive(Clone, Debug, Default)]
pub struct World {
    standards: Vec<Arc<Standard>>,
    references: Vec<Arc<ReferenceData>>,
}

/// An edition of the reference data.
#[derive(Clone, Debug)]
pub struct ReferenceData {
    /// What the edition is called.
    pub edition: EditionName,
    /// SHA-256 of its documents.
    pub hash: Digest,
    /// The data.
    pub references: References,
}

impl World {
    /// What is built into the program.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Ok(Self::default().with_standard(Standard::built_in()?).with_references(ReferenceData::built_in()?))
    }

    /// The same with this standard.
    #[must_use]
    pub fn with_standard(mut self, standard: Standard) -> Self {
        self.standards.push(Arc::new(standard));
        self
    }

    /// The same with this reference data.
    #[must_use]
    pub fn with_references(mut self, references: ReferenceData) -> Self {
        self.references.push(Arc::new(references));
        self
    }

    /// The standards at hand.
    pub fn standards(&self) -> &[Arc<Standard>] {
        &self.standards
    }

    /// The editions of the reference data at hand.
    pub fn references(&self) -> &[Arc<ReferenceData>] {
        &self.references
    }

    /// An edition of a standard.
    ///
    /// # Errors
    /// `standard-not-at-hand`.
    pub fn load_standard(&self, name: &StandardName, edition: &EditionName) -> Result<&Standard, Refusal> {
        let is_it =
            |standard: &&Arc<Standard>| standard.id() == name.as_str() && standard.edition() == edition.as_str();
        self.standards.iter().find(is_it).map(Arc::as_ref).ok_or_else(|| {
            let known: Vec<String> =
                self.standards.iter().map(|standard| format!("{} {}", standard.id(), standard.edition())).collect();
            not_at_hand("standard-not-at-hand", &format!("{name} {edition}"), &known)
        })
    }

    /// An edition of the reference data.
    ///
    /// # Errors
    /// `references-not-at-hand`.
    pub fn load_references(&self, edition: &EditionName) -> Result<&ReferenceData, Refusal> {
        self.references.iter().find(|data| data.edition == *edition).map(Arc::as_ref).ok_or_else(|| {
            let known: Vec<String> = self.references.iter().map(|data| data.edition.to_string()).collect();
            not_at_hand("references-not-at-hand", edition.as_str(), &known)
        })
    }
}

impl ReferenceData {
    /// What is built into the program. The edition is named by the hash of the data, so that a program with other data never
    /// goes by the same name.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        let references = References::built_in()?;
        let hash = Self::hash_of(References::DOCUMENTS.map(|document| document.text));
        let edition = EditionName::new(&format!("built-in-{}", hash.short()));
        let edition = edition.map_err(|refusal| vec![refusal.problem("reference")])?;
        Ok(Self { edition, hash, references })
    }

    /// The hash of an edition: over the SHA-256 of each document, in the order of [`References::DOCUMENTS`].
    pub fn hash_of(texts: [&str; References::DOCUMENTS.len()]) -> Digest {
        let lines: Vec<String> = texts.iter().map(|text| format!("{}\n", Digest::of(text.as_bytes()))).collect();
        Digest::of(lines.concat().as_bytes())
    }
}

fn not_at_hand(code: &'static str, wanted: &str, known: &[String]) -> Refusal {
    let known = known.join(", ");
    Refusal::new(
        code,
        (format!("版 `{wanted}` が手元にありません"), format!("the edition `{wanted}` is not at hand")),
        (format!("手元にあるもの: {known}"), format!("at hand: {known}")),
    )
}
