//! The command line as its users meet it: exit code, standard output, standard error.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod declaration;
mod documented;
mod explain;
mod judge;
mod probe;
mod run;
mod sheet;
mod standard;
