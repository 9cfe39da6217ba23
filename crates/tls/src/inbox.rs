//! The bytes of a server as they come, cut into records, and the handshake messages joined over records. What a message says is read
//! elsewhere.

use crate::wire::{Malformed, Reader};

/// What is kept of one conversation, in bytes: a chain of ten large certificates has room, a chain of ten thousand has not.
pub(crate) const LIMIT: usize = 256 * 1024;

/// Types of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    ChangeCipherSpec,
    Alert,
    Handshake,
    ApplicationData,
}

/// A record: its header as sent (which is authenticated with an encrypted body) and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) content: Content,
    pub(crate) header: [u8; 5],
    pub(crate) body: Vec<u8>,
}

/// Bytes that came and are not used up.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    bytes: Vec<u8>,
    /// How many of them are used up.
    used: usize,
    /// How many came since the beginning.
    received: usize,
}

impl Inbox {
    /// Takes what came, as far as the limit allows.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let room = LIMIT.saturating_sub(self.received);
        let kept = bytes.get(..room).unwrap_or(bytes);
        self.received += kept.len();
        if self.used == self.bytes.len() {
            self.bytes.clear();
            self.used = 0;
        }
        self.bytes.extend_from_slice(kept);
    }

    /// Has as much come as is taken?
    pub(crate) fn is_full(&self) -> bool {
        self.received >= LIMIT
    }

    /// What came and is not used up.
    pub(crate) fn unused(&self) -> &[u8] {
        self.bytes.get(self.used..).unwrap_or_default()
    }

    /// Uses up so many bytes.
    pub(crate) fn consume(&mut self, count: usize) {
        self.used = self.used.saturating_add(count).min(self.bytes.len());
    }

    /// The next record; `None`: it has not all come.
    pub(crate) fn next_record(&mut self) -> Result<Option<Record>, Malformed> {
        let Some((&header, rest)) = self.unused().split_first_chunk::<5>() else { return Ok(None) };
        let [kind, major, _, high, low] = header;
        let content = match (kind, major) {
            (20, 3) => Content::ChangeCipherSpec,
            (21, 3) => Content::Alert,
            (22, 3) => Content::Handshake,
            (23, 3) => Content::ApplicationData,
            _ => return Err(self.complaint_about_strangers()),
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        // RFC 5246 §6.2.3: at most 2^14 + 2048 bytes. Empty fragments are for application data alone.
        if length > (1 << 14) + 2048 || length == 0 && content != Content::ApplicationData {
            return Err(Malformed("length of a record"));
        }
        let Some(body) = rest.get(..length) else { return Ok(None) };
        let record = Record { content, header, body: body.to_vec() };
        self.consume(5 + length);
        Ok(Some(record))
    }

    /// Could what came be the beginning of a record?
    pub(crate) fn begins_like_tls(&self) -> bool {
        matches!(self.unused(), [20..=23] | [20..=23, 3, ..])
    }

    /// What it is that came in place of a record.
    pub(crate) fn complaint_about_strangers(&self) -> Malformed {
        let unused = self.unused();
        let digit = |place: usize| unused.get(place).is_some_and(u8::is_ascii_digit);
        let words: [(&[u8], &str); 8] = [
            (b"HTTP/", "HTTP in plain text"),
            (b"<", "HTML in plain text"),
            (b"* ", "a greeting of IMAP in plain text"),
            (b"+OK", "a greeting of POP3 in plain text"),
            (b"-ERR", "a refusal of POP3 in plain text"),
            (b"SSH-", "a greeting of SSH"),
            (b"RFB ", "a greeting of VNC"),
            (b"E\0\0\0", "a refusal of PostgreSQL"),
        ];
        if let Some((_, what)) = words.iter().find(|(start, _)| unused.starts_with(start)) {
            return Malformed(what);
        }
        if digit(0) && digit(1) && digit(2) && unused.get(3).is_some_and(|next| matches!(next, b' ' | b'-')) {
            return Malformed("a reply of SMTP or FTP in plain text");
        }
        Malformed("not a TLS record")
    }
}

/// Handshake messages, joined from the bodies of records.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    bytes: Vec<u8>,
    used: usize,
}

impl Messages {
    pub(crate) fn push(&mut self, body: &[u8]) {
        if self.used == self.bytes.len() {
            self.bytes.clear();
            self.used = 0;
        }
        self.bytes.extend_from_slice(body);
    }

    /// The next message, whole (type, length, body); `None`: it has not all come. Messages longer than the conversation may be are
    /// malformed at once, before they come.
    pub(crate) fn next_message(&mut self) -> Result<Option<Vec<u8>>, TooLong> {
        let unused = self.bytes.get(self.used..).unwrap_or_default();
        let mut reader = Reader::new(unused, "handshake message");
        let Ok((_, length)) = reader.u8().and_then(|kind| Ok((kind, reader.u24()?))) else { return Ok(None) };
        let length = usize::try_from(length).unwrap_or(usize::MAX).saturating_add(4);
        if length > LIMIT {
            return Err(TooLong);
        }
        let Some(message) = unused.get(..length) else { return Ok(None) };
        let message = message.to_vec();
        self.used += length;
        Ok(Some(message))
    }

    /// Is a message begun and not ended?
    pub(crate) fn is_partial(&self) -> bool {
        self.used < self.bytes.len()
    }
}

/// A message longer than a conversation may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;
