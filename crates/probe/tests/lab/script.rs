//! What a scripted server says: a server before TLS 1.3 with static RSA and DHE whose flight is put together here, byte by byte, so that
//! it can be cut anywhere. It never finishes a handshake.

use crate::peer::Caller;
use std::sync::LazyLock;
use tls::Version;

/// A hello, as far as a script looks at it.
pub(crate) struct Hello {
    /// The newest version offered, by its number.
    pub(crate) version: u16,
    pub(crate) suites: Vec<u16>,
}

impl Hello {
    /// Reads a record with a hello of SSL 3.0 or newer.
    pub(crate) fn read(record: &[u8]) -> Option<Self> {
        // Header of the record, type and length of the message.
        let (&[22, _, _, _, _, 1, _, _, _, high, low], rest) = record.split_first_chunk()? else { return None };
        let (_random, rest) = rest.split_at_checked(32)?;
        let (_session, rest) = vector(rest, 1)?;
        let (suites, rest) = vector(rest, 2)?;
        let (_compression, rest) = vector(rest, 1)?;
        let mut version = u16::from_be_bytes([high, low]);
        let (mut extensions, _) = vector(rest, 2).unwrap_or_default();
        while let Some((&[high, low], rest)) = extensions.split_first_chunk() {
            let (extension, rest) = vector(rest, 2)?;
            extensions = rest;
            // supported_versions
            if u16::from_be_bytes([high, low]) == 43 && codes(extension.get(1..)?).any(|offered| offered == 0x0304) {
                version = 0x0304;
            }
        }
        Some(Self { version, suites: codes(suites).collect() })
    }
}

fn codes(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]]))
}

/// A vector whose length stands before it in so many bytes, and what follows.
fn vector(bytes: &[u8], width: usize) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(width)?;
    rest.split_at_checked(length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)))
}

/// A server: its versions with their suites, in its order.
pub(crate) struct Script {
    pub(crate) versions: Vec<(Version, Vec<u16>)>,
    pub(crate) certificates: Vec<Vec<u8>>,
    /// Says nothing and closes in place of alerts.
    pub(crate) closes: bool,
}

/// What a server says to a hello.
pub(crate) enum Answer {
    /// The records of its flight: hello, certificates, key exchange (where there is one), end.
    Flight(Version, Vec<Vec<u8>>),
    Refusal,
}

impl Script {
    /// TLS 1.2 and 1.1 with two suites each: DHE with 1024 bits, and static RSA.
    pub(crate) fn plain() -> Self {
        Self {
            versions: vec![(Version::Tls12, vec![0x009E, 0x009C]), (Version::Tls11, vec![0x0033, 0x002F])],
            certificates: vec![certificate()],
            closes: false,
        }
    }

    pub(crate) fn answer(&self, record: &[u8]) -> Answer {
        let Some(hello) = Hello::read(record) else { return Answer::Refusal };
        let chosen =
            self.versions.iter().find(|(version, _)| version.code() <= hello.version).and_then(|(version, mine)| {
                mine.iter().find(|suite| hello.suites.contains(suite)).map(|suite| (*version, *suite))
            });
        let Some((version, suite)) = chosen else { return Answer::Refusal };
        let ephemeral = matches!(suite, 0x009E | 0x0033 | 0x0016);
        let mut messages = vec![server_hello(version, suite), certificates(&self.certificates)];
        messages.extend(ephemeral.then(|| dhe_1024(version)));
        messages.push(message(14, &[]));
        Answer::Flight(version, messages.iter().map(|message| records(version, message)).collect())
    }

    /// Serves as a whole server would.
    pub(crate) fn serve(&self, mut caller: Caller) {
        let Some(record) = caller.first_record() else { return };
        match self.answer(&record) {
            Answer::Refusal => self.refuse(caller),
            Answer::Flight(version, flight) => {
                if caller.send(&flight.concat()) && caller.wait_for_more(&record) {
                    caller.send(&alert(version, 2, 40));
                }
                caller.close();
            }
        }
    }

    pub(crate) fn refuse(&self, mut caller: Caller) {
        if !self.closes {
            caller.send(&alert(Version::Tls12, 2, 40));
        }
        caller.close();
    }
}

/// A record; the version is that of the handshake.
pub(crate) fn record(version: Version, kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap().to_be_bytes();
    [&[kind], &version.code().to_be_bytes()[..], &length, body].concat()
}

/// A handshake message in as many records as it needs.
pub(crate) fn records(version: Version, message: &[u8]) -> Vec<u8> {
    message.chunks(1 << 14).flat_map(|part| record(version, 22, part)).collect()
}

pub(crate) fn alert(version: Version, level: u8, description: u8) -> Vec<u8> {
    record(version, 21, &[level, description])
}

pub(crate) fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind], &three(body.len())[..], body].concat()
}

pub(crate) fn server_hello(version: Version, suite: u16) -> Vec<u8> {
    message(2, &[&version.code().to_be_bytes()[..], &[7; 32], &[0], &suite.to_be_bytes(), &[0]].concat())
}

pub(crate) fn certificates(chain: &[Vec<u8>]) -> Vec<u8> {
    let list: Vec<u8> = chain.iter().flat_map(|der| [three(der.len()), der.clone()].concat()).collect();
    message(11, &[three(list.len()), list].concat())
}

/// A `ServerKeyExchange` of DHE with a prime of 1024 bits and a signature that nobody checks.
fn dhe_1024(version: Version) -> Vec<u8> {
    let prime = [&[0, 128, 0xFF][..], &[0xFF; 127]].concat();
    let scheme: &[u8] = if version == Version::Tls12 { &[4, 1] } else { &[] };
    message(12, &[&prime[..], &[0, 1, 2], &[0, 1, 9], scheme, &[0, 4, 1, 2, 3, 4]].concat())
}

/// A certificate as DER, always the same.
pub(crate) fn certificate() -> Vec<u8> {
    CERTIFICATE.clone()
}

static CERTIFICATE: LazyLock<Vec<u8>> =
    LazyLock::new(|| rcgen::generate_simple_self_signed(["lab.example".to_owned()]).unwrap().cert.der().to_vec());

fn three(length: usize) -> Vec<u8> {
    u32::try_from(length).unwrap().to_be_bytes()[1..].to_vec()
}
