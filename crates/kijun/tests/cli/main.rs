//! The command line as its users meet it: exit code, standard output, standard error.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod declaration;
mod documented;
mod explain;
mod judge;
mod network;
mod probe;
mod probe_names;
mod probe_server;
mod records;
mod records_evidence;
mod records_keys;
mod records_loss;
mod run;
mod sheet;
mod standard;
