//! Declarations as documents: kept once for each content, parsed once, however many uses they answer.

use crate::canonical::Digest;
use crate::event::{DeclarationSubmitted, DocumentNotation};
use evidence::declaration::{Declaration, read_declaration};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A declaration as it arrived, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclarationDocument {
    /// SHA-256 of its bytes.
    pub hash: Digest,
    /// How it is written.
    pub notation: DocumentNotation,
    /// The document, byte for byte.
    pub text: Box<str>,
    /// What it says; `None` where this program reads declarations more strictly than the one that took it in. The record
    /// stands, and what was judged stays judged; it cannot be judged again.
    pub parsed: Option<Declaration>,
}

impl DeclarationDocument {
    pub(super) fn read(hash: Digest, notation: DocumentNotation, text: &str) -> Self {
        let parsed = read_declaration("declaration", text, notation.into()).ok();
        Self { hash, notation, text: text.into(), parsed }
    }
}

/// The documents by their hash.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Declarations(BTreeMap<Digest, Arc<DeclarationDocument>>);

impl Declarations {
    /// The document of a submission: the one that is there already, where it is the same.
    pub(super) fn add(&mut self, submitted: &DeclarationSubmitted) -> Arc<DeclarationDocument> {
        let read = || Arc::new(DeclarationDocument::read(submitted.hash, submitted.notation, &submitted.document));
        Arc::clone(self.0.entry(submitted.hash).or_insert_with(read))
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
