//! A connection to the checked address and no other, up to where TLS begins.

use super::converse::{exchange, receive};
use crate::guard::Checked;
use futures_util::FutureExt as _;
use std::time::Duration;
use tls::Reply;
use tls::starttls::{Dialogue, Outcome, Protocol};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// A SYN that was dropped is sent again after a second (RFC 6298 §2): a connection that took longer was made on the second attempt.
const LATE: Duration = Duration::from_millis(900);

/// A connection on which TLS may begin.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) stream: TcpStream,
    /// How long it took to be made.
    pub(super) took: Duration,
    /// Which one of the scan it is.
    pub(super) number: u32,
    /// Has the server spoken on it?
    pub(super) heard: bool,
}

impl Line {
    /// Has the server hung up before anything was asked?
    pub(super) fn is_hung_up(&self) -> bool {
        let ended = |peeked: std::io::Result<usize>| peeked.is_err() || peeked.is_ok_and(|bytes| bytes == 0);
        self.stream.peek(&mut [0]).now_or_never().is_some_and(ended)
    }

    /// Did the first attempt get lost?
    pub(super) fn is_late(&self) -> bool {
        self.took > LATE
    }
}

/// Connects, and begins TLS by STARTTLS where there is one.
pub(super) async fn connect(
    target: Checked,
    starttls: Option<Protocol>,
    patience: Duration,
    number: u32,
) -> Result<Line, Reply> {
    let begun = Instant::now();
    let connected = timeout(patience, TcpStream::connect(target.address())).await;
    let stream = connected.map_err(|_| Reply::NotConnected)?.map_err(|_| Reply::NotConnected)?;
    // What is dialled is what was checked, and what answered.
    if stream.peer_addr().ok() != Some(target.address()) {
        return Err(Reply::NotConnected);
    }
    // Small messages, each waited for.
    let _ = stream.set_nodelay(true);
    let mut line = Line { stream, took: begun.elapsed(), number, heard: starttls.is_some() };
    if let Some(protocol) = starttls {
        timeout(patience, begin(&mut line.stream, protocol)).await.map_err(|_| Reply::Silence)??;
    }
    Ok(line)
}

async fn begin(stream: &mut TcpStream, protocol: Protocol) -> Result<(), Reply> {
    let mut dialogue = Dialogue::new(protocol);
    let mut buffer = Vec::new();
    loop {
        match dialogue.outcome() {
            Some(Outcome::Begun { leftover }) if leftover.is_empty() => return Ok(()),
            Some(Outcome::Begun { .. }) => return Err(Reply::Nonsense("plain text between STARTTLS and TLS")),
            Some(Outcome::NotOffered) => return Err(Reply::NoStartTls),
            Some(Outcome::Nonsense(place)) => return Err(Reply::Nonsense(place)),
            None => {}
        }
        // Who hangs up before TLS has begun says nothing of TLS: he has no place for us.
        exchange(stream, &dialogue.take_output()).await.map_err(|_| Reply::NotConnected)?;
        receive(stream, &mut buffer).await.map_err(|_| Reply::NotConnected)?;
        dialogue.receive(&buffer);
    }
}
