//! The register as its users meet it: commands in, events or refusals out.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![expect(clippy::needless_pass_by_value, reason = "`json!(…)` is written where it is passed")]

mod approvals;
mod clock;
mod events;
mod evidence;
mod lapses;
mod life;
mod pages;
mod permissions;
mod refusals;
mod simulator;
mod town;
mod what_if;
mod what_if_plainly;
