//! Scans of real servers on loopback, started and ended by each test: what is found is exactly what the server was told to accept.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and measures how long a scan takes"
)]

mod certificates;
mod configurations;
mod faults;
mod legacy;
mod limits;
mod peer;
mod renegotiation;
mod scan;
mod script;
mod server;
mod ssl2;
mod starttls;
mod truth;
