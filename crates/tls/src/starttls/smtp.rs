//! SMTP (RFC 3207): greeting, `EHLO` with its list of extensions, `STARTTLS`.

use super::{Step, after_word};

#[derive(Debug)]
pub(super) enum Stage {
    Greeting,
    Extensions { offered: bool },
    Answer,
}

/// A name that RFC 2606 keeps free: the prober has none that would mean anything to the server.
const HELLO: &str = "EHLO probe.invalid\r\n";

impl Stage {
    pub(super) fn line(&mut self, line: &[u8]) -> Step {
        let Some(reply) = Reply::of(line) else { return Step::Nonsense("SMTP reply") };
        if let Self::Extensions { offered } = self {
            *offered |= after_word(reply.text, "STARTTLS").is_some();
        }
        match (&*self, reply.code, reply.last) {
            (_, 400..=599, _) | (Self::Extensions { offered: false }, 250, true) => Step::NotOffered,
            (_, _, false) => Step::Wait,
            (Self::Greeting, 220, true) => {
                *self = Self::Extensions { offered: false };
                Step::Say(HELLO)
            }
            (Self::Extensions { offered: true }, 250, true) => {
                *self = Self::Answer;
                Step::Say("STARTTLS\r\n")
            }
            (Self::Answer, 220, true) => Step::Begin,
            (Self::Greeting | Self::Extensions { .. } | Self::Answer, _, true) => Step::Nonsense("SMTP reply code"),
        }
    }
}

/// A line of a reply (RFC 5321 §4.2): three digits, `-` before all lines but the last, text.
struct Reply<'line> {
    code: u16,
    last: bool,
    text: &'line [u8],
}

impl<'line> Reply<'line> {
    fn of(line: &'line [u8]) -> Option<Self> {
        let (digits, rest) = line.split_at_checked(3)?;
        let code =
            std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let (last, text) = match rest.split_first() {
            None => (true, rest),
            Some((b' ', text)) => (true, text),
            Some((b'-', text)) => (false, text),
            Some(_) => return None,
        };
        Some(Self { code: code.parse().ok()?, last, text })
    }
}
