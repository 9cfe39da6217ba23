//! The room's promises, as tests.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod classification;
mod cryptrec;
mod item_guide;
mod regions;
mod terms;
