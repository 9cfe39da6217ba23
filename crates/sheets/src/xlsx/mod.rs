//! Workbooks (XLSX): the check sheet, and judgements as tables.
//!
//! A check sheet is written as the city's own 別表2 with columns to answer in, and read back. What comes from outside is
//! bounded first ([`bounds`]): the reading library never sees a byte that was not counted.

pub mod bounds;
mod facts;
mod read;
mod words;
mod write;

pub(crate) use read::list_rows;
pub use read::{FactsReading, ReadOptions, read_check_sheet, read_facts};
pub use write::{CheckSheet, WriteError, write_check_sheet, write_results};
