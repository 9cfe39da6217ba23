//! The room's promises, as tests.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod certification;
mod classification;
mod cryptrec;
mod declaration;
mod item_guide;
mod json_schema;
mod regions;
mod sanitization;
mod terms;
mod tls_verdict;
