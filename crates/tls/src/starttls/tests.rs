//! Dialogues by table, cut at every byte, and with anything at all.

use super::{Dialogue, MOST_BYTES, Outcome, Protocol};
use proptest::prelude::*;

const CLEAN: Outcome = Outcome::Begun { leftover: Vec::new() };
const LDAP_YES: &[u8] = b"\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00";
const LDAP_NO: &[u8] = b"\x30\x81\x0e\x02\x01\x01\x78\x09\x0a\x01\x34\x04\x00\x04\x02no";

/// What is said by us and how it ends, when the server's bytes come in pieces of this size.
fn hold(protocol: Protocol, server: &[u8], piece: usize) -> (Vec<u8>, Option<Outcome>) {
    let mut dialogue = Dialogue::new(protocol);
    let mut said = dialogue.take_output();
    for bytes in server.chunks(piece.max(1)) {
        dialogue.receive(bytes);
        said.extend(dialogue.take_output());
    }
    (said, dialogue.outcome().cloned())
}

fn outcome(protocol: Protocol, server: &[u8]) -> Option<Outcome> {
    hold(protocol, server, usize::MAX).1
}

/// A server of each protocol that agrees, and what we are to say to it.
const AGREEING: [(Protocol, &[u8], &[u8]); 6] = [
    (
        Protocol::Smtp,
        b"220-mail.example ESMTP\r\n220 ready\r\n250-mail.example\r\n250-SIZE 1\r\n250-starttls\r\n250 HELP\r\n220 go\r\n",
        b"EHLO probe.invalid\r\nSTARTTLS\r\n",
    ),
    (
        Protocol::Imap,
        b"* OK [CAPABILITY IMAP4rev1] hello\r\n* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\nk1 OK done\r\n* 1 EXISTS\r\nk2 OK begin\r\n",
        b"k1 CAPABILITY\r\nk2 STARTTLS\r\n",
    ),
    (Protocol::Pop3, b"+OK hello\r\n+OK list\r\nUIDL\r\nSTLS\r\n.\r\n+OK begin\r\n", b"CAPA\r\nSTLS\r\n"),
    (Protocol::Pop3, b"+OK\r\n-ERR what?\r\n+OK\r\n", b"CAPA\r\nSTLS\r\n"),
    (Protocol::Ldap, LDAP_YES, super::ldap::REQUEST),
    (Protocol::Postgres, b"S", super::postgres::REQUEST),
];

#[test]
fn a_server_that_agrees_is_told_the_few_right_words_wherever_its_bytes_are_cut() {
    for (protocol, server, words) in AGREEING {
        for piece in 1..=server.len() {
            let (said, outcome) = hold(protocol, server, piece);
            assert_eq!(String::from_utf8_lossy(&said), String::from_utf8_lossy(words), "{protocol:?}");
            assert_eq!(outcome, Some(CLEAN), "{protocol:?} in pieces of {piece}");
        }
    }
}

#[test]
fn one_byte_less_is_not_enough() {
    for (protocol, server, _) in AGREEING {
        assert_eq!(outcome(protocol, &server[..server.len() - 1]), None, "{protocol:?}");
    }
}

#[test]
fn plain_text_after_the_agreement_is_noticed_wherever_it_is_cut() {
    for (protocol, server, _) in AGREEING {
        let injected = [server, b"250 injected\r\n"].concat();
        for piece in 1..=injected.len() {
            let expected = Outcome::Begun { leftover: b"250 injected\r\n".to_vec() };
            assert_eq!(hold(protocol, &injected, piece).1, Some(expected), "{protocol:?} in pieces of {piece}");
        }
    }
}

#[test]
fn a_server_without_tls_is_told_apart_from_nonsense() {
    let refusals: [(Protocol, &[u8]); 15] = [
        (Protocol::Smtp, b"554 go away\r\n"),
        (Protocol::Smtp, b"220 hello\r\n502 what?\r\n"),
        (Protocol::Smtp, b"220 hello\r\n250-mail.example\r\n250 HELP\r\n"),
        (Protocol::Smtp, b"220 hello\r\n250-mail.example\r\n250 STARTTLSX\r\n"),
        (Protocol::Smtp, b"220 hello\r\n250-mail.example\r\n250 STARTTLS\r\n454 not now\r\n"),
        (Protocol::Imap, b"* PREAUTH welcome\r\n"),
        (Protocol::Imap, b"* BYE too many\r\n"),
        (Protocol::Imap, b"* OK\r\n* CAPABILITY IMAP4rev1\r\nk1 OK\r\n"),
        (Protocol::Imap, b"* OK\r\n* CAPABILITY STARTTLS\r\nk1 OK\r\nk2 BAD no\r\n"),
        (Protocol::Pop3, b"-ERR\r\n"),
        (Protocol::Pop3, b"+OK\r\n+OK\r\nUIDL\r\n.\r\n"),
        (Protocol::Pop3, b"+OK\r\n-ERR\r\n-ERR\r\n"),
        (Protocol::Ldap, LDAP_NO),
        (Protocol::Postgres, b"N"),
        (Protocol::Postgres, b"EFATAL"),
    ];
    for (protocol, server) in refusals {
        assert_eq!(outcome(protocol, server), Some(Outcome::NotOffered), "{}", String::from_utf8_lossy(server));
    }
}

#[test]
fn nonsense_names_its_place() {
    let cases: [(Protocol, &[u8], &str); 10] = [
        (Protocol::Smtp, b"HTTP/1.1 400 Bad Request\r\n", "SMTP reply"),
        (Protocol::Smtp, b"250 too early\r\n", "SMTP reply code"),
        (Protocol::Imap, b"+OK POP3\r\n", "IMAP greeting"),
        (Protocol::Imap, b"* OK\r\nk9 OK\r\n", "IMAP answer to CAPABILITY"),
        (Protocol::Imap, b"* OK\r\n* CAPABILITY STARTTLS\r\nk1 OK\r\nk2 PERHAPS\r\n", "IMAP answer to STARTTLS"),
        (Protocol::Pop3, b"220 SMTP\r\n", "POP3 greeting"),
        (Protocol::Pop3, b"+OK\r\n+OKAY\r\n", "POP3 answer to CAPA"),
        (Protocol::Ldap, b"HTTP/1.1", "LDAP message"),
        (Protocol::Ldap, b"\x30\x84\xff\xff\xff\xff", "LDAP message"),
        (Protocol::Postgres, b"\x15\x03", "PostgreSQL answer to SSLRequest"),
    ];
    for (protocol, server, place) in cases {
        assert_eq!(outcome(protocol, server), Some(Outcome::Nonsense(place)), "{}", String::from_utf8_lossy(server));
    }
}

#[test]
fn an_ldap_response_to_another_request_is_no_agreement() {
    let other = b"\x30\x0c\x02\x01\x02\x78\x07\x0a\x01\x00\x04\x00\x04\x00";
    assert_eq!(outcome(Protocol::Ldap, other), Some(Outcome::Nonsense("LDAP extended response")));
    let hangs_up = b"\x30\x0c\x02\x01\x00\x78\x07\x0a\x01\x34\x04\x00\x04\x00";
    assert_eq!(outcome(Protocol::Ldap, hangs_up), Some(Outcome::NotOffered));
}

#[test]
fn an_endless_greeting_ends() {
    for piece in [1, 1000, usize::MAX] {
        let endless = b"220-and so on\r\n".repeat(MOST_BYTES / 10);
        let (_, outcome) = hold(Protocol::Smtp, &endless, piece);
        assert_eq!(outcome, Some(Outcome::Nonsense("more than 32 KiB before TLS")));
    }
}

#[test]
fn what_is_injected_without_end_is_not_kept_without_end() {
    let mut dialogue = Dialogue::new(Protocol::Postgres);
    for _ in 0..100 {
        dialogue.receive(&[b'S'; 4096]);
    }
    let Some(Outcome::Begun { leftover }) = dialogue.outcome() else { panic!("agreed") };
    assert_eq!(leftover.len(), MOST_BYTES - 1);
}

#[test]
fn an_end_before_the_agreement_is_no_refusal() {
    let mut dialogue = Dialogue::new(Protocol::Smtp);
    dialogue.receive(b"220 hello\r\n");
    dialogue.end();
    assert_eq!(dialogue.outcome(), Some(&Outcome::Nonsense("ended before the server agreed to TLS")));
    let mut agreed = Dialogue::new(Protocol::Postgres);
    agreed.receive(b"S");
    agreed.end();
    assert_eq!(agreed.outcome(), Some(&CLEAN));
}

#[test]
fn every_word_leads_back_to_its_protocol() {
    for protocol in Protocol::ALL {
        assert_eq!(Protocol::from_word(protocol.word()), Some(protocol));
    }
    assert_eq!(Protocol::from_word("SMTP"), None);
}

proptest! {
    #[test]
    fn any_bytes_end_alike_wherever_they_are_cut(
        which in 0..5_usize,
        parts in prop::collection::vec(prop_oneof![
            Just(b"220 x\r\n".to_vec()), Just(b"250-STARTTLS\r\n".to_vec()), Just(b"250 x\n".to_vec()),
            Just(b"* OK x\r\n".to_vec()), Just(b"* CAPABILITY STARTTLS\r\n".to_vec()), Just(b"k1 OK\r\n".to_vec()),
            Just(b"k2 OK\r\n".to_vec()), Just(b"+OK\r\n".to_vec()), Just(b"STLS\r\n".to_vec()), Just(b".\r\n".to_vec()),
            Just(LDAP_YES.to_vec()), prop::collection::vec(any::<u8>(), 0..20),
        ], 0..8),
        piece in 1..50_usize,
    ) {
        let server = parts.concat();
        prop_assert_eq!(hold(Protocol::ALL[which], &server, usize::MAX), hold(Protocol::ALL[which], &server, piece));
    }
}
