//! SSL 2.0, which nobody serves any more: a scripted server after the specification of 1995, alone and beside TLS, and one that says no.

use crate::peer::{Caller, Peer};
use crate::scan::scan;
use crate::script::{Script, certificate};
use probe::run::Bounds;
use tls::Version;
use tls::observation::Accepted;

/// RC4 with 128 bits, 3DES, and RC4 for export.
const KINDS: [u32; 3] = [0x01_0080, 0x02_0080, 0x07_00C0];

/// Answers a hello of SSL 2.0 with the kinds that both sides have, all others with `otherwise`.
fn serve(mine: &[u32], mut caller: Caller, otherwise: impl FnOnce(Caller)) {
    let Some(record) = caller.first_record() else { return };
    // A header of two bytes, CLIENT-HELLO, version 0.2.
    let &[first, _, 1, 0, 2, high, low, 0, 0, _, _, ref rest @ ..] = record.as_slice() else {
        return otherwise(caller);
    };
    assert!(first & 0x80 != 0);
    let offered = rest[..usize::from(u16::from_be_bytes([high, low]))]
        .chunks_exact(3)
        .map(|kind| u32::from_be_bytes([0, kind[0], kind[1], kind[2]]));
    let common: Vec<u8> =
        offered.filter(|kind| mine.contains(kind)).flat_map(|kind| kind.to_be_bytes()[1..].to_vec()).collect();
    let message = if common.is_empty() {
        // ERROR: no cipher.
        vec![0, 0, 1]
    } else {
        let certificate = certificate();
        let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_be_bytes();
        let (lengths, connection) = ([length(&certificate), length(&common), [0, 16]].concat(), [7; 16]);
        [&[4, 0, 1, 0, 2][..], &lengths, &certificate, &common, &connection].concat()
    };
    let header = (0x8000 | u16::try_from(message.len()).unwrap()).to_be_bytes();
    caller.send(&[&header[..], &message].concat());
    caller.close();
}

fn kinds(peer: &Peer) -> (Accepted, Vec<String>, tls::Observation) {
    let seen = scan(peer.address, Bounds::default(), None);
    let codes = seen.suites.get(&Version::Ssl2).into_iter().flatten().map(|suite| suite.code.clone()).collect();
    (seen.versions[&Version::Ssl2], codes, seen)
}

#[test]
fn ssl_2_is_found_with_its_kinds_beside_tls() {
    let peer = Peer::start(|caller| serve(&KINDS, caller, |caller| Script::plain().serve(caller)));
    let (verdict, codes, seen) = kinds(&peer);
    assert_eq!(
        (verdict, &codes[..]),
        (Accepted::Accepted, &["0x010080", "0x020080", "0x0700C0"].map(str::to_owned)[..])
    );
    for version in [Version::Tls12, Version::Tls11] {
        assert_eq!((seen.versions[&version], seen.suites[&version].len()), (Accepted::Accepted, 2), "{version:?}");
    }
    for version in [Version::Ssl3, Version::Tls10, Version::Tls13] {
        assert_eq!(seen.versions[&version], Accepted::Refused, "{version:?}");
    }
    let unknown: Vec<&str> = seen.unknown.iter().map(|unknown| unknown.what.as_str()).collect();
    assert_eq!(unknown, ["features.client_renegotiation"]);
}

#[test]
fn ssl_2_alone_is_found_with_its_kinds() {
    let alone = || Script { versions: Vec::new(), ..Script::plain() };
    let peer = Peer::start(move |caller| serve(&KINDS[..1], caller, |caller| alone().serve(caller)));
    let (verdict, codes, seen) = kinds(&peer);
    assert_eq!((verdict, &codes[..]), (Accepted::Accepted, &["0x010080".to_owned()][..]));
    let others = seen.versions.iter().filter(|(version, _)| **version != Version::Ssl2);
    assert!(others.into_iter().all(|(_, verdict)| *verdict == Accepted::Refused), "{:?}", seen.versions);
}

#[test]
fn ssl_2_without_a_common_kind_is_refused() {
    let peer = Peer::start(|caller| serve(&[], caller, |caller| Script::plain().serve(caller)));
    let (verdict, codes, seen) = kinds(&peer);
    assert_eq!((verdict, codes.len(), seen.versions[&Version::Tls12]), (Accepted::Refused, 0, Accepted::Accepted));
}
