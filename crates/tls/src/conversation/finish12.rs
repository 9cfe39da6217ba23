//! A handshake of TLS 1.2 to its end, to see whether a ticket comes, and a second hello within it, to see whether the server lets clients
//! renegotiate. Spoken: ECDHE and static RSA with AES-GCM or ChaCha20-Poly1305.

use super::flight12::Flight;
use super::{Conversation, Depth, Ending, Stage, Step};
use crate::exchange::Share;
use crate::hello::Ingredients;
use crate::messages::kind;
use crate::protection::{Cipher, Keys};
use crate::reply::{Sign, Stopped};
use crate::schedule::{Main12, transcript_hash};
use crate::suites::{Exchange, Suite};
use crate::wire::{Malformed, Writer};
use crate::{Extra, Version, certificate, extension};
use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PublicEncryptingKey};

/// What is kept after the client's part of the handshake.
#[derive(Debug)]
pub(super) struct Finish {
    client_keys: Keys,
    /// Taken when the server says that it encrypts.
    server_keys: Option<Keys>,
    /// What the client's `Finished` said.
    verification: Vec<u8>,
    is_renegotiating: bool,
}

impl Finish {
    pub(super) fn is_renegotiating(&self) -> bool {
        self.is_renegotiating
    }

    pub(super) fn take_server_keys(&mut self) -> Option<Keys> {
        self.server_keys.take()
    }
}

/// The client can go no further with what the server chose.
const NOT_SPOKEN: Ending = Ending::Stopped(Stopped::NotSpoken);

impl Conversation {
    /// The client's flight.
    pub(super) fn begin_finish12(&mut self) -> Step {
        let Stage::Flight12(flight) = std::mem::replace(&mut self.stage, Stage::Hello) else { return Ok(()) };
        let chosen = self.chosen();
        let suite = Suite::find(chosen.suite).filter(|_| chosen.version == Version::Tls12.code()).ok_or(NOT_SPOKEN)?;
        let cipher = Cipher::find(suite.protection()).ok_or(NOT_SPOKEN)?;
        let extended = chosen.extensions.contains(&extension::EXTENDED_MASTER_SECRET);
        let requested = chosen.shows(Sign::CertificateRequested);
        let (shared, key_exchange) = self.agree(suite, &flight)?;
        if requested {
            // A list without certificates (RFC 5246 §7.4.6).
            self.send(TLS12, &[kind::CERTIFICATE, 0, 0, 3, 0, 0, 0]);
        }
        let mut message = Writer::default();
        message.u8(CLIENT_KEY_EXCHANGE).vector(3, |body| {
            body.bytes(&key_exchange);
        });
        self.send(TLS12, &message.finish());
        let session = transcript_hash(cipher, &self.transcript);
        let (client_random, _) = self.entropy.split_first_chunk().ok_or(NOT_SPOKEN)?;
        let randoms = [client_random, &flight.server_random];
        let main = Main12::new(cipher, &shared, extended.then(|| session.as_ref()), randoms).ok_or(NOT_SPOKEN)?;
        let (mut client_keys, server_keys) = main.keys(randoms).ok_or(NOT_SPOKEN)?;
        let verification = main.client_verification(&self.transcript).ok_or(NOT_SPOKEN)?;
        let mut finished = Writer::default();
        finished.u8(kind::FINISHED).vector(3, |body| {
            body.bytes(&verification);
        });
        let sealed = client_keys.seal(HANDSHAKE, &finished.finish()).ok_or(NOT_SPOKEN)?;
        self.send_change_cipher_spec();
        self.output.extend_from_slice(&sealed);
        let server_keys = Some(server_keys);
        self.stage = Stage::Finish12(Finish { client_keys, server_keys, verification, is_renegotiating: false });
        Ok(())
    }

    /// The shared secret, and what tells the server of it.
    fn agree(&self, suite: Suite, flight: &Flight) -> Result<(Vec<u8>, Vec<u8>), Ending> {
        match suite.exchange() {
            Exchange::Ecdhe => {
                let group = self.chosen.as_ref().and_then(|chosen| chosen.group).ok_or(NOT_SPOKEN)?;
                let share = Share::new(group, &self.entropy).ok_or(NOT_SPOKEN)?;
                let shared = share.agree(&flight.public).ok_or(Malformed("public value in ServerKeyExchange"))?;
                let mut point = Writer::default();
                let public = share.public().ok_or(NOT_SPOKEN)?;
                point.vector(1, |point| {
                    point.bytes(&public);
                });
                Ok((shared, point.finish()))
            }
            Exchange::Rsa => {
                // RFC 5246 §7.4.7.1: the version of the hello, and 46 bytes.
                let mut secret = vec![3, 3];
                secret.extend(self.entropy.iter().rev().take(46));
                let encrypted = encrypt(&flight.certificate, &secret).ok_or(NOT_SPOKEN)?;
                let mut body = Writer::default();
                body.vector(2, |body| {
                    body.bytes(&encrypted);
                });
                Ok((secret, body.finish()))
            }
            Exchange::Dhe
            | Exchange::DhFixed
            | Exchange::EcdhFixed
            | Exchange::Psk
            | Exchange::DhePsk
            | Exchange::EcdhePsk
            | Exchange::RsaPsk
            | Exchange::Srp
            | Exchange::Kerberos
            | Exchange::Gost
            | Exchange::Eccpwd
            | Exchange::Fortezza
            | Exchange::Cecpq1
            | Exchange::Any => Err(NOT_SPOKEN),
        }
    }

    /// A message of the server after the client's flight.
    pub(super) fn finish12(&mut self, message: u8) -> Step {
        let Stage::Finish12(finish) = &self.stage else { return Ok(()) };
        // The ticket comes before the server encrypts, all else after.
        let encrypted = finish.server_keys.is_none();
        match message {
            kind::HELLO_REQUEST => Ok(()),
            kind::NEW_SESSION_TICKET if !encrypted => {
                self.chosen().signs.insert(Sign::Ticket);
                Ok(())
            }
            kind::FINISHED if encrypted && !finish.is_renegotiating => {
                if self.inquiry.depth == Depth::Finished {
                    Err(Ending::Complete)
                } else {
                    self.renegotiate()
                }
            }
            kind::SERVER_HELLO if finish.is_renegotiating => {
                self.chosen().renegotiated = Some(true);
                Err(Ending::Complete)
            }
            _ => Err(Malformed("order of messages at the end of the handshake").into()),
        }
    }

    /// A second hello, under the keys of the first handshake.
    fn renegotiate(&mut self) -> Step {
        let secure = self.chosen().extensions.contains(&extension::RENEGOTIATION_INFO);
        let mut hello = self.inquiry.hello.clone();
        hello.version = Version::Tls12;
        hello.also.clear();
        // RFC 5746 §3.5: the signal among the suites has no place here; the extension only where the server has it.
        hello.extras.remove(&Extra::FallbackScsv);
        if secure {
            hello.extras.insert(Extra::RenegotiationInfo);
        } else {
            hello.extras.remove(&Extra::RenegotiationInfo);
        }
        let Stage::Finish12(finish) = &mut self.stage else { return Ok(()) };
        let ingredients = Ingredients { renegotiated: Some(&finish.verification), ..Ingredients::default() };
        // Another random than that of the first hello.
        let message = hello.message(&self.entropy.map(|byte| !byte), ingredients);
        let sealed = finish.client_keys.seal(HANDSHAKE, &message).ok_or(NOT_SPOKEN)?;
        finish.is_renegotiating = true;
        self.output.extend_from_slice(&sealed);
        Ok(())
    }
}

const TLS12: u16 = 0x0303;
const CLIENT_KEY_EXCHANGE: u8 = 16;
const HANDSHAKE: u8 = 22;

fn encrypt(certificate: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    let key = PublicEncryptingKey::from_der(&certificate::public_key_of(certificate)?).ok()?;
    let key = Pkcs1PublicEncryptingKey::new(key).ok()?;
    let mut ciphertext = vec![0; key.ciphertext_size()];
    let length = key.encrypt(secret, &mut ciphertext).ok()?.len();
    ciphertext.truncate(length);
    Some(ciphertext)
}
