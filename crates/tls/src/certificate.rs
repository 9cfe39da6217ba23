//! A certificate's words: DER in, what stands in it out. Nothing is verified, and nothing is judged.

mod chain;
mod names;

pub use chain::arrangement;

use crate::messages::bit_length;
use crate::observation::Certificate;
use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use x509_parser::asn1_rs::Any;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::signature_algorithm::RsaSsaPssParams;
use x509_parser::time::ASN1Time;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

/// Reads a certificate. One that cannot be read is `readable: false` and has its hash alone. `chain` is left at 0: which chain it is of
/// is known to the scan.
pub fn read_certificate(der: &[u8], position: u16) -> Certificate {
    let unread = Certificate { position, sha256: hexadecimal(digest(&SHA256, der).as_ref()), ..Certificate::default() };
    let Ok((rest, parsed)) = X509Certificate::from_der(der) else { return unread };
    if !rest.is_empty() {
        return unread;
    }
    let key = read_key(parsed.public_key());
    Certificate {
        subject: parsed.subject().to_string(),
        issuer: parsed.issuer().to_string(),
        names: names_of(&parsed),
        not_before: instant(parsed.validity().not_before),
        not_after: instant(parsed.validity().not_after),
        key: key.kind,
        key_bits: key.bits,
        curve: key.curve,
        signature: signature_of(&parsed.signature_algorithm),
        self_issued: parsed.subject().as_raw() == parsed.issuer().as_raw(),
        readable: true,
        ..unread
    }
}

/// Modulus and exponent of the RSA key of a certificate.
pub(crate) fn rsa_key_of(der: &[u8]) -> Option<[Vec<u8>; 2]> {
    let (_, parsed) = X509Certificate::from_der(der).ok()?;
    match parsed.public_key().parsed().ok()? {
        PublicKey::RSA(key) => Some([key.modulus.to_vec(), key.exponent.to_vec()]),
        PublicKey::EC(_)
        | PublicKey::DSA(_)
        | PublicKey::GostR3410(_)
        | PublicKey::GostR3410_2012(_)
        | PublicKey::Unknown(_) => None,
    }
}

/// Bytes as digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0x0F)]).collect()
}

fn instant(time: ASN1Time) -> Option<Timestamp> {
    Timestamp::from_second(time.timestamp()).ok()
}

/// The names of the extension; where there are none, the common name, which clients once went by.
fn names_of(certificate: &X509Certificate<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for extension in certificate.extensions() {
        if let ParsedExtension::SubjectAlternativeName(alternatives) = extension.parsed_extension() {
            names.extend(alternatives.general_names.iter().filter_map(name));
        }
    }
    if names.is_empty() {
        let common = certificate.subject().iter_common_name().filter_map(|name| name.as_str().ok());
        names.extend(common.map(str::to_owned));
    }
    names
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    if let GeneralName::DNSName(dns) = name {
        return Some((*dns).to_owned());
    }
    let GeneralName::IPAddress(bytes) = name else { return None };
    let address = <[u8; 4]>::try_from(*bytes).map(|four| IpAddr::from(Ipv4Addr::from(four)));
    let address =
        address.or_else(|_| <[u8; 16]>::try_from(*bytes).map(|sixteen| IpAddr::from(Ipv6Addr::from(sixteen))));
    address.ok().map(|address| address.to_string())
}

struct Key {
    kind: String,
    bits: u32,
    curve: Option<String>,
}

fn read_key(key: &SubjectPublicKeyInfo<'_>) -> Key {
    let oid = key.algorithm.algorithm.to_id_string();
    let kind = names::find_key(&oid).map_or(oid, str::to_owned);
    let parameters = key.algorithm.parameters.as_ref();
    if let Some((_, bits)) = names::FIXED_KEYS.iter().find(|(name, _)| kind == *name) {
        return Key { kind, bits: *bits, curve: None };
    }
    match kind.as_str() {
        "ECDSA" => {
            let oid = parameters.and_then(|any| any.as_oid().ok()).map(|oid| oid.to_id_string());
            let known = oid.as_deref().and_then(names::find_curve);
            // Where the curve is spelled out, the length of the point tells the size.
            let point = || key.parsed().ok().and_then(|key| u32::try_from(key.key_size()).ok()).unwrap_or_default();
            let bits = known.map_or_else(point, |(_, bits)| bits);
            Key { kind, bits, curve: known.map(|(name, _)| name.to_owned()).or(oid) }
        }
        "DSA" => Key { kind, bits: parameters.and_then(first_integer).map_or(0, bit_length), curve: None },
        _ => Key { kind, bits: rsa_modulus(key).unwrap_or_default(), curve: None },
    }
}

fn rsa_modulus(key: &SubjectPublicKeyInfo<'_>) -> Option<u32> {
    // A key for PSS alone has the same form (RFC 4055 §1.2), which the parser does not look at.
    if let Ok(PublicKey::RSA(rsa)) = key.parsed() {
        return Some(bit_length(rsa.modulus));
    }
    let (_, sequence) = Any::from_der(&key.subject_public_key.data).ok()?;
    first_integer(&sequence).map(bit_length)
}

/// The first number of a sequence: the modulus of an RSA key, the prime of DSA's parameters.
fn first_integer<'a>(sequence: &Any<'a>) -> Option<&'a [u8]> {
    let (_, first) = Any::from_der(sequence.data).ok()?;
    (first.tag() == x509_parser::asn1_rs::Tag::Integer).then_some(first.data)
}

fn signature_of(algorithm: &AlgorithmIdentifier<'_>) -> String {
    let oid = algorithm.algorithm.to_id_string();
    let Some(name) = names::find_signature(&oid) else { return oid };
    if name != names::PSS {
        return name.to_owned();
    }
    // RFC 4055 §3.1: without parameters, SHA-1.
    let hash = algorithm
        .parameters
        .as_ref()
        .and_then(|any| RsaSsaPssParams::try_from(any).ok())
        .map(|parameters| parameters.hash_algorithm_oid().to_id_string());
    let hash = hash.as_deref().map_or(Some("sha1"), names::find_hash);
    format!("{name} ({})", hash.unwrap_or("unknown hash"))
}
