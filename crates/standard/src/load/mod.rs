//! From a file's text to a [`Standard`]: read (`draft`), check the names (`names`),
//! compile (`compile`), check the rules (`rules`). A standard that loads is sound;
//! one that is not is refused with its problems together, each with line, column and hint.

mod check_reader;
mod compile;
mod draft;
mod names;
mod rules;

use crate::document::{Notation, Report, Source};
use crate::problem::Problem;
use crate::standard::{ContentHash, Standard};
use sha2::{Digest as _, Sha256};

/// More problems than this are not listed: nobody mends two hundred before checking again.
const PROBLEM_LIMIT: usize = 200;

/// Sendai City's standard, as it is built into the program.
pub const SENDAI_CLOUD_USE: &str = include_str!("../../../../standards/sendai-cloud-use/2023-12.toml");

impl Standard {
    /// Reads and checks a standard. `name` is what the user calls the file.
    ///
    /// # Errors
    /// Every problem of the file's shape; where that is sound, of its names; where those are sound, of its rules. In the
    /// order of the file.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        let report = Report::with_limit(Source::new(name, text), PROBLEM_LIMIT);
        let tree = report.source.parse(notation)?;
        // Shape, names, rules: each is checked only where the one before is sound. Otherwise a forgotten key would also be
        // reported as an undefined item, and a misspelt item as a cell without a clause.
        let draft = draft::read(&report, &tree).filter(|_| !report.has_errors());
        let standard = draft.and_then(|draft| {
            names::check(&report, &draft);
            if report.has_errors() {
                return None;
            }
            let standard = compile::compile(&draft, ContentHash(Sha256::digest(text.as_bytes()).into()));
            rules::check(&report, &draft, &standard);
            Some(standard)
        });
        match standard {
            Some(standard) if !report.has_errors() => Ok(standard),
            _ => Err(report.into_problems()),
        }
    }

    /// The standard that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load("sendai-cloud-use/2023-12.toml", SENDAI_CLOUD_USE, Notation::Toml)
    }
}
