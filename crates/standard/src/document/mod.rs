//! Text documents (TOML, JSON) as one tree whose every node knows where it stands, so that a refusal can name line and column.
//! Not for meaning: what keys exist and what they say belongs to the reader of each kind of document.

mod json;
mod table;
mod toml;

pub use table::{Report, TableReader, elements, string, text};

use crate::problem::{Place, Problem};
use crate::text::Text;
use std::cell::OnceCell;
use std::ops::Range;

/// A document longer than this many bytes is refused: ten times a standard with 60 long items.
pub const DOCUMENT_LIMIT: usize = 1 << 20;

/// No more syntax errors and double keys than this are reported of one document: most follow from the first.
const SYNTAX_ERROR_LIMIT: usize = 20;

/// The two notations that Kijun reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// TOML 1.0.
    Toml,
    /// JSON (RFC 8259), without comments or trailing commas; a key may stand only once.
    Json,
}

/// A value and the bytes of the document it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Bytes of the document.
    pub span: Range<usize>,
}

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    String(String),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A list.
    Array(Vec<Node>),
    /// Named values, in the document's order.
    Table(Vec<Entry>),
    /// Something no reader of Kijun uses (a decimal, a date, null), by its name.
    Other(&'static str),
}

/// A named value of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name.
    pub key: String,
    /// Bytes of the name.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node,
}

impl Node {
    /// A node that was read from nowhere: for documents that are written.
    pub fn made(value: Value) -> Self {
        Self { value, span: 0..0 }
    }

    /// What kind of value it is, for messages.
    pub fn kind(&self) -> Text {
        match &self.value {
            Value::String(_) => Text::new("文字列", "a string"),
            Value::Integer(_) => Text::new("整数", "an integer"),
            Value::Boolean(_) => Text::new("真偽値", "a boolean"),
            Value::Array(_) => Text::new("配列", "an array"),
            Value::Table(_) => Text::new("表", "a table"),
            Value::Other("null") => Text::new("null", "null"),
            Value::Other("date") => Text::new("日付", "a date"),
            Value::Other("decimal") => Text::new("小数", "a decimal"),
            Value::Other(name) => Text::new("64 ビットに収まらない整数", format!("an {name}")),
        }
    }
}

/// A document's text, its name, and where its lines start; or the places of a document that is no text.
pub struct Source<'t> {
    name: String,
    text: &'t str,
    /// Counted where a place is first asked for: of a sound document none is.
    line_starts: OnceCell<Vec<usize>>,
    places: Vec<Place>,
}

impl<'t> Source<'t> {
    /// `name` is what the user calls the document (a path, `-`). A byte order mark at its start is no part of it.
    pub fn new(name: impl Into<String>, text: &'t str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { name: name.into(), text, line_starts: OnceCell::new(), places: Vec::new() }
    }

    /// A document whose tree was made from elsewhere than text (the cells of a workbook): the start of a span is the index of
    /// its place among `places`.
    pub fn of_places(name: impl Into<String>, places: Vec<Place>) -> Self {
        Self { name: name.into(), text: "", line_starts: OnceCell::new(), places }
    }

    /// What the user calls the document.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of the document.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Line and column, from 1, of a byte of the document; where it has no text, the place of that index.
    pub fn place(&self, offset: usize) -> Place {
        if !self.places.is_empty() {
            return self.places.get(offset).cloned().unwrap_or(Place::Whole);
        }
        let newlines = || self.text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = self.line_starts.get_or_init(|| std::iter::once(0).chain(newlines()).collect());
        let line = line_starts.partition_point(|start| *start <= offset);
        let start = line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..offset.min(self.text.len())).map_or(0, |before| before.chars().count());
        Place::Text { line, column: column + 1 }
    }

    /// An error at a byte of the document.
    pub fn error(&self, code: &'static str, offset: usize, message: Text) -> Problem {
        Problem::error(code, self.name.clone(), self.place(offset), message)
    }

    /// The document's tree.
    ///
    /// # Errors
    /// The syntax errors, with their places; a document over [`DOCUMENT_LIMIT`] is not parsed.
    pub fn parse(&self, notation: Notation) -> Result<Node, Vec<Problem>> {
        if self.text.len() > DOCUMENT_LIMIT {
            let message = Text::new(
                format!("文書が {} バイトあり、上限 {DOCUMENT_LIMIT} バイトを超えています", self.text.len()),
                format!("the document has {} bytes; the limit is {DOCUMENT_LIMIT}", self.text.len()),
            );
            return Err(vec![Problem::error("document-too-large", self.name.clone(), Place::Whole, message)]);
        }
        match notation {
            Notation::Toml => toml::parse(self),
            Notation::Json => json::parse(self),
        }
    }
}
