//! The contract of the ledger, on both databases, and what only one of them can show.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod appending;
mod backups;
mod blobs;
mod canaries;
mod disk_faults;
mod keys;
mod lost_writes;
mod opening;
mod reading;
mod verifying;
mod world;
