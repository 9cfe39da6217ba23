//! POP3 (RFC 2595 §4): greeting, `CAPA` (RFC 2449), `STLS`.

use super::{Step, after_word};

#[derive(Debug)]
pub(super) enum Stage {
    Greeting,
    /// `CAPA` was asked.
    Asked,
    /// Its list is under way.
    Capabilities {
        offered: bool,
    },
    Answer,
}

impl Stage {
    pub(super) fn line(&mut self, line: &[u8]) -> Step {
        match self {
            Self::Greeting => match agreed(line) {
                Some(true) => self.say(Self::Asked, "CAPA\r\n"),
                Some(false) => Step::NotOffered,
                None => Step::Nonsense("POP3 greeting"),
            },
            Self::Asked => match agreed(line) {
                Some(true) => {
                    *self = Self::Capabilities { offered: false };
                    Step::Wait
                }
                // A server older than CAPA may know STLS all the same.
                Some(false) => self.say(Self::Answer, "STLS\r\n"),
                None => Step::Nonsense("POP3 answer to CAPA"),
            },
            Self::Capabilities { offered: true } if line == b"." => self.say(Self::Answer, "STLS\r\n"),
            Self::Capabilities { offered: false } if line == b"." => Step::NotOffered,
            Self::Capabilities { offered } => {
                *offered |= after_word(line, "STLS").is_some();
                Step::Wait
            }
            Self::Answer => match agreed(line) {
                Some(true) => Step::Begin,
                Some(false) => Step::NotOffered,
                None => Step::Nonsense("POP3 answer to STLS"),
            },
        }
    }

    fn say(&mut self, next: Self, words: &'static str) -> Step {
        *self = next;
        Step::Say(words)
    }
}

/// `+OK` or `-ERR`; `None` for anything else.
fn agreed(line: &[u8]) -> Option<bool> {
    if after_word(line, "+OK").is_some() {
        return Some(true);
    }
    after_word(line, "-ERR").map(|_| false)
}
