//! The server's flight of SSL 3.0 to TLS 1.2 after its hello: certificates, key exchange, stapling.

use super::{Conversation, Depth, Ending, Stage, Step};
use crate::messages::{FiniteField, kind, read_chain, read_key_exchange};
use crate::reply::Sign;
use crate::suites::Suite;
use crate::wire::{Malformed, Reader};

/// What is kept of the flight for the handshake to go on.
#[derive(Debug, Default)]
pub(super) struct Flight {
    pub(super) server_random: [u8; 32],
    /// The server's own certificate, as DER.
    pub(super) certificate: Vec<u8>,
    /// Its public value on a named curve.
    pub(super) public: Vec<u8>,
    /// Its finite field, and its public value there.
    pub(super) finite_field: Option<FiniteField>,
}

impl Conversation {
    pub(super) fn flight12(&mut self, message: u8, body: &[u8]) -> Step {
        let Stage::Flight12(flight) = &mut self.stage else { return Ok(()) };
        match message {
            kind::HELLO_REQUEST => {}
            kind::CERTIFICATE => {
                let chain = read_chain(body)?;
                flight.certificate = chain.first().copied().unwrap_or_default().to_vec();
                self.certificates(&chain);
            }
            kind::CERTIFICATE_STATUS => {
                let mut reader = Reader::new(body, "CertificateStatus");
                reader.u8()?;
                let response = reader.vector24()?;
                reader.end()?;
                if !response.is_empty() {
                    self.chosen().signs.insert(Sign::Stapled);
                }
            }
            kind::SERVER_KEY_EXCHANGE => {
                let chosen = self.chosen.get_or_insert_default();
                let Some(suite) = Suite::find(chosen.suite) else { return Ok(()) };
                let said = read_key_exchange(body, suite, chosen.version)?;
                chosen.group = said.group;
                chosen.dh_bits = said.dh_bits;
                chosen.signature = said.signature;
                flight.public = said.public;
                flight.finite_field = said.finite_field;
            }
            kind::CERTIFICATE_REQUEST => {
                self.chosen().signs.insert(Sign::CertificateRequested);
            }
            kind::SERVER_HELLO_DONE => {
                Reader::new(body, "ServerHelloDone").end()?;
                if self.inquiry.depth == Depth::Flight {
                    return Err(Ending::Complete);
                }
                self.begin_finish12()?;
            }
            _ => return Err(Malformed("order of messages after ServerHello").into()),
        }
        Ok(())
    }
}
