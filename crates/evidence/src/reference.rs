//! What every row of reference data carries: where it comes from, when it was seen, and whether it was verified.
//! A mark is never upgraded without a source; unverified rows work, and say so.

use jiff::civil::Date;
use standard::Text;
use standard::document::TableReader;

/// Where a row of reference data comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Document, section, edition; or the address that was read.
    pub source: String,
    /// The day it was looked at.
    pub seen: Date,
    /// The edition of the source, where it has one.
    pub edition: Option<String>,
    /// Was the text of the source itself read? `false`: a secondary source, or general knowledge.
    pub verified: bool,
}

/// A document of the reference data that is built in.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// The name of its file, in a folder that takes its place as well.
    pub file: &'static str,
    /// What stands in it.
    pub text: &'static str,
}

/// A row as `kijun reference status` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRow {
    /// Which reference: `cryptrec`, `regions`, …
    pub reference: &'static str,
    /// The row's name.
    pub row: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Provenance {
    /// Reads `source`, `seen`, `edition` and `verified` of a row; what is missing or impossible is reported by the table.
    pub fn read(table: &TableReader<'_, '_, '_>) -> Option<Self> {
        let (source, seen) = (table.require_string("source"), table.require("seen"));
        let edition = table.find_string("edition").map(str::to_owned);
        let verified = table.require("verified").is_some() && table.flag("verified");
        let seen = seen.and_then(|node| table.string_of(node)).and_then(|words| {
            let date = words.parse::<Date>().ok();
            if date.is_none() {
                let message = Text::new(format!("`{words}` は日付ではありません"), format!("`{words}` is no date"));
                let hint = Text::new("2026-11-23 のように書きます", "write it as 2026-11-23");
                table.error("bad-date", message, Some(hint));
            }
            date
        });
        Some(Self { source: source?.to_owned(), seen: seen?, edition, verified })
    }
}
