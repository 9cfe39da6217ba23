//! Known answers, made with Python's `hmac` and `openssl enc -nopad`, and what must hold for any record.

use super::{Cipher, Keys, Secrets, Terms};
use crate::Version;
use crate::certificate::hexadecimal;
use crate::inbox::{Content, Record};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;

/// A `Finished` of twelve bytes from 0 to 11.
const MESSAGE: [u8; 16] = [20, 0, 0, 12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/// Keys that count upwards: the MAC's from 0, the cipher's from 0x20, the first block's from 0x40.
fn keys(protection: &str, version: Version, encrypt_then_mac: bool) -> Keys {
    let cipher = Cipher::find(protection).unwrap();
    let lengths = cipher.lengths(version);
    let counting = |from: u8, length: usize| (from..).take(length).collect::<Vec<u8>>();
    let (mac, key, iv) = (counting(0, lengths.mac), counting(0x20, lengths.key), counting(0x40, lengths.iv));
    let secrets = Secrets { mac: &mac, key: &key, iv: &iv };
    Keys::older(cipher, Terms { version, encrypt_then_mac }, secrets).unwrap()
}

/// The record that starts with these bytes.
fn record(bytes: &[u8]) -> Record {
    let (header, body) = bytes.split_first_chunk().unwrap();
    Record { content: Content::Handshake, header: *header, body: body.to_vec() }
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    let digits: Vec<u8> = hexadecimal.chars().map(|digit| u8::try_from(digit.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[test]
fn records_of_tls_10_are_chained() {
    let known = [
        "1603010030db2f10af228f2fcef65143f8ebeca78dee610928f8c48c86b5f0d058cd0270a5ae744f93826f22e0b76c4988c25ba0d6",
        "1603010030ff40433b86bca1c8de49ee59de4a0dadd8f989a22a8da75e45ee90579995ac2b15dcad6bc6ff9f2537c7b16d37d30437",
    ];
    let [mut client, mut server] = [(); 2].map(|()| keys("AES_128_CBC_SHA", Version::Tls10, false));
    for known in known {
        assert_eq!(hexadecimal(&client.seal(22, &MESSAGE).unwrap()), known);
        assert_eq!(server.open(record(&bytes(known))), Some((Content::Handshake, MESSAGE.to_vec())));
    }
    let known = "1603010028f6977a5b9c782029cfbb06e33ca9971ff677e1ab8c9ef7b329a39776f449d0923db5f3419028ac4f";
    assert_eq!(hexadecimal(&keys("3DES_EDE_CBC_SHA", Version::Tls10, false).seal(22, &MESSAGE).unwrap()), known);
}

#[test]
fn records_of_tls_11_bring_a_first_block_and_any_length_of_padding() {
    let short = "1603020040404142434445464748494a4b4c4d4e4fdb2f10af228f2fcef65143f8ebeca78d7537f728bff53dd53146f0d2d36f\
                 7d76161908c6090aaa11882168667628dc46";
    let long = "16030200e0404142434445464748494a4b4c4d4e4fdb2f10af228f2fcef65143f8ebeca78d7537f728bff53dd53146f0d2d36f\
                7d761dbb30f5a9f7e0786fee0a8527cc21456163c5ddc3e019918e188f9e21afaeb8da481fb2f97f25703dbb2a0e747a15b82a\
                7327e1c79c89802b66478826b7aa618b25ef7a89d05457c0d31fe37925ddb96bc06e058b0152d297c376898bc3cd661d683b42\
                6c1f00eb77faa4fa67939e4bf9a6e1a70998ee99fa09216ab090f6678d419fd759dd449028a909714a3da7c2b84449caf9c2cf\
                97efe210c6a640896d5780dba090f200ff3d4c4ac3c397848b";
    for known in [short, long] {
        let mut keys = keys("AES_128_CBC_SHA", Version::Tls11, false);
        assert_eq!(keys.open(record(&bytes(known))), Some((Content::Handshake, MESSAGE.to_vec())));
    }
}

#[test]
fn the_mac_covers_what_was_encrypted_where_that_was_agreed() {
    let known = "1603030044404142434445464748494a4b4c4d4e4fdb2f10af228f2fcef65143f8ebeca78da54c89bb69db128db97bb2584b74a2c2\
                 ef7735bb6c47113d62a1b8836903858c013f66b8";
    let mut agreed = keys("AES_128_CBC_SHA", Version::Tls12, true);
    assert_eq!(agreed.open(record(&bytes(known))), Some((Content::Handshake, MESSAGE.to_vec())));
    assert_eq!(keys("AES_128_CBC_SHA", Version::Tls12, false).open(record(&bytes(known))), None);
}

/// The padding is no part of what the old MAC covers: each byte of it must be looked at.
#[test]
fn a_padding_of_which_one_byte_is_wrong_is_refused() {
    let mut padding = vec![20_u8; 21];
    assert_eq!(super::cbc::unpad([&MESSAGE[..], &padding].concat()), Some(MESSAGE.to_vec()));
    for place in 0..20 {
        padding[place] = 19;
        assert_eq!(super::cbc::unpad([&MESSAGE[..], &padding].concat()), None);
        padding[place] = 20;
    }
    assert_eq!(super::cbc::unpad(vec![3; 3]), None);
    assert_eq!(super::cbc::unpad(vec![3; 4]), Some(Vec::new()));
    assert_eq!(super::cbc::unpad(Vec::new()), None);
}

const OLD: [&str; 3] = ["AES_128_CBC_SHA", "AES_256_CBC_SHA", "3DES_EDE_CBC_SHA"];
const NEW: [&str; 10] = [
    "AES_128_CBC_SHA256",
    "AES_256_CBC_SHA256",
    "AES_256_CBC_SHA384",
    "AES_128_GCM_SHA256",
    "AES_256_GCM_SHA384",
    "CHACHA20_POLY1305_SHA256",
    "AES_128_CCM",
    "AES_128_CCM_8",
    "AES_256_CCM",
    "AES_256_CCM_8",
];

/// Every cipher, with every version and order of MAC that it can have.
fn forms() -> impl Strategy<Value = (&'static str, Version, bool)> {
    let old = (select(&OLD[..]), select(&[Version::Tls10, Version::Tls11, Version::Tls12][..]), any::<bool>());
    proptest::prop_oneof![old, (select(&NEW[..]), Just(Version::Tls12), any::<bool>())]
}

proptest! {
    #[test]
    fn what_one_side_seals_the_other_opens_record_after_record(
        (cipher, version, encrypt_then_mac) in forms(),
        texts in vec(vec(any::<u8>(), 0..300), 1..5),
    ) {
        let [mut client, mut server] = [(); 2].map(|()| keys(cipher, version, encrypt_then_mac));
        for text in texts {
            let sealed = client.seal(22, &text).unwrap();
            prop_assert_eq!(usize::from(sealed[3]) << 8 | usize::from(sealed[4]), sealed.len() - 5);
            prop_assert_eq!(server.open(record(&sealed)), Some((Content::Handshake, text)));
        }
    }

    #[test]
    fn a_record_with_one_bit_changed_or_cut_short_is_refused(
        (cipher, version, encrypt_then_mac) in forms(),
        text in vec(any::<u8>(), 0..300),
        place in any::<proptest::sample::Index>(),
        bit in 0..8_u8,
        kept in any::<proptest::sample::Index>(),
    ) {
        let sealed = keys(cipher, version, encrypt_then_mac).seal(22, &text).unwrap();
        let mut changed = sealed.clone();
        // Not in the version and length of the header, which come from what was agreed and from the record itself.
        let place = match place.index(sealed.len() - 4) { 0 => 0, place => place + 4 };
        changed[place] ^= 1 << bit;
        prop_assert_eq!(keys(cipher, version, encrypt_then_mac).open(record(&changed)), None);
        let cut = &sealed[..5 + kept.index(sealed.len() - 5)];
        prop_assert_eq!(keys(cipher, version, encrypt_then_mac).open(record(cut)), None);
    }

    #[test]
    fn any_bytes_as_records_are_refused_without_harm(
        (cipher, version, encrypt_then_mac) in forms(),
        records in vec(vec(any::<u8>(), 5..400), 1..4),
    ) {
        let mut keys = keys(cipher, version, encrypt_then_mac);
        for bytes in records {
            prop_assert!(keys.open(record(&bytes)).is_none());
        }
    }
}
