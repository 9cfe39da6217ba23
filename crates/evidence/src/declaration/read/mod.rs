//! A declaration from TOML or JSON: every problem at once, with its place; nothing guessed, nothing dropped. The shape is shown in
//! `docs/declaration.md`. Not for what a fact means: a region nobody knows is read here and asked about when settling.

mod abroad;
mod certificate;
mod contracts;
mod contradiction;
mod encryption;
mod erasure;
mod evidence;
mod known;
mod person;
mod row;
mod section;
mod service;
mod sign_in;
mod words;

use super::model::Declaration;
use crate::rows;
use section::{Names, Sections};
use standard::document::{Notation, Report, TableReader};
use standard::problem::Problem;

/// A section with more facts than this is refused.
pub const FACT_LIMIT: usize = 256;

/// A list within a fact with more elements than this is refused.
pub const LIST_LIMIT: usize = 128;

/// A text with more characters than this is refused: a quote is a clause, not the document.
pub const TEXT_LIMIT: usize = 4_000;

/// Reads a declaration; `name` is what the user calls the document.
///
/// # Errors
/// All problems, in the order of the document.
pub fn read_declaration(name: &str, text: &str, notation: Notation) -> Result<Declaration, Vec<Problem>> {
    rows::load(name, text, notation, read_root)
}

fn read_root(report: &Report<'_>, root: &TableReader<'_, '_, '_>) -> Declaration {
    rows::format(root, report);
    let service = service::read(report, root);
    let sections = Sections::new(report, root);
    let mut names = Names::default();
    let documents = sections.rows("document", |row| service::document(row, &mut names.documents));
    let information = sections.rows("information", |row| service::information(row, &mut names.information));
    let stores = sections.facts("store", &names, encryption::store);
    let store_names = sections.names_of("store", "name");
    let declaration = Declaration {
        service: service.unwrap_or_default(),
        laws: sections.facts("law", &names, contracts::law),
        courts: sections.facts("court", &names, contracts::court),
        channels: sections.facts("channel", &names, encryption::channel),
        sign_ins: sections.facts("sign_in", &names, sign_in::read),
        places: sections.facts("place", &names, |row| abroad::place(row, &names)),
        consents: sections.facts("consent", &names, |row| abroad::consent(row, &names)),
        keys: sections.facts("key", &names, |row| abroad::key(row, &names)),
        certificates: sections.facts("certificate", &names, certificate::read),
        erasures: sections.facts("erasure", &names, |row| erasure::read(row, &store_names)),
        overrides: sections.rows("override", person::read),
        documents,
        information,
        stores,
        measurements: Vec::new(),
    };
    contradiction::check(report, &declaration);
    declaration
}
