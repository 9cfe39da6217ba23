//! What the crate promises. Conversations are held with a real server: OpenSSL's, started on loopback by each test, whose command line
//! says what it accepts.

mod certificates;
mod codes;
mod finished;
mod flights;
mod hellos;
mod hostile;
mod server;
mod stand_in;
mod written;
