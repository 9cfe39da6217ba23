//! The room's promises, as tests.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cryptrec;
mod regions;
mod terms;
