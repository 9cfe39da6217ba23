//! The single rows of the reference's file, key by key; a word outside a vocabulary is reported with what is allowed.

use super::model::{EditionRow, Index, KeyStrength, Name, NameKind, Note, Part, Period, When};
use super::read::index_of;
use super::vocabulary::{Family, Listing, PartKind, Use};
use crate::reference::Provenance;
use jiff::civil::Date;
use standard::Text;
use standard::document::{Node, Report, TableReader, Value, string};
use standard::problem::{excerpt, nearest};
use standard::spelling::fold;
use std::collections::HashSet;
use std::sync::Arc;

type Table<'n, 'r, 't> = TableReader<'n, 'r, 't>;

/// What rows may name.
pub(super) struct Reading<'i> {
    pub(super) editions: &'i [&'i str],
    pub(super) part_ids: &'i [&'i str],
}

pub(super) fn edition(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<EditionRow> {
    let (id, name) = (table.require_string("id"), table.require_string("name"));
    let published = date(report, table, "published");
    let names = table.list("names").iter().filter_map(|node| string(report, node)).map(fold).collect();
    let (note, provenance) = (table.find_text("note"), Provenance::read(table));
    Some(EditionRow { id: id?.to_owned(), name: name?.to_owned(), published, names, note, provenance: provenance? })
}

pub(super) fn period(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<Period> {
    let strength = require_number(report, table, "strength");
    let usable_until = date(report, table, "usable_until");
    let transition_until = date(report, table, "transition_until");
    if usable_until > transition_until {
        let message = Text::new(
            "usable_until が transition_until より後か、transition_until がありません",
            "`usable_until` is after `transition_until`, or the latter is missing",
        );
        table.error("bad-period", message, None);
    }
    let provenance = Provenance::read(table);
    Some(Period { strength: strength?, usable_until, transition_until, provenance: provenance? })
}

pub(super) fn key_strength(report: &Report<'_>, table: &Table<'_, '_, '_>) -> Option<KeyStrength> {
    let family = table.require("family").and_then(|node| family(report, node));
    let (at_least, strength) = (require_number(report, table, "at_least"), require_number(report, table, "strength"));
    let provenance = Provenance::read(table);
    Some(KeyStrength { family: family?, at_least: at_least?, strength: strength?, provenance: provenance? })
}

pub(super) fn part(report: &Report<'_>, table: &Table<'_, '_, '_>, reading: &Reading<'_>) -> Option<Part> {
    let (id, name) = (table.require_string("id"), table.require_string("name"));
    let kind = table.require("kind").and_then(|node| {
        let known = PartKind::ALL.map(PartKind::word);
        vocabulary(report, node, &known, PartKind::find)
    });
    let listing = table.require("list").and_then(|node| listings(report, node, reading.editions));
    let key_bits = table.list("key_bits").iter().filter_map(|node| number(report, node)).collect();
    let family = table.find("family").and_then(|node| family(report, node));
    let strength = table.find("strength").and_then(|node| number(report, node));
    let (note, provenance) = (table.find_text("note"), Provenance::read(table));
    Some(Part {
        id: id?.to_owned(),
        name: name?.to_owned(),
        kind: kind?,
        listing: listing?,
        key_bits,
        family,
        strength,
        note,
        recommended: Vec::new(),
        provenance: Arc::new(provenance?),
    })
}

pub(super) fn note(report: &Report<'_>, table: &Table<'_, '_, '_>, reading: &Reading<'_>) -> Option<Note> {
    let id = table.require_string("id");
    let applies_to = part_list(report, table, "applies_to", reading);
    let uses = use_list(report, table, "uses");
    let unclear_uses = use_list(report, table, "unclear_uses");
    let when = table.find("when").map_or(Some(When::Always), |node| {
        vocabulary(report, node, &["no_mac", "bad_key"], |word| match word {
            "no_mac" => Some(When::NoMac),
            "bad_key" => Some(When::BadKey),
            _ => None,
        })
    });
    let (text, provenance) = (table.require_text("text"), Provenance::read(table));
    Some(Note { id: id?.to_owned(), applies_to, uses, unclear_uses, when: when?, text: text?, provenance: provenance? })
}

pub(super) fn name(report: &Report<'_>, table: &Table<'_, '_, '_>, reading: &Reading<'_>) -> Option<Name> {
    let id = table.require_string("id");
    let kind = table.find("kind").map_or(Some(NameKind::Alias), |node| {
        vocabulary(report, node, &["suite", "fixed", "open"], |word| match word {
            "suite" => Some(NameKind::Suite),
            "fixed" => Some(NameKind::Fixed),
            "open" => Some(NameKind::Open),
            _ => None,
        })
    });
    let parts = part_list(report, table, "parts", reading);
    let key_bits = table.find("key_bits").and_then(|node| number(report, node));
    let implied = table.find("use").and_then(|node| use_of(report, node));
    let (note, ask) = (table.find_text("note"), table.find_text("ask"));
    if let Some(kind) = kind {
        let open = kind == NameKind::Open;
        if open != ask.is_some() || open != table.list("parts").is_empty() {
            let message = Text::new(
                "kind = \"open\" の名前には ask が、それ以外の名前には parts が要ります",
                "a name of kind `open` needs `ask`, any other name needs `parts`",
            );
            table.error("name-without-meaning", message, None);
        }
    }
    let provenance = Provenance::read(table);
    Some(Name { id: id?.to_owned(), kind: kind?, parts, key_bits, implied, note, ask, provenance: provenance? })
}

/// Reports ids that stand twice.
pub(super) fn check_ids<'i>(report: &Report<'_>, table: &str, ids: impl Iterator<Item = &'i str>) {
    let mut seen = HashSet::new();
    for id in ids.filter(|id| !seen.insert(*id)) {
        let message = Text::new(
            format!("[[{table}]] に id `{id}` が二つあります"),
            format!("the id `{id}` stands twice in [[{table}]]"),
        );
        report.error("duplicate-id", 0, message, None);
    }
}

fn listings(report: &Report<'_>, node: &Node, editions: &[&str]) -> Option<Vec<Listing>> {
    const KNOWN: [&str; 6] = ["recommended", "candidate", "monitored", "unlisted", "no_category", "unknown"];
    match &node.value {
        Value::Table(_) => {
            let table = TableReader::new(report, node)?;
            let read: Vec<Option<Listing>> = editions
                .iter()
                .map(|edition| table.require(edition).and_then(|node| vocabulary(report, node, &KNOWN, Listing::find)))
                .collect();
            table.finish();
            read.into_iter().collect()
        }
        Value::String(_) | Value::Integer(_) | Value::Boolean(_) | Value::Array(_) | Value::Other(_) => {
            vocabulary(report, node, &KNOWN, Listing::find).map(|listing| vec![listing; editions.len()])
        }
    }
}

fn part_list(report: &Report<'_>, table: &Table<'_, '_, '_>, key: &str, reading: &Reading<'_>) -> Vec<Index> {
    let found = table.list(key).iter();
    found.filter_map(|node| vocabulary(report, node, reading.part_ids, |id| index_of(reading.part_ids, id))).collect()
}

fn use_list(report: &Report<'_>, table: &Table<'_, '_, '_>, key: &str) -> Vec<Use> {
    table.list(key).iter().filter_map(|node| use_of(report, node)).collect()
}

fn use_of(report: &Report<'_>, node: &Node) -> Option<Use> {
    vocabulary(report, node, &Use::ALL.map(Use::word), Use::find)
}

fn family(report: &Report<'_>, node: &Node) -> Option<Family> {
    vocabulary(report, node, &["symmetric", "modulus", "curve"], Family::find)
}

fn vocabulary<T>(report: &Report<'_>, node: &Node, known: &[&str], find: impl Fn(&str) -> Option<T>) -> Option<T> {
    let word = string(report, node)?;
    let found = find(word);
    if found.is_none() {
        let shown = excerpt(word);
        let message = Text::new(format!("`{shown}` という値はありません"), format!("no such value `{shown}`"));
        let hint = nearest(word, known.iter().copied()).map_or_else(
            || {
                let allowed = excerpt_list(known);
                Text::new(format!("使える値: {allowed}"), format!("allowed: {allowed}"))
            },
            |meant| Text::new(format!("`{meant}` のことですか"), format!("did you mean `{meant}`?")),
        );
        report.error("unknown-word", node.span.start, message, Some(hint));
    }
    found
}

/// What is allowed, cut where it would fill the screen (the ids of all parts).
fn excerpt_list(known: &[&str]) -> String {
    const SHOWN: usize = 20;
    let mut list = known.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if known.len() > SHOWN {
        list.push_str(", …");
    }
    list
}

fn require_number(report: &Report<'_>, table: &Table<'_, '_, '_>, key: &str) -> Option<u32> {
    number(report, table.require(key)?)
}

/// A number of bits.
fn number(report: &Report<'_>, node: &Node) -> Option<u32> {
    let found = match &node.value {
        Value::Integer(number) => u32::try_from(*number).ok().filter(|bits| (1..=65_536).contains(bits)),
        Value::String(_) | Value::Boolean(_) | Value::Array(_) | Value::Table(_) | Value::Other(_) => None,
    };
    if found.is_none() {
        let message = Text::new("ビット数ではありません", "this is no number of bits");
        let hint = Text::new("1 から 65536 までの整数", "an integer from 1 to 65536");
        report.error("bad-number", node.span.start, message, Some(hint));
    }
    found
}

fn date(report: &Report<'_>, table: &Table<'_, '_, '_>, key: &str) -> Option<Date> {
    let node = table.find(key)?;
    let words = string(report, node)?;
    let date = words.parse().ok();
    if date.is_none() {
        let shown = excerpt(words);
        let message = Text::new(format!("`{shown}` は日付ではありません"), format!("`{shown}` is no date"));
        let hint = Text::new("2026-11-23 のように書きます", "write it as 2026-11-23");
        report.error("bad-date", node.span.start, message, Some(hint));
    }
    date
}
