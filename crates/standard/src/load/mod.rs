//! From a file's text to a [`Standard`]: read (`draft`), check (`check`), compile (`compile`). A standard that loads is sound;
//! one that is not is refused with every problem at once, each with line, column and hint.

mod check;
mod compile;
mod draft;

use crate::document::{Notation, Report, Source};
use crate::problem::{Problem, Severity};
use crate::standard::{ContentHash, Standard};
use sha2::{Digest as _, Sha256};

/// Sendai City's standard, as it is built into the program.
pub const SENDAI_CLOUD_USE: &str = include_str!("../../../../standards/sendai-cloud-use/2023-12.toml");

impl Standard {
    /// Reads and checks a standard. `name` is what the user calls the file.
    ///
    /// # Errors
    /// Every problem found, in the order of the file.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        let report = Report::new(Source::new(name, text));
        let tree = report.source.parse(notation)?;
        let draft = draft::read(&report, &tree);
        let standard = draft.map(|draft| {
            check::before_compiling(&report, &draft);
            let standard = compile::compile(&draft, ContentHash(Sha256::digest(text.as_bytes()).into()));
            check::compiled(&report, &draft, &standard);
            standard
        });
        let problems = report.into_problems();
        match standard {
            Some(standard) if problems.iter().all(|problem| problem.severity < Severity::Error) => Ok(standard),
            _ => Err(problems),
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
