//! The answer of a server of SSL 2.0 (The SSL Protocol, 1995, `SERVER-HELLO` and `ERROR`).

use crate::wire::{Malformed, Reader};

/// What it answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ssl2Answer<'a> {
    /// Cipher kinds and a certificate.
    Hello { version: u16, kinds: Vec<u32>, certificate: &'a [u8] },
    /// A refusal, by its code: 1 no cipher, 2 no certificate, 4 bad certificate, 6 unsupported certificate type.
    Error(u16),
}

/// Reads one record; `None`: it has not all come.
pub(crate) fn read_ssl2(bytes: &[u8]) -> Result<Option<Ssl2Answer<'_>>, Malformed> {
    let Some((&[first, second], rest)) = bytes.split_first_chunk::<2>() else { return Ok(None) };
    // Two bytes of header where the first bit is set; else three, the last of which counts the padding.
    let (length, rest) = if first & 0x80 == 0 {
        let Some((_, rest)) = rest.split_first() else { return Ok(None) };
        (u16::from_be_bytes([first & 0x3F, second]), rest)
    } else {
        (u16::from_be_bytes([first & 0x7F, second]), rest)
    };
    // The type must stand at the beginning, before anything long is waited for.
    if rest.first().is_some_and(|kind| !matches!(kind, 0 | 4)) || length == 0 {
        return Err(Malformed("type of a message of SSL 2.0"));
    }
    let Some(message) = rest.get(..length.into()) else { return Ok(None) };
    let mut reader = Reader::new(message, "SERVER-HELLO of SSL 2.0");
    if reader.u8()? == 0 {
        return Ok(Some(Ssl2Answer::Error(reader.u16()?)));
    }
    let [_session_id_hit, _certificate_type] = reader.array()?;
    let version = reader.u16()?;
    let [certificate, kinds, connection] = [reader.u16()?, reader.u16()?, reader.u16()?];
    let certificate = reader.take(certificate.into())?;
    let mut kinds_left = Reader::new(reader.take(kinds.into())?, "cipher kinds of SSL 2.0");
    reader.take(connection.into())?;
    let mut kinds = Vec::new();
    while !kinds_left.is_empty() {
        kinds.push(kinds_left.u24()?);
    }
    Ok(Some(Ssl2Answer::Hello { version, kinds, certificate }))
}
