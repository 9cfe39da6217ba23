//! Diffie-Hellman in a finite field that the server made (RFC 5246 §7.4.3, §7.4.7.2), and RSA encryption to a certificate of any size (§7.4.7.1):
//! what AWS-LC, rightly, does not do. Sizes are bounded, since the other side chooses them.

use super::derive;
use crate::conversation::Entropy;
use crate::messages::{FiniteField, bit_length};
use num_bigint::BigUint;

/// The largest prime or modulus: that of ffdhe8192, and of the largest RSA keys in use. A power takes some ten milliseconds there.
const LONGEST: u32 = 8192;

/// Bytes of a private exponent: twice the strength of any field of that size (RFC 7919 §5.2).
const EXPONENT: usize = 64;

/// What comes of the other side's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Our public value, and the secret of both.
    Agreed { public: Vec<u8>, shared: Vec<u8> },
    /// Longer than is spoken.
    TooLong,
    /// No field, or no value of it.
    Nonsense,
}

/// Agrees on a secret in the server's field.
pub(crate) fn agree(field: &FiniteField, entropy: &Entropy) -> Agreement {
    if bit_length(&field.prime) > LONGEST {
        return Agreement::TooLong;
    }
    let [prime, generator, server] =
        [&field.prime, &field.generator, &field.public].map(|number| BigUint::from_bytes_be(number));
    let one = BigUint::from(1_u8);
    // RFC 7919 §5.1: 1 < value < p - 1. An even number is no prime, and the least with such a value is 5.
    let inner = |number: &BigUint| *number > one && number + &one < prime;
    if !prime.bit(0) || !inner(&generator) || !inner(&server) {
        return Agreement::Nonsense;
    }
    let private = BigUint::from_bytes_be(&derive(b"finite field", EXPONENT, entropy));
    let public = generator.modpow(&private, &prime);
    let shared = server.modpow(&private, &prime);
    // RFC 5246 §8.1.2: without leading zeros, as they come.
    Agreement::Agreed { public: public.to_bytes_be(), shared: shared.to_bytes_be() }
}

/// Encrypts to an RSA key with the padding of PKCS #1 v1.5 (RFC 8017 §7.2.1); `None` where the key is too short, too long or no key.
pub(crate) fn encrypt(modulus: &[u8], exponent: &[u8], secret: &[u8], entropy: &Entropy) -> Option<Vec<u8>> {
    if bit_length(modulus) > LONGEST || bit_length(exponent) > 64 {
        return None;
    }
    let [modulus, exponent] = [modulus, exponent].map(BigUint::from_bytes_be);
    let length = usize::try_from(modulus.bits().div_ceil(8)).ok()?;
    let padding = length.checked_sub(secret.len() + 3).filter(|padding| *padding >= 8 && modulus.bit(0))?;
    let padding = derive(b"padding", padding, entropy).into_iter().map(|byte| byte.max(1));
    let padded: Vec<u8> = [0, 2].into_iter().chain(padding).chain([0]).chain(secret.iter().copied()).collect();
    let encrypted = BigUint::from_bytes_be(&padded).modpow(&exponent, &modulus).to_bytes_be();
    let mut ciphertext = vec![0; length.checked_sub(encrypted.len())?];
    ciphertext.extend(encrypted);
    Some(ciphertext)
}

#[cfg(test)]
mod tests {
    use super::{Agreement, agree, encrypt};
    use crate::messages::FiniteField;
    use num_bigint::BigUint;
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, proptest};

    fn field(prime: &[u8], generator: u8, public: &[u8]) -> FiniteField {
        FiniteField { prime: prime.to_vec(), generator: vec![generator], public: public.to_vec() }
    }

    #[test]
    fn both_sides_come_to_the_same_secret() {
        // 2^127 - 1, and the public value of a server whose private key is 5.
        let prime = BigUint::from(2_u8).pow(127) - 1_u8;
        let server = BigUint::from(243_u8).to_bytes_be();
        let Agreement::Agreed { public, shared } = agree(&field(&prime.to_bytes_be(), 3, &server), &[7; 64]) else {
            panic!("a field that fits");
        };
        assert_eq!(BigUint::from_bytes_be(&public).modpow(&BigUint::from(5_u8), &prime).to_bytes_be(), shared);
        assert!(shared.len() > 8);
    }

    #[test]
    fn what_is_no_field_and_no_value_of_it_is_nonsense_and_what_is_long_is_not_computed() {
        for (prime, generator, public) in [
            (&[][..], 2, &[3][..]),
            (&[0], 2, &[3]),
            (&[1], 2, &[3]),
            (&[22], 2, &[3]),
            (&[23], 1, &[3]),
            (&[23], 22, &[3]),
            (&[23], 2, &[]),
            (&[23], 2, &[1]),
            (&[23], 2, &[22]),
            (&[23], 2, &[23]),
        ] {
            assert_eq!(agree(&field(prime, generator, public), &[7; 64]), Agreement::Nonsense, "{prime:?} {public:?}");
        }
        assert!(matches!(agree(&field(&[0, 23], 2, &[0, 3]), &[7; 64]), Agreement::Agreed { .. }));
        assert!(matches!(agree(&field(&[0xFF; 1024], 2, &[3]), &[7; 64]), Agreement::Agreed { .. }));
        assert_eq!(agree(&field(&[0xFF; 1025], 2, &[3]), &[7; 64]), Agreement::TooLong);
        assert_eq!(encrypt(&[0xFF; 1025], &[3], &[9; 48], &[7; 64]), None);
        assert_eq!(encrypt(&[0xFF; 58], &[3], &[9; 48], &[7; 64]), None);
    }

    proptest! {
        #[test]
        fn any_numbers_give_an_answer(
            prime in vec(any::<u8>(), 0..40),
            generator in any::<u8>(),
            public in vec(any::<u8>(), 0..40),
        ) {
            if let Agreement::Agreed { public, shared } = agree(&field(&prime, generator, &public), &[7; 64]) {
                prop_assert!(public.len() <= prime.len() && shared.len() <= prime.len());
            }
            let encrypted = encrypt(&[&[0x80][..], &prime, &[1]].concat(), &public, &[9; 4], &[7; 64]);
            prop_assert!(encrypted.is_none_or(|encrypted| encrypted.len() == prime.len() + 2));
        }
    }
}
