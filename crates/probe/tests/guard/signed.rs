//! Signed observations: what is changed anywhere is noticed.

use probe::signed::{PublicKey, Rejected, SigningKey, Statement, is_signed};
use proptest::prelude::*;

const PAYLOAD: &[u8] = "{\"server_name\":\"内部.例.jp\",\"versions\":{\"TLSv1.2\":\"accepted\"}}\n\n{}".as_bytes();

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed([seed; 32]).unwrap()
}

fn statement() -> Statement {
    Statement {
        by: "情報システム課 仙台 花子".to_owned(),
        machine: "probe-01".to_owned(),
        at: "2026-07-01T09:00:00Z".parse().unwrap(),
    }
}

fn signed() -> Vec<u8> {
    key(1).sign(&statement(), PAYLOAD).unwrap()
}

#[test]
fn what_was_signed_comes_back_to_the_byte() {
    let file = signed();
    let verified = key(1).public().verify(&file).unwrap();
    assert_eq!(verified.statement, statement());
    assert_eq!(verified.payload, PAYLOAD);
    assert!(is_signed(&file) && !is_signed(PAYLOAD));
}

#[test]
fn who_where_and_when_can_be_read_with_ones_eyes() {
    let file = signed();
    let text = std::str::from_utf8(&file).unwrap();
    assert!(text.starts_with(
        "kijun signed observation 1\nby: 情報システム課 仙台 花子\nmachine: probe-01\nat: 2026-07-01T09:00:00Z\nkey: "
    ));
}

#[test]
fn a_change_of_any_byte_is_noticed() {
    let file = signed();
    let public = key(1).public();
    for place in 0..file.len() {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[place] ^= 1 << bit;
            assert!(public.verify(&changed).is_err(), "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn a_byte_more_or_less_anywhere_is_noticed() {
    let file = signed();
    let public = key(1).public();
    for place in 0..=file.len() {
        for byte in [b'\n', b'\r', b' ', b'0', 0] {
            let changed = [&file[..place], &[byte], &file[place..]].concat();
            assert!(public.verify(&changed).is_err(), "{byte} before byte {place}");
        }
        if place < file.len() {
            let changed = [&file[..place], &file[place + 1..]].concat();
            assert!(public.verify(&changed).is_err(), "without byte {place}");
        }
        assert!(place == file.len() || public.verify(&file[..place]).is_err(), "cut at {place}");
    }
}

#[test]
fn another_key_is_not_trusted_even_where_its_signature_holds() {
    assert_eq!(key(2).public().verify(&signed()), Err(Rejected::OtherKey));
    let own = String::from_utf8(key(2).sign(&statement(), PAYLOAD).unwrap()).unwrap();
    let claimed = own.replace(&key(2).public().text(), &key(1).public().text());
    assert_eq!(key(1).public().verify(claimed.as_bytes()), Err(Rejected::Changed));
}

#[test]
fn an_observation_without_signature_is_none() {
    assert_eq!(key(1).public().verify(PAYLOAD), Err(Rejected::NotSigned));
    assert_eq!(key(1).public().verify(b"kijun signed observation 1\n\n"), Err(Rejected::Head));
}

#[test]
fn no_name_can_forge_a_line() {
    for by in ["", " ", "a\nmachine: b", "a\r", "\u{7f}", &"x".repeat(201)] {
        let statement = Statement { by: by.to_owned(), ..statement() };
        assert_eq!(key(1).sign(&statement, PAYLOAD), Err(Rejected::Name), "{by:?}");
    }
    let sly = Statement { by: "signature: 00".to_owned(), ..statement() };
    let file = key(1).sign(&sly, PAYLOAD).unwrap();
    assert_eq!(key(1).public().verify(&file).unwrap().statement, sly);
}

#[test]
fn keys_are_read_as_they_were_written() {
    let again = SigningKey::from_file(&key(7).to_file()).unwrap();
    assert_eq!(again.public(), key(7).public());
    assert_eq!(PublicKey::parse(&format!("{}\n", key(7).public().text())).unwrap(), key(7).public());
    for text in ["", "kijun signing key 1\n", "kijun signing key 1\n00", "kijun signing key 2\n00"] {
        assert_eq!(SigningKey::from_file(text).err(), Some(Rejected::Key), "{text:?}");
    }
    assert_eq!(PublicKey::parse(&"A".repeat(64)), Err(Rejected::Key), "capitals are another spelling");
}

#[test]
fn a_signing_key_is_not_printed() {
    let shown = format!("{:?}", key(7));
    assert!(!shown.contains(&"07".repeat(32)) && shown.contains(&key(7).public().text()));
}

/// RFC 8032 §7.1, test 1: the public key of this seed.
#[test]
fn keys_are_those_of_rfc_8032() {
    let file = "kijun signing key 1\n9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60\n";
    assert_eq!(
        SigningKey::from_file(file).unwrap().public().text(),
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    );
}

proptest! {
    #[test]
    fn any_payload_comes_back_and_anything_else_is_refused(payload: Vec<u8>, other: Vec<u8>) {
        let file = key(1).sign(&statement(), &payload).unwrap();
        let public = key(1).public();
        let verified = public.verify(&file).unwrap();
        prop_assert_eq!(verified.payload, payload.as_slice());
        prop_assert!(public.verify(&other).is_err());
        let mut moved = file;
        moved.extend(&other);
        prop_assert_eq!(public.verify(&moved).is_ok(), other.is_empty());
    }
}
