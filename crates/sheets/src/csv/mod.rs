//! Answers of many services as CSV: the bulk interface. The shape of the columns is documented in `docs/bulk.md`.
//! Not for check sheets: those are workbooks.

mod encoding;
mod header;
mod read;
mod records;
mod write;

pub use read::AnswersCsv;
pub use write::{field, record};
