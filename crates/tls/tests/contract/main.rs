//! What the crate promises. Conversations are held with a real server: OpenSSL's, started on loopback by each test, whose command line
//! says what it accepts.
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod certificates;
mod codes;
mod finished;
mod flights;
mod hellos;
mod hostile;
mod server;
mod stand_in;
mod written;
