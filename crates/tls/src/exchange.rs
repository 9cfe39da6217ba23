//! Key shares with a key behind them, for conversations that go on into what is encrypted: X25519, the NIST curves, ML-KEM and their
//! hybrids, by AWS-LC. Throw-away keys: what they protect is of no worth, so curve keys come from the caller's entropy.

mod finite_field;

use crate::conversation::Entropy;
use aws_lc_rs::agreement::{self, ECDH_P256, ECDH_P384, ECDH_P521, PrivateKey, UnparsedPublicKey, X25519, agree};
use aws_lc_rs::digest::{Context, SHA512};
use aws_lc_rs::kem::{self, AlgorithmId, Ciphertext, DecapsulationKey, ML_KEM_512, ML_KEM_768, ML_KEM_1024};

pub(crate) use finite_field::{Agreement, agree as agree_in_finite_field, encrypt};

/// A share of one group.
#[derive(Debug)]
pub(crate) struct Share {
    pub(crate) group: u16,
    parts: Vec<Part>,
}

/// A hybrid has two, in the order in which they stand in shares and in the secret.
#[derive(Debug)]
enum Part {
    Curve { key: PrivateKey, curve: Curve },
    Lattice { key: DecapsulationKey<AlgorithmId>, ciphertext: usize },
}

#[derive(Clone, Copy, Debug)]
struct Curve {
    algorithm: &'static agreement::Algorithm,
    private: usize,
    public: usize,
}

#[derive(Clone, Copy)]
enum Kind {
    Curve(Curve),
    Lattice(&'static kem::Algorithm<AlgorithmId>, usize),
}

const P256: Kind = Kind::Curve(Curve { algorithm: &ECDH_P256, private: 32, public: 65 });
const P384: Kind = Kind::Curve(Curve { algorithm: &ECDH_P384, private: 48, public: 97 });
const P521: Kind = Kind::Curve(Curve { algorithm: &ECDH_P521, private: 66, public: 133 });
const CURVE25519: Kind = Kind::Curve(Curve { algorithm: &X25519, private: 32, public: 32 });
// With the sizes of ciphertexts (FIPS 203 table 3).
const LATTICE_512: Kind = Kind::Lattice(&ML_KEM_512, 768);
const LATTICE_768: Kind = Kind::Lattice(&ML_KEM_768, 1088);
const LATTICE_1024: Kind = Kind::Lattice(&ML_KEM_1024, 1568);

impl Share {
    /// A share of this group; `None` where Kijun has no cryptography for it.
    pub(crate) fn new(group: u16, entropy: &Entropy) -> Option<Self> {
        let kinds: &[Kind] = match group {
            0x0017 => &[P256],
            0x0018 => &[P384],
            0x0019 => &[P521],
            0x001D => &[CURVE25519],
            0x0200 => &[LATTICE_512],
            0x0201 => &[LATTICE_768],
            0x0202 => &[LATTICE_1024],
            0x11EB => &[P256, LATTICE_768],
            0x11EC => &[LATTICE_768, CURVE25519],
            0x11ED => &[P384, LATTICE_1024],
            _ => return None,
        };
        let parts = kinds.iter().map(|kind| Part::new(*kind, group, entropy)).collect::<Option<_>>()?;
        Some(Self { group, parts })
    }

    /// What the server is sent.
    pub(crate) fn public(&self) -> Option<Vec<u8>> {
        let mut value = Vec::new();
        for part in &self.parts {
            match part {
                Part::Curve { key, .. } => value.extend_from_slice(key.compute_public_key().ok()?.as_ref()),
                Part::Lattice { key, .. } => {
                    value.extend_from_slice(key.encapsulation_key().ok()?.key_bytes().ok()?.as_ref());
                }
            }
        }
        Some(value)
    }

    /// The secret that both come to, from what the server sent; `None` where that is no value of the group.
    pub(crate) fn agree(&self, server: &[u8]) -> Option<Vec<u8>> {
        let (mut secret, mut rest) = (Vec::new(), server);
        for part in &self.parts {
            let (value, after) = rest.split_at_checked(part.answer_length())?;
            rest = after;
            match part {
                Part::Curve { key, curve } => {
                    let peer = UnparsedPublicKey::new(curve.algorithm, value);
                    agree(key, peer, (), |shared| {
                        secret.extend_from_slice(shared);
                        Ok(())
                    })
                    .ok()?;
                }
                Part::Lattice { key, .. } => {
                    secret.extend_from_slice(key.decapsulate(Ciphertext::from(value)).ok()?.as_ref());
                }
            }
        }
        rest.is_empty().then_some(secret)
    }
}

impl Part {
    fn new(kind: Kind, group: u16, entropy: &Entropy) -> Option<Self> {
        match kind {
            Kind::Curve(curve) => {
                let key = PrivateKey::from_private_key(curve.algorithm, &scalar(curve.private, group, entropy)).ok()?;
                Some(Self::Curve { key, curve })
            }
            // AWS-LC has no way to make a key of ML-KEM from a seed: this randomness alone is not the caller's.
            Kind::Lattice(algorithm, ciphertext) => {
                Some(Self::Lattice { key: DecapsulationKey::generate(algorithm).ok()?, ciphertext })
            }
        }
    }

    fn answer_length(&self) -> usize {
        match self {
            Self::Curve { curve, .. } => curve.public,
            Self::Lattice { ciphertext, .. } => *ciphertext,
        }
    }
}

/// A private key of so many bytes. Zeros in front where a hash has fewer bytes: P-521's order has 521 bits, so that 512 are below it.
fn scalar(length: usize, group: u16, entropy: &Entropy) -> Vec<u8> {
    let mut hash = Context::new(&SHA512);
    hash.update(b"key share");
    hash.update(&group.to_be_bytes());
    hash.update(entropy);
    let hash = hash.finish();
    let taken = hash.as_ref().get(..length).unwrap_or(hash.as_ref());
    let mut scalar = vec![0; length.saturating_sub(taken.len())];
    scalar.extend_from_slice(taken);
    scalar
}

/// So many bytes for one purpose.
fn derive(purpose: &[u8], length: usize, entropy: &Entropy) -> Vec<u8> {
    let hash = |counter: u32| {
        let mut hash = Context::new(&SHA512);
        hash.update(purpose);
        hash.update(&counter.to_be_bytes());
        hash.update(entropy);
        hash.finish().as_ref().to_vec()
    };
    (0..).flat_map(hash).take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::Share;
    use crate::hello::public_value;
    use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
    use aws_lc_rs::kem::{EncapsulationKey, ML_KEM_512, ML_KEM_768, ML_KEM_1024};

    #[test]
    fn both_sides_of_a_hybrid_come_to_the_same_secret() {
        let share = Share::new(0x11EC, &[3; 64]).unwrap();
        let public = share.public().unwrap();
        let (lattice, curve) = public.split_at(1184);
        let (ciphertext, mut expected) = {
            let (ciphertext, secret) = EncapsulationKey::new(&ML_KEM_768, lattice).unwrap().encapsulate().unwrap();
            (ciphertext.as_ref().to_vec(), secret.as_ref().to_vec())
        };
        let server = PrivateKey::from_private_key(&X25519, &[7; 32]).unwrap();
        let answer = [&ciphertext[..], server.compute_public_key().unwrap().as_ref()].concat();
        let peer = UnparsedPublicKey::new(&X25519, curve);
        agree(&server, peer, (), |shared| {
            expected.extend_from_slice(shared);
            Ok(())
        })
        .unwrap();
        assert_eq!(share.agree(&answer), Some(expected));
        assert_eq!(share.agree(&answer[1..]), None);
    }

    #[test]
    fn shares_with_and_without_a_key_are_of_one_length() {
        for group in [0x0017, 0x0018, 0x0019, 0x001D, 0x0200, 0x0201, 0x0202, 0x11EB, 0x11EC, 0x11ED] {
            let with = Share::new(group, &[3; 64]).unwrap().public().unwrap();
            assert_eq!(public_value(group).map(|value| value.len()), Some(with.len()), "{group:#X}");
        }
    }

    #[test]
    fn encapsulation_keys_without_a_key_are_taken_by_one_who_checks_them() {
        for (group, algorithm) in [(0x0200, &ML_KEM_512), (0x0201, &ML_KEM_768), (0x0202, &ML_KEM_1024)] {
            let key = EncapsulationKey::new(algorithm, &public_value(group).unwrap()).unwrap();
            assert!(key.encapsulate().is_ok(), "{group:#X}");
        }
    }
}
