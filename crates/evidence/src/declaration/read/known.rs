//! Values that may be 不明 or 該当なし, each of which is stated and is no blank. Not for the plain ones: see `row`.

use super::row::Row;
use super::words::Words;
use crate::declaration::model::Known;
use standard::Text;
use standard::document::{Node, Value};
use standard::spelling::fold;

/// The words for 不明 and 該当なし.
const NOT_KNOWN: &str = "\"unknown\"(不明), \"na\"(該当なし)";

impl<'n> Row<'n, '_, '_> {
    /// The text of `key`; its absence is reported.
    pub(super) fn known_text(&self, key: &str) -> Option<Known<String>> {
        self.known_text_of(key, self.table.require(key)?)
    }

    /// The text of `key`; 不明 where it is absent.
    pub(super) fn find_known_text(&self, key: &str) -> Known<String> {
        self.table.find(key).and_then(|node| self.known_text_of(key, node)).unwrap_or_default()
    }

    fn known_text_of(&self, key: &str, node: &'n Node) -> Option<Known<String>> {
        if let Some(stated) = not_known(node) {
            return Some(stated);
        }
        self.text_of(key, node).map(Known::Is)
    }

    /// What the word at `key` means; 不明 where it is absent.
    pub(super) fn find_known_word<T: Copy>(&self, key: &str, words: &Words<T>) -> Known<T> {
        let Some(node) = self.table.find(key) else { return Known::Unknown };
        not_known(node).or_else(|| self.word_of(key, node, words).map(Known::Is)).unwrap_or(Known::Unknown)
    }

    /// True or false at `key`; 不明 where it is absent.
    pub(super) fn find_known_truth(&self, key: &str) -> Known<bool> {
        let Some(node) = self.table.find(key) else { return Known::Unknown };
        if let Value::Boolean(truth) = node.value {
            return Known::Is(truth);
        }
        if let Some(stated) = not_known(node) {
            return stated;
        }
        self.no_truth(key, node, NOT_KNOWN);
        Known::Unknown
    }

    /// True, false or 不明 at `key`, where 該当なし makes no sense.
    pub(super) fn find_truth(&self, key: &str) -> Option<bool> {
        let node = self.table.find(key)?;
        match (&node.value, not_known::<bool>(node)) {
            (Value::Boolean(truth), _) => Some(*truth),
            (_, Some(Known::Unknown)) => None,
            _ => {
                self.no_truth(key, node, "\"unknown\"(不明)");
                None
            }
        }
    }

    fn no_truth(&self, key: &str, node: &Node, quoted: &str) {
        let kind = node.kind();
        let english = kind.english.as_deref().unwrap_or(&kind.japanese);
        let message = Text::new(
            format!("`{key}` は真偽で書きます({}がありました)", kind.japanese),
            format!("`{key}` is true or false; found {english}"),
        );
        let hint = Text::new(
            format!("使える値: 引用符なしの true, false、または {quoted}"),
            format!("allowed: true or false without quotes, or {quoted}"),
        );
        self.report.error("wrong-kind", node.span.start, message, Some(hint));
    }
}

/// 不明 or 該当なし, where a node says so.
pub(super) fn not_known<T>(node: &Node) -> Option<Known<T>> {
    let Value::String(words) = &node.value else { return None };
    // Neither is longer than this, and folding a long text is not free.
    if words.len() > 64 {
        return None;
    }
    match fold(words).as_str() {
        "unknown" | "不明" => Some(Known::Unknown),
        "na" | "該当なし" => Some(Known::NotApplicable),
        _ => None,
    }
}
