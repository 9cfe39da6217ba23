//! The server's flight of TLS 1.3, read under the keys of the handshake, and the end of the handshake, to see whether a ticket comes.

use super::{Conversation, Depth, Ending, Stage, Step};
use crate::Version;
use crate::messages::{ServerHello, kind, read_chain_tls13, read_encrypted_extensions};
use crate::protection::{Cipher, Keys};
use crate::reply::{Sign, Stopped};
use crate::schedule::{Schedule, transcript_hash};
use crate::suites::Suite;
use crate::wire::{Malformed, Reader, Writer};

/// What is kept of the handshake.
#[derive(Debug)]
pub(super) struct Flight {
    cipher: Cipher,
    schedule: Schedule,
    client_keys: Keys,
    /// What a request for the client's certificate wants back.
    requested: Option<Vec<u8>>,
    is_finished: bool,
}

impl Flight {
    /// Has the client said its last?
    pub(super) fn is_finished(&self) -> bool {
        self.is_finished
    }
}

const NOT_SPOKEN: Ending = Ending::Stopped(Stopped::NotSpoken);

impl Conversation {
    /// After a `HelloRetryRequest`: a second hello, with a share of the group that was asked for.
    pub(super) fn answer_retry(&mut self, retry: &ServerHello, message: &[u8]) -> Step {
        let cipher = find_cipher(retry.suite).ok_or(NOT_SPOKEN)?;
        let group = retry.share.as_ref().map(|(group, _)| *group);
        let groups: Vec<u16> = group.into_iter().collect();
        let first_length = self.transcript.len().saturating_sub(message.len());
        let first = self.transcript.get(..first_length).unwrap_or_default();
        // RFC 8446 §4.4.1: the hash of the first hello stands in its place.
        let hash = transcript_hash(cipher, first);
        let mut transcript = Writer::default();
        transcript.u8(MESSAGE_HASH).vector(3, |body| {
            body.bytes(hash.as_ref());
        });
        transcript.bytes(message);
        self.transcript = transcript.finish();
        self.send_change_cipher_spec(Version::Tls12.code());
        self.send_hello_with_keys(&groups, retry.cookie.as_deref());
        // Without a group it was the cookie alone that was wanted; a group without a share here cannot go on.
        if group.is_some() && self.shares.is_empty() {
            return Err(NOT_SPOKEN);
        }
        Ok(())
    }

    /// After the server's hello: keys are agreed.
    pub(super) fn begin_flight13(&mut self, hello: &ServerHello) -> Step {
        if self.messages.is_partial() {
            return Err(Malformed("a handshake message across a change of keys").into());
        }
        let cipher = find_cipher(hello.suite).ok_or(NOT_SPOKEN)?;
        let (group, value) = hello.share.as_ref().ok_or(Malformed("ServerHello without a key share"))?;
        let share = self.shares.iter().find(|share| share.group == *group).ok_or(NOT_SPOKEN)?;
        let shared = share.agree(value).ok_or(Malformed("public value in key_share"))?;
        let hash = transcript_hash(cipher, &self.transcript);
        let (schedule, server_keys, client_keys) = Schedule::new(cipher, &shared, hash.as_ref()).ok_or(NOT_SPOKEN)?;
        self.server_keys = Some(server_keys);
        let flight = Flight { cipher, schedule, client_keys, requested: None, is_finished: false };
        self.stage = Stage::Flight13(Box::new(flight));
        Ok(())
    }

    pub(super) fn flight13(&mut self, message: u8, body: &[u8]) -> Step {
        let Stage::Flight13(flight) = &mut self.stage else { return Ok(()) };
        if flight.is_finished {
            if message == kind::NEW_SESSION_TICKET {
                self.chosen().signs.insert(Sign::Ticket);
                return Err(Ending::Complete);
            }
            return Ok(());
        }
        match message {
            kind::ENCRYPTED_EXTENSIONS => {
                let said = read_encrypted_extensions(body)?;
                let chosen = self.chosen();
                chosen.extensions.extend(said.extensions);
                chosen.alpn = said.alpn;
            }
            kind::CERTIFICATE_REQUEST => {
                let mut reader = Reader::new(body, "CertificateRequest");
                flight.requested = Some(reader.vector8()?.rest().to_vec());
                self.chosen().signs.insert(Sign::CertificateRequested);
            }
            kind::CERTIFICATE => {
                let (chain, stapled) = read_chain_tls13(body)?;
                self.certificates(&chain);
                if stapled {
                    self.chosen().signs.insert(Sign::Stapled);
                }
            }
            kind::CERTIFICATE_VERIFY => {
                let mut reader = Reader::new(body, "CertificateVerify");
                self.chosen().signature = Some(reader.u16()?);
                reader.vector16()?;
                reader.end()?;
                if self.inquiry.depth == Depth::Flight {
                    return Err(Ending::Complete);
                }
            }
            kind::FINISHED => self.finish13()?,
            _ => return Err(Malformed("order of messages after ServerHello").into()),
        }
        Ok(())
    }

    /// The client's flight. It says at once that nothing more comes (`close_notify`): a server sends its tickets before it reads that,
    /// and then hangs up, so that one without tickets need not be waited for.
    fn finish13(&mut self) -> Step {
        let Stage::Flight13(flight) = &mut self.stage else { return Ok(()) };
        let hash = transcript_hash(flight.cipher, &self.transcript);
        let (server_keys, mut client_keys) = flight.schedule.application_keys(hash.as_ref()).ok_or(NOT_SPOKEN)?;
        let mut plain = Writer::default();
        if let Some(context) = &flight.requested {
            plain.u8(kind::CERTIFICATE).vector(3, |body| {
                body.vector(1, |echo| {
                    echo.bytes(context);
                });
                body.vector(3, |_| {});
            });
        }
        let certificate = plain.finish();
        self.transcript.extend_from_slice(&certificate);
        let hash = transcript_hash(flight.cipher, &self.transcript);
        let verification = flight.schedule.client_verification(hash.as_ref()).ok_or(NOT_SPOKEN)?;
        let mut finished = Writer::default();
        finished.bytes(&certificate).u8(kind::FINISHED).vector(3, |body| {
            body.bytes(&verification);
        });
        let finished = flight.client_keys.seal(HANDSHAKE, &finished.finish()).ok_or(NOT_SPOKEN)?;
        let farewell = client_keys.seal(ALERT, &[1, 0]).ok_or(NOT_SPOKEN)?;
        flight.is_finished = true;
        self.server_keys = Some(server_keys);
        self.send_change_cipher_spec(Version::Tls12.code());
        self.output.extend_from_slice(&finished);
        self.output.extend_from_slice(&farewell);
        Ok(())
    }
}

/// Alerts that say that nothing acceptable was offered (RFC 8446 §6.2: `handshake_failure`, `insufficient_security`).
pub(super) const REFUSALS: [u8; 2] = [40, 71];
/// The synthetic message of RFC 8446 §4.4.1.
const MESSAGE_HASH: u8 = 254;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;

fn find_cipher(suite: u16) -> Option<Cipher> {
    Suite::find(suite.into()).and_then(|suite| Cipher::find(suite.protection()))
}

#[cfg(test)]
mod tests {
    use super::{ALERT, find_cipher};
    use crate::conversation::Conversation;
    use crate::exchange::Share;
    use crate::hello::in_record;
    use crate::reply::Stopped;
    use crate::schedule::{Schedule, transcript_hash};
    use crate::wire::Writer;
    use crate::{ClientHello, Depth, Inquiry, Reply, Version};

    fn begin() -> Conversation {
        let hello = ClientHello {
            version: Version::Tls13,
            also: Vec::new(),
            suites: vec![0x1304],
            groups: vec![0x001D],
            key_shares: vec![0x001D],
            signatures: vec![0x0807],
            server_name: None,
            alpn: Vec::new(),
            compression: Vec::new(),
            extras: [].into(),
            padded_to: 0,
        };
        Conversation::new(&Inquiry { hello, depth: Depth::Flight }, &[3; 64])
    }

    /// A server that agrees on keys, and then sends this alert under them.
    fn alerted(description: u8, after: &[u8]) -> Reply {
        let mut conversation = begin();
        let client_hello = conversation.take_output().split_off(5);
        let share = Share::new(0x001D, &[9; 64]).unwrap();
        let mut server_hello = Writer::default();
        server_hello.u8(2).vector(3, |body| {
            body.u16(0x0303).bytes(&[7; 32]).u8(0).u16(0x1304).u8(0).vector(2, |extensions| {
                extensions.u16(43).u16(2).u16(0x0304).u16(51).vector(2, |body| {
                    body.u16(0x001D).vector(2, |value| {
                        value.bytes(&share.public().unwrap());
                    });
                });
            });
        });
        let server_hello = server_hello.finish();
        let client = Share::new(0x001D, &[3; 64]).unwrap().public().unwrap();
        let cipher = find_cipher(0x1304).unwrap();
        let hash = transcript_hash(cipher, &[client_hello, server_hello.clone()].concat());
        let shared = share.agree(&client).unwrap();
        let (_, mut keys, _) = Schedule::new(cipher, &shared, hash.as_ref()).unwrap();
        conversation.receive(&in_record(0x0303, &server_hello));
        conversation.receive(&keys.seal(super::HANDSHAKE, after).unwrap());
        conversation.receive(&keys.seal(ALERT, &[2, description]).unwrap());
        conversation.end(Reply::Closed);
        conversation.reply().unwrap().clone()
    }

    /// `EncryptedExtensions` without any, and a `Certificate` that cannot be read.
    const EXTENSIONS: [u8; 6] = [8, 0, 0, 2, 0, 0];
    const CERTIFICATE: [u8; 14] = [11, 0, 0, 10, 0, 0, 0, 6, 0, 0, 1, 5, 0, 0];

    #[test]
    fn an_encrypted_alert_that_nothing_offered_suits_is_a_refusal() {
        for description in [40, 71] {
            assert_eq!(alerted(description, &EXTENSIONS), Reply::Alert { level: 2, description });
        }
    }

    #[test]
    fn any_other_alert_and_one_after_the_certificate_is_an_end_after_the_choice() {
        for (description, after) in [(80, &EXTENSIONS[..]), (40, &[&EXTENSIONS[..], &CERTIFICATE].concat())] {
            let Reply::Chosen(chosen) = alerted(description, after) else { panic!("the server chose") };
            assert_eq!((chosen.suite, chosen.group), (0x1304, Some(0x001D)));
            assert_eq!(chosen.stopped, Some(Stopped::Alert { level: 2, description }));
        }
    }
}
