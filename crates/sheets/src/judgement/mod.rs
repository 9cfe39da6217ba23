//! Judgements as people and programs read them: a table for a terminal, JSON, lines of JSON, CSV.

mod csv;
mod json;
mod text;

pub use csv::{csv_header, csv_row};
pub use json::{JsonLine, write_json};
pub use text::{TextStyle, judgement_text};
