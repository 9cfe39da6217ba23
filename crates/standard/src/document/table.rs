//! Taking a table apart key by key: wrong kinds, missing keys and unknown keys are reported with their places, all at once.

use super::{Entry, Node, Source, Value};
use crate::problem::{Place, Problem, Severity, excerpt, nearest};
use crate::text::Text;
use std::cell::{LazyCell, RefCell};
use std::collections::HashSet;
use std::ops::Range;

/// Collects the problems of one document.
pub struct Report<'t> {
    /// The document.
    pub source: Source<'t>,
    problems: RefCell<Vec<Problem>>,
    limit: usize,
}

impl<'t> Report<'t> {
    /// A report without problems.
    pub fn new(source: Source<'t>) -> Self {
        Self::with_limit(source, usize::MAX)
    }

    /// A report that keeps the first `limit` problems and says that it left the rest out: for documents that somebody writes
    /// by hand, where a slip at the top makes thousands of lines wrong.
    pub fn with_limit(source: Source<'t>, limit: usize) -> Self {
        Self { source, problems: RefCell::default(), limit }
    }

    /// Has it all the problems it keeps? Then working out another one is wasted.
    pub fn is_full(&self) -> bool {
        self.problems.borrow().len() > self.limit
    }

    /// Is there a problem for which the document cannot be used?
    pub fn has_errors(&self) -> bool {
        self.problems.borrow().iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Adds a problem.
    pub fn add(&self, problem: Problem) {
        // One more than the limit is kept, to know that there were more.
        if !self.is_full() {
            self.problems.borrow_mut().push(problem);
        }
    }

    /// Adds an error at a byte of the document.
    pub fn error(&self, code: &'static str, offset: usize, message: Text, hint: Option<Text>) {
        self.add(Problem { hint, ..self.source.error(code, offset, message) });
    }

    /// The list, or nothing and a report where it has more than `limit` elements. `place` is the byte where an element stands.
    pub fn bounded<'n, T>(&self, list: &'n [T], limit: usize, place: impl Fn(&T) -> usize) -> &'n [T] {
        let Some(first_beyond) = list.get(limit) else { return list };
        let message = Text::new(
            format!("この並びには {} 個あり、多すぎます", list.len()),
            format!("the list is too long: {} elements", list.len()),
        );
        let hint = Text::new(format!("上限は {limit} 個"), format!("the limit is {limit}"));
        self.error("list-too-long", place(first_beyond), message, Some(hint));
        &[]
    }

    /// All problems, in the order of the document.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        let cut = problems.len() > self.limit;
        problems.truncate(self.limit);
        problems.sort_by_key(|problem| match problem.place {
            Place::Text { line, column } => (line, column),
            Place::Whole | Place::Cell { .. } => (0, 0),
        });
        if cut {
            problems.push(too_many_problems(&self.source, self.limit));
        }
        problems
    }
}

/// Ends a list of problems that was cut.
pub(super) fn too_many_problems(source: &Source<'_>, limit: usize) -> Problem {
    let message = Text::new(
        format!("問題が多いので、最初の {limit} 件だけを示しました"),
        format!("there are more problems than the first {limit}, shown here"),
    );
    let hint = Text::new("示されたものを直してから、もう一度確かめます", "mend these, then check again");
    Problem::error("too-many-problems", source.name(), Place::Whole, message).with_hint(hint)
}

/// The names of a row of any reference.
const ROOM_FOR_NAMES: usize = 128;

/// Reads one table. Call [`TableReader::finish`] last: it reports the keys that nobody asked for.
pub struct TableReader<'n, 'r, 't> {
    report: &'r Report<'t>,
    entries: &'n [Entry],
    span: Range<usize>,
    asked: RefCell<Asked>,
}

/// What was asked for. Thousands of tables are read at each start, and nearly all are sound: no name has a string of its own.
struct Asked {
    /// Which of the entries.
    entries: Vec<bool>,
    /// The names in their order, also of those that are not there, each ended by a zero byte.
    names: String,
}

impl Asked {
    fn names(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.names.split_terminator('\0').filter(|name| seen.insert(*name)).collect()
    }
}

impl<'n, 'r, 't> TableReader<'n, 'r, 't> {
    /// A reader of `node`, or `None` (and a report) where it is no table.
    pub fn new(report: &'r Report<'t>, node: &'n Node) -> Option<Self> {
        if let Value::Table(entries) = &node.value {
            let asked = Asked { entries: vec![false; entries.len()], names: String::with_capacity(ROOM_FOR_NAMES) };
            Some(Self { report, entries, span: node.span.clone(), asked: RefCell::new(asked) })
        } else {
            wrong_kind(report, node, &Text::new("表", "a table"));
            None
        }
    }

    /// Where the table stands.
    pub fn offset(&self) -> usize {
        self.span.start
    }

    /// Reports an error of this table.
    pub fn error(&self, code: &'static str, message: Text, hint: Option<Text>) {
        self.report.error(code, self.span.start, message, hint);
    }

    /// The text of a node of this table; another kind is reported.
    pub fn string_of(&self, node: &'n Node) -> Option<&'n str> {
        string(self.report, node)
    }

    /// The value of `key`, where there is one.
    pub fn find(&self, key: &str) -> Option<&'n Node> {
        let mut asked = self.asked.borrow_mut();
        asked.names.push_str(key);
        asked.names.push('\0');
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        if let Some(asked) = asked.entries.get_mut(place) {
            *asked = true;
        }
        self.entries.get(place).map(|entry| &entry.node)
    }

    /// The value of `key`; its absence is reported.
    pub fn require(&self, key: &str) -> Option<&'n Node> {
        let found = self.find(key);
        if found.is_none() {
            let message = Text::new(format!("キー `{key}` がありません"), format!("the key `{key}` is missing"));
            self.report.error("missing-key", self.span.start, message, None);
        }
        found
    }

    /// The text of `key`; absence, another kind and empty text are reported.
    pub fn require_string(&self, key: &str) -> Option<&'n str> {
        let node = self.require(key)?;
        let text = string(self.report, node)?;
        if text.trim().is_empty() {
            let message = Text::new(format!("`{key}` が空です"), format!("`{key}` is empty"));
            self.report.error("empty-value", node.span.start, message, None);
            return None;
        }
        Some(text)
    }

    /// The text of `key`, where there is one.
    pub fn find_string(&self, key: &str) -> Option<&'n str> {
        string(self.report, self.find(key)?)
    }

    /// True or false; `false` where the key is absent.
    pub fn flag(&self, key: &str) -> bool {
        match self.find(key) {
            None => false,
            Some(Node { value: Value::Boolean(truth), .. }) => *truth,
            Some(node) => {
                wrong_kind(self.report, node, &Text::new("真偽(true か false)", "true or false"));
                false
            }
        }
    }

    /// The elements of `key`; none where the key is absent.
    pub fn list(&self, key: &str) -> &'n [Node] {
        self.find(key).map_or(&[], |node| elements(self.report, node))
    }

    /// The names and values of the table at `key`; none where the key is absent.
    pub fn entries_of(&self, key: &str) -> &'n [Entry] {
        match self.find(key) {
            None => &[],
            Some(Node { value: Value::Table(entries), .. }) => entries,
            Some(node) => {
                wrong_kind(self.report, node, &Text::new("表", "a table"));
                &[]
            }
        }
    }

    /// Words in both languages: `"…"`, or `{ ja = "…", en = "…" }`.
    pub fn require_text(&self, key: &str) -> Option<Text> {
        text(self.report, self.require(key)?)
    }

    /// Words in both languages, where there are any.
    pub fn find_text(&self, key: &str) -> Option<Text> {
        text(self.report, self.find(key)?)
    }

    /// A list of words in both languages; none where the key is absent.
    pub fn texts(&self, key: &str) -> Vec<Text> {
        self.list(key).iter().filter_map(|node| text(self.report, node)).collect()
    }

    /// Reports every key that was not asked for.
    pub fn finish(self) {
        let asked = self.asked.into_inner();
        let names = LazyCell::new(|| asked.names());
        let unknown = self.entries.iter().zip(&asked.entries).filter(|(_, asked)| !**asked).map(|(entry, _)| entry);
        for entry in unknown {
            if self.report.is_full() {
                break;
            }
            let key = excerpt(&entry.key);
            let message = Text::new(format!("未知のキー `{key}` です"), format!("unknown key `{key}`"));
            let allowed = names.join(", ");
            let hint = nearest(&entry.key, names.iter().copied()).map_or_else(
                || Text::new(format!("使えるキー: {allowed}"), format!("allowed keys: {allowed}")),
                |meant| Text::new(format!("`{meant}` のことですか"), format!("did you mean `{meant}`?")),
            );
            self.report.error("unknown-key", entry.key_span.start, message, Some(hint));
        }
    }
}

/// The text of a node; another kind is reported.
pub fn string<'n>(report: &Report<'_>, node: &'n Node) -> Option<&'n str> {
    if let Value::String(text) = &node.value {
        Some(text)
    } else {
        wrong_kind(report, node, &Text::new("文字列", "a string"));
        None
    }
}

/// The elements of a node; another kind is reported.
pub fn elements<'n>(report: &Report<'_>, node: &'n Node) -> &'n [Node] {
    if let Value::Array(elements) = &node.value {
        elements
    } else {
        wrong_kind(report, node, &Text::new("配列", "an array"));
        &[]
    }
}

/// Words in both languages.
pub fn text(report: &Report<'_>, node: &Node) -> Option<Text> {
    match &node.value {
        Value::String(words) if words.trim().is_empty() => {
            let message = Text::new("文が空です", "the text is empty");
            report.error("empty-value", node.span.start, message, None);
            None
        }
        Value::String(words) => Some(Text::untranslated(words)),
        Value::Table(_) => {
            let table = TableReader::new(report, node)?;
            let japanese = table.require_string("ja").map(str::to_owned);
            let english = table.find_string("en").map(str::to_owned);
            table.finish();
            Some(Text { japanese: japanese?, english })
        }
        Value::Integer(_) | Value::Boolean(_) | Value::Array(_) | Value::Other(_) => {
            wrong_kind(report, node, &Text::new("文字列か { ja = …, en = … } の組", "a string or { ja = …, en = … }"));
            None
        }
    }
}

fn wrong_kind(report: &Report<'_>, node: &Node, wanted: &Text) {
    let kind = node.kind();
    let english = |text: &Text| text.english.clone().unwrap_or_else(|| text.japanese.clone());
    let message = Text::new(
        format!("{}が必要なところに{}があります", wanted.japanese, kind.japanese),
        format!("expected {}, found {}", english(wanted), english(&kind)),
    );
    report.error("wrong-kind", node.span.start, message, None);
}
