//! TLS observed without sockets: bytes to send out, bytes received in, an observation out. Hellos are built by hand, so that a server
//! can be asked for what no TLS library speaks any more.
//!
//! A [`Scan`] says what to ask next ([`Inquiry`]), a [`Conversation`] turns an inquiry into bytes and the answer into a [`Reply`],
//! and the scan folds replies into an [`Observation`]. No sockets, no clock, no randomness of its own; no verdict (`evidence`).

pub mod certificate;
pub mod conversation;
pub mod extension;
pub mod groups;
pub mod hello;
pub mod observation;
pub mod reply;
pub mod scan;
pub mod signatures;
pub mod starttls;
pub mod suites;
pub mod version;

mod derivation;
mod exchange;
mod inbox;
mod messages;
mod protection;
mod schedule;
mod wire;

pub use conversation::{Conversation, Depth, Entropy, Inquiry};
pub use hello::{ClientHello, Extra};
pub use observation::Observation;
pub use reply::{Chosen, Reply, Sign, Stopped};
pub use scan::Scan;
pub use version::Version;
