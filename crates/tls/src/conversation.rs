//! One connection: what it is to find out, the bytes to send, and what came of it. Bytes in, bytes out; the caller owns the socket
//! and the time.

mod finish12;
mod flight12;
mod flight13;
mod hello;

use crate::exchange::Share;
use crate::hello::{Ingredients, in_record};
use crate::inbox::{Content, Inbox, Messages, Record};
use crate::messages::{MOST_CERTIFICATES, Ssl2Answer, read_ssl2};
use crate::protection::Keys;
use crate::reply::{Chosen, Stopped};
use crate::wire::Malformed;
use crate::{ClientHello, Reply, Version, messages};

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
    /// Key shares that were sent and have a key.
    shares: Vec<Share>,
    /// The handshake messages of both sides; kept only where keys are made of them.
    transcript: Vec<u8>,
    /// The keys of what the server sends, once it encrypts.
    server_keys: Option<Keys>,
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
    /// The alerts of a server of TLS that was asked for SSL 2.0.
    RefusedSsl2,
    /// The server's hello.
    Hello,
    /// The server's flight before TLS 1.3.
    Flight12(flight12::Flight),
    /// The end of a handshake of TLS 1.0 to 1.2, and a second one within it.
    Finish12(Box<finish12::Finish>),
    /// The server's flight of TLS 1.3, and the end of the handshake.
    Flight13(Box<flight13::Flight>),
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
        let mut conversation = Self {
            inquiry: inquiry.clone(),
            entropy: *entropy,
            output: Vec::new(),
            inbox: Inbox::default(),
            messages: Messages::default(),
            stage: Stage::Hello,
            shares: Vec::new(),
            transcript: Vec::new(),
            server_keys: None,
            chosen: None,
            warning: None,
            reply: None,
        };
        if inquiry.hello.version == Version::Ssl2 {
            conversation.stage = Stage::Ssl2;
            conversation.output = inquiry.hello.write(entropy);
        } else if inquiry.depth == Depth::Hello || inquiry.hello.version < Version::Tls13 {
            conversation.send_hello(Ingredients::default());
        } else {
            let groups = inquiry.hello.key_shares.clone();
            conversation.send_hello_with_keys(&groups, None);
        }
        conversation
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
        let ending = match &self.stage {
            // RFC 5746 §4.5 leaves a server free to hang up on a renegotiation.
            Stage::Finish12(finish) if finish.is_renegotiating() && stopped != Stopped::Silence => {
                self.chosen().renegotiated = Some(false);
                Ending::Complete
            }
            // Both have finished, and we have said that nothing more comes.
            Stage::Flight13(flight) if flight.is_finished() && stopped != Stopped::Silence => Ending::Complete,
            Stage::Ssl2
            | Stage::RefusedSsl2
            | Stage::Hello
            | Stage::Flight12(_)
            | Stage::Finish12(_)
            | Stage::Flight13(_) => Ending::Stopped(stopped),
        };
        if self.chosen.is_some() {
            self.conclude(ending);
        } else if self.warning.is_some() {
            self.reply = self.warning.take();
        } else if !self.inbox.unused().is_empty() && !self.inbox.begins_like_tls() {
            let Malformed(place) = self.inbox.complaint_about_strangers();
            self.reply = Some(Reply::Nonsense(place));
        } else if !self.inbox.unused().is_empty() || self.messages.is_partial() {
            // An answer that breaks off is none: nobody refuses so.
            self.reply = Some(Reply::Silence);
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
        if matches!(self.stage, Stage::Ssl2) {
            match self.inbox.unused().first() {
                // An alert: the server speaks TLS, and says so.
                Some(21) => self.stage = Stage::RefusedSsl2,
                Some(_) => return self.ssl2(),
                None => return Ok(()),
            }
        }
        while let Some(record) = self.inbox.next_record()? {
            let (content, body) = self.open(record)?;
            match content {
                Content::Alert => self.alert(&body)?,
                Content::Handshake => self.handshake(&body)?,
                Content::ChangeCipherSpec => self.change_cipher_spec(&body)?,
                Content::ApplicationData => return Err(Malformed("data before the handshake has ended").into()),
            }
        }
        Ok(())
    }

    /// What a record says, decrypted where it is encrypted.
    fn open(&mut self, record: Record) -> Result<(Content, Vec<u8>), Ending> {
        let is_tls13 = matches!(self.stage, Stage::Flight13(_));
        let Some(keys) = &mut self.server_keys else { return Ok((record.content, record.body)) };
        if is_tls13 && record.content != Content::ApplicationData {
            // A server that could not read our keys says so in plain; anything else in plain is out of place.
            return if record.content == Content::Handshake {
                Err(Malformed("a handshake message that is not encrypted").into())
            } else {
                Ok((record.content, record.body))
            };
        }
        keys.open(record).ok_or(Malformed("a record that cannot be decrypted").into())
    }

    fn ssl2(&mut self) -> Step {
        let Some(answer) = read_ssl2(self.inbox.unused())? else { return Ok(()) };
        match answer {
            Ssl2Answer::Error(_) => Err(Ending::Stopped(Stopped::Alert { level: 2, description: 40 })),
            Ssl2Answer::Hello { version, kinds, certificate } => {
                let certificates = if certificate.is_empty() { Vec::new() } else { vec![certificate.to_vec()] };
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
        if let Stage::Finish12(finish) = &self.stage
            && finish.is_renegotiating()
            && !finish12::COMPLAINTS.contains(&description)
        {
            self.chosen().renegotiated = Some(false);
            return Err(Ending::Complete);
        }
        if matches!(&self.stage, Stage::Flight13(flight) if flight.is_finished() && description == 0) {
            return Err(Ending::Complete);
        }
        if matches!(&self.stage, Stage::Flight13(_))
            && flight13::REFUSALS.contains(&description)
            && !self.has_shown_itself()
        {
            // It agreed on suite and group before it saw that it cannot sign in any way that was offered: it refuses, as others do at once.
            self.chosen = None;
        }
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
            // RFC 5246 §7.4.1.1: not a part of the handshake.
            if self.inquiry.depth > Depth::Hello && kind != messages::kind::HELLO_REQUEST {
                self.transcript.extend_from_slice(&message);
            }
            match self.stage {
                Stage::Ssl2 | Stage::RefusedSsl2 => return Err(Malformed("TLS in answer to SSL 2.0").into()),
                Stage::Hello => self.server_hello(&message)?,
                Stage::Flight12(_) => self.flight12(kind, body)?,
                Stage::Finish12(_) => self.finish12(kind, body)?,
                Stage::Flight13(_) => self.flight13(kind, body)?,
            }
        }
        Ok(())
    }

    fn change_cipher_spec(&mut self, body: &[u8]) -> Step {
        let in_place = match &mut self.stage {
            Stage::Finish12(finish) => {
                self.server_keys = finish.take_server_keys();
                self.server_keys.is_some()
            }
            // RFC 8446 appendix D.4: sent for the sake of middleboxes, and to be ignored.
            Stage::Flight13(_) => true,
            Stage::Hello => self.chosen.is_some(),
            Stage::Ssl2 | Stage::RefusedSsl2 | Stage::Flight12(_) => false,
        };
        if body == [1] && in_place && !self.messages.is_partial() {
            Ok(())
        } else {
            Err(Malformed("order of records").into())
        }
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

    /// Did the server show a certificate?
    fn has_shown_itself(&self) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| !chosen.certificates.is_empty())
    }

    /// What is known so far; only after the server's hello.
    fn chosen(&mut self) -> &mut Chosen {
        self.chosen.get_or_insert_default()
    }

    fn certificates(&mut self, chain: &[&[u8]]) {
        let chosen = self.chosen();
        chosen.certificates = chain.iter().take(MOST_CERTIFICATES).map(|der| der.to_vec()).collect();
        let unread = chain.len().saturating_sub(MOST_CERTIFICATES);
        chosen.unread_certificates = u16::try_from(unread).unwrap_or(u16::MAX);
    }

    /// Sends the hello.
    fn send_hello(&mut self, ingredients: Ingredients<'_>) {
        let message = self.inquiry.hello.message(&self.entropy, ingredients);
        let is_second = !self.transcript.is_empty();
        // RFC 8446 §5.1: the lower version is for the first hello.
        let version = if is_second { 0x0303 } else { self.inquiry.hello.record_version() };
        self.send(version, &message);
    }

    /// Sends the hello, with shares of these groups that have a key.
    fn send_hello_with_keys(&mut self, groups: &[u16], cookie: Option<&[u8]>) {
        self.shares = groups.iter().filter_map(|group| Share::new(*group, &self.entropy)).collect();
        let values = self.shares.iter().filter_map(|share| Some((share.group, share.public()?)));
        let values: Vec<_> = values.collect();
        self.send_hello(Ingredients { shares: Some(&values), cookie, renegotiated: None });
    }

    /// Sends a message in a record of this version.
    fn send(&mut self, version: u16, message: &[u8]) {
        self.output.extend_from_slice(&in_record(version, message));
        if self.inquiry.depth > Depth::Hello {
            self.transcript.extend_from_slice(message);
        }
    }

    /// Says, in a record of this version, that what follows is encrypted.
    fn send_change_cipher_spec(&mut self, version: u16) {
        let [major, minor] = version.to_be_bytes();
        self.output.extend_from_slice(&[20, major, minor, 0, 1, 1]);
    }
}
