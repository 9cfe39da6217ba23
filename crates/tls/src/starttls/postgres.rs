//! `PostgreSQL` (`SSLRequest`): eight bytes there, one byte back.

use super::Step;

/// Length 8, and the number 80877103 in place of a protocol version.
pub(super) const REQUEST: &[u8] = &[0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

pub(super) fn answer(bytes: &[u8]) -> Option<(Step, usize)> {
    bytes.first().map(|answer| match answer {
        b'S' => (Step::Begin, 1),
        // An error message in place of a letter: a server that is older than TLS, or will not serve.
        b'N' | b'E' => (Step::NotOffered, 1),
        _ => (Step::Nonsense("PostgreSQL answer to SSLRequest"), 1),
    })
}
