//! Signature schemes: codes and names (IANA's TLS `SignatureScheme` registry; pairs of hash and signature of RFC 5246 that it does not
//! name are named after the same pattern). What a scheme is worth is not said here.

/// The name of a scheme.
pub fn find_name(code: u16) -> Option<&'static str> {
    let place = SCHEMES.binary_search_by_key(&code, |(scheme, _)| *scheme).ok()?;
    SCHEMES.get(place).map(|(_, name)| *name)
}

/// What RSA signs before TLS 1.2: MD5 and SHA-1 side by side (RFC 2246 §7.4.3). The code is ours, of the range for private use.
pub const RSA_MD5_SHA1: u16 = 0xFF01;

/// `dsa_sha1`: what DSA signs before TLS 1.2.
pub const DSA_SHA1: u16 = 0x0202;

/// `ecdsa_sha1`: what ECDSA signs before TLS 1.2.
pub const ECDSA_SHA1: u16 = 0x0203;

/// Codes and names. Sorted by code.
pub const SCHEMES: [(u16, &str); 60] = [
    (0x0101, "rsa_pkcs1_md5"),
    (0x0102, "dsa_md5"),
    (0x0103, "ecdsa_md5"),
    (0x0201, "rsa_pkcs1_sha1"),
    (DSA_SHA1, "dsa_sha1"),
    (ECDSA_SHA1, "ecdsa_sha1"),
    (0x0301, "rsa_pkcs1_sha224"),
    (0x0302, "dsa_sha224"),
    (0x0303, "ecdsa_sha224"),
    (0x0401, "rsa_pkcs1_sha256"),
    (0x0402, "dsa_sha256"),
    (0x0403, "ecdsa_secp256r1_sha256"),
    (0x0420, "rsa_pkcs1_sha256_legacy"),
    (0x0501, "rsa_pkcs1_sha384"),
    (0x0502, "dsa_sha384"),
    (0x0503, "ecdsa_secp384r1_sha384"),
    (0x0520, "rsa_pkcs1_sha384_legacy"),
    (0x0601, "rsa_pkcs1_sha512"),
    (0x0602, "dsa_sha512"),
    (0x0603, "ecdsa_secp521r1_sha512"),
    (0x0620, "rsa_pkcs1_sha512_legacy"),
    (0x0704, "eccsi_sha256"),
    (0x0705, "iso_ibs1"),
    (0x0706, "iso_ibs2"),
    (0x0707, "iso_chinese_ibs"),
    (0x0708, "sm2sig_sm3"),
    (0x0709, "gostr34102012_256a"),
    (0x070A, "gostr34102012_256b"),
    (0x070B, "gostr34102012_256c"),
    (0x070C, "gostr34102012_256d"),
    (0x070D, "gostr34102012_512a"),
    (0x070E, "gostr34102012_512b"),
    (0x070F, "gostr34102012_512c"),
    (0x0804, "rsa_pss_rsae_sha256"),
    (0x0805, "rsa_pss_rsae_sha384"),
    (0x0806, "rsa_pss_rsae_sha512"),
    (0x0807, "ed25519"),
    (0x0808, "ed448"),
    (0x0809, "rsa_pss_pss_sha256"),
    (0x080A, "rsa_pss_pss_sha384"),
    (0x080B, "rsa_pss_pss_sha512"),
    (0x081A, "ecdsa_brainpoolP256r1tls13_sha256"),
    (0x081B, "ecdsa_brainpoolP384r1tls13_sha384"),
    (0x081C, "ecdsa_brainpoolP512r1tls13_sha512"),
    (0x0904, "mldsa44"),
    (0x0905, "mldsa65"),
    (0x0906, "mldsa87"),
    (0x0911, "slhdsa_sha2_128s"),
    (0x0912, "slhdsa_sha2_128f"),
    (0x0913, "slhdsa_sha2_192s"),
    (0x0914, "slhdsa_sha2_192f"),
    (0x0915, "slhdsa_sha2_256s"),
    (0x0916, "slhdsa_sha2_256f"),
    (0x0917, "slhdsa_shake_128s"),
    (0x0918, "slhdsa_shake_128f"),
    (0x0919, "slhdsa_shake_192s"),
    (0x091A, "slhdsa_shake_192f"),
    (0x091B, "slhdsa_shake_256s"),
    (0x091C, "slhdsa_shake_256f"),
    (RSA_MD5_SHA1, "rsa_pkcs1_md5_sha1"),
];
