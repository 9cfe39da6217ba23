//! Reading a vocabulary: every row complete, every class and question it names defined, every word once. Not for what the rows
//! mean.

use super::{Basis, Item, Question, Ruling, Vocabulary};
use crate::reference::Provenance;
use crate::rows;
use standard::Text;
use standard::document::{Notation, Report, TableReader};
use standard::problem::Problem;
use standard::spelling::fold;
use std::collections::HashMap;

type Table<'n, 'r, 't> = TableReader<'n, 'r, 't>;

const BASES: [(&str, Basis); 3] =
    [("definition", Basis::Definition), ("example", Basis::Example), ("decision", Basis::Decision)];

/// The word in `about` for items whose class is not known.
pub(super) const UNKNOWN: &str = "unknown";

/// Words as they are looked up: folded, without spaces, without 「等」 at the end.
pub(super) fn key(words: &str) -> String {
    let folded: String = fold(words).chars().filter(|character| !character.is_whitespace()).collect();
    let bare = ["など", "等"].iter().find_map(|ending| folded.strip_suffix(ending)).filter(|bare| !bare.is_empty());
    bare.map_or_else(|| folded.clone(), str::to_owned)
}

pub(super) fn whole(name: &str, text: &str, notation: Notation) -> Result<Vocabulary, Vec<Problem>> {
    rows::load(name, text, notation, |report, root| {
        rows::format(root, report);
        let mut vocabulary = Vocabulary {
            standard: root.require_string("standard").unwrap_or_default().to_owned(),
            classes: rows::words(root, "classes").into_iter().map(str::to_owned).collect(),
            items: Vec::new(),
            questions: Vec::new(),
            by_word: HashMap::new(),
        };
        if vocabulary.classes.is_empty() {
            root.require("classes");
        }
        read_rows(report, root, &mut vocabulary);
        vocabulary
    })
}

pub(super) fn extension(
    base: &Vocabulary,
    name: &str,
    text: &str,
    notation: Notation,
) -> Result<Vocabulary, Vec<Problem>> {
    rows::load(name, text, notation, |report, root| {
        rows::format(root, report);
        let mut vocabulary = base.clone();
        read_rows(report, root, &mut vocabulary);
        vocabulary
    })
}

fn read_rows(report: &Report<'_>, root: &Table<'_, '_, '_>, vocabulary: &mut Vocabulary) {
    rows::tables(report, root, "question", |table| {
        let question = read_question(report, table, vocabulary)?;
        if vocabulary.find_question(&question.id).is_some() {
            rows::duplicate(table, "duplicate-question", &question.id);
        }
        vocabulary.questions.push(question);
        Some(())
    });
    // A group shares its source; a city's file may just as well give each row its own.
    rows::tables(report, root, "items", |group| {
        let provenance = Provenance::read(group)?;
        rows::tables(report, group, "row", |table| read_item(report, table, &provenance, vocabulary));
        Some(())
    });
}

fn read_question(report: &Report<'_>, table: &Table<'_, '_, '_>, vocabulary: &Vocabulary) -> Option<Question> {
    let (id, text) = (table.require_string("id"), table.require_text("text"));
    let yes = table.require("yes").is_some().then(|| read_ruling(report, table, "yes", vocabulary)).flatten();
    let about: Vec<String> = rows::words(table, "about").into_iter().map(str::to_owned).collect();
    for class in about.iter().filter(|class| *class != UNKNOWN) {
        known_class(table, class, vocabulary);
    }
    let (lowers, power, provenance) = (table.flag("lowers"), table.flag("power"), Provenance::read(table));
    Some(Question { id: id?.to_owned(), text: text?, yes: yes?, lowers, about, power, provenance: provenance? })
}

fn read_item(
    report: &Report<'_>,
    table: &Table<'_, '_, '_>,
    provenance: &Provenance,
    vocabulary: &mut Vocabulary,
) -> Option<()> {
    let (id, name) = (table.require_string("id"), table.require_text("name"));
    let synonyms: Vec<String> = rows::words(table, "synonyms").into_iter().map(str::to_owned).collect();
    let ruling = read_ruling(report, table, "is", vocabulary);
    let otherwise = read_ruling(report, table, "otherwise", vocabulary);
    let questions: Vec<String> = rows::words(table, "questions").into_iter().map(str::to_owned).collect();
    for question in questions.iter().filter(|question| vocabulary.find_question(question).is_none()) {
        let known = vocabulary.questions.iter().map(|question| question.id.as_str());
        rows::unknown_name(table, "unknown-question", question, known);
    }
    if ruling.is_none() && questions.is_empty() {
        let message = Text::new(
            "分類(is)か、分類を決める質問(questions)が要ります",
            "an item needs a class (`is`) or questions that decide it",
        );
        table.error("item-without-class", message, None);
    }
    let (replaces, id, name) = (table.flag("replaces"), id?.to_owned(), name?);
    let before = vocabulary.items.iter().position(|item| item.id == id);
    let at = match before {
        Some(at) if replaces => at,
        Some(_) => {
            rows::duplicate(table, "duplicate-item", &id);
            return None;
        }
        None => vocabulary.items.len(),
    };
    vocabulary.by_word.retain(|_, item| *item != at);
    let english = name.english.as_deref();
    for word in [name.japanese.as_str(), &id].into_iter().chain(english).chain(synonyms.iter().map(String::as_str)) {
        // The same word twice in one row is no harm; in two rows it would name neither.
        if vocabulary.by_word.insert(key(word), at).is_some_and(|before| before != at) {
            rows::duplicate(table, "duplicate-word", word);
        }
    }
    let item = Item { id, name, synonyms, ruling, otherwise, questions, provenance: provenance.clone() };
    match vocabulary.items.get_mut(at) {
        Some(place) => *place = item,
        None => vocabulary.items.push(item),
    }
    Some(())
}

fn read_ruling(report: &Report<'_>, table: &Table<'_, '_, '_>, key: &str, vocabulary: &Vocabulary) -> Option<Ruling> {
    let inner = TableReader::new(report, table.find(key)?)?;
    let (class, basis) = (inner.require_string("class"), rows::one_of(&inner, "basis", &BASES));
    let quote = inner.require_string("quote").map(str::to_owned);
    if let Some(class) = class {
        known_class(&inner, class, vocabulary);
    }
    inner.finish();
    Some(Ruling { class: class?.to_owned(), basis: basis?, quote: quote? })
}

fn known_class(table: &Table<'_, '_, '_>, class: &str, vocabulary: &Vocabulary) {
    if !vocabulary.classes.iter().any(|known| known == class) {
        rows::unknown_name(table, "unknown-class", class, vocabulary.classes.iter().map(String::as_str));
    }
}
