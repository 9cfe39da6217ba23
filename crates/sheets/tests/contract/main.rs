//! The room's promises, as tests.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod answers;
#[path = "../../../evidence/tests/contract/json_schema.rs"]
mod json_schema;
mod probe;
mod xlsx;
