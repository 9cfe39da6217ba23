//! Servers of the kinds that are in use: everything they have is found, and the questions are counted.

use crate::model::{Key, Refusal, Server};
use crate::run::{Run, scan, scan_with};
use std::collections::BTreeMap;
use tls::observation::{Accepted, Order, Seen};
use tls::scan::Effort;
use tls::suites::Suite;
use tls::{Observation, Version};

const TLS13: [u32; 3] = [0x1302, 0x1303, 0x1301];
const INTERMEDIATE: [u32; 8] = [0xC02C, 0xC030, 0x9F, 0xCCA9, 0xCCA8, 0xC02B, 0xC02F, 0x9E];

/// The least number of connections: one for each accepted suite, one to see each version end, one for the order, and one for each group
/// that no suite can carry.
pub(crate) fn least(server: &Server) -> u32 {
    let suites = |version: &Version| server.suites.get(version).map_or(0, Vec::len);
    let accepted: usize = Version::ALL.iter().map(suites).sum();
    let curve = |suite: &&u32| Suite::find(**suite).is_some_and(|suite| suite.carries() == tls::suites::Carries::Curve);
    let older = Version::ALL.iter().filter(|version| **version > Version::Ssl3 && **version < Version::Tls13);
    let carriers: usize =
        older.map(|version| server.suites.get(version).map_or(0, |suites| suites.iter().filter(curve).count())).sum();
    let left = |groups: &[u16], carriers: usize| if carriers == 0 { 0 } else { groups.len().saturating_sub(carriers) };
    let groups = left(&server.tls13_groups, suites(&Version::Tls13)) + left(&server.older_groups, carriers);
    u32::try_from(accepted + 6 + 1 + groups).unwrap()
}

/// Everything the server has, and nothing else.
pub(crate) fn assert_complete(server: &Server, observation: &Observation) {
    assert_eq!(observation.unknown, [], "{observation:#?}");
    assert_eq!(observation.features.alpn, server.alpn);
    assert_sound_and_complete(server, observation);
}

pub(crate) fn assert_sound_and_complete(server: &Server, observation: &Observation) {
    for version in Version::ALL {
        let mut mine = server.suites.get(&version).cloned().unwrap_or_default();
        mine.sort_unstable();
        let accepted = if mine.is_empty() { Accepted::Refused } else { Accepted::Accepted };
        assert_eq!(observation.versions[&version], accepted, "{version:?}");
        assert_eq!(found(observation, version), mine, "{version:?}");
        let unordered = mine.len() < 2 || version == Version::Ssl2;
        let order = if server.own_order { Order::Server } else { Order::Client };
        let expected = if unordered { Order::Unknown } else { order };
        assert_eq!(observation.order.get(&version).copied().unwrap_or_default(), expected, "{version:?}");
    }
    let tls13 = server.suites.contains_key(&Version::Tls13);
    let groups = |wanted: fn(Version) -> bool| -> Vec<u16> {
        let with = observation.groups.iter().filter(|group| group.versions.iter().any(|version| wanted(*version)));
        with.map(|group| group.id).collect()
    };
    let sorted = |mut values: Vec<u16>| {
        values.sort_unstable();
        values
    };
    let mine = if tls13 { server.tls13_groups.clone() } else { Vec::new() };
    assert_eq!(groups(|version| version == Version::Tls13), sorted(mine));
    if has_certified_curve(server, Key::Rsa) {
        assert_eq!(groups(|version| version < Version::Tls13), sorted(server.older_groups.clone()));
    }
    let signatures: Vec<u16> = observation.signatures.iter().map(|signature| signature.id).collect();
    let mut mine: Vec<u16> = if tls13 { server.tls13_signatures.clone() } else { Vec::new() };
    for key in [Key::Rsa, Key::Ecdsa] {
        if has_ephemeral(server, key) {
            mine.extend(server.signatures[&key].iter());
        }
    }
    mine.sort_unstable();
    mine.dedup();
    assert_eq!(signatures, mine);
}

pub(crate) fn found(observation: &Observation, version: Version) -> Vec<u32> {
    let seen = observation.suites.get(&version).map(Vec::as_slice).unwrap_or_default();
    seen.iter().map(|suite| u32::from_str_radix(&suite.code[2..], 16).unwrap()).collect()
}

fn authenticated(suite: u32, key: Key) -> bool {
    let authentication = Suite::find(suite).unwrap().authentication();
    match key {
        Key::Rsa => authentication == tls::suites::Authentication::Rsa,
        Key::Ecdsa => authentication == tls::suites::Authentication::Ecdsa,
    }
}

fn has_ephemeral(server: &Server, key: Key) -> bool {
    let suites = server.suites.get(&Version::Tls12).into_iter().flatten();
    suites.copied().any(|suite| {
        authenticated(suite, key) && Suite::find(suite).unwrap().carries() != tls::suites::Carries::Nothing
    })
}

fn has_certified_curve(server: &Server, key: Key) -> bool {
    let older = server.suites.iter().filter(|(version, _)| **version > Version::Ssl3 && **version < Version::Tls13);
    older.flat_map(|(_, suites)| suites).any(|suite| {
        authenticated(*suite, key) && Suite::find(*suite).unwrap().carries() == tls::suites::Carries::Curve
    })
}

/// OpenSSL's defaults.
fn openssl(suites: BTreeMap<Version, Vec<u32>>) -> Server {
    let curves = vec![0x1D, 0x17, 0x1E, 0x19, 0x18];
    Server {
        suites,
        tls13_groups: curves.iter().copied().chain(0x100..0x105).collect(),
        older_groups: curves,
        signatures: BTreeMap::from([(Key::Rsa, vec![0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0301])]),
        tls13_signatures: vec![0x0804, 0x0805, 0x0806],
        ..Server::bare()
    }
}

pub(crate) fn tls13_only() -> Server {
    openssl(BTreeMap::from([(Version::Tls13, TLS13.to_vec())]))
}

pub(crate) fn eleven() -> Server {
    let mut server =
        openssl(BTreeMap::from([(Version::Tls13, TLS13.to_vec()), (Version::Tls12, INTERMEDIATE.to_vec())]));
    server.signatures.insert(Key::Ecdsa, vec![0x0403, 0x0503, 0x0603]);
    server
}

/// What a server with an RSA certificate accepts that is told to accept `protections`.
pub(crate) fn classic(version: Version, protections: &[&str]) -> Vec<u32> {
    let fits = |suite: &Suite| {
        use tls::suites::Exchange;
        suite.fits(version)
            && !suite.is_export()
            && matches!(suite.exchange(), Exchange::Rsa | Exchange::Dhe | Exchange::Ecdhe)
            && suite.authentication() == tls::suites::Authentication::Rsa
            && protections.iter().any(|protection| suite.protection().starts_with(protection))
            && !suite.name.ends_with("_OLD")
    };
    Suite::all().filter(fits).map(|suite| u32::from(suite.code)).collect()
}

fn of_versions(versions: &[Version], protections: &[&str], more: &[u32]) -> Server {
    let suites =
        |version: &Version| (*version, classic(*version, protections).into_iter().chain(more.to_vec()).collect());
    let mut suites: BTreeMap<Version, Vec<u32>> = versions.iter().map(suites).collect();
    suites.insert(Version::Tls13, TLS13.to_vec());
    openssl(suites)
}

pub(crate) fn sixty_four() -> Server {
    let protections = ["AES_128", "AES_256", "CAMELLIA_128_CBC", "CAMELLIA_256_CBC", "CHACHA20", "3DES"];
    of_versions(&[Version::Tls12, Version::Tls11, Version::Tls10], &protections, &[])
}

pub(crate) fn many() -> Server {
    let protections = ["AES_", "CAMELLIA_", "ARIA_", "CHACHA20", "3DES", "SEED", "IDEA", "RC4", "DES"];
    let anonymous = [0x18, 0x1B, 0x34, 0x3A, 0x46, 0x89, 0xC018, 0xC019, 0x1, 0x2, 0xC010];
    of_versions(&[Version::Tls12, Version::Tls11, Version::Tls10, Version::Ssl3], &protections, &anonymous)
}

fn report(name: &str, server: &Server, run: &Run) {
    let suites: usize = server.suites.values().map(Vec::len).sum();
    println!("{name}: {suites} suites, least {}, asked {} in {} rounds", least(server), run.connections, run.rounds);
}

/// Complete, within one and a half times the least number of connections, and within 1.3 times when it starts from what was found. (Schemes of
/// signatures and what else is shown are not counted in the least.)
fn check(name: &str, server: &Server) {
    for own_order in [true, false] {
        let server = Server { own_order, ..server.clone() };
        let run = scan(&server, None);
        report(name, &server, &run);
        assert_complete(&server, &run.observation);
        let allowed = least(&server) * 150 / 100;
        assert!(run.connections <= allowed, "{name}: {} questions, {allowed} are allowed", run.connections);
        let again = scan(&server, Some(&run.observation));
        report(&format!("{name} again"), &server, &again);
        assert_complete(&server, &again.observation);
        let allowed = least(&server) * 130 / 100;
        assert!(again.connections <= allowed, "{name} again: {} questions, {allowed} are allowed", again.connections);
    }
}

#[test]
fn a_server_of_tls13_alone_is_known_completely() {
    check("tls13", &tls13_only());
}

#[test]
fn eleven_suites_are_known_completely() {
    let mut server = eleven();
    server.signatures.remove(&Key::Ecdsa);
    server.suites.get_mut(&Version::Tls12).unwrap().retain(|suite| authenticated(*suite, Key::Rsa));
    check("eight", &server);
    check("eleven", &eleven());
}

#[test]
fn ninety_suites_of_four_versions_are_known_completely() {
    check("ninety", &sixty_four());
}

#[test]
fn two_hundred_suites_of_five_versions_are_known_completely() {
    check("two hundred", &many());
}

/// Who may ask more at once pays for less time with some questions more.
#[test]
fn in_a_hurry_the_same_is_known_in_fewer_rounds() {
    for own_order in [true, false] {
        for (name, server) in [("eleven", eleven()), ("ninety", sixty_four()), ("two hundred", many())] {
            let server = Server { own_order, ..server };
            let slow = scan(&server, None);
            let effort = Effort { parallel: 40, ..Effort::default() };
            let run = scan_with(effort, None, |_, inquiry| server.answer(inquiry));
            report(&format!("{name} in a hurry"), &server, &run);
            assert_complete(&server, &run.observation);
            assert!(run.rounds < slow.rounds, "{name}: {} rounds, {} without hurry", run.rounds, slow.rounds);
            let allowed = least(&server) * 160 / 100;
            assert!(run.connections <= allowed, "{name}: {} questions, {allowed} are allowed", run.connections);
        }
    }
}

#[test]
fn a_server_that_closes_or_resets_in_place_of_alerts_is_known_completely() {
    for refusal in [Refusal::Closed, Refusal::Reset, Refusal::HandshakeFailure] {
        let server = Server { refusal, ..eleven() };
        let run = scan(&server, None);
        report(&format!("{refusal:?}"), &server, &run);
        assert_sound_and_complete(&server, &run.observation);
        assert_eq!(run.observation.features.client_renegotiation, Seen::No);
    }
}
