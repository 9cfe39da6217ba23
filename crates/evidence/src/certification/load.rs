//! Reading `certification.toml`: every row complete, every scheme defined, every name once. Not for what the rows mean.

use super::shape::Shape;
use super::{Certification, Column, CompanyForms, NumberHint, Phrases, Role, Scheme};
use crate::lexicon::Lexicon;
use crate::reference::Provenance;
use crate::rows;
use standard::Problem;
use standard::document::{Notation, Report, TableReader};
use standard::spelling::fold;
use std::collections::HashMap;

type Table<'n, 'r, 't> = TableReader<'n, 'r, 't>;

pub(super) fn certification(name: &str, text: &str, notation: Notation) -> Result<Certification, Vec<Problem>> {
    let read = rows::load(name, text, notation, |report, root| {
        rows::format(root, report);
        let (schemes, scheme_words) = read_schemes(report, root);
        let numbers = rows::tables(report, root, "number", |table| read_number(table, &schemes));
        let phrases = section(report, root, "phrases", read_phrases);
        let columns = section(report, root, "list_columns", read_columns);
        let forms = section(report, root, "company_forms", |table| {
            let forms = CompanyForms::new(rows::words(table, "words"));
            Some((forms, Provenance::read(table)?))
        });
        let (columns, columns_provenance) = columns?;
        let (forms, forms_provenance) = forms?;
        let phrases = phrases?;
        Some(Certification {
            schemes,
            scheme_words,
            numbers,
            phrases,
            columns,
            columns_provenance,
            forms,
            forms_provenance,
        })
    })?;
    // A part that could not be read has been reported, and the report refuses the file.
    read.ok_or_else(Vec::new)
}

fn section<'n, T>(
    report: &Report<'_>,
    root: &Table<'n, '_, '_>,
    key: &str,
    read: impl FnOnce(&Table<'n, '_, '_>) -> Option<T>,
) -> Option<T> {
    let table = TableReader::new(report, root.require(key)?)?;
    let value = read(&table);
    table.finish();
    value
}

fn read_schemes(report: &Report<'_>, root: &Table<'_, '_, '_>) -> (Vec<Scheme>, Lexicon<usize>) {
    let mut instead: Vec<(usize, Vec<String>)> = Vec::new();
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut schemes: Vec<Scheme> = Vec::new();
    rows::tables(report, root, "scheme", |table| {
        let (id, name, why) = (table.require_string("id"), table.require_text("name"), table.require_text("why"));
        let counts = table.require("counts").is_some() && table.flag("counts");
        let roles = [("provider", Role::Provider)];
        let role = table.find("role").and_then(|_| rows::one_of(table, "role", &roles));
        let at = schemes.len();
        words.extend(rows::words(table, "spellings").into_iter().map(|word| (word.to_owned(), at)));
        instead.push((at, rows::words(table, "instead_of").into_iter().map(str::to_owned).collect()));
        let provenance = Provenance::read(table);
        let id = id?.to_owned();
        if schemes.iter().any(|scheme| scheme.id == id) {
            rows::duplicate(table, "duplicate-scheme", &id);
        }
        schemes.push(Scheme {
            id,
            name: name?,
            counts,
            role,
            why: why?,
            instead_of: Vec::new(),
            provenance: provenance?,
        });
        Some(())
    });
    let position: HashMap<String, usize> =
        schemes.iter().enumerate().map(|(at, scheme)| (scheme.id.clone(), at)).collect();
    for (at, names) in instead {
        for name in names {
            match position.get(&name) {
                None => rows::unknown_name(root, "unknown-scheme", &name, []),
                Some(other) => schemes.iter_mut().skip(at).take(1).for_each(|scheme| scheme.instead_of.push(*other)),
            }
        }
    }
    let lexicon = Lexicon::new(words.iter().map(|(word, at)| (word.as_str(), *at)));
    (schemes, lexicon)
}

fn read_number(table: &Table<'_, '_, '_>, schemes: &[Scheme]) -> Option<NumberHint> {
    let (id, shape, body) =
        (table.require_string("scheme"), table.require_string("shape"), table.require_string("body"));
    let provenance = Provenance::read(table);
    let id = id?;
    let scheme = schemes.iter().position(|scheme| scheme.id == id);
    if scheme.is_none() {
        rows::unknown_name(table, "unknown-scheme", id, schemes.iter().map(|scheme| scheme.id.as_str()));
    }
    Some(NumberHint { scheme: scheme?, shape: Shape::new(shape?), body: body?.to_owned(), provenance: provenance? })
}

fn read_phrases(table: &Table<'_, '_, '_>) -> Option<Phrases> {
    let lexicon = |key| Lexicon::new(rows::words(table, key).into_iter().map(|word| (word, ())));
    let (pending, obtained) = (lexicon("pending"), lexicon("obtained"));
    let (beneath, ignored) = (lexicon("beneath"), lexicon("ignored"));
    Some(Phrases { pending, obtained, beneath, ignored, provenance: Provenance::read(table)? })
}

fn read_columns(table: &Table<'_, '_, '_>) -> Option<(HashMap<String, Column>, Provenance)> {
    const COLUMNS: [(&str, Column); 8] = [
        ("number", Column::Number),
        ("service", Column::Service),
        ("vendor", Column::Vendor),
        ("registered", Column::Registered),
        ("valid_until", Column::ValidUntil),
        ("scope", Column::Scope),
        ("auditor", Column::Auditor),
        ("state", Column::State),
    ];
    let mut columns = HashMap::new();
    for (key, column) in COLUMNS {
        for word in rows::words(table, key) {
            if columns.insert(fold(word), column).is_some_and(|other| other != column) {
                rows::duplicate(table, "duplicate-column", word);
            }
        }
    }
    Some((columns, Provenance::read(table)?))
}
