//! Documents of Kijun: check sheets, answers and judgements; bytes to model and back.
//!
//! This room reads no file and writes none: callers bring and take bytes. It judges nothing: a judgement comes in ready.

mod answers_document;
mod answers_write;
pub mod columns;
pub mod csv;
mod declaration_text;
pub mod explanation;
pub mod judgement;
mod lists;
pub mod probe;
pub mod register_import;
pub mod register_pages;
mod settlement;
pub mod standard_pages;
pub mod submission;
pub mod xlsx;

pub use answers_document::read_answers;
pub use answers_write::{write_answers_csv, write_answers_json, write_answers_toml};
pub use declaration_text::{write_declaration_json, write_declaration_toml};
pub use lists::{List, read_list};
pub use settlement::{settled_submission, settlement_text};
pub use submission::{Note, Reading, Sink, Submission};
