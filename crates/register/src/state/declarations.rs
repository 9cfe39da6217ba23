//! Declarations as documents: kept once for each content, parsed once at most, however many uses they answer.

use crate::canonical::Digest;
use crate::event::{DeclarationSubmitted, DocumentNotation};
use evidence::declaration::{Declaration, read_declaration};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A declaration as it arrived, and what it says.
#[derive(Clone, Debug)]
pub struct DeclarationDocument {
    /// SHA-256 of its bytes.
    pub hash: Digest,
    /// How it is written.
    pub notation: DocumentNotation,
    /// The document, byte for byte.
    pub text: Box<str>,
    /// Read when somebody asks: a city of many uses is opened without reading any.
    parsed: OnceLock<Option<Declaration>>,
}

impl DeclarationDocument {
    pub(super) fn new(hash: Digest, notation: DocumentNotation, text: &str) -> Self {
        Self { hash, notation, text: text.into(), parsed: OnceLock::new() }
    }

    /// What it says; `None` where this program reads declarations more strictly than the one that took it in. The record
    /// stands, and what was judged stays judged; it cannot be judged again.
    pub fn parsed(&self) -> Option<&Declaration> {
        let read = || read_declaration("declaration", &self.text, self.notation.into()).ok();
        self.parsed.get_or_init(read).as_ref()
    }
}

/// Equal documents say the same, read or not.
impl PartialEq for DeclarationDocument {
    fn eq(&self, other: &Self) -> bool {
        (self.hash, self.notation, &self.text) == (other.hash, other.notation, &other.text)
    }
}

/// The documents by their hash.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Declarations(BTreeMap<Digest, Arc<DeclarationDocument>>);

impl Declarations {
    /// The document of a submission: the one that is there already, where it is the same.
    pub(super) fn add(&mut self, submitted: &DeclarationSubmitted) -> Arc<DeclarationDocument> {
        let new = || Arc::new(DeclarationDocument::new(submitted.hash, submitted.notation, &submitted.document));
        Arc::clone(self.0.entry(submitted.hash).or_insert_with(new))
    }

    /// Every document.
    pub(super) fn all(&self) -> impl Iterator<Item = &DeclarationDocument> {
        self.0.values().map(Arc::as_ref)
    }

    /// The documents of a snapshot.
    pub(super) fn of(all: impl IntoIterator<Item = DeclarationDocument>) -> Self {
        Self(all.into_iter().map(|document| (document.hash, Arc::new(document))).collect())
    }

    pub(super) fn find(&self, hash: &Digest) -> Option<&Arc<DeclarationDocument>> {
        self.0.get(hash)
    }
}
