//! The importance class of what a section handles: a vocabulary of information items, each with the class that the standard's
//! definition or example gives it, and the questions that have to be answered and recorded. Not for judging a service: the
//! class is proposed here, and the information manager decides it.

mod classify;
mod load;

pub use classify::{AskedQuestion, Classification, Given, ItemClass, UnusableAnswer};

use crate::reference::{Document, Provenance, StatusRow};
use standard::document::Notation;
use standard::problem::Problem;
use standard::{Standard, Text};
use std::collections::HashMap;

/// The vocabulary that is built in: the words of Sendai City's standard and what they cover.
pub const CLASSIFICATION: Document =
    Document { file: "classification.toml", text: include_str!("../../../../reference/classification.toml") };

/// Which words mean which item, what class each has, and what must be asked.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    standard: String,
    /// Strictest first.
    classes: Vec<String>,
    items: Vec<Item>,
    questions: Vec<Question>,
    /// Folded names and synonyms.
    by_word: HashMap<String, usize>,
}

/// A kind of information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Short name in snake case.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// The class it has unless an answer says otherwise; `None` where only an answer tells.
    pub ruling: Option<Ruling>,
    /// The class it has where every one of its questions is answered with no.
    pub otherwise: Option<Ruling>,
    /// Ids of the questions that concern it, beside those that concern every item of its class.
    pub questions: Vec<String>,
    /// Where the row comes from.
    pub provenance: Provenance,
}

/// A class and the words that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The class.
    pub class: String,
    /// Where the words stand.
    pub basis: Basis,
    /// The words, verbatim.
    pub quote: String,
}

/// Where the words stand that give a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// 定義: the class's definition.
    Definition,
    /// 例示: the class's examples. Examples only: the standard says that a case may not fit them.
    Example,
    /// A recorded decision of the city, in its own vocabulary.
    Decision,
}

/// A question whose answer changes or confirms a class, and has to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Short name in snake case.
    pub id: String,
    /// The question.
    pub text: Text,
    /// What a yes gives.
    pub yes: Ruling,
    /// A yes gives this class even where the item's own is stricter (information that is already published).
    pub lowers: bool,
    /// It is asked of every item of these classes, and of items whose class is unknown where `unknown` stands here.
    pub about: Vec<String>,
    /// Asked only where the class is not known otherwise: a power that somebody has, not a test that must be made.
    pub power: bool,
    /// Where the row comes from.
    pub provenance: Provenance,
}

impl Vocabulary {
    /// Reads a whole vocabulary. `name` is what the user calls the file.
    ///
    /// # Errors
    /// Every problem of the file, with its place.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        load::whole(name, text, notation)
    }

    /// This vocabulary and the city's own rows. A row for an item that is already here must say `replaces = true`: no class
    /// changes because two files happen to use one name.
    ///
    /// # Errors
    /// Every problem of the file, with its place.
    pub fn extend(&self, name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        load::extension(self, name, text, notation)
    }

    /// The vocabulary that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(CLASSIFICATION.file, CLASSIFICATION.text, Notation::Toml)
    }

    /// The id of the standard whose classes these are.
    pub fn standard(&self) -> &str {
        &self.standard
    }

    /// The classes, strictest first.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// All items.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// All questions, in the order in which they are asked.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question with this id.
    pub fn find_question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The item that `words` name.
    pub fn find_item(&self, words: &str) -> Option<&Item> {
        self.items.get(*self.by_word.get(&load::key(words))?)
    }

    /// Every row with its source.
    pub fn status_rows(&self) -> Vec<StatusRow> {
        let items = self.items.iter().map(|item| (&item.id, &item.provenance));
        let questions = self.questions.iter().map(|question| (&question.id, &question.provenance));
        items
            .chain(questions)
            .map(|(row, provenance)| StatusRow {
                reference: "classification",
                row: row.clone(),
                provenance: provenance.clone(),
            })
            .collect()
    }

    /// Rows whose quote does not stand in the definition or example of the class it is said to stand in.
    pub fn misquotes(&self, standard: &Standard) -> Vec<String> {
        let stands = |ruling: &Ruling| {
            let class = standard.classes().iter().find(|class| class.id == ruling.class);
            let words = match ruling.basis {
                Basis::Decision => return class.is_some(),
                Basis::Definition => class.and_then(|class| class.definition.as_ref()),
                Basis::Example => class.and_then(|class| class.example.as_ref()),
            };
            words.is_some_and(|words| words.japanese.contains(&ruling.quote))
        };
        let items = self
            .items
            .iter()
            .flat_map(|item| item.ruling.iter().chain(&item.otherwise).map(move |ruling| (item.id.clone(), ruling)));
        let questions = self.questions.iter().map(|question| (question.id.clone(), &question.yes));
        items.chain(questions).filter(|(_, ruling)| !stands(ruling)).map(|(id, _)| id).collect()
    }

    /// How strict a class is; 0 is the strictest. A class that is not one comes last.
    fn rank(&self, class: &str) -> usize {
        self.classes.iter().position(|known| known == class).unwrap_or(self.classes.len())
    }
}

impl Basis {
    /// The word of files and programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Example => "example",
            Self::Decision => "decision",
        }
    }

    /// The word for readers.
    pub fn text(self) -> Text {
        match self {
            Self::Definition => Text::new("定義", "definition"),
            Self::Example => Text::new("例示", "example"),
            Self::Decision => Text::new("市の決定", "the city's decision"),
        }
    }
}
