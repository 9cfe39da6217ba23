//! Servers that break the rules, hang up, or are something else: each told apart, none panics, and pieces do not matter.

use crate::stand_in::{certificates, converse, dhe_1024, message, record, server_hello};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use tls::{Chosen, Depth, Reply, Stopped, Version};

fn chosen(reply: Reply) -> Chosen {
    let Reply::Chosen(chosen) = reply else { panic!("the server chose nothing: {reply:?}") };
    *chosen
}

/// A whole flight of TLS 1.2 with DHE.
fn flight() -> Vec<u8> {
    let key = rcgen::generate_simple_self_signed(vec!["lab.example".to_owned()]).expect("a certificate");
    let hello = record(22, &server_hello(0x0303, 0x0033));
    let rest = [certificates(&[key.cert.der()]), dhe_1024(), message(14, &[])].concat();
    [hello, record(22, &rest)].concat()
}

#[test]
fn several_messages_in_a_record_and_a_message_over_several_records_are_the_same_flight() {
    let whole = chosen(converse(Version::Tls12, Depth::Flight, &[&flight()], Reply::Closed));
    assert_eq!((whole.stopped, whole.dh_bits, whole.signature), (None, Some(1024), Some(0x0401)));
    assert_eq!(whole.certificates.len(), 1);
    let messages = [server_hello(0x0303, 0x0033), dhe_1024(), message(14, &[])].concat();
    let split: Vec<u8> = messages.chunks(9).flat_map(|part| record(22, part)).collect();
    let split = chosen(converse(Version::Tls12, Depth::Flight, &[&split], Reply::Closed));
    assert_eq!((split.stopped, split.dh_bits), (None, Some(1024)));
}

#[test]
fn what_is_no_tls_is_told_apart_by_its_first_words() {
    for (answer, place) in [
        (&b"HTTP/1.0 400 Bad Request\r\n\r\n"[..], "HTTP in plain text"),
        (b"220 mail.example ESMTP\r\n", "a reply of SMTP or FTP in plain text"),
        (b"* OK IMAP4rev1 ready\r\n", "a greeting of IMAP in plain text"),
        (b"+OK POP3 ready\r\n", "a greeting of POP3 in plain text"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", "a greeting of SSH"),
        (b"<html>", "HTML in plain text"),
        (b"\x00\x00\x00\x01\x05", "not a TLS record"),
        (b"\x16\x03\x01\xFF\xFF", "length of a record"),
        (b"\x16\x03\x01\x00\x00", "length of a record"),
    ] {
        let reply = converse(Version::Tls12, Depth::Hello, &[answer], Reply::Closed);
        assert_eq!(reply, Reply::Nonsense(place), "{}", answer.escape_ascii());
    }
    assert_eq!(
        converse(Version::Tls12, Depth::Hello, &[b"+OK"], Reply::Closed),
        Reply::Nonsense("a greeting of POP3 in plain text")
    );
}

#[test]
fn an_end_before_the_hello_is_the_reply_and_after_it_the_reason_for_stopping() {
    for (end, stopped) in
        [(Reply::Closed, Stopped::Closed), (Reply::Reset, Stopped::Reset), (Reply::Silence, Stopped::Silence)]
    {
        assert_eq!(converse(Version::Tls12, Depth::Flight, &[], end.clone()), end);
        let hello = record(22, &server_hello(0x0303, 0x0033));
        // An answer that has begun is no refusal.
        for begun in [&hello[..3], &hello[..20], &record(22, &hello[5..20])] {
            assert_eq!(converse(Version::Tls12, Depth::Flight, &[begun], end.clone()), Reply::Silence);
        }
        let reply = chosen(converse(Version::Tls12, Depth::Flight, &[&hello], end));
        assert_eq!((reply.suite, reply.stopped), (0x0033, Some(stopped)));
    }
    assert_eq!(converse(Version::Tls12, Depth::Hello, &[], Reply::NotConnected), Reply::NotConnected);
}

#[test]
fn a_warning_may_stand_before_the_hello_and_is_the_reply_where_nothing_follows() {
    let warning = record(21, &[1, 112]);
    let hello = record(22, &server_hello(0x0303, 0x0033));
    assert_eq!(chosen(converse(Version::Tls12, Depth::Hello, &[&warning, &hello], Reply::Closed)).suite, 0x0033);
    assert_eq!(
        converse(Version::Tls12, Depth::Hello, &[&warning], Reply::Closed),
        Reply::Alert { level: 1, description: 112 }
    );
    let fatal = record(21, &[2, 40]);
    let reply = chosen(converse(Version::Tls12, Depth::Flight, &[&hello, &fatal], Reply::Closed));
    assert_eq!(reply.stopped, Some(Stopped::Alert { level: 2, description: 40 }));
}

#[test]
fn a_version_that_does_not_exist_is_reported_as_sent() {
    let hello = record(22, &server_hello(0x03AB, 0xC02F));
    let reply = chosen(converse(Version::Tls12, Depth::Hello, &[&hello], Reply::Closed));
    assert_eq!((reply.version, reply.known_version()), (0x03AB, None));
}

#[test]
fn ten_certificates_are_read_and_the_rest_counted_and_endless_chains_end() {
    let hello = record(22, &server_hello(0x0303, 0x0033));
    let broken: Vec<&[u8]> = vec![&[0x30, 0]; 17];
    let many = record(22, &[certificates(&broken), dhe_1024(), message(14, &[])].concat());
    let reply = chosen(converse(Version::Tls12, Depth::Flight, &[&hello, &many], Reply::Closed));
    assert_eq!((reply.certificates.len(), reply.unread_certificates, reply.stopped), (10, 7, None));
    assert!(reply.certificates.iter().all(|certificate| certificate == &[0x30, 0]));
    // 16 MiB are announced: nobody waits for them.
    let huge = record(22, &[11, 0xFF, 0xFF, 0xFF, 0]);
    let reply = chosen(converse(Version::Tls12, Depth::Flight, &[&hello, &huge], Reply::Closed));
    assert_eq!(reply.stopped, Some(Stopped::Limit));
    // Requests without end.
    let requests = record(22, &message(0, &[]).repeat(1000)).repeat(100);
    let reply = chosen(converse(Version::Tls12, Depth::Flight, &[&hello, &requests], Reply::Closed));
    assert_eq!(reply.stopped, Some(Stopped::Limit));
}

#[test]
fn messages_out_of_order_or_of_a_wrong_length_are_nonsense_with_their_name() {
    let hello = server_hello(0x0303, 0x0033);
    let stops = |rest: &[u8]| {
        let bytes = record(22, &[&hello[..], rest].concat());
        chosen(converse(Version::Tls12, Depth::Flight, &[&bytes], Reply::Closed)).stopped
    };
    let nonsense = |place| Some(Stopped::Nonsense(place));
    assert_eq!(stops(&message(14, &[0])), nonsense("ServerHelloDone"));
    assert_eq!(stops(&message(12, &[0, 9, 1])), nonsense("ServerKeyExchange"));
    assert_eq!(stops(&message(11, &[0, 0, 9, 1])), nonsense("Certificate"));
    assert_eq!(stops(&message(22, &[1, 0, 0, 9, 1])), nonsense("CertificateStatus"));
    assert_eq!(stops(&message(20, &[0; 12])), nonsense("order of messages after ServerHello"));
    let early = record(22, &dhe_1024());
    assert_eq!(
        converse(Version::Tls12, Depth::Flight, &[&early], Reply::Closed),
        Reply::Nonsense("order of messages before ServerHello")
    );
    let short = record(22, &message(2, &[3, 3, 0]));
    assert_eq!(converse(Version::Tls12, Depth::Hello, &[&short], Reply::Closed), Reply::Nonsense("ServerHello"));
}

#[test]
fn ssl_2_answers_with_every_kind_that_it_has_or_with_an_error() {
    let mut answer = vec![4, 0, 1, 0, 2, 0, 2, 0, 6, 0, 16, 0x30, 0, 0x01, 0x00, 0x80, 0x07, 0x00, 0xC0];
    answer.extend([5; 16]);
    let sized = [&[0x80, u8::try_from(answer.len()).expect("short")][..], &answer].concat();
    let reply = chosen(converse(Version::Ssl2, Depth::Hello, &[&sized], Reply::Closed));
    assert_eq!((reply.known_version(), &reply.listed[..]), (Some(Version::Ssl2), &[0x01_0080, 0x07_00C0][..]));
    assert_eq!((reply.suite, reply.certificates.len(), reply.stopped), (0x01_0080, 1, None));
    let refused = converse(Version::Ssl2, Depth::Hello, &[&[0x80, 3, 0, 0, 1]], Reply::Closed);
    assert_eq!(refused, Reply::Alert { level: 2, description: 40 });
    let alert = converse(Version::Ssl2, Depth::Hello, &[&record(21, &[2, 70])], Reply::Closed);
    assert_eq!(alert, Reply::Alert { level: 2, description: 70 });
    let warned = [&record(21, &[1, 48])[..], &[0, 0]].concat();
    let parts = [&warned[..7], &warned[7..]];
    assert_eq!(
        converse(Version::Ssl2, Depth::Hello, &parts, Reply::Closed),
        converse(Version::Ssl2, Depth::Hello, &[&warned], Reply::Closed)
    );
    let other = converse(Version::Ssl2, Depth::Hello, &[b"HTTP/1.1 400 Bad Request"], Reply::Closed);
    assert_eq!(other, Reply::Nonsense("type of a message of SSL 2.0"));
}

/// Any bytes, and flights with bytes changed, dropped and doubled.
fn answers() -> impl Strategy<Value = Vec<u8>> {
    let good = flight();
    let length = good.len();
    let broken = vec((0..length, any::<u8>(), 0..3_u8), 0..4).prop_map(move |changes| {
        let mut bytes = good.clone();
        for (place, byte, how) in changes {
            let place = place.min(bytes.len() - 1);
            match how {
                0 => bytes[place] = byte,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, byte),
            }
        }
        bytes
    });
    proptest::prop_oneof![1 => vec(any::<u8>(), 0..600), 4 => broken]
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_give_one_and_the_same_reply(
        bytes in answers(),
        cuts in vec(0_usize..2000, 0..12),
        version in select(&Version::ALL[..]),
        depth in select(vec![Depth::Hello, Depth::Flight, Depth::Finished, Depth::Renegotiation]),
    ) {
        let whole = converse(version, depth, &[&bytes], Reply::Closed);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).chain([0, bytes.len()]).collect();
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(&converse(version, depth, &pieces, Reply::Closed), &whole);
        if let Reply::Chosen(chosen) = whole {
            prop_assert!(chosen.certificates.len() <= 10);
        }
    }
}
