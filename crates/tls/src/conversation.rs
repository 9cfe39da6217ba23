//! One connection: what it is to find out, the bytes to send, and what came of it. Bytes in, bytes out; the caller owns the socket
//! and the time.

mod hello;
mod tls12;

use crate::hello::in_record;
use crate::inbox::{Content, Inbox, Messages, Record};
use crate::messages::{MOST_CERTIFICATES, Ssl2Answer, read_ssl2};
use crate::reply::{Chosen, Stopped};
use crate::wire::Malformed;
use crate::{ClientHello, Reply, Version, certificate};

/// What one connection is to find out.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// The hello.
    pub hello: ClientHello,
    /// How far to go.
    pub depth: Depth,
}

/// How far a conversation goes before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// To the server's hello: version, suite, and in TLS 1.3 the group.
    Hello,
    /// To the end of the server's first flight that needs no keys: certificates, key exchange (group, DH size, signature).
    /// TLS 1.3: keys are agreed and the flight is read up to `CertificateVerify`.
    Flight,
    /// To a finished handshake: session tickets.
    Finished,
    /// A finished handshake and a second hello within it (client-initiated renegotiation; not in TLS 1.3).
    Renegotiation,
}

/// Randomness that a conversation needs, given by the caller: the hello's random and session id, and the seed of key shares.
pub type Entropy = [u8; 64];

/// A conversation under way.
#[derive(Debug)]
pub struct Conversation {
    inquiry: Inquiry,
    entropy: Entropy,
    output: Vec<u8>,
    inbox: Inbox,
    messages: Messages,
    stage: Stage,
    /// What the server chose and showed so far.
    chosen: Option<Box<Chosen>>,
    /// The last alert of level «warning» before the server's hello.
    warning: Option<Reply>,
    reply: Option<Reply>,
}

/// What is waited for.
#[derive(Debug)]
enum Stage {
    /// The answer of SSL 2.0.
    Ssl2,
    /// The server's hello.
    Hello,
    /// The rest of the server's flight before TLS 1.3.
    Flight12(tls12::Flight),
}

/// What comes of a record or a message.
type Step = Result<(), Ending>;

/// Why a conversation ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// All that was asked for was seen.
    Complete,
    /// It goes no further.
    Stopped(Stopped),
}

impl From<Malformed> for Ending {
    fn from(Malformed(place): Malformed) -> Self {
        Self::Stopped(Stopped::Nonsense(place))
    }
}

impl Conversation {
    /// Begins. The bytes to send are in [`Conversation::take_output`].
    pub fn new(inquiry: &Inquiry, entropy: &Entropy) -> Self {
        let stage = if inquiry.hello.version == Version::Ssl2 { Stage::Ssl2 } else { Stage::Hello };
        Self {
            output: inquiry.hello.write(entropy),
            inquiry: inquiry.clone(),
            entropy: *entropy,
            inbox: Inbox::default(),
            messages: Messages::default(),
            stage,
            chosen: None,
            warning: None,
            reply: None,
        }
    }

    /// The bytes to send now; empty where it is the server's turn.
    pub fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    /// Takes what the server sent. Never keeps more than 256 KiB.
    pub fn receive(&mut self, bytes: &[u8]) {
        if self.reply.is_some() {
            return;
        }
        self.inbox.push(bytes);
        let outcome = self.work();
        if let Err(ending) = outcome {
            self.conclude(ending);
        } else if self.inbox.is_full() {
            self.conclude(Ending::Stopped(Stopped::Limit));
        }
    }

    /// The connection ended so ([`Reply::Closed`], [`Reply::Reset`], [`Reply::Silence`], [`Reply::NotConnected`]). What was learnt
    /// before counts: where the server had chosen already, the reply stays [`Reply::Chosen`].
    pub fn end(&mut self, how: Reply) {
        if self.reply.is_some() {
            return;
        }
        let stopped = match how {
            Reply::Closed => Stopped::Closed,
            Reply::Reset => Stopped::Reset,
            Reply::Silence
            | Reply::Chosen(_)
            | Reply::Alert { .. }
            | Reply::Nonsense(_)
            | Reply::NoStartTls
            | Reply::NotConnected => Stopped::Silence,
        };
        if self.chosen.is_some() {
            self.conclude(Ending::Stopped(stopped));
        } else if self.warning.is_some() {
            self.reply = self.warning.take();
        } else if !self.inbox.unused().is_empty() && !self.inbox.begins_like_tls() {
            let Malformed(place) = self.inbox.complaint_about_strangers();
            self.reply = Some(Reply::Nonsense(place));
        } else {
            self.reply = Some(how);
        }
    }

    /// What came of it, once it is over.
    pub fn reply(&self) -> Option<&Reply> {
        self.reply.as_ref()
    }

    /// Works off what has come.
    fn work(&mut self) -> Step {
        if matches!(self.stage, Stage::Ssl2) && self.inbox.unused().first() != Some(&21) {
            return self.ssl2();
        }
        while let Some(record) = self.inbox.next_record()? {
            match record.content {
                Content::Alert => self.alert(&record.body)?,
                Content::Handshake => self.handshake(&record.body)?,
                Content::ChangeCipherSpec | Content::ApplicationData => self.protected(record)?,
            }
        }
        Ok(())
    }

    fn ssl2(&mut self) -> Step {
        let Some(answer) = read_ssl2(self.inbox.unused())? else { return Ok(()) };
        match answer {
            Ssl2Answer::Error(_) => Err(Ending::Stopped(Stopped::Alert { level: 2, description: 40 })),
            Ssl2Answer::Hello { version, kinds, certificate } => {
                let certificates = if certificate.is_empty() {
                    Vec::new()
                } else {
                    vec![certificate::read_certificate(certificate, 0)]
                };
                self.chosen = Some(Box::new(Chosen {
                    version,
                    suite: kinds.first().copied().unwrap_or_default(),
                    listed: kinds,
                    certificates,
                    ..Chosen::default()
                }));
                Err(Ending::Complete)
            }
        }
    }

    fn alert(&mut self, body: &[u8]) -> Step {
        let [level, description] = *body else { return Err(Malformed("length of an alert").into()) };
        let is_warning = level == 1 && description != 0;
        if is_warning && self.chosen.is_none() {
            // `unrecognized_name` and the like: the hello may follow.
            self.warning = Some(Reply::Alert { level, description });
            return Ok(());
        }
        if is_warning {
            return Ok(());
        }
        Err(Ending::Stopped(Stopped::Alert { level, description }))
    }

    fn handshake(&mut self, body: &[u8]) -> Step {
        self.messages.push(body);
        while let Some(message) = self.messages.next_message().map_err(|_| Ending::Stopped(Stopped::Limit))? {
            let Some((&[kind, ..], body)) = message.split_first_chunk::<4>() else { continue };
            match &mut self.stage {
                Stage::Ssl2 => return Err(Malformed("TLS in answer to SSL 2.0").into()),
                Stage::Hello => self.server_hello(kind, body)?,
                Stage::Flight12(_) => self.flight12(kind, body)?,
            }
        }
        Ok(())
    }

    /// A record that is not for this stage, or encrypted.
    fn protected(&mut self, _record: Record) -> Step {
        Err(Malformed("order of records").into())
    }

    fn conclude(&mut self, ending: Ending) {
        let stopped = match ending {
            Ending::Complete => None,
            Ending::Stopped(stopped) => Some(stopped),
        };
        self.reply = Some(match (self.chosen.take(), stopped) {
            (Some(mut chosen), stopped) => {
                chosen.stopped = stopped;
                Reply::Chosen(chosen)
            }
            (None, Some(Stopped::Alert { level, description })) => Reply::Alert { level, description },
            (None, Some(Stopped::Closed)) => Reply::Closed,
            (None, Some(Stopped::Reset)) => Reply::Reset,
            (None, Some(Stopped::Nonsense(place))) => Reply::Nonsense(place),
            (None, Some(Stopped::Limit)) => Reply::Nonsense("more than 256 KiB"),
            (None, Some(Stopped::Silence | Stopped::NotSpoken) | None) => Reply::Silence,
        });
        self.output.clear();
    }

    /// What is known so far; only after the server's hello.
    fn chosen(&mut self) -> &mut Chosen {
        self.chosen.get_or_insert_default()
    }

    fn certificates(&mut self, chain: &[&[u8]]) {
        let chosen = self.chosen();
        let read = chain.iter().take(MOST_CERTIFICATES).zip(0..);
        chosen.certificates = read.map(|(der, position)| certificate::read_certificate(der, position)).collect();
        let unread = chain.len().saturating_sub(MOST_CERTIFICATES);
        chosen.unread_certificates = u16::try_from(unread).unwrap_or(u16::MAX);
    }

    /// Sends a message in a record of this version.
    fn send(&mut self, version: u16, message: &[u8]) {
        self.output.extend_from_slice(&in_record(version, message));
    }
}
