//! How TLS is begun within another protocol: the few words to say, and whether the server agrees. Bytes in, bytes out; the caller
//! owns the socket and the time. Nothing of the TLS that follows is read here.

mod imap;
mod ldap;
mod pop3;
mod postgres;
mod smtp;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// All that a server may send before TLS begins, in bytes. Real dialogues take less than two thousand.
pub const MOST_BYTES: usize = 32 * 1024;

/// A protocol that can turn to TLS midway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// Mail transport (RFC 3207).
    Smtp,
    /// Mailboxes (RFC 9051 §6.2.1).
    Imap,
    /// Mailboxes, version 3 (RFC 2595 §4).
    Pop3,
    /// Directories (RFC 4511 §4.14).
    Ldap,
    /// The `PostgreSQL` front-end protocol (`SSLRequest`).
    Postgres,
}

impl Protocol {
    /// Every protocol.
    pub const ALL: [Self; 5] = [Self::Smtp, Self::Imap, Self::Pop3, Self::Ldap, Self::Postgres];

    /// The word for it in files and options.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Imap => "imap",
            Self::Pop3 => "pop3",
            Self::Ldap => "ldap",
            Self::Postgres => "postgres",
        }
    }

    /// The protocol of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| protocol.word() == word)
    }

    /// The port that IANA registers for it without TLS.
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Smtp => 25,
            Self::Imap => 143,
            Self::Pop3 => 110,
            Self::Ldap => 389,
            Self::Postgres => 5432,
        }
    }
}

/// How a dialogue ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server agreed: the next bytes are the client's hello.
    Begun {
        /// What the server sent after agreeing and before it was asked. In TLS the client speaks first, so bytes here are in plain text
        /// and from whoever sits on the line: they must never be taken for a part of the protected talk.
        leftover: Vec<u8>,
    },
    /// The server says that it has no TLS here, or that it will not serve.
    NotOffered,
    /// What came is not the protocol, or broke off; says where.
    Nonsense(&'static str),
}

/// A dialogue under way.
#[derive(Debug)]
pub struct Dialogue {
    stage: Stage,
    output: Vec<u8>,
    unread: Vec<u8>,
    received: usize,
    outcome: Option<Outcome>,
}

#[derive(Debug)]
enum Stage {
    Smtp(smtp::Stage),
    Imap(imap::Stage),
    Pop3(pop3::Stage),
    Ldap,
    Postgres,
}

/// What follows from a line or a message of the server.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// It has more to say.
    Wait,
    /// The client's turn.
    Say(&'static str),
    Begin,
    NotOffered,
    Nonsense(&'static str),
}

impl Dialogue {
    /// Begins. Where the client speaks first, its words are in [`Dialogue::take_output`] at once.
    pub fn new(protocol: Protocol) -> Self {
        let (stage, output) = match protocol {
            Protocol::Smtp => (Stage::Smtp(smtp::Stage::Greeting), Vec::new()),
            Protocol::Imap => (Stage::Imap(imap::Stage::Greeting), Vec::new()),
            Protocol::Pop3 => (Stage::Pop3(pop3::Stage::Greeting), Vec::new()),
            Protocol::Ldap => (Stage::Ldap, ldap::REQUEST.to_vec()),
            Protocol::Postgres => (Stage::Postgres, postgres::REQUEST.to_vec()),
        };
        Self { stage, output, unread: Vec::new(), received: 0, outcome: None }
    }

    /// The bytes to send now; empty where it is the server's turn.
    pub fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    /// Takes what the server sent. Where its bytes are cut makes no difference. Keeps at most [`MOST_BYTES`].
    pub fn receive(&mut self, bytes: &[u8]) {
        let room = MOST_BYTES.saturating_sub(self.received);
        let (taken, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        self.received += taken.len();
        if let Some(Outcome::Begun { leftover }) = &mut self.outcome {
            leftover.extend_from_slice(taken);
        } else if self.outcome.is_none() {
            self.unread.extend_from_slice(taken);
            self.read();
            if !rest.is_empty() && self.outcome.is_none() {
                self.outcome = Some(Outcome::Nonsense("more than 32 KiB before TLS"));
            }
        }
    }

    /// The connection ended, or nothing more came in time.
    pub fn end(&mut self) {
        if self.outcome.is_none() {
            self.outcome = Some(Outcome::Nonsense("ended before the server agreed to TLS"));
        }
    }

    /// How it ended, once it has.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    fn read(&mut self) {
        let mut read = 0;
        while let Some((step, taken)) = self.stage.step(self.unread.get(read..).unwrap_or_default()) {
            read += taken;
            let outcome = match step {
                Step::Wait => continue,
                Step::Say(words) => {
                    self.output.extend_from_slice(words.as_bytes());
                    continue;
                }
                Step::Begin => Outcome::Begun { leftover: self.unread.split_off(read.min(self.unread.len())) },
                Step::NotOffered => Outcome::NotOffered,
                Step::Nonsense(place) => Outcome::Nonsense(place),
            };
            self.outcome = Some(outcome);
            self.unread = Vec::new();
            return;
        }
        self.unread.drain(..read);
    }
}

impl Stage {
    /// What follows from the next line or message and how many bytes it has; `None` where it is not complete.
    fn step(&mut self, bytes: &[u8]) -> Option<(Step, usize)> {
        match self {
            Self::Smtp(stage) => line(bytes).map(|(line, taken)| (stage.line(line), taken)),
            Self::Imap(stage) => line(bytes).map(|(line, taken)| (stage.line(line), taken)),
            Self::Pop3(stage) => line(bytes).map(|(line, taken)| (stage.line(line), taken)),
            Self::Ldap => ldap::answer(bytes),
            Self::Postgres => postgres::answer(bytes),
        }
    }
}

/// The first line without its end, and how many bytes it takes with it.
fn line(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let line = bytes.get(..end)?;
    Some((line.strip_suffix(b"\r").unwrap_or(line), end + 1))
}

/// Does the line begin with this word, in capitals or not, as a word of its own? The rest of the line then.
fn after_word<'line>(line: &'line [u8], word: &str) -> Option<&'line [u8]> {
    let (start, rest) = line.split_at_checked(word.len())?;
    let ends = rest.first().is_none_or(|&byte| byte == b' ');
    (ends && start.eq_ignore_ascii_case(word.as_bytes())).then(|| rest.trim_ascii_start())
}

/// Is the word among those of the line, which are parted by spaces?
fn has_word(line: &[u8], word: &str) -> bool {
    line.split(|&byte| byte == b' ').any(|other| other.eq_ignore_ascii_case(word.as_bytes()))
}
