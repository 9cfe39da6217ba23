//! Names of the object identifiers that certificates carry: keys, curves, signatures, hashes (RFC 3279, RFC 5480, RFC 5758, RFC 8410,
//! RFC 9881, and NIST's and the brainpool's arcs).

/// The name of a PSS signature, whose hash stands in its parameters.
pub(super) const PSS: &str = "rsassaPss";

/// Keys that have one size: bits of the field for curves of their own; 0 where a size in bits says nothing.
pub(super) const FIXED_KEYS: [(&str, u32); 10] = [
    ("Ed25519", 256),
    ("Ed448", 456),
    ("X25519", 256),
    ("X448", 448),
    ("ML-DSA-44", 0),
    ("ML-DSA-65", 0),
    ("ML-DSA-87", 0),
    ("SLH-DSA", 0),
    ("GOST R 34.10-2012 (256)", 256),
    ("GOST R 34.10-2012 (512)", 512),
];

pub(super) fn find_key(oid: &str) -> Option<&'static str> {
    find(&KEYS, oid)
}

/// A curve's name and the bits of its field.
pub(super) fn find_curve(oid: &str) -> Option<(&'static str, u32)> {
    CURVES.iter().find(|(curve, _, _)| *curve == oid).map(|(_, name, bits)| (*name, *bits))
}

pub(super) fn find_signature(oid: &str) -> Option<&'static str> {
    find(&SIGNATURES, oid)
}

pub(super) fn find_hash(oid: &str) -> Option<&'static str> {
    find(&HASHES, oid)
}

fn find(table: &[(&str, &'static str)], oid: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == oid).map(|(_, name)| *name)
}

const KEYS: [(&str, &str); 15] = [
    ("1.2.840.113549.1.1.1", "RSA"),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.10045.2.1", "ECDSA"),
    ("1.2.840.10040.4.1", "DSA"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.111", "X448"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
    ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 (256)"),
    ("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 (512)"),
    ("1.2.643.2.2.19", "GOST R 34.10-2001"),
    ("1.2.643.2.2.20", "GOST R 34.10-94"),
];

const CURVES: [(&str, &str, u32); 16] = [
    ("1.2.840.10045.3.1.1", "secp192r1", 192),
    ("1.3.132.0.33", "secp224r1", 224),
    ("1.2.840.10045.3.1.7", "secp256r1", 256),
    ("1.3.132.0.10", "secp256k1", 256),
    ("1.3.132.0.34", "secp384r1", 384),
    ("1.3.132.0.35", "secp521r1", 521),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512),
    ("1.2.156.10197.1.301", "curveSM2", 256),
    ("1.3.132.0.15", "sect163r2", 163),
    ("1.3.132.0.1", "sect163k1", 163),
    ("1.3.132.0.26", "sect233k1", 233),
    ("1.3.132.0.27", "sect233r1", 233),
    ("1.3.132.0.16", "sect283k1", 283),
    ("1.3.132.0.17", "sect283r1", 283),
];

const SIGNATURES: [(&str, &str); 30] = [
    ("1.2.840.113549.1.1.2", "md2WithRSAEncryption"),
    ("1.2.840.113549.1.1.3", "md4WithRSAEncryption"),
    ("1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    ("1.3.14.3.2.29", "sha1WithRSAEncryption"),
    ("1.2.840.113549.1.1.10", PSS),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("1.2.840.113549.1.1.14", "sha224WithRSAEncryption"),
    ("1.2.840.113549.1.1.15", "sha512-224WithRSAEncryption"),
    ("1.2.840.113549.1.1.16", "sha512-256WithRSAEncryption"),
    ("1.3.36.3.3.1.2", "ripemd160WithRSAEncryption"),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1"),
    ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    ("1.2.840.10040.4.3", "dsa-with-sha1"),
    ("2.16.840.1.101.3.4.3.1", "dsa-with-sha224"),
    ("2.16.840.1.101.3.4.3.2", "dsa-with-sha256"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
    ("1.2.156.10197.1.501", "SM2-with-SM3"),
    ("1.2.643.7.1.1.3.2", "gostR3410-2012-256-with-gostR3411-2012-256"),
    ("1.2.643.7.1.1.3.3", "gostR3410-2012-512-with-gostR3411-2012-512"),
    ("1.2.643.2.2.3", "gostR3411-94-with-gostR3410-2001"),
];

const HASHES: [(&str, &str); 6] = [
    ("1.2.840.113549.2.5", "md5"),
    ("1.3.14.3.2.26", "sha1"),
    ("2.16.840.1.101.3.4.2.4", "sha224"),
    ("2.16.840.1.101.3.4.2.1", "sha256"),
    ("2.16.840.1.101.3.4.2.2", "sha384"),
    ("2.16.840.1.101.3.4.2.3", "sha512"),
];
