//! The room's promises, as tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod hostile;
mod oracle;
mod refusals;
mod portfolio;
mod spellings;
mod verbatim;
