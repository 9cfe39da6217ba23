//! The contract of a city under way, on both databases.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod commands;
mod evidence;
mod keys;
mod large;
mod opening;
mod racing;
mod town;
