//! The server's hello: what it chose, and how the conversation goes on from there.

use super::{Conversation, Depth, Ending, Stage, Step, tls12};
use crate::Version;
use crate::messages::{kind, read_server_hello};
use crate::reply::{Chosen, Sign};
use crate::wire::Malformed;
use std::collections::BTreeSet;

impl Conversation {
    pub(super) fn server_hello(&mut self, message: u8, body: &[u8]) -> Step {
        match message {
            kind::SERVER_HELLO => {}
            // It may be sent at any time (RFC 5246 §7.4.1.1).
            kind::HELLO_REQUEST => return Ok(()),
            _ => return Err(Malformed("order of messages before ServerHello").into()),
        }
        let hello = read_server_hello(body)?;
        let mut signs = BTreeSet::new();
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
        if self.inquiry.depth == Depth::Hello {
            return Err(Ending::Complete);
        }
        if hello.version >= Version::Tls13.code() {
            return Err(Ending::Stopped(crate::reply::Stopped::NotSpoken));
        }
        self.stage = Stage::Flight12(tls12::Flight::default());
        Ok(())
    }
}
