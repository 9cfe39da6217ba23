//! A hello as bytes, read again by a reader written for this test alone.

use proptest::collection::{btree_set, vec};
use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};
use proptest::sample::{select, subsequence};
use tls::groups::Group;
use tls::{ClientHello, Extra, Version};

/// Everything that a hello says, as bytes cut at their lengths.
#[derive(Debug)]
struct Read {
    record_version: u16,
    version: u16,
    session: Vec<u8>,
    suites: Vec<u16>,
    compression: Vec<u8>,
    extensions: Vec<(u16, Vec<u8>)>,
    length: usize,
}

impl Read {
    fn extension(&self, kind: u16) -> Option<&[u8]> {
        self.extensions.iter().find(|(known, _)| *known == kind).map(|(_, body)| &body[..])
    }
}

/// Cuts off a vector with a length of so many bytes.
fn cut<'a>(bytes: &mut &'a [u8], width: usize) -> &'a [u8] {
    let length = bytes[..width].iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    let vector = &bytes[width..width + length];
    *bytes = &bytes[width + length..];
    vector
}

fn numbers(bytes: &[u8]) -> Vec<u16> {
    assert_eq!(bytes.len() % 2, 0);
    bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

fn read(record: &[u8]) -> Read {
    assert_eq!(record[0], 22);
    let mut rest = &record[3..];
    let message = cut(&mut rest, 2);
    assert!(rest.is_empty() && message[0] == 1);
    let mut body = &message[1..];
    let mut hello = cut(&mut body, 3);
    assert!(body.is_empty());
    let version = u16::from_be_bytes([hello[0], hello[1]]);
    hello = &hello[34..];
    let session = cut(&mut hello, 1).to_vec();
    let suites = numbers(cut(&mut hello, 2));
    let compression = cut(&mut hello, 1).to_vec();
    let mut extensions = Vec::new();
    if !hello.is_empty() {
        let mut list = cut(&mut hello, 2);
        while !list.is_empty() {
            let kind = u16::from_be_bytes([list[0], list[1]]);
            list = &list[2..];
            extensions.push((kind, cut(&mut list, 2).to_vec()));
        }
    }
    assert!(hello.is_empty());
    let record_version = u16::from_be_bytes([record[1], record[2]]);
    Read { record_version, version, session, suites, compression, extensions, length: message.len() }
}

fn groups() -> impl Strategy<Value = Vec<u16>> {
    let all: Vec<u16> = Group::all().map(|group| group.code).collect();
    let count = all.len();
    subsequence(all, 0..=count)
}

fn hellos() -> impl Strategy<Value = ClientHello> {
    let versions = select(&Version::ALL[1..]);
    let words = (vec(any::<u16>(), 1..400), groups(), groups(), vec(any::<u16>(), 0..40));
    let names = (proptest::option::of("[a-z.]{1,60}"), vec("[a-z0-9/.]{1,20}", 0..4));
    let small = (btree_set(select(&Extra::ALL[..]), 0..8), 0_u16..4000, vec(1_u8..255, 0..2));
    (versions, words, names, small).prop_map(|(version, words, names, small)| ClientHello {
        version,
        also: if version == Version::Tls13 { vec![Version::Tls12, Version::Tls10] } else { Vec::new() },
        suites: words.0.into_iter().map(u32::from).collect(),
        groups: words.1,
        key_shares: words.2,
        signatures: words.3,
        server_name: names.0,
        alpn: names.1,
        extras: small.0,
        padded_to: small.1,
        compression: small.2,
    })
}

fn is_grease(code: u16) -> bool {
    let [high, low] = code.to_be_bytes();
    high == low && low & 0x0F == 0x0A
}

fn without_grease(hello: &ClientHello, mut codes: Vec<u16>) -> Vec<u16> {
    if hello.extras.contains(&Extra::Grease) {
        assert!(is_grease(codes.remove(0)));
    }
    codes
}

proptest! {
    #[test]
    fn every_field_of_a_hello_is_written_where_it_belongs(hello in hellos(), entropy in any::<[u8; 64]>()) {
        // A record holds 16 KiB, which hellos with every share can pass.
        let written = hello.write(&entropy);
        if written.len() > 1 << 14 {
            return Ok(());
        }
        let read = read(&written);
        let has = |extra| hello.extras.contains(&extra);
        let (is_ssl3, is_tls13) = (hello.version == Version::Ssl3, hello.version == Version::Tls13);
        prop_assert_eq!(read.record_version, if is_ssl3 { 0x0300 } else { 0x0301 });
        let unknown = has(Extra::UnknownVersion) && !is_tls13;
        prop_assert_eq!(read.version, if unknown { 0x0399 } else { hello.version.code().min(0x0303) });
        prop_assert_eq!(read.session.len(), if is_tls13 { 32 } else { 0 });
        let mut suites: Vec<u16> = hello.suites.iter().map(|suite| u16::try_from(*suite).unwrap()).collect();
        if is_ssl3 && has(Extra::RenegotiationInfo) {
            suites.push(0x00FF);
        }
        if has(Extra::FallbackScsv) {
            suites.push(0x5600);
        }
        prop_assert_eq!(without_grease(&hello, read.suites.clone()), suites);
        prop_assert_eq!(&read.compression[..], &[&hello.compression[..], &[0]].concat()[..]);
        if is_ssl3 {
            prop_assert_eq!(read.extensions.len(), 0);
            return Ok(());
        }
        let kinds: std::collections::BTreeSet<u16> = read.extensions.iter().map(|(kind, _)| *kind).collect();
        prop_assert_eq!(kinds.len(), read.extensions.len(), "an extension twice");
        prop_assert_eq!(kinds.iter().filter(|kind| is_grease(**kind)).count(), if has(Extra::Grease) { 2 } else { 0 });
        for (extra, kind) in [
            (Extra::ExtendedMasterSecret, 23),
            (Extra::EncryptThenMac, 22),
            (Extra::SessionTicket, 35),
            (Extra::StatusRequest, 5),
            (Extra::RenegotiationInfo, 0xFF01),
        ] {
            prop_assert_eq!(read.extension(kind).is_some(), has(extra));
        }
        let name = read.extension(0).map(|body| String::from_utf8(body[5..].to_vec()).unwrap());
        prop_assert_eq!(name, hello.server_name.clone());
        let listed = |kind| read.extension(kind).map(|mut body| numbers(cut(&mut body, 2))).unwrap_or_default();
        if hello.groups.is_empty() {
            prop_assert_eq!(read.extension(10), None);
        } else {
            prop_assert_eq!(without_grease(&hello, listed(10)), hello.groups.clone());
        }
        let signatures = if hello.version >= Version::Tls12 { hello.signatures.clone() } else { Vec::new() };
        prop_assert_eq!(listed(13), signatures);
        let mut alpn = Vec::new();
        if let Some(mut body) = read.extension(16) {
            let mut list = cut(&mut body, 2);
            while !list.is_empty() {
                alpn.push(String::from_utf8(cut(&mut list, 1).to_vec()).unwrap());
            }
        }
        prop_assert_eq!(alpn, hello.alpn.clone());
        prop_assert_eq!(read.extension(43).is_some(), is_tls13);
        if let Some(mut body) = read.extension(43) {
            let real = if has(Extra::UnknownVersion) { 0x0399 } else { 0x0304 };
            prop_assert_eq!(without_grease(&hello, numbers(cut(&mut body, 1))), vec![real, 0x0303, 0x0301]);
        }
        if let Some(mut body) = read.extension(51) {
            let mut entries = cut(&mut body, 2);
            let mut shared = Vec::new();
            while !entries.is_empty() {
                shared.push(u16::from_be_bytes([entries[0], entries[1]]));
                entries = &entries[2..];
                prop_assert_eq!(cut(&mut entries, 2).is_empty(), false);
            }
            let shared = without_grease(&hello, shared);
            prop_assert_eq!(shared.iter().all(|group| hello.key_shares.contains(group)), true);
            let makes = |group: &u16| shared.contains(group) == hello.key_shares.contains(group);
            prop_assert_eq!([0x17, 0x18, 0x19, 0x1D, 0x1E, 0x29, 0x104, 0x201, 0x11EC].iter().all(makes), true);
        }
        // An extension has four bytes of its own: as long as asked for, or so little longer.
        if let Some(padding) = read.extension(21) {
            prop_assert_eq!(padding.iter().all(|byte| *byte == 0), true);
            let asked = usize::from(hello.padded_to);
            prop_assert_eq!((asked..asked + 4).contains(&read.length), true);
        } else {
            prop_assert_eq!(read.length >= usize::from(hello.padded_to), true);
        }
    }
}

#[test]
fn a_hello_of_ssl_2_lists_its_kinds_and_a_challenge() {
    let hello = ClientHello {
        version: Version::Ssl2,
        also: Vec::new(),
        suites: vec![0x01_0080, 0x07_00C0],
        groups: Vec::new(),
        key_shares: Vec::new(),
        signatures: Vec::new(),
        server_name: None,
        alpn: Vec::new(),
        compression: Vec::new(),
        extras: [].into(),
        padded_to: 0,
    };
    let mut expected = vec![0x80, 31, 1, 0, 2, 0, 6, 0, 0, 0, 16, 0x01, 0x00, 0x80, 0x07, 0x00, 0xC0];
    expected.extend([9; 16]);
    assert_eq!(hello.write(&[9; 64]), expected);
}
