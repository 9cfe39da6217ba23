//! What may be dialled, and what came of it: spellings, ranges, names, failures as told, places, signatures.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod book;
mod limit;
mod place;
mod ranges;
mod remote;
mod resolve;
mod signed;
mod spellings;
