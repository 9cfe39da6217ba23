//! Explanations of the reference data as people and programs read them. One shape for all: a few named values, the reasons,
//! and what to ask. What an explanation says is `evidence`'s work.

mod algorithm;
mod certificate;
mod classification;
mod item;
mod place;
mod sanitization;
mod status;
mod terms;

pub use algorithm::algorithm;
pub(crate) use algorithm::status as status_words;
pub use certificate::certificate;
pub use classification::classification;
pub use item::item;
pub use place::{country, region};
pub use sanitization::sanitization;
pub use status::{status_json, status_text};
pub use terms::terms;

use crate::columns::wrap;
use evidence::reference::Provenance;
use serde_json::{Map, Value, json};
use standard::problem::visible_controls;
use standard::{Language, Text};

/// An explanation, ready to print.
pub struct Explanation {
    /// What it says, by the names of the API.
    fields: Map<String, Value>,
    /// The same for people: a title and words.
    lines: Vec<(Text, Text)>,
    reasons: Vec<Text>,
    ask: Vec<Text>,
}

impl Explanation {
    fn new(reasons: &[Text], ask: &[Text]) -> Self {
        Self { fields: Map::new(), lines: Vec::new(), reasons: reasons.to_vec(), ask: ask.to_vec() }
    }

    /// A value for programs.
    fn field(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }

    /// A line for people.
    fn line(&mut self, title: Text, words: Text) {
        self.lines.push((title, words));
    }

    /// The line that answers a yes-or-no question.
    fn satisfies(&mut self, title: Text, satisfies: Option<bool>) {
        let words = match satisfies {
            Some(true) => Text::new("はい", "yes"),
            Some(false) => Text::new("いいえ", "no"),
            None => Text::new("要確認", "to be confirmed"),
        };
        self.line(title, words);
    }

    /// One JSON object: the named values, then `reasons` and `ask` in both languages.
    pub fn json(&self) -> Value {
        let mut object = self.fields.clone();
        object.insert("reasons".to_owned(), self.reasons.iter().map(words).collect());
        object.insert("ask".to_owned(), self.ask.iter().map(words).collect());
        Value::Object(object)
    }

    /// A page for a terminal of `width` columns.
    pub fn text(&self, language: Language, width: usize) -> String {
        let mut page = String::new();
        let mut line = |words: &str, indent: &str| {
            // Requirements have several lines; anything else that would steer the terminal is shown.
            for (at, part) in words.split('\n').enumerate() {
                let indented =
                    if at == 0 { visible_controls(part) } else { format!("{indent}{}", visible_controls(part)) };
                page.extend(wrap(&indented, width, indent).into_iter().map(|part| part + "\n"));
            }
        };
        for (title, words) in &self.lines {
            line(&format!("{}: {}", title.in_language(language), words.in_language(language)), "    ");
        }
        for reason in &self.reasons {
            line(&format!("  - {}", reason.in_language(language)), "    ");
        }
        if !self.ask.is_empty() {
            line(Text::new("確かめること:", "To ask:").in_language(language), "");
            for ask in &self.ask {
                line(&format!("  ? {}", ask.in_language(language)), "    ");
            }
        }
        page
    }
}

/// Words in both languages as JSON.
pub(crate) fn words(text: &Text) -> Value {
    json!({ "ja": text.japanese, "en": text.in_language(Language::English) })
}

/// Where a statement comes from, as JSON.
fn provenance(provenance: &Provenance) -> Value {
    json!({
        "source": provenance.source,
        "seen": provenance.seen.to_string(),
        "edition": provenance.edition,
        "verified": provenance.verified,
    })
}

/// The line for people that says where a statement comes from, and whether it was verified.
fn source_line(provenance: &Provenance) -> (Text, Text) {
    let seen = provenance.seen;
    let mark = if provenance.verified {
        Text::new("確認済み", "verified")
    } else {
        Text::new("未確認", "not verified")
    };
    let words = Text::new(
        format!("{}({seen} 参照、{})", provenance.source, mark.japanese),
        format!("{} (seen {seen}, {})", provenance.source, mark.in_language(Language::English)),
    );
    (Text::new("出所", "Source"), words)
}
