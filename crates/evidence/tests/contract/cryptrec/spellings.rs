//! Which techniques and key lengths are recognised in what people write.

use super::REFERENCE;

/// The ids of the parts with their key lengths: `aes 256 gcm`.
fn parts(words: &str) -> String {
    let resolved = REFERENCE.resolve(words);
    let mut found: Vec<String> = Vec::new();
    for part in &resolved.parts {
        found.push(REFERENCE.part_id(part).to_owned());
        found.extend(part.key_bits().map(|bits| bits.to_string()));
    }
    found.join(" ")
}

#[test]
fn one_technique_has_many_spellings() {
    for (words, expected) in [
        ("AES256", "aes 256"),
        ("ＡＥＳ－２５６", "aes 256"),
        ("AES/GCM/NoPadding", "aes gcm"),
        ("aes256-gcm96", "aes 256 gcm"),
        ("A256GCM", "aes 256 gcm"),
        ("256-bit AES-GCM", "aes 256 gcm"),
        ("AES-GCM-256", "aes 256 gcm"),
        ("XTS-AES-128", "xts aes 128"),
        ("aes-xts-plain64", "aes xts"),
        ("AES_256_GCM_SHA384", "aes 256 gcm sha-384"),
        ("AES-128/192/256-GCM", "aes 128 192 256 gcm"),
        ("AES-256-GCM、Camellia-128-CBC と 3DES", "aes 256 gcm camellia 128 cbc 3des"),
        ("2048ビットRSA、256ビットAES-GCM", "rsa 2048 aes 256 gcm"),
        ("TDES", "3des"),
        ("DESede", "3des"),
        ("SHA1", "sha-1"),
        // A family, not SHA-1 with a stray number.
        ("SHA-2", ""),
        ("PBKDF2WithHmacSHA256", "pbkdf2 hmac-sha-256"),
        ("SHA256withRSA", "rsassa-pkcs1-v1_5 sha-256"),
        ("SHA-512/256", "sha-512-256"),
        ("HMAC (SHA-1)", "hmac-sha-1"),
        ("prime256v1", "p-256"),
        ("Curve25519", "x25519"),
        ("RSA-OAEP-256", "rsa-oaep sha-256"),
        ("description", ""),
    ] {
        assert_eq!(parts(words), expected, "{words}");
    }
}
