//! IMAP (RFC 9051 §6.2.1): greeting, `CAPABILITY`, `STARTTLS`.

use super::{Step, after_word, has_word};

#[derive(Debug)]
pub(super) enum Stage {
    Greeting,
    Capabilities { offered: bool },
    Answer,
}

impl Stage {
    pub(super) fn line(&mut self, line: &[u8]) -> Step {
        if let Some(said) = after_word(line, "*") {
            return self.untagged(said);
        }
        match self {
            Self::Greeting => Step::Nonsense("IMAP greeting"),
            Self::Capabilities { offered } => match after_word(line, "k1").and_then(agreed) {
                Some(true) if *offered => {
                    *self = Self::Answer;
                    Step::Say("k2 STARTTLS\r\n")
                }
                Some(_) => Step::NotOffered,
                None => Step::Nonsense("IMAP answer to CAPABILITY"),
            },
            Self::Answer => match after_word(line, "k2").and_then(agreed) {
                Some(true) => Step::Begin,
                Some(false) => Step::NotOffered,
                None => Step::Nonsense("IMAP answer to STARTTLS"),
            },
        }
    }

    fn untagged(&mut self, said: &[u8]) -> Step {
        // A connection that counts as signed in already (PREAUTH) cannot turn to TLS any more (§6.2.1).
        if after_word(said, "BYE").is_some() || after_word(said, "PREAUTH").is_some() {
            return Step::NotOffered;
        }
        match self {
            Self::Greeting if after_word(said, "OK").is_some() => {
                *self = Self::Capabilities { offered: false };
                Step::Say("k1 CAPABILITY\r\n")
            }
            Self::Greeting => Step::Nonsense("IMAP greeting"),
            Self::Capabilities { offered } => {
                *offered |= after_word(said, "CAPABILITY").is_some_and(|list| has_word(list, "STARTTLS"));
                Step::Wait
            }
            Self::Answer => Step::Wait,
        }
    }
}

/// `OK`, or `NO` and `BAD`; `None` for anything else.
fn agreed(answer: &[u8]) -> Option<bool> {
    if after_word(answer, "OK").is_some() {
        return Some(true);
    }
    (after_word(answer, "NO").is_some() || after_word(answer, "BAD").is_some()).then_some(false)
}
