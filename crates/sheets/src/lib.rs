//! Documents of Kijun: check sheets, answers and judgements; bytes to model and back.
//!
//! This room reads no file and writes none: callers bring and take bytes. It judges nothing: a judgement comes in ready.

mod answers_document;
mod answers_write;
pub mod columns;
pub mod csv;
pub mod explanation;
pub mod judgement;
mod lists;
pub mod probe;
mod settlement;
pub mod standard_pages;
pub mod submission;
pub mod xlsx;

pub use answers_document::read_answers;
pub use answers_write::{write_answers_csv, write_answers_json, write_answers_toml};
pub use lists::{List, read_list};
pub use settlement::{settled_submission, settlement_text};
pub use submission::{Note, Reading, Sink, Submission};
