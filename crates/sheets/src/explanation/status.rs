//! `kijun reference status`: which rows of the reference data are built on what, and which are not verified.

use crate::columns::{REST, Table};
use evidence::reference::StatusRow;
use serde_json::{Value, json};
use standard::{Language, Text};
use std::collections::BTreeMap;

/// Every row with its source.
pub fn status_json(rows: &[StatusRow]) -> Value {
    let rows = rows.iter().map(
        |row| json!({ "reference": row.reference, "row": row.row, "provenance": super::provenance(&row.provenance) }),
    );
    rows.collect()
}

/// How many rows of each reference are verified; with `all`, the unverified ones one by one.
pub fn status_text(rows: &[StatusRow], all: bool, language: Language, width: usize) -> String {
    let titles = match language {
        Language::Japanese => ["参照データ", "行", "確認済み", "未確認", "最後に見た日"],
        Language::English => ["Reference", "Rows", "Verified", "Not verified", "Last seen"],
    };
    let mut counts: BTreeMap<&str, (usize, usize, String)> = BTreeMap::new();
    for row in rows {
        let (all, verified, seen) = counts.entry(row.reference).or_default();
        *all += 1;
        *verified += usize::from(row.provenance.verified);
        *seen = std::mem::take(seen).max(row.provenance.seen.to_string());
    }
    let mut table = Table::new(titles.map(str::to_owned).to_vec(), vec![REST; 5], width);
    for (reference, (all, verified, seen)) in counts {
        let cells =
            vec![reference.to_owned(), all.to_string(), verified.to_string(), (all - verified).to_string(), seen];
        table.row(cells, "");
    }
    let mut page = table.finish();
    if !all {
        let words = Text::new(
            "未確認の行は判定に使えますが、未確認であることを示します。--all で一行ずつ表示します",
            "Rows that are not verified are used, and say so. --all lists them one by one",
        );
        page.push('\n');
        page.push_str(words.in_language(language));
        page.push('\n');
        return page;
    }
    page.push('\n');
    let titles = match language {
        Language::Japanese => ["未確認の行", "", "出所"],
        Language::English => ["Not verified", "", "Source"],
    };
    let mut table = Table::new(titles.map(str::to_owned).to_vec(), vec![16, 40, REST], width);
    for row in rows.iter().filter(|row| !row.provenance.verified) {
        table.row(vec![row.reference.to_owned(), row.row.clone(), row.provenance.source.clone()], "");
    }
    page.push_str(&table.finish());
    page
}
