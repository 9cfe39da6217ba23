//! Text in the two languages that Kijun speaks. Not for choosing words: each room writes its own sentences.

/// A language of the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 日本語, the language of record.
    #[default]
    Japanese,
    /// English, a help for readers; never the language of record.
    English,
}

/// The same words in Japanese and, where they are known, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// Japanese: always there.
    pub japanese: String,
    /// English: `None` where nobody has translated it; readers then get the Japanese.
    pub english: Option<String>,
}

impl Text {
    /// Both languages at once.
    pub fn new(japanese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { japanese: japanese.into(), english: Some(english.into()) }
    }

    /// Words that are the same in every language (numbers, names), or that exist only in Japanese.
    pub fn untranslated(words: impl Into<String>) -> Self {
        Self { japanese: words.into(), english: None }
    }

    /// Leaves out every text that stands in the list before; the order stays.
    pub fn keep_first_of_each(texts: &mut Vec<Self>) {
        let mut seen: Vec<Self> = Vec::new();
        texts.retain(|text| {
            let new = !seen.contains(text);
            if new {
                seen.push(text.clone());
            }
            new
        });
    }

    /// The words in `language`, falling back to the Japanese.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Japanese => &self.japanese,
            Language::English => self.english.as_deref().unwrap_or(&self.japanese),
        }
    }
}
