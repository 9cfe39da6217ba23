//! One conversation on one connection: bytes carried, time kept. What the bytes mean is the conversation's own affair.

use super::connect::Line;
use super::manners::Circumstances;
use std::io::{self, ErrorKind};
use std::time::Duration;
use tls::{Conversation, Entropy, Inquiry, Reply};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

/// A server that has begun to answer goes on within so many times the time that its connection took, and at least this long.
const ROUNDS: u32 = 10;
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const CHUNK: usize = 8 * 1024;

/// How a conversation ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) reply: Reply,
    /// Bytes received.
    pub(super) bytes: u64,
    pub(super) inquiry: Inquiry,
    pub(super) how: Circumstances,
}

/// Puts an inquiry on a connection. `alone`: one is put at a time.
pub(super) async fn converse(line: Line, inquiry: Inquiry, entropy: Entropy, patience: Duration, alone: bool) -> Ended {
    let Line { mut stream, took, number, heard } = line;
    let mut conversation = Conversation::new(&inquiry, &entropy);
    let end = Instant::now() + patience;
    let pause = (took * ROUNDS).max(SHORTEST_PAUSE);
    let mut next = end;
    let mut buffer = Vec::new();
    let mut bytes = 0u64;
    while conversation.reply().is_none() {
        let output = conversation.take_output();
        let talk = async {
            exchange(&mut stream, &output).await?;
            receive(&mut stream, &mut buffer).await
        };
        match timeout_at(next, talk).await {
            Ok(Ok(())) => {
                bytes = bytes.saturating_add(u64::try_from(buffer.len()).unwrap_or(u64::MAX));
                conversation.receive(&buffer);
                next = end.min(Instant::now() + pause);
            }
            Ok(Err(how)) => conversation.end(how),
            Err(_) => conversation.end(Reply::Silence),
        }
    }
    let reply = conversation.reply().cloned().unwrap_or(Reply::Silence);
    Ended { reply, bytes, inquiry, how: Circumstances { number, alone, heard } }
}

/// Sends, where there is something to send.
pub(super) async fn exchange(stream: &mut TcpStream, output: &[u8]) -> Result<(), Reply> {
    if output.is_empty() {
        return Ok(());
    }
    stream.write_all(output).await.map_err(|error| ended(&error))
}

/// Takes what came.
pub(super) async fn receive(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<(), Reply> {
    buffer.clear();
    buffer.reserve(CHUNK);
    let read = stream.read_buf(buffer).await.map_err(|error| ended(&error))?;
    if read == 0 { Err(Reply::Closed) } else { Ok(()) }
}

fn ended(error: &io::Error) -> Reply {
    let reset =
        matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe);
    if reset { Reply::Reset } else { Reply::Closed }
}
