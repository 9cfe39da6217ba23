//! The standard itself as it was loaded: its words, its table, its classes and rules. Reading it from a file is `load`'s work.

use crate::answer::Answer;
use crate::check::Check;
use crate::input::{Input, InputSet};
use crate::rule::{Clause, Rule};
use crate::text::Text;
use std::fmt;

/// A standard that passed every check of loading. There is no other way to get one.
#[derive(Clone, Debug)]
pub struct Standard {
    pub(crate) id: String,
    pub(crate) edition: String,
    pub(crate) hash: ContentHash,
    pub(crate) head: Head,
    pub(crate) columns: Columns,
    pub(crate) references: Vec<Reference>,
    pub(crate) categories: Vec<Text>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) items: Vec<Item>,
    pub(crate) decisions: Vec<DecisionInput>,
    pub(crate) classes: Vec<Class>,
    pub(crate) readings: Vec<Reading>,
}

/// SHA-256 of the standard's file, byte for byte: what `sha256sum` prints for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(pub(crate) [u8; 32]);

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The words around the table.
#[derive(Clone, Debug)]
pub struct Head {
    /// Who issued it.
    pub issuer: Text,
    /// The line above the title, where there is one.
    pub banner: Option<Text>,
    /// The full title.
    pub title: Text,
    /// The name in running text.
    pub short_title: Text,
    /// How the edition's name came about, where that needs saying.
    pub edition_basis: Option<Text>,
    /// Sentences below the table.
    pub footnotes: Vec<Text>,
    /// The sentence above the table of classes.
    pub class_note: Option<Text>,
}

/// The printed headings of the columns that every standard has; the headings of the classes are their labels.
#[derive(Clone, Debug)]
pub struct Columns {
    /// カテゴリー.
    pub category: Text,
    /// №.
    pub no: Text,
    /// 項目.
    pub topic: Text,
    /// 要件.
    pub requirement: Text,
    /// 基準に対応できない場合のリスク.
    pub risk: Text,
    /// チェック.
    pub check: Text,
    /// 分類, of the table of classes.
    pub class: Text,
    /// 定義, of the table of classes.
    pub definition: Text,
    /// 例, of the table of classes.
    pub example: Text,
}

/// A document that the standard's text leans on, pinned to an edition.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Short name in kebab case.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The edition the standard names, where it names one.
    pub edition: Option<String>,
    /// Where the standard says it is.
    pub url: Option<String>,
    /// The items that lean on it.
    pub items: InputSet,
}

/// A printed group of items with one name and one risk (the merged cells of the table).
#[derive(Clone, Debug)]
pub struct Topic {
    /// Index into [`Standard::categories`].
    pub category: usize,
    /// 項目.
    pub name: Text,
    /// 基準に対応できない場合のリスク.
    pub risk: Text,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Item {
    /// № as printed, without the sign: `5-1`.
    pub no: String,
    /// Index into [`Standard::topics`].
    pub topic: usize,
    /// 要件.
    pub requirement: Text,
    /// What the table prints for each class, in the order of the classes; `None` where the class has no column.
    pub cells: Vec<Option<Cell>>,
    /// May it be answered 該当なし?
    pub allows_na: bool,
    /// Which stated facts settle it; `None`: only a person's answer does.
    pub settled_by: Option<Check>,
}

/// A cell of the table: an item under a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The words of the cell.
    pub print: Text,
    /// What they mean.
    pub meaning: CellMeaning,
}

/// What a cell of the table means for the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellMeaning {
    /// 必須: a clause of its own.
    Required,
    /// 必須 as one of several alternatives: in a clause together with others.
    Conditional,
    /// 推奨: printed where it is not met; may also be an alternative.
    Recommended,
    /// 任意: shown only; may also be an alternative.
    Optional,
    /// －: can neither rescue nor harm.
    None,
}

/// A recorded decision of the city that can take an item's place in a clause.
#[derive(Clone, Debug)]
pub struct DecisionInput {
    /// The name in files and in the API.
    pub id: String,
    /// The name for people.
    pub name: Text,
    /// What is decided, and by whom.
    pub question: Text,
}

/// A class of importance and its rule.
#[derive(Clone, Debug)]
pub struct Class {
    /// The name in files and in the API.
    pub id: String,
    /// Other ways people write it, folded (see [`crate::spelling::fold`]).
    pub spellings: Vec<String>,
    /// The name for people; the heading of its column.
    pub label: Text,
    /// What information belongs to it.
    pub definition: Option<Text>,
    /// Examples of such information.
    pub example: Option<Text>,
    /// What it asks for; `None` where the standard does not apply to it.
    pub requirements: Option<Requirements>,
}

/// What a class asks for.
#[derive(Clone, Debug)]
pub struct Requirements {
    pub(crate) clauses: Vec<Clause>,
    /// Items printed as recommended.
    pub recommended: InputSet,
    /// Items printed as optional.
    pub optional: InputSet,
    /// One compiled rule for every combination of readings, indexed by [`Settings`].
    pub(crate) rules: Vec<Rule>,
}

/// A place where the text can be read in more than one way.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The name in files and in the API.
    pub id: String,
    /// What is in question.
    pub question: Text,
    /// The ways to read it.
    pub options: Vec<ReadingOption>,
    /// Index of the option taken unless the city decides otherwise.
    pub default: usize,
    /// Why that one.
    pub default_reason: Text,
}

/// A way to read a place of the text.
#[derive(Clone, Debug)]
pub struct ReadingOption {
    /// The name in files and in the API.
    pub id: String,
    /// What it says.
    pub label: Text,
    /// What speaks for it, where that needs saying.
    pub reason: Option<Text>,
    /// Does it let services through that the default stops?
    pub loosens: bool,
}

/// The option taken for each reading: the number of a combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settings(pub(crate) usize);

/// A class of one standard, by its place in [`Standard::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassIndex(pub(crate) usize);

impl ClassIndex {
    /// Its place among the classes, from 0, strictest first.
    pub fn index(self) -> usize {
        self.0
    }
}

impl Requirements {
    /// The clauses as they are written, with the readings under which each is in force.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }
}

impl Standard {
    /// The standard's name in files and in the API.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The edition's name.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The hash that a judgement is pinned to.
    pub fn hash(&self) -> ContentHash {
        self.hash
    }

    /// The words around the table.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The printed headings.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The documents that the text leans on.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// カテゴリー, in table order.
    pub fn categories(&self) -> &[Text] {
        &self.categories
    }

    /// 項目, in table order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The rows, in table order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The decisions that can take an item's place.
    pub fn decisions(&self) -> &[DecisionInput] {
        &self.decisions
    }

    /// The classes, strictest first.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The readings.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// Every class by index, strictest first.
    pub fn class_indices(&self) -> impl Iterator<Item = ClassIndex> + use<> {
        (0..self.classes.len()).map(ClassIndex)
    }

    /// The class at `index`. A [`ClassIndex`] of another standard is not a class of this one.
    pub fn class(&self, index: ClassIndex) -> Option<&Class> {
        self.classes.get(index.0)
    }

    /// Every input with the name of files and of the API: items by №, then decisions.
    pub fn inputs(&self) -> impl Iterator<Item = (Input, &str)> {
        let names = self.items.iter().map(|item| item.no.as_str()).chain(self.decisions.iter().map(|d| d.id.as_str()));
        names.enumerate().filter_map(|(index, name)| Some((Input::from_index(index)?, name)))
    }

    /// The name of an input, of files and of the API; empty for an input of another standard.
    pub fn name(&self, input: Input) -> &str {
        match (self.item(input), self.decision(input)) {
            (Some(item), _) => &item.no,
            (None, Some(decision)) => &decision.id,
            (None, None) => "",
        }
    }

    /// The item behind an input; `None` for a decision.
    pub fn item(&self, input: Input) -> Option<&Item> {
        self.items.get(input.index())
    }

    /// The decision behind an input; `None` for an item.
    pub fn decision(&self, input: Input) -> Option<&DecisionInput> {
        self.decisions.get(input.index().checked_sub(self.items.len())?)
    }

    /// The decisions among the inputs.
    pub fn decision_inputs(&self) -> InputSet {
        (0..self.decisions.len()).filter_map(|index| Input::from_index(self.items.len() + index)).collect()
    }

    /// The items among the inputs.
    pub fn item_inputs(&self) -> InputSet {
        (0..self.items.len()).filter_map(Input::from_index).collect()
    }

    /// May `input` be answered so?
    pub fn allows(&self, input: Input, answer: Answer) -> bool {
        answer != Answer::NotApplicable || self.item(input).is_some_and(|item| item.allows_na)
    }

    /// What the table prints for an item under a class; `None` where it has no such column.
    pub fn cell(&self, input: Input, class: ClassIndex) -> Option<&Cell> {
        self.item(input)?.cells.get(class.0)?.as_ref()
    }

    /// The rule of a class under readings; `None` where the standard does not apply to the class.
    pub fn rule(&self, class: ClassIndex, settings: Settings) -> Option<&Rule> {
        self.class(class)?.requirements.as_ref()?.rules.get(settings.0)
    }
}
