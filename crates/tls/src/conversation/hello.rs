//! The server's hello: what it chose, and how the conversation goes on from there.

use super::{Conversation, Depth, Ending, Stage, Step, flight12};
use crate::Version;
use crate::messages::{ServerHello, kind, read_server_hello};
use crate::reply::{Chosen, Sign};
use crate::wire::Malformed;

impl Conversation {
    pub(super) fn server_hello(&mut self, message: &[u8]) -> Step {
        let Some((&[kind, ..], body)) = message.split_first_chunk::<4>() else { return Ok(()) };
        match kind {
            kind::SERVER_HELLO => {}
            // It may be sent at any time (RFC 5246 §7.4.1.1).
            kind::HELLO_REQUEST => return Ok(()),
            _ => return Err(Malformed("order of messages before ServerHello").into()),
        }
        let hello = read_server_hello(body)?;
        let has_retried = self.chosen.is_some();
        self.note(&hello);
        if self.inquiry.depth == Depth::Hello {
            return Err(Ending::Complete);
        }
        if hello.version < Version::Tls13.code() {
            let flight = flight12::Flight { server_random: hello.random, ..flight12::Flight::default() };
            self.stage = Stage::Flight12(flight);
            Ok(())
        } else if !hello.is_retry() {
            self.begin_flight13(&hello)
        } else if has_retried {
            Err(Malformed("a second HelloRetryRequest").into())
        } else {
            self.answer_retry(&hello, message)
        }
    }

    fn note(&mut self, hello: &ServerHello) {
        // A retry stays a sign when the hello itself comes.
        let mut signs = self.chosen.take().map(|chosen| chosen.signs).unwrap_or_default();
        if hello.is_retry() {
            signs.insert(Sign::Retry);
        }
        if hello.signals_downgrade() {
            signs.insert(Sign::DowngradeSignal);
        }
        self.chosen = Some(Box::new(Chosen {
            version: hello.version,
            suite: hello.suite.into(),
            group: hello.share.as_ref().map(|(group, _)| *group),
            compression: hello.compression,
            extensions: hello.extensions.clone(),
            alpn: hello.alpn.clone(),
            signs,
            ..Chosen::default()
        }));
    }
}
