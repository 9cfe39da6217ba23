//! Scans of real servers on loopback, started and ended by each test: what is found is exactly what the server was told to accept.

mod certificates;
mod configurations;
mod limits;
mod scan;
mod server;
