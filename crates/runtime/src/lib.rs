//! One city is one ledger stream and its state in memory. A command is decided on the state, its events are made durable, and
//! only then does anybody see what they changed; of two servers that race for a place in the stream one wins, and the other
//! decides again on what is then there.
//!
//! No rules of the domain (`register`), no rows or keys (`ledger`), no HTTP; the time is a parameter.

mod city;
mod evidence;
mod held;
mod history;
mod key_watch;
mod refused;
mod snapshot;

pub use city::{City, Done, Seen};
pub use evidence::{Document, EvidenceError, named_blobs, verify};
pub use history::{read_as_of, read_history};
pub use key_watch::KEY_WATCH_PERIOD;
pub use refused::{OpenCityError, Refused};
