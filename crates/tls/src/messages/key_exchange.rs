//! `ServerKeyExchange` (RFC 5246 §7.4.3, RFC 8422 §5.4, RFC 4279): group, size of the prime, and the scheme of the signature.

use crate::Version;
use crate::groups::{EXPLICIT_BINARY_CURVE, EXPLICIT_PRIME_CURVE, find_by_prime};
use crate::signatures::{DSA_SHA1, ECDSA_SHA1, RSA_MD5_SHA1};
use crate::suites::{Authentication, Exchange, Suite};
use crate::wire::{Malformed, Reader};

/// What a server says of its key exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ServerKeyExchange {
    pub(crate) group: Option<u16>,
    pub(crate) dh_bits: Option<u32>,
    pub(crate) signature: Option<u16>,
    /// The server's public value, where the group is a named curve.
    pub(crate) public: Vec<u8>,
    pub(crate) finite_field: Option<FiniteField>,
}

/// A finite field of the server's own, and its public value, as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FiniteField {
    pub(crate) prime: Vec<u8>,
    pub(crate) generator: Vec<u8>,
    pub(crate) public: Vec<u8>,
}

pub(crate) fn read_key_exchange(body: &[u8], suite: Suite, version: u16) -> Result<ServerKeyExchange, Malformed> {
    let mut reader = Reader::new(body, "ServerKeyExchange");
    let mut said = ServerKeyExchange::default();
    match suite.exchange() {
        Exchange::Ecdhe => {
            if !read_curve(&mut reader, &mut said)? {
                return Ok(said);
            }
        }
        Exchange::EcdhePsk => {
            reader.vector16()?;
            read_curve(&mut reader, &mut said)?;
            return Ok(said);
        }
        Exchange::Dhe => read_finite_field(&mut reader, &mut said)?,
        Exchange::DhePsk => {
            reader.vector16()?;
            read_finite_field(&mut reader, &mut said)?;
            return Ok(said);
        }
        // An RSA key of 512 bits for export: modulus and exponent.
        Exchange::Rsa => {
            reader.vector16()?;
            reader.vector16()?;
        }
        Exchange::Srp => {
            // Modulus, generator, salt, public value (RFC 5054 §2.5.3).
            reader.vector16()?;
            reader.vector16()?;
            reader.vector8()?;
            reader.vector16()?;
        }
        Exchange::Psk
        | Exchange::RsaPsk
        | Exchange::DhFixed
        | Exchange::EcdhFixed
        | Exchange::Kerberos
        | Exchange::Gost
        | Exchange::Eccpwd
        | Exchange::Fortezza
        | Exchange::Cecpq1
        | Exchange::Any => return Ok(said),
    }
    said.signature = read_signature(&mut reader, suite, version)?;
    Ok(said)
}

/// `false`: the curve is spelled out, and what follows is not read.
fn read_curve(reader: &mut Reader<'_>, said: &mut ServerKeyExchange) -> Result<bool, Malformed> {
    let named = match reader.u8()? {
        1 => {
            said.group = Some(EXPLICIT_PRIME_CURVE);
            false
        }
        2 => {
            said.group = Some(EXPLICIT_BINARY_CURVE);
            false
        }
        3 => {
            said.group = Some(reader.u16()?);
            said.public = reader.vector8()?.rest().to_vec();
            true
        }
        _ => return Err(Malformed("kind of curve in ServerKeyExchange")),
    };
    Ok(named)
}

fn read_finite_field(reader: &mut Reader<'_>, said: &mut ServerKeyExchange) -> Result<(), Malformed> {
    let prime = reader.vector16()?.rest();
    let generator = reader.vector16()?.rest().to_vec();
    let public = reader.vector16()?.rest().to_vec();
    said.dh_bits = Some(bit_length(prime));
    said.group = find_by_prime(significant(prime));
    said.finite_field = Some(FiniteField { prime: prime.to_vec(), generator, public });
    Ok(())
}

/// A number without its leading zeros.
fn significant(number: &[u8]) -> &[u8] {
    number.iter().position(|byte| *byte != 0).and_then(|start| number.get(start..)).unwrap_or_default()
}

/// The length of a number in bits, leading zeros left out.
pub(crate) fn bit_length(number: &[u8]) -> u32 {
    let significant = significant(number);
    let Some(first) = significant.first() else { return 0 };
    let bits = u32::try_from(significant.len()).unwrap_or(u32::MAX).saturating_mul(8);
    bits.saturating_sub(first.leading_zeros())
}

/// The scheme: named from TLS 1.2 on, before that what the key implies.
fn read_signature(reader: &mut Reader<'_>, suite: Suite, version: u16) -> Result<Option<u16>, Malformed> {
    let implied = match suite.authentication() {
        Authentication::Rsa => Some(RSA_MD5_SHA1),
        Authentication::Dss => Some(DSA_SHA1),
        Authentication::Ecdsa => Some(ECDSA_SHA1),
        Authentication::Anonymous
        | Authentication::Shared
        | Authentication::Kerberos
        | Authentication::Gost
        | Authentication::Fortezza
        | Authentication::Any => return Ok(None),
    };
    let scheme = if version >= Version::Tls12.code() { Some(reader.u16()?) } else { implied };
    reader.vector16()?;
    reader.end()?;
    Ok(scheme)
}
