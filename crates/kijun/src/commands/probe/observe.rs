//! One address measured: the scan's questions, each on a connection of its own. Only a checked address is dialled.

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use probe::guard::Checked;
use std::io::{self, ErrorKind};
use std::time::Duration;
use tls::scan::{Effort, Scan, Subject};
use tls::starttls::{Dialogue, Outcome, Protocol};
use tls::{Conversation, Inquiry, Observation, Reply};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_mins(2);

/// Measures an address. What is not answered in time stays unknown.
pub(super) async fn observe(
    checked: Checked,
    starttls: Option<Protocol>,
    subject: Subject,
    effort: Effort,
    previous: Option<&Observation>,
) -> Observation {
    let mut scan = Scan::new(subject, effort, previous);
    let mut connections = 0_u32;
    let mut under_way = FuturesUnordered::new();
    let ends = Instant::now() + WHOLE;
    loop {
        while let Some((ticket, inquiry)) = scan.next_inquiry() {
            connections = connections.saturating_add(1);
            under_way.push(async move { (ticket, ask(checked, starttls, &inquiry).await) });
        }
        match timeout_at(ends, under_way.next()).await {
            Ok(Some((ticket, reply))) => scan.answered(ticket, &reply),
            Ok(None) | Err(_) => return scan.observation(connections),
        }
    }
}

async fn ask(checked: Checked, starttls: Option<Protocol>, inquiry: &Inquiry) -> Reply {
    let address = checked.address();
    let Ok(Ok(mut stream)) = timeout(CONNECT, TcpStream::connect(address)).await else { return Reply::NotConnected };
    if stream.peer_addr().ok() != Some(address) {
        return Reply::NotConnected;
    }
    let _ = stream.set_nodelay(true);
    if let Some(protocol) = starttls
        && let Err(reply) = begin(&mut stream, protocol).await
    {
        return reply;
    }
    let mut entropy = [0; 64];
    if aws_lc_rs::rand::fill(&mut entropy).is_err() {
        return Reply::NotConnected;
    }
    let mut conversation = Conversation::new(inquiry, &entropy);
    loop {
        if let Err(reply) = send(&mut stream, &conversation.take_output()).await {
            conversation.end(reply);
        }
        if let Some(reply) = conversation.reply() {
            return reply.clone();
        }
        match receive(&mut stream).await {
            Ok(bytes) => conversation.receive(&bytes),
            Err(reply) => conversation.end(reply),
        }
    }
}

async fn begin(stream: &mut TcpStream, protocol: Protocol) -> Result<(), Reply> {
    let mut dialogue = Dialogue::new(protocol);
    loop {
        match dialogue.outcome() {
            Some(Outcome::Begun { leftover }) if leftover.is_empty() => return Ok(()),
            Some(Outcome::Begun { .. }) => return Err(Reply::Nonsense("plain text between STARTTLS and TLS")),
            Some(Outcome::NotOffered) => return Err(Reply::NoStartTls),
            Some(Outcome::Nonsense(place)) => return Err(Reply::Nonsense(place)),
            None => {}
        }
        send(stream, &dialogue.take_output()).await?;
        dialogue.receive(&receive(stream).await?);
    }
}

async fn send(stream: &mut TcpStream, bytes: &[u8]) -> Result<(), Reply> {
    match timeout(ANSWER, stream.write_all(bytes)).await {
        Ok(sent) => sent.map_err(|error| ended(&error)),
        Err(_) => Err(Reply::Silence),
    }
}

async fn receive(stream: &mut TcpStream) -> Result<Vec<u8>, Reply> {
    let mut bytes = vec![0; 16 * 1024];
    match timeout(ANSWER, stream.read(&mut bytes)).await {
        Ok(Ok(0)) => Err(Reply::Closed),
        Ok(Ok(read)) => {
            bytes.truncate(read);
            Ok(bytes)
        }
        Ok(Err(error)) => Err(ended(&error)),
        Err(_) => Err(Reply::Silence),
    }
}

fn ended(error: &io::Error) -> Reply {
    let reset = matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe);
    if reset { Reply::Reset } else { Reply::Closed }
}
