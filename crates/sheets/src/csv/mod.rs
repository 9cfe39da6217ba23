//! Answers of many services as CSV: the bulk interface. The shape of the columns is documented in `docs/bulk.md`.
//! Not for check sheets: those are workbooks.

mod encoding;
mod header;
mod read;
mod records;
mod text;
mod write;

pub use read::AnswersCsv;
pub use text::decode_text;
pub(crate) use text::text_rows;
pub use write::{field, record};
