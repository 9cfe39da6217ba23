//! One table of a declaration, value by value: text, dates, words of a closed vocabulary, lists. Each value is bounded, and what is
//! wrong goes to the report with its own place. Values that may also be 不明 or 該当なし: see `known`.

use super::words::Words;
use super::{LIST_LIMIT, TEXT_LIMIT};
use jiff::civil::Date;
use standard::document::{Node, Report, TableReader, Value};
use standard::problem::{Place, Problem, excerpt, nearest};
use standard::{Answer, Text};

/// A date is never longer than this.
const DATE_LIMIT: usize = 40;

/// One table of the document while it is read.
pub(super) struct Row<'n, 'r, 't> {
    pub(super) report: &'r Report<'t>,
    pub(super) table: TableReader<'n, 'r, 't>,
}

impl<'n, 'r, 't> Row<'n, 'r, 't> {
    pub(super) fn new(report: &'r Report<'t>, node: &'n Node) -> Option<Self> {
        TableReader::new(report, node).map(|table| Self { report, table })
    }

    /// Where the table stands.
    pub(super) fn place(&self) -> Place {
        self.report.source.place(self.table.offset())
    }

    /// The text of `key`; its absence is reported.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.text_of(key, self.table.require(key)?)
    }

    /// The text of `key`, where there is one.
    pub(super) fn find_text(&self, key: &str) -> Option<String> {
        self.text_of(key, self.table.find(key)?)
    }

    /// The texts of the list at `key`, with where each stands; none where it is absent.
    pub(super) fn texts(&self, key: &str) -> Vec<(String, &'n Node)> {
        let nodes = self.table.list(key);
        if nodes.len() > LIST_LIMIT {
            let found = nodes.len();
            let message = Text::new(
                format!("`{key}` に {found} 個あります(上限 {LIST_LIMIT} 個)"),
                format!("`{key}` has {found} elements; the limit is {LIST_LIMIT}"),
            );
            self.table.error("list-too-long", message, None);
            return Vec::new();
        }
        nodes.iter().filter_map(|node| self.text_of(key, node).map(|text| (text, node))).collect()
    }

    /// The date of `key`; its absence is reported.
    pub(super) fn date(&self, key: &str) -> Option<Date> {
        self.date_of(self.table.require(key)?)
    }

    /// The date of `key`, where there is one.
    pub(super) fn find_date(&self, key: &str) -> Option<Date> {
        self.date_of(self.table.find(key)?)
    }

    /// What the word at `key` means; its absence and other words are reported.
    pub(super) fn word<T: Copy>(&self, key: &str, words: &Words<T>) -> Option<T> {
        self.word_of(key, self.table.require(key)?, words)
    }

    /// What the word at `key` means, where there is one.
    pub(super) fn find_word<T: Copy>(&self, key: &str, words: &Words<T>) -> Option<T> {
        self.word_of(key, self.table.find(key)?, words)
    }

    /// What a word means; other words are reported.
    pub(super) fn word_of<T: Copy>(&self, key: &str, node: &Node, words: &Words<T>) -> Option<T> {
        let word = self.text_of(key, node)?;
        let found = words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            self.unknown_word(key, node, &word, &names);
        }
        found
    }

    /// The answer at `key`. A conditional answer is none.
    pub(super) fn answer(&self, key: &str) -> Option<Answer> {
        let node = self.table.require(key)?;
        let word = self.text_of(key, node)?;
        let found = Answer::from_word(&word);
        if found.is_none() {
            self.unknown_word(key, node, &word, &Answer::ALL.map(Answer::word));
        }
        found
    }

    fn unknown_word(&self, key: &str, node: &Node, word: &str, names: &[&str]) {
        let shown = excerpt(word);
        let message = Text::new(format!("`{key}` に `{shown}` は使えません"), format!("`{shown}` is no `{key}`"));
        let all = names.join(", ");
        let hint = nearest(word, names.iter().copied()).map_or_else(
            || Text::new(format!("使える値: {all}"), format!("allowed: {all}")),
            |meant| {
                Text::new(
                    format!("`{meant}` のことですか(使える値: {all})"),
                    format!("did you mean `{meant}`? (allowed: {all})"),
                )
            },
        );
        self.report.error("unknown-word", node.span.start, message, Some(hint));
    }

    /// The text of a node: not empty and not too long.
    pub(super) fn text_of(&self, key: &str, node: &'n Node) -> Option<String> {
        let text = self.table.string_of(node)?.trim();
        if text.is_empty() {
            let message = Text::new(format!("`{key}` が空です"), format!("`{key}` is empty"));
            let hint = Text::new(
                "書くことがなければ、キーごと除きます。分からなければ \"unknown\" と書きます",
                "leave the key out where there is nothing to say; write \"unknown\" where it is not known",
            );
            self.report.error("empty-value", node.span.start, message, Some(hint));
            return None;
        }
        let length = text.chars().count();
        if length > TEXT_LIMIT {
            let message = Text::new(
                format!("`{key}` が {length} 文字あります(上限 {TEXT_LIMIT} 文字)"),
                format!("`{key}` has {length} characters; the limit is {TEXT_LIMIT}"),
            );
            let hint = Text::new("根拠となる箇所だけを引きます", "quote only what shows the fact");
            self.report.error("text-too-long", node.span.start, message, Some(hint));
            return None;
        }
        Some(text.to_owned())
    }

    fn date_of(&self, node: &'n Node) -> Option<Date> {
        // TOML has dates of its own, which say the same without quotes.
        let bare = self.report.source.text().get(node.span.clone()).filter(|_| node.value == Value::Other("date"));
        let words = bare.or_else(|| self.table.string_of(node))?;
        let cut;
        let words = if words.chars().nth(DATE_LIMIT).is_some() {
            cut = excerpt(words);
            cut.as_str()
        } else {
            words
        };
        match crate::date::parse(words) {
            Ok(date) => Some(date),
            Err(wrong) => {
                self.report.error("bad-date", node.span.start, wrong.message, Some(wrong.hint));
                None
            }
        }
    }

    /// Reports a key that says nothing beside what else stands in the table.
    pub(super) fn misplaced(&self, key: &str, only: &Text) {
        let Some(node) = self.table.find(key) else { return };
        let message = Text::new(format!("`{key}` はここでは使えません"), format!("`{key}` has no place here"));
        self.report.error("misplaced-key", node.span.start, message, Some(only.clone()));
    }

    /// Reports a name that nothing in the document bears.
    pub(super) fn check_name<'c>(&self, name: &str, node: &Node, mut known: impl Iterator<Item = &'c str> + Clone) {
        // Where the report is full, looking for a near name is wasted.
        if known.clone().any(|candidate| candidate == name) || self.report.is_full() {
            return;
        }
        let shown = excerpt(name);
        let message = Text::new(format!("`{shown}` は定義されていません"), format!("`{shown}` is not defined"));
        let hint = match nearest(name, known.clone()) {
            Some(meant) => Text::new(format!("`{meant}` のことですか"), format!("did you mean `{meant}`?")),
            None if known.next().is_none() => Text::new(
                "この申告には、まだ一つも定義されていません",
                "nothing of the kind is defined in this declaration",
            ),
            None => Text::new("書き誤りを直すか、定義を足します", "correct the name or define it"),
        };
        self.report.error("dangling-name", node.span.start, message, Some(hint));
    }

    /// Reports an error of this table.
    pub(super) fn error(&self, code: &'static str, message: Text, hint: Text) {
        self.report.add(Problem { hint: Some(hint), ..self.report.source.error(code, self.table.offset(), message) });
    }

    pub(super) fn finish(self) {
        self.table.finish();
    }
}
