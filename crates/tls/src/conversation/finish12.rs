//! A handshake of TLS 1.0 to 1.2 to its end, to see whether a ticket comes, and a second hello within it, to see whether the server lets clients
//! renegotiate. Spoken: ECDHE, DHE and static RSA with the ciphers of `protection`.

use super::flight12::Flight;
use super::{Conversation, Depth, Ending, Stage, Step};
use crate::derivation::{Derivation, MainSecret};
use crate::exchange::{Agreement, Share, agree_in_finite_field, encrypt};
use crate::hello::Ingredients;
use crate::messages::kind;
use crate::protection::{Cipher, Keys, Terms};
use crate::reply::{Sign, Stopped};
use crate::suites::{Exchange, Suite};
use crate::wire::{Malformed, Writer};
use crate::{ClientHello, Extra, Version, certificate, extension};

/// What is kept after the client's part of the handshake.
#[derive(Debug)]
pub(super) struct Finish {
    main: MainSecret,
    /// Taken when the server says that it encrypts.
    server_keys: Option<Keys>,
    /// Has the server ended the first handshake? Then what follows is about the second hello.
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
        let suite = Suite::find(chosen.suite).ok_or(NOT_SPOKEN)?;
        let version = chosen.known_version().filter(|version| *version >= Version::Tls10).ok_or(NOT_SPOKEN)?;
        let cipher = Cipher::find(suite.protection()).filter(|_| chosen.compression == 0).ok_or(NOT_SPOKEN)?;
        let extended = chosen.extensions.contains(&extension::EXTENDED_MASTER_SECRET);
        let encrypt_then_mac = chosen.extensions.contains(&extension::ENCRYPT_THEN_MAC);
        let requested = chosen.shows(Sign::CertificateRequested);
        let (shared, key_exchange) = self.agree(suite, &flight)?;
        if requested {
            // A list without certificates (RFC 5246 §7.4.6).
            self.send(version.code(), &[kind::CERTIFICATE, 0, 0, 3, 0, 0, 0]);
        }
        let mut message = Writer::default();
        message.u8(CLIENT_KEY_EXCHANGE).vector(3, |body| {
            body.bytes(&key_exchange);
        });
        self.send(version.code(), &message.finish());
        let derivation = Derivation::of(cipher, version);
        let session = extended.then(|| derivation.hash(&self.transcript));
        let (client_random, _) = self.entropy.split_first_chunk().ok_or(NOT_SPOKEN)?;
        let randoms = [client_random, &flight.server_random];
        let main = MainSecret::new(derivation, &shared, session.as_deref(), randoms).ok_or(NOT_SPOKEN)?;
        let terms = Terms { version, encrypt_then_mac };
        let (mut client_keys, server_keys) = main.keys(cipher, terms, randoms).ok_or(NOT_SPOKEN)?;
        let verification = main.client_verification(&self.transcript).ok_or(NOT_SPOKEN)?;
        let mut finished = Writer::default();
        finished.u8(kind::FINISHED).vector(3, |body| {
            body.bytes(&verification);
        });
        let finished = finished.finish();
        let sealed = client_keys.seal(HANDSHAKE, &finished).ok_or(NOT_SPOKEN)?;
        self.transcript.extend_from_slice(&finished);
        self.send_change_cipher_spec(version.code());
        self.output.extend_from_slice(&sealed);
        if self.inquiry.depth == Depth::Renegotiation {
            self.send_second_hello(&mut client_keys, &verification)?;
        }
        let finish = Finish { main, server_keys: Some(server_keys), is_renegotiating: false };
        self.stage = Stage::Finish12(Box::new(finish));
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
                let mut secret = self.inquiry.hello.legacy_version().to_be_bytes().to_vec();
                secret.extend(self.entropy.iter().rev().take(46));
                let [modulus, exponent] = certificate::rsa_key_of(&flight.certificate).ok_or(NOT_SPOKEN)?;
                let encrypted = encrypt(&modulus, &exponent, &secret, &self.entropy).ok_or(NOT_SPOKEN)?;
                Ok((secret, in_two_bytes(&encrypted)))
            }
            Exchange::Dhe => {
                let field = flight.finite_field.as_ref().ok_or(Malformed("DHE without a ServerKeyExchange"))?;
                match agree_in_finite_field(field, &self.entropy) {
                    Agreement::Agreed { public, shared } => Ok((shared, in_two_bytes(&public))),
                    Agreement::TooLong => Err(NOT_SPOKEN),
                    Agreement::Nonsense => Err(Malformed("finite field in ServerKeyExchange").into()),
                }
            }
            Exchange::DhFixed
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
    pub(super) fn finish12(&mut self, message: u8, body: &[u8]) -> Step {
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
                // All messages but this one.
                let before = self.transcript.len().saturating_sub(4 + body.len());
                let verification = finish.main.server_verification(self.transcript.get(..before).unwrap_or_default());
                if verification.as_deref() != Some(body) {
                    return Err(Malformed("verification data in Finished").into());
                }
                if self.inquiry.depth == Depth::Finished {
                    return Err(Ending::Complete);
                }
                if let Stage::Finish12(finish) = &mut self.stage {
                    finish.is_renegotiating = true;
                }
                Ok(())
            }
            kind::SERVER_HELLO if finish.is_renegotiating => {
                self.chosen().renegotiated = Some(true);
                Err(Ending::Complete)
            }
            _ => Err(Malformed("order of messages at the end of the handshake").into()),
        }
    }

    /// A second hello, under the keys of the first handshake. It follows the client's `Finished` at once and not the server's, which saves
    /// a round trip: a server reads it after it has sent its own, and what it carries is known by then (RFC 5746 §3.1: what the client's
    /// `Finished` said).
    fn send_second_hello(&mut self, client_keys: &mut Keys, verification: &[u8]) -> Step {
        let secure = self.chosen().extensions.contains(&extension::RENEGOTIATION_INFO);
        let hello = second_hello(&self.inquiry.hello, secure);
        let ingredients = Ingredients { renegotiated: Some(verification), ..Ingredients::default() };
        // Another random than that of the first hello.
        let message = hello.message(&self.entropy.map(|byte| !byte), ingredients);
        let sealed = client_keys.seal(HANDSHAKE, &message).ok_or(NOT_SPOKEN)?;
        self.output.extend_from_slice(&sealed);
        Ok(())
    }
}

/// What the first hello said, but for what has no place within a handshake's keys.
fn second_hello(first: &ClientHello, secure: bool) -> ClientHello {
    let mut hello = first.clone();
    // The same version stands in it as in the first.
    hello.version = hello.version.min(Version::Tls12);
    hello.also.clear();
    // NSS does not stand the protocols of the layer above in a renegotiation.
    hello.alpn.clear();
    // RFC 5746 §3.5: the signal among the suites has no place here; the extension only where the server has it.
    hello.extras.remove(&Extra::FallbackScsv);
    if secure {
        hello.extras.insert(Extra::RenegotiationInfo);
    } else {
        hello.extras.remove(&Extra::RenegotiationInfo);
    }
    hello
}

/// A value behind its length.
fn in_two_bytes(value: &[u8]) -> Vec<u8> {
    let mut body = Writer::default();
    body.vector(2, |body| {
        body.bytes(value);
    });
    body.finish()
}

const CLIENT_KEY_EXCHANGE: u8 = 16;
const HANDSHAKE: u8 = 22;
/// Alerts that complain of how a record or a hello is made (RFC 8446 §6: `bad_record_mac`, `decryption_failed`, `illegal_parameter`,
/// `decode_error`, `decrypt_error`, `protocol_version`, `missing_extension`, `unsupported_extension`): they say nothing of renegotiation.
pub(super) const COMPLAINTS: [u8; 8] = [20, 21, 47, 50, 51, 70, 109, 110];

#[cfg(test)]
mod tests {
    use super::second_hello;
    use crate::{ClientHello, Extra, Version};

    #[test]
    fn a_second_hello_says_what_the_first_said_but_for_what_has_no_place_in_it() {
        let first = ClientHello {
            version: Version::Tls13,
            also: vec![Version::Tls12],
            suites: vec![0x1301, 0xC02F],
            groups: vec![0x001D],
            key_shares: Vec::new(),
            signatures: vec![0x0804],
            server_name: Some("lab.example".to_owned()),
            alpn: vec!["h2".to_owned()],
            compression: Vec::new(),
            extras: [Extra::FallbackScsv, Extra::ExtendedMasterSecret].into(),
            padded_to: 0,
        };
        let secure = second_hello(&first, true);
        assert_eq!((secure.version, &secure.also[..], &secure.alpn[..]), (Version::Tls12, &[][..], &[][..]));
        assert_eq!((&secure.suites, &secure.server_name), (&first.suites, &first.server_name));
        assert_eq!(secure.extras, [Extra::RenegotiationInfo, Extra::ExtendedMasterSecret].into());
        assert_eq!(second_hello(&secure, false).extras, [Extra::ExtendedMasterSecret].into());
    }
}
