//! Certification for №7: which schemes count, whose certificate, in which role, valid on which day; and a list of ISMAP
//! services to look numbers and names up in. Not for reading files: rows of text come from `sheets`.

mod company;
mod dates;
mod explain;
mod ismap_list;
mod load;
mod said;
mod shape;
mod words;

pub use company::CompanyForms;
pub use dates::{CertificateDates, Validity};
pub use explain::{CertificateContext, CertificateExplanation, Holder, Role};
pub use ismap_list::{IsmapEntry, IsmapList, NumberMatch};

use crate::lexicon::Lexicon;
use crate::reference::{Document, Provenance, StatusRow};
use shape::Shape;
use standard::document::Notation;
use standard::{Problem, Text};

/// The certification data that is built in.
pub const CERTIFICATION: Document =
    Document { file: "certification.toml", text: include_str!("../../../../reference/certification.toml") };

/// A certification scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its short name: `iso27017`.
    pub id: String,
    /// Its name for readers.
    pub name: Text,
    /// Does it count for №7 at all?
    pub counts: bool,
    /// The role in which it must be held to count; `None` where there is only one.
    pub role: Option<Role>,
    /// Why it counts or does not.
    pub why: Text,
    /// Schemes whose names stand inside this one's: where this one is named, they are not meant.
    instead_of: Vec<usize>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What a number's shape hints at.
#[derive(Clone, Debug)]
struct NumberHint {
    scheme: usize,
    shape: Shape,
    body: String,
    provenance: Provenance,
}

/// The columns of a list of ISMAP services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Column {
    Number,
    Service,
    Vendor,
    Registered,
    ValidUntil,
    Scope,
    Auditor,
    State,
}

/// Words that say at which stage a certification is, and whose it is.
#[derive(Clone, Debug)]
struct Phrases {
    pending: Lexicon<()>,
    obtained: Lexicon<()>,
    beneath: Lexicon<()>,
    ignored: Lexicon<()>,
    provenance: Provenance,
}

/// Schemes, number shapes, and the names of a list's columns.
#[derive(Clone, Debug)]
pub struct Certification {
    schemes: Vec<Scheme>,
    scheme_words: Lexicon<usize>,
    numbers: Vec<NumberHint>,
    phrases: Phrases,
    columns: std::collections::HashMap<String, Column>,
    columns_provenance: Provenance,
    forms: CompanyForms,
    forms_provenance: Provenance,
}

impl Certification {
    /// Reads and checks certification data.
    ///
    /// # Errors
    /// Every problem of the file, with its place.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        load::certification(name, text, notation)
    }

    /// The reference data that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(CERTIFICATION.file, CERTIFICATION.text, Notation::Toml)
    }

    /// All schemes, in the order of the file.
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    /// The scheme with this short name.
    pub fn find_scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    /// The company forms that names are compared without.
    pub fn company_forms(&self) -> &CompanyForms {
        &self.forms
    }

    /// Does the state of a registration, as a list writes it, say that it is not registered (any more)?
    fn is_ended(&self, state: &str) -> bool {
        self.phrases.pending.is_in(&standard::spelling::fold(state))
    }

    /// Every row with where it comes from, for `kijun reference status`.
    pub fn status_rows(&self) -> Vec<StatusRow> {
        let schemes = self.schemes.iter().map(|scheme| (scheme.id.clone(), &scheme.provenance));
        let numbers = self.numbers.iter().map(|hint| {
            let scheme = self.schemes.get(hint.scheme).map_or("", |scheme| scheme.id.as_str());
            (format!("{scheme} {}", hint.shape), &hint.provenance)
        });
        let rest = [
            ("phrases", &self.phrases.provenance),
            ("list_columns", &self.columns_provenance),
            ("company_forms", &self.forms_provenance),
        ];
        let rest = rest.into_iter().map(|(row, provenance)| (row.to_owned(), provenance));
        let all = schemes.chain(numbers).chain(rest);
        all.map(|(row, provenance)| StatusRow { reference: "certification", row, provenance: provenance.clone() })
            .collect()
    }
}
