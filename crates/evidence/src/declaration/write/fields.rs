//! The keys and values of one table while it is written. What is not stated is left out; 不明 and 該当なし are written.

use crate::declaration::model::{Evidence, Known, Origin};
use crate::declaration::read::words::{ORIGINS, Words, word_of};
use jiff::civil::Date;
use standard::document::{Entry, Node, Value};

/// A table.
#[derive(Default)]
pub(super) struct Fields(Vec<Entry>);

impl Fields {
    pub(super) fn table(self) -> Value {
        Value::Table(self.0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn add(&mut self, key: &str, value: Value) -> &mut Self {
        self.0.push(Entry { key: key.to_owned(), key_span: 0..0, node: Node::made(value) });
        self
    }

    pub(super) fn text(&mut self, key: &str, text: &str) -> &mut Self {
        self.add(key, Value::String(text.to_owned()))
    }

    pub(super) fn find_text(&mut self, key: &str, text: Option<&String>) -> &mut Self {
        if let Some(text) = text {
            self.text(key, text);
        }
        self
    }

    pub(super) fn find_date(&mut self, key: &str, date: Option<Date>) -> &mut Self {
        if let Some(date) = date {
            self.text(key, &date.to_string());
        }
        self
    }

    pub(super) fn word<T: PartialEq + Copy>(&mut self, key: &str, words: &Words<T>, meaning: T) -> &mut Self {
        self.text(key, word_of(words, &meaning))
    }

    pub(super) fn find_word<T: PartialEq + Copy>(
        &mut self,
        key: &str,
        words: &Words<T>,
        meaning: Option<T>,
    ) -> &mut Self {
        if let Some(meaning) = meaning {
            self.word(key, words, meaning);
        }
        self
    }

    pub(super) fn known<T>(&mut self, key: &str, known: &Known<T>, value: impl Fn(&T) -> Value) -> &mut Self {
        match known {
            Known::Is(stated) => self.add(key, value(stated)),
            Known::Unknown => self.text(key, "unknown"),
            Known::NotApplicable => self.text(key, "na"),
        }
    }

    pub(super) fn known_text(&mut self, key: &str, known: &Known<String>) -> &mut Self {
        self.known(key, known, |text| Value::String(text.clone()))
    }

    pub(super) fn known_truth(&mut self, key: &str, known: Known<bool>) -> &mut Self {
        self.known(key, &known, |truth| Value::Boolean(*truth))
    }

    /// The same where the key may not stand at all unless something else is stated.
    pub(super) fn find_known_truth(&mut self, key: &str, known: Known<bool>) -> &mut Self {
        if known != Known::Unknown {
            self.known_truth(key, known);
        }
        self
    }

    pub(super) fn find_truth(&mut self, key: &str, truth: Option<bool>) -> &mut Self {
        if let Some(truth) = truth {
            self.add(key, Value::Boolean(truth));
        }
        self
    }

    pub(super) fn list<'a>(&mut self, key: &str, texts: impl IntoIterator<Item = &'a str>) -> &mut Self {
        let texts = list(texts);
        if matches!(&texts, Value::Array(texts) if !texts.is_empty()) {
            self.add(key, texts);
        }
        self
    }

    pub(super) fn rows<T>(&mut self, key: &str, rows: &[T], row: impl Fn(&T) -> Value) {
        if !rows.is_empty() {
            self.add(key, Value::Array(rows.iter().map(|one| Node::made(row(one))).collect()));
        }
    }

    pub(super) fn evidence(&mut self, evidence: &Evidence) {
        if evidence.origin != Origin::default() {
            self.word("origin", ORIGINS, evidence.origin);
        }
        self.find_text("document", evidence.document.as_ref()).find_text("article", evidence.article.as_ref());
        self.find_text("quote", evidence.quote.as_ref()).find_text("plan", evidence.plan.as_ref());
        self.find_date("valid_from", evidence.valid_from).find_date("valid_until", evidence.valid_until);
    }
}

pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> Value {
    Value::Array(texts.into_iter().map(|text| Node::made(Value::String(text.to_owned()))).collect())
}
