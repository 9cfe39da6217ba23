//! The flights of SSL 3.0 to TLS 1.2 after the server's hello.

use super::{Conversation, Depth, Ending, Step};
use crate::messages::{kind, read_chain, read_key_exchange};
use crate::reply::{Sign, Stopped};
use crate::suites::Suite;
use crate::wire::{Malformed, Reader};

/// What is kept of the flight for the handshake to go on.
#[derive(Debug, Default)]
pub(super) struct Flight {}

impl Conversation {
    pub(super) fn flight12(&mut self, message: u8, body: &[u8]) -> Step {
        match message {
            kind::HELLO_REQUEST => {}
            kind::CERTIFICATE => self.certificates(&read_chain(body)?),
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
                let chosen = self.chosen();
                let Some(suite) = Suite::find(chosen.suite) else { return Ok(()) };
                let said = read_key_exchange(body, suite, chosen.version)?;
                chosen.group = said.group;
                chosen.dh_bits = said.dh_bits;
                chosen.signature = said.signature;
            }
            kind::CERTIFICATE_REQUEST => {
                self.chosen().signs.insert(Sign::CertificateRequested);
            }
            kind::SERVER_HELLO_DONE => {
                Reader::new(body, "ServerHelloDone").end()?;
                if self.inquiry.depth == Depth::Flight {
                    return Err(Ending::Complete);
                }
                return Err(Ending::Stopped(Stopped::NotSpoken));
            }
            _ => return Err(Malformed("order of messages after ServerHello").into()),
        }
        Ok(())
    }
}
