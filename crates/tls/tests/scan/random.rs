//! Servers at random: nothing is missing and nothing is invented, within a bound on questions.

use crate::model::{Key, Refusal, Server};
use crate::run::scan;
use crate::truth::{assert_sound_and_complete, classic, least};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::sample::{select, subsequence};
use std::collections::BTreeMap;
use tls::Version;
use tls::suites::{SSL2_KINDS, Suite};

/// Any suites that a version may have, up to forty.
fn suites(version: Version) -> impl Strategy<Value = Vec<u32>> {
    let all: Vec<u32> = match version {
        Version::Ssl2 => SSL2_KINDS.iter().map(|(kind, _)| *kind).collect(),
        _ => Suite::all().filter(|suite| suite.fits(version)).map(|suite| u32::from(suite.code)).collect(),
    };
    let most = all.len().min(40);
    subsequence(all, 1..=most).prop_shuffle()
}

/// What real servers have: a few families of suites.
fn likely(version: Version) -> impl Strategy<Value = Vec<u32>> {
    let protections = vec!["AES_128_GCM", "AES_256_GCM", "AES_128_CBC", "AES_256_CBC", "CHACHA20", "CAMELLIA", "3DES"];
    subsequence(protections, 1..=7).prop_map(move |some| classic(version, &some)).prop_shuffle()
}

fn server() -> impl Strategy<Value = Server> {
    let versions = subsequence(Version::ALL.to_vec(), 1..=6).prop_flat_map(|versions| {
        let each = |version: Version| {
            let suites = if version == Version::Ssl2 || version == Version::Tls13 {
                suites(version).boxed()
            } else {
                prop_oneof![suites(version), likely(version)].boxed()
            };
            (Just(version), suites)
        };
        versions.into_iter().map(each).collect::<Vec<_>>()
    });
    let groups = |most: Vec<u16>| subsequence(most, 1..=4).prop_shuffle();
    let refusal = select(vec![Refusal::Alerts, Refusal::HandshakeFailure]);
    (
        versions,
        any::<bool>(),
        groups(vec![0x17, 0x18, 0x19, 0x1D, 0x1E, 0x09, 0x1A]),
        groups(vec![0x17, 0x18, 0x1D, 0x100, 0x101, 0x11EC, 0x11EB]),
        subsequence(vec![0x0201, 0x0401, 0x0501, 0x0804, 0x0805, 0x0806], 1..=6).prop_shuffle(),
        refusal,
    )
        .prop_map(|(versions, own_order, older_groups, tls13_groups, rsa, refusal)| Server {
            suites: versions.into_iter().filter(|(_, suites)| !suites.is_empty()).collect::<BTreeMap<_, _>>(),
            own_order,
            older_groups,
            tls13_groups,
            signatures: BTreeMap::from([(Key::Rsa, rsa)]),
            tls13_signatures: vec![0x0804, 0x0805],
            refusal,
            ..Server::bare()
        })
        .prop_map(|mut server| {
            // A signature of TLS 1.3 is seen only behind a group in which Kijun can agree.
            if !server.tls13_groups.contains(&0x17) {
                server.tls13_groups.push(0x17);
            }
            // One RSA certificate: what needs another is not there.
            for (version, suites) in &mut server.suites {
                suites.retain(|suite| {
                    *version == Version::Ssl2
                        || Suite::find(*suite).unwrap().authentication() != tls::suites::Authentication::Ecdsa
                });
            }
            server.suites.retain(|_, suites| !suites.is_empty());
            server
        })
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 48, failure_persistence: None, ..Default::default() })]

    /// Random sets are as unlikely as can be, so that guesses cost what they may: two and a half times the least, and twenty.
    #[test]
    fn any_server_is_known_completely_and_within_bounds(server in server()) {
        let run = scan(&server, None);
        // A server may have nothing with which Kijun can finish a handshake.
        let unknown = &run.observation.unknown;
        assert!(unknown.iter().all(|one| one.what.starts_with("features.") || one.what == "certificates"), "{unknown:?}");
        assert_sound_and_complete(&server, &run.observation);
        let allowed = least(&server) * 5 / 2 + 20;
        assert!(run.connections <= allowed, "{} questions, {allowed} are allowed", run.connections);
    }
}
