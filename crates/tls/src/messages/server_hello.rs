//! `ServerHello` and `HelloRetryRequest` (RFC 8446 §4.1.3, §4.1.4; RFC 5246 §7.4.1.3), and the extensions of the server.

use crate::extension;
use crate::wire::{Malformed, Reader};

/// What a server's hello says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ServerHello {
    /// The version chosen: of `supported_versions`, where it is there.
    pub(crate) version: u16,
    pub(crate) random: [u8; 32],
    pub(crate) suite: u16,
    pub(crate) compression: u8,
    /// Types of all extensions, in order.
    pub(crate) extensions: Vec<u16>,
    pub(crate) alpn: Option<String>,
    /// The group of `key_share`, and the server's value (none in a `HelloRetryRequest`).
    pub(crate) share: Option<(u16, Vec<u8>)>,
    pub(crate) cookie: Option<Vec<u8>>,
}

impl ServerHello {
    /// RFC 8446 §4.1.3: the random says that it is a `HelloRetryRequest`.
    pub(crate) fn is_retry(&self) -> bool {
        self.random == RETRY
    }

    /// RFC 8446 §4.1.3: the last eight bytes of the random say that a newer version was possible.
    pub(crate) fn signals_downgrade(&self) -> bool {
        self.random.ends_with(b"DOWNGRD\x01") || self.random.ends_with(b"DOWNGRD\x00")
    }
}

/// SHA-256 of «`HelloRetryRequest`».
const RETRY: [u8; 32] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91, 0xC2, 0xA2, 0x11,
    0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
];

pub(crate) fn read_server_hello(body: &[u8]) -> Result<ServerHello, Malformed> {
    let mut reader = Reader::new(body, "ServerHello");
    let version = reader.u16()?;
    let random = reader.array()?;
    if reader.vector8()?.rest().len() > 32 {
        return Err(Malformed("session id of ServerHello"));
    }
    let suite = reader.u16()?;
    let compression = reader.u8()?;
    let mut hello = ServerHello { version, random, suite, compression, ..ServerHello::default() };
    if !reader.is_empty() {
        let extensions = reader.vector16()?;
        reader.end()?;
        read_extensions(&mut hello, extensions)?;
    }
    Ok(hello)
}

/// The extensions of `EncryptedExtensions`, as those of a hello.
pub(crate) fn read_encrypted_extensions(body: &[u8]) -> Result<ServerHello, Malformed> {
    let mut reader = Reader::new(body, "EncryptedExtensions");
    let extensions = reader.vector16()?;
    reader.end()?;
    let mut hello = ServerHello::default();
    read_extensions(&mut hello, extensions)?;
    Ok(hello)
}

fn read_extensions(hello: &mut ServerHello, mut extensions: Reader<'_>) -> Result<(), Malformed> {
    while !extensions.is_empty() {
        let kind = extensions.u16()?;
        let body = extensions.vector16()?.rest();
        hello.extensions.push(kind);
        match kind {
            extension::SUPPORTED_VERSIONS => {
                let mut reader = Reader::new(body, "supported_versions");
                hello.version = reader.u16()?;
                reader.end()?;
            }
            extension::KEY_SHARE => {
                let mut reader = Reader::new(body, "key_share");
                let group = reader.u16()?;
                let value = if reader.is_empty() { Vec::new() } else { reader.vector16()?.rest().to_vec() };
                reader.end()?;
                hello.share = Some((group, value));
            }
            extension::ALPN => {
                let mut reader = Reader::new(body, "ALPN");
                let mut protocols = reader.vector16()?;
                reader.end()?;
                let protocol = protocols.vector8()?.rest();
                protocols.end()?;
                hello.alpn = Some(String::from_utf8_lossy(protocol).into_owned());
            }
            extension::COOKIE => {
                let mut reader = Reader::new(body, "cookie");
                hello.cookie = Some(reader.vector16()?.rest().to_vec());
                reader.end()?;
            }
            _ => {}
        }
    }
    Ok(())
}
