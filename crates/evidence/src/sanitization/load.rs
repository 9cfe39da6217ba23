//! Reading `sanitization.toml`: every cell names a medium and a technique that exist, each pair once. Not for what it means.

use super::{Category, Cell, Edition, Named, Outcome, Sanitization, Technique, Word};
use crate::lexicon::Lexicon;
use crate::reference::Provenance;
use crate::rows;
use standard::document::{Notation, Report, TableReader};
use standard::spelling::fold;
use standard::{Language, Problem};
use std::collections::HashMap;

type Table<'n, 'r, 't> = TableReader<'n, 'r, 't>;

const CATEGORIES: [(&str, Category); 3] =
    [("clear", Category::Clear), ("purge", Category::Purge), ("destroy", Category::Destroy)];

const OUTCOMES: [(&str, Outcome); 5] = [
    ("clear", Outcome::Reaches(Category::Clear)),
    ("purge", Outcome::Reaches(Category::Purge)),
    ("destroy", Outcome::Reaches(Category::Destroy)),
    ("none", Outcome::Nothing),
    ("open", Outcome::Open),
];

pub(super) fn sanitization(name: &str, text: &str, notation: Notation) -> Result<Sanitization, Vec<Problem>> {
    let read = rows::load(name, text, notation, |report, root| {
        rows::format(root, report);
        let (media, by_medium) = read_media(report, root);
        let (techniques, mut words) = read_techniques(report, root);
        rows::tables(report, root, "claim", |table| {
            let category = rows::one_of(table, "category", &CATEGORIES);
            let spellings = rows::words(table, "spellings");
            let category = category?;
            words.extend(spellings.into_iter().map(|word| (word.to_owned(), Word::Claim(category))));
            Some(())
        });
        let (editions, edition_words) = read_editions(report, root);
        let negations = read_negations(report, root);
        let vocabulary = root.require("vocabulary").and_then(|node| {
            let table = TableReader::new(report, node)?;
            let provenance = Provenance::read(&table);
            table.finish();
            provenance
        });
        let mut data = Sanitization {
            media,
            techniques,
            editions,
            by_medium,
            words: Lexicon::new(words.iter().map(|(word, meaning)| (word.as_str(), *meaning))),
            edition_words,
            negations,
            cells: HashMap::new(),
            provenances: Vec::new(),
            vocabulary: vocabulary?,
        };
        rows::tables(report, root, "table", |table| {
            read_table(report, table, &mut data);
            Some(())
        });
        Some(data)
    })?;
    // A part that could not be read has been reported, and the report refuses the file.
    read.ok_or_else(Vec::new)
}

fn read_media(report: &Report<'_>, root: &Table<'_, '_, '_>) -> (Vec<Named>, HashMap<String, Vec<usize>>) {
    let mut by_medium: HashMap<String, Vec<usize>> = HashMap::new();
    let mut media: Vec<Named> = Vec::new();
    rows::tables(report, root, "medium", |table| {
        let spellings = rows::words(table, "spellings");
        let named = read_named(table, media.iter())?;
        let names = [Language::Japanese, Language::English].map(|language| named.name.in_language(language));
        for word in names.into_iter().chain([named.id.as_str()]).chain(spellings) {
            let same = by_medium.entry(fold(word)).or_default();
            if !same.contains(&media.len()) {
                same.push(media.len());
            }
        }
        media.push(named);
        Some(())
    });
    (media, by_medium)
}

fn read_named<'a>(table: &Table<'_, '_, '_>, mut others: impl Iterator<Item = &'a Named>) -> Option<Named> {
    let (id, name) = (table.require_string("id"), table.require_text("name"));
    let id = id?;
    if others.any(|other| other.id == id) {
        rows::duplicate(table, "duplicate-name", id);
    }
    Some(Named { id: id.to_owned(), name: name? })
}

fn read_techniques(report: &Report<'_>, root: &Table<'_, '_, '_>) -> (Vec<Technique>, Vec<(String, Word)>) {
    let mut words: Vec<(String, Word)> = Vec::new();
    let mut wider: Vec<(usize, Vec<String>)> = Vec::new();
    let mut techniques: Vec<Technique> = Vec::new();
    rows::tables(report, root, "technique", |table| {
        let spellings = rows::words(table, "spellings");
        let cryptographic = table.flag("cryptographic");
        let instead: Vec<String> = rows::words(table, "instead_of").into_iter().map(str::to_owned).collect();
        let named = read_named(table, techniques.iter().map(|technique| &technique.named))?;
        let at = techniques.len();
        words.extend(spellings.into_iter().map(|word| (word.to_owned(), Word::Technique(at))));
        wider.push((at, instead));
        techniques.push(Technique { named, cryptographic, instead_of: Vec::new() });
        Some(())
    });
    for (at, names) in wider {
        for name in names {
            let other = techniques.iter().position(|technique| technique.named.id == name);
            match (other, techniques.get_mut(at)) {
                (Some(other), Some(technique)) => technique.instead_of.push(other),
                (_, _) => rows::unknown_name(root, "unknown-technique", &name, []),
            }
        }
    }
    (techniques, words)
}

fn read_editions(report: &Report<'_>, root: &Table<'_, '_, '_>) -> (Vec<Edition>, Lexicon<usize>) {
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut editions: Vec<Edition> = Vec::new();
    rows::tables(report, root, "edition", |table| {
        let (id, note, provenance) = (table.require_string("id"), table.require_text("note"), Provenance::read(table));
        let at = editions.len();
        words.extend(rows::words(table, "spellings").into_iter().map(|word| (word.to_owned(), at)));
        editions.push(Edition { id: id?.to_owned(), note: note?, provenance: provenance? });
        Some(())
    });
    let words = Lexicon::new(words.iter().map(|(word, at)| (word.as_str(), *at)));
    (editions, words)
}

fn read_negations(report: &Report<'_>, root: &Table<'_, '_, '_>) -> Lexicon<bool> {
    let Some(table) = root.require("negation").and_then(|node| TableReader::new(report, node)) else {
        return Lexicon::default();
    };
    let (negating, looking_so) = (rows::words(&table, "words"), rows::words(&table, "except"));
    table.finish();
    Lexicon::new(negating.into_iter().map(|word| (word, true)).chain(looking_so.into_iter().map(|word| (word, false))))
}

fn read_table(report: &Report<'_>, table: &Table<'_, '_, '_>, data: &mut Sanitization) {
    let names = rows::words(table, "media");
    let mut media = Vec::new();
    for name in names {
        match data.media.iter().position(|medium| medium.id == name) {
            Some(medium) => media.push(medium),
            None => rows::unknown_name(table, "unknown-medium", name, data.media()),
        }
    }
    let provenance = Provenance::read(table);
    let at = data.provenances.len();
    data.provenances.extend(provenance);
    rows::tables(report, table, "rows", |row| {
        let name = row.require_string("technique");
        let outcome = rows::one_of(row, "outcome", &OUTCOMES);
        let (needs, ask, note) = (row.find_text("needs"), row.find_text("ask"), row.find_text("note"));
        let per_tenant = row.flag("per_tenant");
        let name = name?;
        let technique = data.techniques.iter().position(|technique| technique.named.id == name);
        if technique.is_none() {
            let all = data.techniques.iter().map(|technique| technique.named.id.as_str());
            rows::unknown_name(row, "unknown-technique", name, all);
        }
        let (technique, outcome) = (technique?, outcome?);
        let cell = Cell { outcome, needs, ask, note, per_tenant, provenance: at };
        for medium in &media {
            if data.cells.insert((*medium, technique), cell.clone()).is_some() {
                let medium = data.media.get(*medium).map_or("", |medium| medium.id.as_str());
                rows::duplicate(row, "duplicate-cell", &format!("{medium} × {name}"));
            }
        }
        Some(())
    });
}
