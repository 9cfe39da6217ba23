//! The room's promises, as tests.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod hostile;
mod laws;
mod oracle;
mod pages;
mod portfolio;
mod random_standard;
mod refusals;
mod spellings;
mod verbatim;
