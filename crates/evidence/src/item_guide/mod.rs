//! A page for each item of a standard: what it asks in plain words, what evidence convinces, which answers are usually wrong,
//! what to ask, and when an answer goes stale. A help for vendors and staff; the standard's own words decide.

use crate::reference::{Document, Provenance, StatusRow};
use crate::rows;
use standard::Text;
use standard::document::{Notation, Report, TableReader};
use standard::problem::Problem;

/// The guide that is built in, for Sendai City's standard.
pub const ITEM_GUIDE: Document =
    Document { file: "item-guide.toml", text: include_str!("../../../../reference/item-guide.toml") };

/// The pages of one standard.
#[derive(Clone, Debug)]
pub struct ItemGuide {
    standard: String,
    items: Vec<GuidedItem>,
}

/// The page of one item. Requirement and risk stand in the standard itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidedItem {
    /// The item's number.
    pub no: String,
    /// What it asks, in plain words.
    pub asks: Text,
    /// What evidence convinces.
    pub convinces: Vec<Text>,
    /// Answers that are often given and do not meet it.
    pub wrong_answers: Vec<Text>,
    /// What to ask the vendor.
    pub questions: Vec<Text>,
    /// What makes an answer go stale.
    pub goes_stale: Vec<Text>,
    /// Where the page comes from.
    pub provenance: Provenance,
}

impl ItemGuide {
    /// Reads a guide. `name` is what the user calls the file.
    ///
    /// # Errors
    /// Every problem of the file, with its place.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        rows::load(name, text, notation, |report, root| {
            rows::format(root, report);
            let standard = root.require_string("standard").unwrap_or_default().to_owned();
            let mut guide = Self { standard, items: Vec::new() };
            rows::tables(report, root, "item", |table| {
                let item = read_item(report, table)?;
                if guide.find(&item.no).is_some() {
                    rows::duplicate(table, "duplicate-item", &item.no);
                }
                guide.items.push(item);
                Some(())
            });
            guide
        })
    }

    /// The guide that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(ITEM_GUIDE.file, ITEM_GUIDE.text, Notation::Toml)
    }

    /// The id of the standard that it guides through.
    pub fn standard(&self) -> &str {
        &self.standard
    }

    /// All pages, in the order of the file.
    pub fn items(&self) -> &[GuidedItem] {
        &self.items
    }

    /// The page of the item with this number, as the standard writes it.
    pub fn find(&self, no: &str) -> Option<&GuidedItem> {
        self.items.iter().find(|item| item.no == no)
    }

    /// Every page with its source.
    pub fn status_rows(&self) -> Vec<StatusRow> {
        let row = |item: &GuidedItem| StatusRow {
            reference: "item-guide",
            row: item.no.clone(),
            provenance: item.provenance.clone(),
        };
        self.items.iter().map(row).collect()
    }
}

fn read_item(report: &Report<'_>, table: &TableReader<'_, '_, '_>) -> Option<GuidedItem> {
    let (no, asks) = (table.require_string("no"), table.require_text("asks"));
    let list = |key| {
        if table.require(key).is_some_and(|node| standard::document::elements(report, node).is_empty()) {
            let message = Text::new(format!("`{key}` が空です"), format!("`{key}` is empty"));
            table.error("empty-value", message, None);
        }
        table.texts(key)
    };
    let (convinces, wrong_answers) = (list("convinces"), list("wrong_answers"));
    let (questions, goes_stale) = (list("questions"), list("goes_stale"));
    let provenance = Provenance::read(table);
    Some(GuidedItem {
        no: no?.to_owned(),
        asks: asks?,
        convinces,
        wrong_answers,
        questions,
        goes_stale,
        provenance: provenance?,
    })
}
