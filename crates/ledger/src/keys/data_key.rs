//! A data key: seals and opens what stands in the database. A fresh AES key for every envelope, derived with HKDF, so that no
//! (key, nonce) pair comes twice even where a cloned machine repeats its randomness (`docs/decisions/0013-one-key-an-event.md`).

use super::{KeyError, SecretKey};
use crate::envelope::{Header, Place};
use crate::random::Randomness;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Prk};
use aws_lc_rs::hmac;
use jiff::Timestamp;

/// The bytes that GCM adds.
pub(crate) const TAG_LENGTH: usize = 16;

/// One of a city's data keys, ready for use.
pub(crate) struct DataKey {
    epoch: u32,
    derive: Prk,
    /// Makes salts from randomness and from what is sealed.
    salts: hmac::Key,
    /// Names blobs by their content, in a way that only this city can repeat.
    names: hmac::Key,
}

impl DataKey {
    pub(crate) fn new(epoch: u32, secret: &SecretKey) -> Result<Self, KeyError> {
        // The secret is uniform already: HKDF's extraction step adds nothing (RFC 5869 §3.3).
        let derive = Prk::new_less_safe(HKDF_SHA256, secret.expose());
        let hmac_key = |label: &'static [u8]| -> Result<hmac::Key, KeyError> {
            let info = [label];
            let material = derive.expand(&info, HKDF_SHA256.hmac_algorithm()).map_err(|_| KeyError::Refused)?;
            Ok(hmac::Key::from(material))
        };
        let (salts, names) = (hmac_key(b"kijun salts v1")?, hmac_key(b"kijun blob names v1")?);
        Ok(Self { epoch, derive, salts, names })
    }

    pub(crate) fn epoch(&self) -> u32 {
        self.epoch
    }

    /// The envelope of `payload` for `place`.
    pub(crate) fn seal(
        &self,
        place: &Place<'_>,
        recorded_at: Timestamp,
        payload: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, KeyError> {
        let salt = self.salt(place, payload, randomness)?;
        let header = Header { epoch: self.epoch, recorded_at, salt }.to_bytes();
        let associated_data = place.associated_data(&header);
        let mut envelope = Vec::with_capacity(header.len() + payload.len() + TAG_LENGTH);
        envelope.extend_from_slice(&header);
        envelope.extend_from_slice(payload);
        let body = envelope.get_mut(header.len()..).unwrap_or_default();
        let tag = self
            .one_time_key(b"kijun envelope v1\0", &salt)?
            .seal_in_place_separate_tag(zero_nonce(), Aad::from(associated_data), body)
            .map_err(|_| KeyError::Refused)?;
        envelope.extend_from_slice(tag.as_ref());
        Ok(envelope)
    }

    /// The payload of an envelope; `None` if it was altered, belongs elsewhere, or another key sealed it.
    pub(crate) fn open(&self, place: &Place<'_>, envelope: &[u8]) -> Option<Vec<u8>> {
        let (header, sealed) = Header::parse(envelope)?;
        let header_bytes = envelope.get(..envelope.len().checked_sub(sealed.len())?)?;
        let associated_data = place.associated_data(header_bytes);
        let mut payload = sealed.to_vec();
        let key = self.one_time_key(b"kijun envelope v1\0", &header.salt).ok()?;
        let length = key.open_in_place(zero_nonce(), Aad::from(associated_data), &mut payload).ok()?.len();
        payload.truncate(length);
        Some(payload)
    }

    /// The name of `content`: an HMAC, so that equal files of two cities do not show as equal.
    pub(crate) fn name(&self, content: &[u8]) -> [u8; 32] {
        digest(hmac::sign(&self.names, content))
    }

    /// The key that one blob is sealed with. It depends on the content (through its name), so it seals nothing else.
    pub(crate) fn blob_key(&self, name: &[u8; 32]) -> Result<LessSafeKey, KeyError> {
        self.one_time_key(b"kijun blob v1\0", name)
    }

    /// Random bytes and a pseudo-random function of what will be sealed: a repeated salt needs a repeated payload at a
    /// repeated place, and then nothing new is given away.
    fn salt(&self, place: &Place<'_>, payload: &[u8], randomness: &dyn Randomness) -> Result<[u8; 32], KeyError> {
        let mut random = [0; 32];
        randomness.fill(&mut random)?;
        let mut salt = hmac::Context::with_key(&self.salts);
        salt.update(&random);
        salt.update(&place.associated_data(&[]));
        salt.update(payload);
        Ok(digest(salt.sign()))
    }

    fn one_time_key(&self, label: &[u8], salt: &[u8; 32]) -> Result<LessSafeKey, KeyError> {
        let info = [label, salt.as_slice()];
        let material = self.derive.expand(&info, &AES_256_GCM).map_err(|_| KeyError::Refused)?;
        Ok(LessSafeKey::new(UnboundKey::from(material)))
    }
}

/// A one-time key needs no other nonce.
fn zero_nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// SHA-256 tags are 32 bytes long.
fn digest(tag: hmac::Tag) -> [u8; 32] {
    tag.as_ref().try_into().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::{Head, Sequence};
    use crate::city::CityId;
    use crate::envelope::Kind;
    use crate::random::{RandomnessFailed, SystemRandomness};
    use std::collections::HashSet;

    /// A machine that was cloned together with its generator.
    struct Stuck;

    impl Randomness for Stuck {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessFailed> {
            bytes.fill(42);
            Ok(())
        }
    }

    struct Broken;

    impl Randomness for Broken {
        fn fill(&self, _: &mut [u8]) -> Result<(), RandomnessFailed> {
            Err(RandomnessFailed)
        }
    }

    fn key() -> DataKey {
        DataKey::new(1, &SecretKey::new([5; 32])).unwrap()
    }

    fn place(city: &CityId, number: u64) -> Place<'_> {
        let hash = Head::start(city).hash;
        Place { kind: Kind::Event, city, sequence: Sequence::new(number).unwrap(), hash }
    }

    #[test]
    fn two_clones_with_a_stuck_generator_never_repeat_a_key_for_different_content() {
        let city = "sendai".parse().unwrap();
        let clones = [key(), key()];
        let mut salts = HashSet::new();
        for number in 1..=10_000 {
            for (clone, key) in clones.iter().enumerate() {
                let payload = format!("what clone {clone} writes");
                let envelope = key.seal(&place(&city, number), Timestamp::UNIX_EPOCH, payload.as_bytes(), &Stuck);
                let (header, _) = Header::parse(&envelope.unwrap()).map(|(header, rest)| (header, rest.len())).unwrap();
                assert!(salts.insert(header.salt), "the salt decides the key; the nonce is always zero");
            }
        }
        assert_eq!(salts.len(), 20_000);
    }

    #[test]
    fn the_same_payload_at_the_same_place_is_sealed_differently_each_time() {
        let city = "sendai".parse().unwrap();
        let seal = || key().seal(&place(&city, 1), Timestamp::UNIX_EPOCH, b"x", &SystemRandomness).unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn without_randomness_nothing_is_sealed() {
        let city = "sendai".parse().unwrap();
        let sealed = key().seal(&place(&city, 1), Timestamp::UNIX_EPOCH, b"x", &Broken);
        assert!(matches!(sealed, Err(KeyError::Randomness(_))));
    }

    #[test]
    fn an_envelope_opens_at_its_place_alone_and_no_bit_of_it_may_change() {
        let (sendai, natori) = ("sendai".parse().unwrap(), "natori".parse().unwrap());
        let right = place(&sendai, 7);
        let envelope = key().seal(&right, Timestamp::UNIX_EPOCH, b"payload", &SystemRandomness).unwrap();
        assert_eq!(key().open(&right, &envelope).unwrap(), b"payload");
        let wrong = [
            place(&natori, 7),
            place(&sendai, 8),
            Place { kind: Kind::Snapshot, ..right },
            Place { hash: right.hash.then(&sendai, Sequence::START, b""), ..right },
        ];
        assert!(wrong.iter().all(|place| key().open(place, &envelope).is_none()));
        for bit in 0..envelope.len() * 8 {
            let mut altered = envelope.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key().open(&right, &altered), None, "bit {bit}");
        }
        for length in 0..envelope.len() {
            assert_eq!(key().open(&right, &envelope[..length]), None, "{length} bytes");
        }
        let other = DataKey::new(1, &SecretKey::new([6; 32])).unwrap();
        assert_eq!(other.open(&right, &envelope), None);
    }
}
