//! The planner against servers that exist only as rules: what is found must be what the server has, no more and no less.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and names the cases that it is about"
)]

mod faults;
mod model;
mod random;
mod run;
mod truth;
