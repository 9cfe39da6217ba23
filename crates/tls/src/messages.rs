//! The messages of a server, read into what they say. A message that breaks its own rules is refused with its name; what to make of a
//! message is `conversation`'s work.

mod certificates;
mod key_exchange;
mod server_hello;
mod ssl2;

pub(crate) use certificates::{MOST_CERTIFICATES, read_chain, read_chain_tls13};
pub(crate) use key_exchange::{bit_length, read_key_exchange};
pub(crate) use server_hello::{ServerHello, read_encrypted_extensions, read_server_hello};
pub(crate) use ssl2::{Ssl2Answer, read_ssl2};

/// Types of handshake messages.
pub(crate) mod kind {
    pub(crate) const HELLO_REQUEST: u8 = 0;
    pub(crate) const SERVER_HELLO: u8 = 2;
    pub(crate) const NEW_SESSION_TICKET: u8 = 4;
    pub(crate) const ENCRYPTED_EXTENSIONS: u8 = 8;
    pub(crate) const CERTIFICATE: u8 = 11;
    pub(crate) const SERVER_KEY_EXCHANGE: u8 = 12;
    pub(crate) const CERTIFICATE_REQUEST: u8 = 13;
    pub(crate) const SERVER_HELLO_DONE: u8 = 14;
    pub(crate) const CERTIFICATE_VERIFY: u8 = 15;
    pub(crate) const FINISHED: u8 = 20;
    pub(crate) const CERTIFICATE_STATUS: u8 = 22;
}
