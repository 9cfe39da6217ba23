//! The key derivation before TLS 1.3: the pseudo-random functions of TLS 1.2 (RFC 5246 §5) and of TLS 1.0 and 1.1 (RFC 2246 §5), the main
//! secret (with RFC 7627), keys, and verification data. Secrets in, keys out. TLS 1.3 is `schedule`'s.

use crate::Version;
use crate::protection::{Cipher, Keys, Secrets, Terms};
use crate::wire::{Malformed, Reader};
use ::hmac::{Hmac, KeyInit, Mac};
use aws_lc_rs::digest::{self, SHA1_FOR_LEGACY_USE_ONLY, SHA384, digest};
use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY};
use aws_lc_rs::tls_prf::{P_SHA256, P_SHA384, Secret};
use md5::{Digest, Md5};

/// How keys are derived, and messages hashed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Derivation {
    /// TLS 1.0 and 1.1: MD5 and SHA-1 together.
    Both,
    /// TLS 1.2: the hash of the suite.
    One(&'static digest::Algorithm),
}

impl Derivation {
    pub(crate) fn of(cipher: Cipher, version: Version) -> Self {
        if version < Version::Tls12 { Self::Both } else { Self::One(cipher.hash) }
    }

    /// The hash of the messages (RFC 5246 §7.4.9, RFC 2246 §7.4.9, RFC 7627 §3).
    pub(crate) fn hash(self, messages: &[u8]) -> Vec<u8> {
        match self {
            Self::Both => {
                let sha1 = digest(&SHA1_FOR_LEGACY_USE_ONLY, messages);
                [Md5::digest(messages).as_slice(), sha1.as_ref()].concat()
            }
            Self::One(hash) => digest(hash, messages).as_ref().to_vec(),
        }
    }

    fn prf(self, secret: &[u8], label: &[u8], seed: &[u8], length: usize) -> Option<Vec<u8>> {
        match self {
            Self::Both => {
                let half = secret.len().div_ceil(2);
                let (first, last) = (secret.get(..half)?, secret.get(secret.len() - half..)?);
                let seed = [label, seed].concat();
                let md5 = expand(|text| hmac_md5(first, text), &seed, length)?;
                let key = hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, last);
                let sha1 = expand(|text| Some(hmac::sign(&key, text).as_ref().to_vec()), &seed, length)?;
                Some(md5.iter().zip(&sha1).map(|(one, other)| one ^ other).collect())
            }
            Self::One(hash) => {
                let algorithm = if hash == &SHA384 { &P_SHA384 } else { &P_SHA256 };
                let output = Secret::new(algorithm, secret).ok()?.derive(label, seed, length).ok()?;
                Some(output.as_ref().to_vec())
            }
        }
    }
}

/// `P_hash` of RFC 2246 §5.
fn expand(mac: impl Fn(&[u8]) -> Option<Vec<u8>>, seed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut output = Vec::with_capacity(length + 20);
    let mut chain = mac(seed)?;
    while output.len() < length {
        output.extend(mac(&[&chain, seed].concat())?);
        chain = mac(&chain)?;
    }
    output.truncate(length);
    Some(output)
}

/// AWS-LC's own HMAC has no MD5.
fn hmac_md5(key: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let mut mac = Hmac::<Md5>::new_from_slice(key).ok()?;
    mac.update(text);
    Some(mac.finalize().into_bytes().to_vec())
}

/// The main secret of a handshake, and how keys come of it.
#[derive(Debug)]
pub(crate) struct MainSecret {
    derivation: Derivation,
    main: Vec<u8>,
}

impl MainSecret {
    /// From the shared secret. `session`: the hash of the messages up to `ClientKeyExchange`, where `extended_master_secret` was agreed; else
    /// the two randoms are used.
    pub(crate) fn new(
        derivation: Derivation,
        shared: &[u8],
        session: Option<&[u8]>,
        randoms: [&[u8; 32]; 2],
    ) -> Option<Self> {
        let main = match session {
            Some(session) => derivation.prf(shared, b"extended master secret", session, 48),
            None => derivation.prf(shared, b"master secret", &randoms.map(|random| *random).concat(), 48),
        }?;
        Some(Self { derivation, main })
    }

    /// The keys of the client and of the server (RFC 5246 §6.3).
    pub(crate) fn keys(&self, cipher: Cipher, terms: Terms, randoms: [&[u8; 32]; 2]) -> Option<(Keys, Keys)> {
        let [client, server] = randoms;
        let lengths = cipher.lengths(terms.version);
        let total = 2 * (lengths.mac + lengths.key + lengths.iv);
        let block = self.derivation.prf(&self.main, b"key expansion", &[*server, *client].concat(), total)?;
        let mut reader = Reader::new(&block, "key block");
        let mut pair = |length| Ok::<_, Malformed>([reader.take(length)?, reader.take(length)?]);
        let (mac, key, iv) = (pair(lengths.mac).ok()?, pair(lengths.key).ok()?, pair(lengths.iv).ok()?);
        let client = Secrets { mac: mac[0], key: key[0], iv: iv[0] };
        let server = Secrets { mac: mac[1], key: key[1], iv: iv[1] };
        Some((Keys::older(cipher, terms, client)?, Keys::older(cipher, terms, server)?))
    }

    /// The client's verification data, over all messages before its `Finished`.
    pub(crate) fn client_verification(&self, messages: &[u8]) -> Option<Vec<u8>> {
        self.derivation.prf(&self.main, b"client finished", &self.derivation.hash(messages), 12)
    }

    /// The same for the server's.
    pub(crate) fn server_verification(&self, messages: &[u8]) -> Option<Vec<u8>> {
        self.derivation.prf(&self.main, b"server finished", &self.derivation.hash(messages), 12)
    }
}

#[cfg(test)]
mod tests {
    use super::Derivation;
    use crate::certificate::hexadecimal;
    use aws_lc_rs::digest::{SHA256, SHA384};

    /// `openssl kdf -keylen 104 -kdfopt digest:MD5-SHA1 -kdfopt hexsecret:… -kdfopt seed:'key expansion' -kdfopt hexseed:… TLS1-PRF`, with
    /// secrets of an even and an odd length.
    #[test]
    fn both_hashes_together_give_what_openssl_gives() {
        let seed: Vec<u8> = (0x80..0xC0).collect();
        for (length, known) in [
            (
                48,
                "98ae22a6d1166a553d606ab2e697f6c3c8e231591546ff4d3697ca2e3abe08d3a2cfc7e209815ab206cf7157df4f0bf1800dcb16\
                 73ad1aed8c36da26e059538ad58c3e8a3642be4e3b2714a06053a47de99e83681aa3fe58ba10a34851334f85b1eed7d1c36e0473",
            ),
            (
                49,
                "3c5d2c51fe79176156a8c95ecc90bd9a7facc7fcf7874ebec0eeba9a0d514e59faa735b3fed4302313f65b3a2ac66d6c66f4275e\
                 d256be60b2804081bbfd16c7dcf3cc5e100c11d1346dd67337fc4abb7ce7c4ceec87ea4e8d75e0460c8dd10efcccde792cf6b443",
            ),
        ] {
            let secret: Vec<u8> = (0..length).collect();
            let output = Derivation::Both.prf(&secret, b"key expansion", &seed, 104).unwrap();
            assert_eq!(hexadecimal(&output), known);
        }
    }

    #[test]
    fn one_hash_gives_what_openssl_gives() {
        let (secret, seed): (Vec<u8>, Vec<u8>) = ((0..48).collect(), (0x80..0xC0).collect());
        for (hash, known) in [
            (
                &SHA256,
                "c2d8c85b4c2617bb55f44798d2060bb47109b3eb3be5d88e00082be9f9ec2e74f6974d20dacd86fe6fe4bafe6ccc9e1a",
            ),
            (
                &SHA384,
                "7c13d10a3bfead9215cd8a3374e02a8c537fd1b96218ae56e9ab129eb59f7db593bb0021d9e6e3bd8a4095159c454d59",
            ),
        ] {
            let output = Derivation::One(hash).prf(&secret, b"master secret", &seed, 48).unwrap();
            assert_eq!(hexadecimal(&output), known);
        }
    }
}
