//! LDAP (RFC 4511 §4.14): one extended request, one extended response, both in BER.

use super::{MOST_BYTES, Step};

/// `LDAPMessage { messageID 1, extendedReq [APPLICATION 23] { requestName [0] 1.3.6.1.4.1.1466.20037 } }`.
pub(super) const REQUEST: &[u8] = b"\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037";

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const ENUMERATED: u8 = 0x0a;
/// `[APPLICATION 24]`, constructed.
const EXTENDED_RESPONSE: u8 = 0x78;

pub(super) fn answer(bytes: &[u8]) -> Option<(Step, usize)> {
    const PLACE: Step = Step::Nonsense("LDAP message");
    if *bytes.first()? != SEQUENCE {
        return Some((PLACE, 0));
    }
    match element(bytes) {
        Read::Whole { content, taken, .. } => Some((message(content), taken)),
        Read::Cut => None,
        Read::Wrong => Some((PLACE, 0)),
    }
}

fn message(content: &[u8]) -> Step {
    const PLACE: Step = Step::Nonsense("LDAP extended response");
    let Read::Whole { tag: INTEGER, content: id, taken } = element(content) else { return PLACE };
    let rest = content.get(taken..).unwrap_or_default();
    let Read::Whole { tag: EXTENDED_RESPONSE, content: response, .. } = element(rest) else { return PLACE };
    let Read::Whole { tag: ENUMERATED, content: result, .. } = element(response) else { return PLACE };
    match (id, result) {
        ([1], [0]) => Step::Begin,
        // Message 0 is the server's notice that it hangs up (§4.4.1).
        ([0 | 1], [_]) => Step::NotOffered,
        _ => PLACE,
    }
}

/// A BER element at the front of some bytes.
enum Read<'bytes> {
    Whole {
        tag: u8,
        content: &'bytes [u8],
        taken: usize,
    },
    /// There is more to come.
    Cut,
    Wrong,
}

/// Definite lengths alone (§5.1), up to what a dialogue may hold.
fn element(bytes: &[u8]) -> Read<'_> {
    let [tag, first, rest @ ..] = bytes else { return Read::Cut };
    let (length, header) = match first {
        0..=0x7f => (usize::from(*first), 2),
        0x81..=0x84 => {
            let width = usize::from(first & 0x0f);
            let Some(digits) = rest.get(..width) else { return Read::Cut };
            (digits.iter().fold(0, |length, &digit| length << 8 | usize::from(digit)), 2 + width)
        }
        _ => return Read::Wrong,
    };
    if length > MOST_BYTES {
        return Read::Wrong;
    }
    match bytes.get(header..header + length) {
        Some(content) => Read::Whole { tag: *tag, content, taken: header + length },
        None => Read::Cut,
    }
}
