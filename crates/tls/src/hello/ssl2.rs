//! A hello of SSL 2.0 (The SSL Protocol, 1995, `CLIENT-HELLO`): cipher kinds and a challenge, nothing else.

use super::ClientHello;
use crate::conversation::Entropy;
use crate::wire::Writer;

/// The length of the challenge; 16 to 32 are allowed.
const CHALLENGE: u16 = 16;

pub(super) fn write(hello: &ClientHello, entropy: &Entropy) -> Vec<u8> {
    let mut message = Writer::with_capacity(64);
    let kinds = hello.suites.iter().map(|kind| kind.to_be_bytes());
    let mut list = Writer::default();
    for [_, high, middle, low] in kinds {
        list.bytes(&[high, middle, low]);
    }
    let list = list.finish();
    message.u8(1).u16(hello.version.code());
    message.u16(u16::try_from(list.len()).unwrap_or(u16::MAX)).u16(0).u16(CHALLENGE).bytes(&list);
    let (challenge, _) = entropy.split_at(CHALLENGE.into());
    message.bytes(challenge);
    let message = message.finish();
    let mut record = Writer::with_capacity(message.len() + 2);
    // The first bit: a header of two bytes, without padding.
    record.u16(0x8000 | u16::try_from(message.len()).unwrap_or(0x7FFF)).bytes(&message);
    record.finish()
}
