//! Every suite, group and signature scheme that can be observed is judged, and as the classes of the list say. The classes are
//! written by code, from the list's side; the verdict finds them by name, from the reference's side.

use super::servers::*;
use super::{REFERENCES, day};
use evidence::cryptrec::AlgorithmStatus::{self, Monitored, NeedsEvidence, Recommended, Unlisted};
use evidence::tls_verdict::{Subject, judge};
use std::collections::BTreeMap;
use tls::Version;
use tls::observation::SuiteSeen;
use tls::suites::{Exchange, Suite};

/// 認証暗号 and forward secrecy, all parts listed.
const CLASS_A: [u32; 28] = [
    0xC02B, 0xC02C, 0xC02F, 0xC030, 0x009E, 0x009F, 0xCCA8, 0xCCA9, 0xCCAA, 0xC0AC, 0xC0AD, 0xC09E, 0xC09F, 0xC086,
    0xC087, 0xC08A, 0xC08B, 0xC07C, 0xC07D, 0xC0AE, 0xC0AF, 0xC0A2, 0xC0A3, 0x1301, 0x1302, 0x1303, 0x1304, 0x1305,
];
/// CBC with HMAC-SHA-2, forward secrecy.
const CLASS_B: [u32; 12] =
    [0xC023, 0xC024, 0xC027, 0xC028, 0x0067, 0x006B, 0xC072, 0xC073, 0xC076, 0xC077, 0x00BE, 0x00C4];
/// CBC with HMAC-SHA-1, forward secrecy.
const CLASS_C: [u32; 8] = [0xC009, 0xC00A, 0xC013, 0xC014, 0x0033, 0x0039, 0x0045, 0x0088];
/// Certificates of DSA.
const CLASS_D: [u32; 12] =
    [0x0032, 0x0038, 0x0040, 0x006A, 0x0044, 0x0087, 0x00A2, 0x00A3, 0x00BD, 0x00C3, 0xC080, 0xC081];
/// Static RSA.
const CLASS_E: [u32; 16] = [
    0x002F, 0x0035, 0x003C, 0x003D, 0x009C, 0x009D, 0xC09C, 0xC09D, 0xC0A0, 0xC0A1, 0x0041, 0x0084, 0x00BA, 0x00C0,
    0xC07A, 0xC07B,
];
/// 3-key Triple DES.
const CLASS_F: [u32; 5] = [0x000A, 0x0013, 0x0016, 0xC008, 0xC012];
/// NULL, EXPORT, anonymous, RC4, DES, MD5; some of very many.
const CLASS_G: [u32; 19] = [
    0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0008, 0x0009, 0x0018, 0x001B, 0x0034, 0x006C, 0x006D, 0x00A6,
    0x00A7, 0xC007, 0xC011, 0xC015, 0xC019,
];
/// ARIA, SEED, SM4, GOST; some of very many.
const CLASS_H: [u32; 8] = [0xC03C, 0xC060, 0xC071, 0x0096, 0x009B, 0x00C6, 0x00C7, 0xC102];

fn status_of_all() -> BTreeMap<u32, AlgorithmStatus> {
    let mut server = intermediate();
    let every = Suite::all().map(|suite| SuiteSeen {
        code: format!("0x{:04X}", suite.code),
        // The code counts, whatever the file says beside it.
        name: "TLS_AES_128_GCM_SHA256".to_owned(),
    });
    server.suites.insert(Version::Tls12, every.collect());
    let edition = REFERENCES.cryptrec.find_edition("2022").unwrap();
    let verdict = judge(&server, &*REFERENCES, edition, None, day("2026-12-01"));
    let status = |suite: Suite| {
        let part = verdict.find_part(&Subject::Suite(format!("0x{:04X}", suite.code))).unwrap();
        (u32::from(suite.code), part.status)
    };
    Suite::all().map(status).collect()
}

#[test]
fn suites_stand_where_their_class_says() {
    let found = status_of_all();
    let classes: [(&str, &[u32], &[AlgorithmStatus]); 8] = [
        ("A", &CLASS_A, &[Recommended]),
        ("B", &CLASS_B, &[Recommended]),
        ("C", &CLASS_C, &[Recommended]),
        ("D", &CLASS_D, &[Recommended]),
        ("E", &CLASS_E, &[Monitored]),
        ("F", &CLASS_F, &[Monitored]),
        ("G", &CLASS_G, &[Unlisted]),
        ("H", &CLASS_H, &[Unlisted]),
    ];
    for (class, codes, allowed) in classes {
        for code in codes {
            let status = found.get(code).unwrap();
            assert!(allowed.contains(status), "{class} {code:#06x} {status:?}");
        }
    }
    // Beside A to D only static DH and ECDH are listed, which have no forward secrecy.
    let named: Vec<u32> = [&CLASS_A[..], &CLASS_B, &CLASS_C, &CLASS_D].concat();
    for (code, _) in found.iter().filter(|(code, status)| **status == Recommended && !named.contains(code)) {
        let exchange = Suite::find(*code).unwrap().exchange();
        assert!(matches!(exchange, Exchange::DhFixed | Exchange::EcdhFixed), "{code:#06x}");
    }
}

#[test]
fn only_shared_keys_and_experiments_leave_a_suite_open() {
    for (code, _) in status_of_all().into_iter().filter(|(_, status)| *status == NeedsEvidence) {
        let exchange = Suite::find(code).unwrap().exchange();
        let is_open = matches!(
            exchange,
            Exchange::Psk | Exchange::DhePsk | Exchange::EcdhePsk | Exchange::Eccpwd | Exchange::Cecpq1
        );
        assert!(is_open, "{code:#06x} {exchange:?}");
    }
}

#[test]
fn every_group_and_signature_scheme_has_a_row() {
    let strange = |text: &str| text.contains("参照データにない");
    let mut server = intermediate();
    server.groups = tls::groups::Group::all().map(|known| group(known.code, "x25519")).collect();
    server.signatures =
        tls::signatures::SCHEMES.iter().map(|(id, _)| signature(*id, "ed25519", &[Version::Tls13])).collect();
    let edition = REFERENCES.cryptrec.find_edition("2022").unwrap();
    let verdict = judge(&server, &*REFERENCES, edition, None, day("2026-12-01"));
    for part in verdict.parts {
        assert!(!part.why.as_ref().is_some_and(|why| strange(&why.japanese)), "{part:?}");
    }
    server.groups = vec![group(0x7777, "mystery")];
    let verdict = judge(&server, &*REFERENCES, edition, None, day("2026-12-01"));
    assert!(verdict.parts.iter().any(|part| part.why.as_ref().is_some_and(|why| strange(&why.japanese))));
}
