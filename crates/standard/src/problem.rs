//! What is wrong with something that came from outside: where it is, what is allowed, how to mend it, in both languages.
//! Every reader of Kijun reports with this type; it is not for failures of the machine (disk, network).

use crate::text::{Language, Text};
use std::fmt::Write as _;

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was understood in another form than written, and says so.
    Correction,
    /// Worth a look; the input is used.
    Warning,
    /// The input, or the row it stands in, is not used.
    Error,
}

/// Where in the input a problem stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The input as a whole.
    Whole,
    /// A line and a column of text, both counted from 1; the column counts characters.
    Text {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// A cell of a workbook, as the spreadsheet names it.
    Cell {
        /// The worksheet's name.
        sheet: String,
        /// The cell, as in `K12`.
        cell: String,
    },
}

impl Place {
    /// The place within a sentence: «12 行目», «シート「規約」の C7».
    pub fn told(&self) -> Text {
        match self {
            Self::Whole => Text::new("先の箇所", "the earlier place"),
            Self::Text { line, .. } => Text::new(format!("{line} 行目"), format!("line {line}")),
            Self::Cell { sheet, cell } => {
                Text::new(format!("シート「{sheet}」の {cell}"), format!("cell {cell} of the worksheet `{sheet}`"))
            }
        }
    }
}

/// One problem of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable code in kebab case; `docs/problems.md` explains each.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The file or stream, as the user named it.
    pub source: String,
    /// Where in it.
    pub place: Place,
    /// What was found.
    pub message: Text,
    /// What is allowed, or how to mend it.
    pub hint: Option<Text>,
}

impl Problem {
    /// An error somewhere in `source`.
    pub fn error(code: &'static str, source: impl Into<String>, place: Place, message: Text) -> Self {
        Self { code, severity: Severity::Error, source: source.into(), place, message, hint: None }
    }

    /// The same problem with what is allowed or how to mend it.
    #[must_use]
    pub fn with_hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same problem with another weight.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// One line for a terminal: `file:line:column: error[code]: message (hint: …)`.
    pub fn line(&self, language: Language) -> String {
        let mut line = self.source.clone();
        match &self.place {
            Place::Whole => {}
            Place::Text { line: row, column } => {
                let _ = write!(line, ":{row}:{column}");
            }
            Place::Cell { sheet, cell } => {
                let _ = write!(line, ":{sheet}!{cell}");
            }
        }
        let severity = match (self.severity, language) {
            (Severity::Error, Language::Japanese) => "エラー",
            (Severity::Warning, Language::Japanese) => "警告",
            (Severity::Correction, Language::Japanese) => "読み替え",
            (Severity::Error, Language::English) => "error",
            (Severity::Warning, Language::English) => "warning",
            (Severity::Correction, Language::English) => "correction",
        };
        let _ = write!(line, ": {severity}[{}]: {}", self.code, self.message.in_language(language));
        if let Some(hint) = &self.hint {
            let label = match language {
                Language::Japanese => "→ ",
                Language::English => "-> ",
            };
            let _ = write!(line, " {label}{}", hint.in_language(language));
        }
        visible_controls(&line)
    }
}

/// The text with control characters shown as escapes, so that quoted input cannot steer a terminal or forge a line.
pub fn visible_controls(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        let steers_display =
            matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
        if character.is_control() || steers_display {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
        shown
    })
}

/// The first `limit` characters of something found in the input, for quoting it in a message.
pub fn excerpt(found: &str) -> String {
    const LIMIT: usize = 40;
    let mut characters = found.chars();
    let mut shown: String = characters.by_ref().take(LIMIT).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The candidate that was probably meant, by edit distance; `None` where nothing is near.
pub fn nearest<'c>(found: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(found, candidate), candidate))
        // At least one character must be left of what was found: `8` is no slip for `1`.
        .filter(|(distance, candidate)| {
            let length = candidate.chars().count();
            *distance <= 1 + length / 3 && *distance < length.max(found.chars().count())
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance over characters, of at most the first 64 of each.
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(64).collect();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (row, left_char) in left.chars().take(64).enumerate() {
        let mut current = vec![row + 1];
        for ((right_char, diagonal), above) in right.iter().zip(&previous).zip(previous.iter().skip(1)) {
            let beside = current.last().copied().unwrap_or(0);
            current.push((diagonal + usize::from(left_char != *right_char)).min(above + 1).min(beside + 1));
        }
        previous = current;
    }
    previous.last().copied().unwrap_or(0)
}
