//! Conversations with a real server: OpenSSL's, started on loopback by each test. What it accepts is known from its command line.

mod finished;
mod flights;
mod hellos;
mod server;
