//! Sockets, names and the target guard for measuring TLS; the place of an address.
//!
//! What a user writes becomes a [`guard::Target`]; a [`guard::Policy`] turns addresses into [`guard::Checked`] ones; only those
//! are dialled. Nothing is judged here.

pub mod guard;
pub mod limit;
pub mod place;
pub mod remote;
pub mod resolve;
pub mod run;
pub mod signed;
