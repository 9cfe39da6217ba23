//! Facts and what they show: what a vendor declares, the dated reference data (CRYPTREC, regions, certification, sanitization), how
//! what people write is resolved against it, and how facts settle the items of a standard.
//!
//! This room does no input or output and knows no clock: the judging date is a parameter. It judges no service; an item that
//! the facts settle becomes an answer, and `standard` judges the answers.

pub mod certification;
pub mod classification;
pub mod cryptrec;
pub mod date;
pub mod declaration;
pub mod item_guide;
mod lexicon;
pub mod reference;
pub mod region;
mod rows;
pub mod sanitization;
pub mod settle;
pub mod terms;
pub mod tls_guideline;
pub mod tls_verdict;
