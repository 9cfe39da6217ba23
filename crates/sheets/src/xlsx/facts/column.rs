//! A column of a fact worksheet: its key in a declaration, its heading, how its cells are written.

use super::choices::{Choices, ORIGINS};
use crate::xlsx::words::{Words, compact};
use standard::Language;

/// A column.
pub(in crate::xlsx) struct Column {
    /// Its key in a declaration; `conditions.strength` is a key of a table within the row.
    pub(in crate::xlsx) key: &'static str,
    pub(in crate::xlsx) heading: Words,
    pub(in crate::xlsx) kind: Kind,
    /// In characters.
    pub(in crate::xlsx) width: f64,
}

/// No heading has more bytes, in any language.
pub(super) const HEADING_LIMIT: usize = 200;

/// How the cells of a column are written.
#[derive(Clone, Copy)]
pub(in crate::xlsx) enum Kind {
    /// As it is.
    Text,
    /// As it is, or 不明, or 該当なし.
    KnownText,
    /// A day.
    Date,
    /// A class of the standard.
    Class,
    /// One of these words.
    Choice(&'static Choices),
    /// はい or いいえ, or one of the others of these.
    Truth(&'static Choices),
    /// Some of these words, or 不明, or 該当なし.
    Several(&'static Choices),
    /// Texts, one a line.
    Lines,
}

impl Column {
    pub(super) const fn new(key: &'static str, heading: Words, kind: Kind, width: f64) -> Self {
        Self { key, heading, kind, width }
    }

    /// The heading with the key beneath, which messages and `docs/declaration.md` use.
    pub(in crate::xlsx) fn shown(&self, language: Language) -> String {
        let heading = self.heading.in_language(language);
        format!("{heading}\n{}", self.own_key())
    }

    /// The key within its table.
    fn own_key(&self) -> &'static str {
        self.key.rsplit('.').next().unwrap_or(self.key)
    }

    /// Is this the heading of the column, in either language, with or without the key?
    pub(in crate::xlsx) fn is_headed(&self, cell: &str) -> bool {
        // No heading is as long, and folding is not free.
        if cell.len() > HEADING_LIMIT {
            return false;
        }
        let cell = compact(cell);
        let both = [Language::Japanese, Language::English].map(|language| compact(&self.shown(language)));
        both.contains(&cell) || self.heading.is(&cell) || compact(self.own_key()) == cell
    }
}

/// How a fact is shown: in every row of facts.
pub(in crate::xlsx) const EVIDENCE: &[Column] = &[
    Column::new("origin", Words::new("由来", "Origin"), Kind::Choice(ORIGINS), 8.0),
    Column::new("document", Words::new("文書(ID)", "Document (id)"), Kind::Text, 13.0),
    Column::new("article", Words::new("条・頁", "Article or page"), Kind::Text, 10.0),
    Column::new("quote", Words::new("引用", "Quote"), Kind::Text, 32.0),
    Column::new("plan", Words::new("プラン", "Plan"), Kind::Text, 13.0),
    Column::new("valid_from", Words::new("有効期間の初日", "Valid from"), Kind::Date, 11.0),
    Column::new("valid_until", Words::new("有効期間の末日", "Valid until"), Kind::Date, 11.0),
];
