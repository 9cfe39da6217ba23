//! `Certificate` in both forms (RFC 5246 §7.4.2, RFC 8446 §4.4.2): the DER of each certificate, and whether a status was stapled.

use crate::extension;
use crate::wire::{Malformed, Reader};

/// Certificates of a chain that are read; more than ten serve nobody.
pub(crate) const MOST_CERTIFICATES: usize = 10;

/// The certificates of a message before TLS 1.3, each as DER.
pub(crate) fn read_chain(body: &[u8]) -> Result<Vec<&[u8]>, Malformed> {
    let mut reader = Reader::new(body, "Certificate");
    let mut list = reader.vector24()?;
    reader.end()?;
    let mut chain = Vec::new();
    while !list.is_empty() {
        chain.push(list.vector24()?.rest());
    }
    Ok(chain)
}

/// The certificates of a message of TLS 1.3, and whether the server's own has an OCSP response with it.
pub(crate) fn read_chain_tls13(body: &[u8]) -> Result<(Vec<&[u8]>, bool), Malformed> {
    let mut reader = Reader::new(body, "Certificate");
    reader.vector8()?;
    let mut list = reader.vector24()?;
    reader.end()?;
    let (mut chain, mut stapled) = (Vec::new(), false);
    while !list.is_empty() {
        let certificate = list.vector24()?.rest();
        let mut extensions = list.vector16()?;
        while !extensions.is_empty() {
            let kind = extensions.u16()?;
            extensions.vector16()?;
            stapled |= kind == extension::STATUS_REQUEST && chain.is_empty();
        }
        chain.push(certificate);
    }
    Ok((chain, stapled))
}
