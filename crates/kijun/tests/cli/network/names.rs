//! A name server that says what the test wants (RFC 1035, as little of it as a resolver needs).

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A record of an answer.
pub(crate) enum Answer {
    A(Ipv4Addr),
    Aaaa(Ipv6Addr),
    /// Another name for it, whose records follow.
    Cname(&'static str),
}

const A: u16 = 1;
const CNAME: u16 = 5;
const AAAA: u16 = 28;

/// Answers questions for ever; `None` from `answers` is silence.
pub(super) fn serve(socket: &UdpSocket, answers: fn(&str, usize) -> Option<Vec<Answer>>, asked: &Arc<AtomicUsize>) {
    let mut before: HashMap<(String, u16), usize> = HashMap::new();
    let mut bytes = [0; 512];
    while let Ok((length, from)) = socket.recv_from(&mut bytes) {
        let Some((name, kind, question)) = question(&bytes[..length]) else { continue };
        let times = before.entry((name.clone(), kind)).or_default();
        if kind == A {
            asked.fetch_add(1, Ordering::SeqCst);
        }
        if let Some(records) = answers(&name, *times) {
            let _ = socket.send_to(&message(&bytes[..2], question, kind, &records), from);
        }
        *times += 1;
    }
}

/// The name, the kind of record, and the question's own bytes.
fn question(message: &[u8]) -> Option<(String, u16, &[u8])> {
    let mut at = 12;
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*message.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(std::str::from_utf8(message.get(at..at + length)?).ok()?.to_ascii_lowercase());
        at += length;
    }
    let kind = u16::from_be_bytes([*message.get(at)?, *message.get(at + 1)?]);
    Some((labels.join("."), kind, message.get(12..at + 4)?))
}

fn message(id: &[u8], question: &[u8], asked: u16, records: &[Answer]) -> Vec<u8> {
    // The name that records are of: the one asked for, until an alias leads to another.
    let mut owner = vec![0xc0, 12];
    let mut body = Vec::new();
    let mut count: u16 = 0;
    for record in records {
        let (kind, data) = match record {
            Answer::A(address) => (A, address.octets().to_vec()),
            Answer::Aaaa(address) => (AAAA, address.octets().to_vec()),
            Answer::Cname(name) => (CNAME, labels(name)),
        };
        if kind != asked && kind != CNAME {
            continue;
        }
        body.extend(&owner);
        body.extend([kind.to_be_bytes(), [0, 1], [0, 0], [0, 0]].concat());
        body.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        body.extend(&data);
        count += 1;
        if kind == CNAME {
            owner = data;
        }
    }
    let head = [id, &[0x85, 0x80, 0, 1], &count.to_be_bytes(), &[0, 0, 0, 0]].concat();
    [head.as_slice(), question, &body].concat()
}

fn labels(name: &str) -> Vec<u8> {
    let label = |label: &str| [&[u8::try_from(label.len()).unwrap()], label.as_bytes()].concat();
    name.split('.').flat_map(label).chain([0]).collect()
}
