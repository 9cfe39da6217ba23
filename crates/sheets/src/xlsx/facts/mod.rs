//! What the fact worksheets of a check sheet look like: which sections of a declaration stand on which worksheet, under which
//! headings. One table for the writer and the reader; what the values mean is `evidence`'s.

mod choices;
mod column;
mod sections;

pub(super) use choices::{Choices, NOT_APPLICABLE, UNKNOWN, choice_of, label_of};
pub(super) use column::{Column, EVIDENCE, Kind};
pub(super) use sections::SHEETS;

use super::words::{Words, compact};

/// A worksheet of facts.
pub(super) struct FactSheet {
    pub(super) name: Words,
    /// What to do there, in a line.
    pub(super) guide: Words,
    pub(super) sections: &'static [Section],
}

/// A section of a declaration.
pub(super) struct Section {
    /// Its key in a declaration: `law`.
    pub(super) key: &'static str,
    pub(super) title: Words,
    /// What to write, in a line.
    pub(super) guide: Words,
    pub(super) columns: &'static [Column],
    /// Does each row say how it is shown?
    pub(super) is_shown: bool,
    /// Rows to write into on an empty sheet.
    pub(super) rows: u32,
}

impl Section {
    /// Its columns, those that say how a fact is shown last.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static Column> {
        let evidence = if self.is_shown { EVIDENCE } else { &[] };
        self.columns.iter().chain(evidence)
    }

    /// The words above its table: `準拠法 [[law]]`. No row of facts says just this, so that the reader knows it again.
    pub(super) fn heading(&self, language: standard::Language) -> String {
        let key = self.key;
        let title = self.title.in_language(language);
        if key == "service" { format!("{title} [{key}]") } else { format!("{title} [[{key}]]") }
    }
}

/// The section whose heading a cell shows.
pub(super) fn section_of(words: &str) -> Option<&'static Section> {
    // Most cells are no heading, and folding is not free.
    if !words.contains('[') || words.len() > column::HEADING_LIMIT {
        return None;
    }
    let words = compact(words);
    let is = |section: &&Section| {
        [standard::Language::Japanese, standard::Language::English]
            .iter()
            .any(|language| compact(&section.heading(*language)) == words)
    };
    SHEETS.iter().flat_map(|sheet| sheet.sections).find(is)
}
