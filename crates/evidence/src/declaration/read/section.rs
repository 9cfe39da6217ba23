//! The sections of a declaration: lists of tables, bounded, each fact with its evidence; and the names that facts use. Not for
//! what stands in a fact.

use super::row::Row;
use super::{FACT_LIMIT, evidence};
use crate::declaration::model::Stated;
use standard::document::{Node, Report, TableReader, Value};
use standard::problem::{Place, excerpt};
use standard::{Language, Text};

/// The names that a section defines, in its order.
#[derive(Default)]
pub(super) struct Defined(Vec<(String, Place)>);

impl Defined {
    /// Adds a name; one that stands already is reported with the line of the first.
    pub(super) fn add(&mut self, row: &Row<'_, '_, '_>, name: &str) {
        if let Some((_, first)) = self.0.iter().find(|(earlier, _)| earlier == name) {
            let shown = excerpt(name);
            let message = Text::new(format!("`{shown}` が二度あります"), format!("`{shown}` stands twice"));
            let (japanese, english) = told(first);
            let hint = Text::new(
                format!("先のものは{japanese}です。一方の名を変えるか、除きます"),
                format!("the first is at {english}; rename or remove one of them"),
            );
            row.error("duplicate-name", message, hint);
        } else {
            self.0.push((name.to_owned(), row.place()));
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

/// The names that facts refer to.
#[derive(Default)]
pub(super) struct Names {
    pub(super) documents: Defined,
    pub(super) information: Defined,
}

/// The root of a declaration.
pub(super) struct Sections<'a, 'n, 'r, 't> {
    report: &'r Report<'t>,
    root: &'a TableReader<'n, 'r, 't>,
}

impl<'a, 'n, 'r, 't> Sections<'a, 'n, 'r, 't> {
    pub(super) fn new(report: &'r Report<'t>, root: &'a TableReader<'n, 'r, 't>) -> Self {
        Self { report, root }
    }

    /// Every table of a section; a section that is too long is reported and not read.
    pub(super) fn rows<T>(&self, key: &str, mut read: impl FnMut(&Row<'n, 'r, 't>) -> Option<T>) -> Vec<T> {
        let read_node = |node: &'n Node| {
            let row = Row::new(self.report, node)?;
            let value = read(&row);
            row.finish();
            value
        };
        self.nodes(key).iter().filter_map(read_node).collect()
    }

    /// Every fact of a section with its evidence.
    pub(super) fn facts<T>(
        &self,
        key: &str,
        names: &Names,
        mut read: impl FnMut(&Row<'n, 'r, 't>) -> Option<T>,
    ) -> Vec<Stated<T>> {
        self.rows(key, |row| {
            let (fact, evidence) = (read(row), evidence::read(row, &names.documents));
            Some(Stated { fact: fact?, evidence, place: row.place() })
        })
    }

    /// What the rows of a section are called, sound or not.
    pub(super) fn names_of(&self, section: &str, key: &str) -> Vec<&'n str> {
        let Some(Node { value: Value::Array(rows), .. }) = self.root.find(section) else { return Vec::new() };
        rows.iter().take(FACT_LIMIT).filter_map(|row| find_name(row, key)).collect()
    }

    fn nodes(&self, key: &str) -> &'n [Node] {
        let nodes = self.root.list(key);
        if nodes.len() <= FACT_LIMIT {
            return nodes;
        }
        let found = nodes.len();
        let message = Text::new(
            format!("[[{key}]] が {found} 件あります(上限 {FACT_LIMIT} 件)"),
            format!("there are {found} of [[{key}]]; the limit is {FACT_LIMIT}"),
        );
        let hint = Text::new("サービスごとに申告を分けます", "write one declaration for each service");
        let at = nodes.get(FACT_LIMIT).map_or(0, |node| node.span.start);
        self.report.error("too-many-facts", at, message, Some(hint));
        nodes.get(..FACT_LIMIT).unwrap_or_default()
    }
}

fn find_name<'n>(row: &'n Node, key: &str) -> Option<&'n str> {
    let Value::Table(entries) = &row.value else { return None };
    let entry = entries.iter().find(|entry| entry.key == key)?;
    if let Value::String(name) = &entry.node.value { Some(name.trim()) } else { None }
}

/// A place within a sentence, in both languages.
pub(super) fn told(place: &Place) -> (String, String) {
    let told = place.told();
    let english = told.in_language(Language::English).to_owned();
    (told.japanese, english)
}
