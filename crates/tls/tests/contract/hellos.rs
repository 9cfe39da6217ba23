//! Conversations to the server's hello: what is chosen, and how a refusal looks.

use crate::server::{RSA, Server, hello};
use tls::{Depth, Extra, Reply, Sign, Version};

fn server(arguments: &[&str]) -> Server {
    Server::start(&[&RSA.arguments()[..], arguments].concat())
}

#[test]
fn every_version_that_the_server_speaks_is_chosen_and_the_others_are_refused() {
    let server = server(&["-cipher", "ALL:@SECLEVEL=0", "-min_protocol", "TLSv1"]);
    for version in [Version::Tls10, Version::Tls11, Version::Tls12] {
        let chosen = server.choose(hello(version, &[0xC013]), Depth::Hello);
        assert_eq!((chosen.known_version(), chosen.suite, chosen.stopped), (Some(version), 0xC013, None));
    }
    let chosen = server.choose(hello(Version::Tls13, &[0x1302]), Depth::Hello);
    assert_eq!((chosen.known_version(), chosen.suite, chosen.group), (Some(Version::Tls13), 0x1302, Some(0x001D)));
    let refused = server.ask(hello(Version::Ssl3, &[0x002F]), Depth::Hello);
    assert!(matches!(refused, Reply::Alert { level: 2, .. }), "{refused:?}");
    let refused = server.ask(hello(Version::Ssl2, &[0x01_0080]), Depth::Hello);
    assert!(matches!(refused, Reply::Alert { .. } | Reply::Closed | Reply::Reset), "{refused:?}");
}

#[test]
fn a_suite_that_the_server_has_not_is_refused_with_handshake_failure() {
    let server = server(&["-cipher", "ECDHE-RSA-AES128-GCM-SHA256", "-tls1_2"]);
    let refused = server.ask(hello(Version::Tls12, &[0xC030]), Depth::Hello);
    assert_eq!(refused, Reply::Alert { level: 2, description: 40 });
}

#[test]
fn without_a_key_share_the_server_names_a_group_in_its_retry() {
    let server = server(&["-groups", "P-384:x25519"]);
    let mut without = hello(Version::Tls13, &[0x1301]);
    without.key_shares.clear();
    let chosen = server.choose(without.clone(), Depth::Hello);
    assert_eq!((chosen.shows(Sign::Retry), chosen.suite, chosen.group), (true, 0x1301, Some(0x0018)));
    without.groups = vec![0x001D];
    assert_eq!(server.choose(without, Depth::Hello).group, Some(0x001D));
}

#[test]
fn shares_without_a_key_are_taken_by_a_server_that_checks_them() {
    // OpenSSL checks that points lie on their curve and that numbers lie in their group.
    for (group, name) in [
        (0x001D, "x25519"),
        (0x001E, "x448"),
        (0x0017, "P-256"),
        (0x0018, "P-384"),
        (0x0019, "P-521"),
        (0x0100, "ffdhe2048"),
        (0x0101, "ffdhe3072"),
        (0x0102, "ffdhe4096"),
        (0x0103, "ffdhe6144"),
        (0x0104, "ffdhe8192"),
    ] {
        let server = server(&["-groups", name]);
        let mut asking = hello(Version::Tls13, &[0x1301]);
        asking.groups = vec![group];
        asking.key_shares = vec![group];
        let chosen = server.choose(asking, Depth::Hello);
        assert_eq!((chosen.shows(Sign::Retry), chosen.group), (false, Some(group)), "{name}");
    }
}

#[test]
fn an_older_version_than_possible_carries_the_downgrade_signal() {
    let server = server(&["-cipher", "ALL:@SECLEVEL=0"]);
    let chosen = server.choose(hello(Version::Tls12, &[0xC02F]), Depth::Hello);
    assert!(chosen.shows(Sign::DowngradeSignal));
    let chosen = server.choose(hello(Version::Tls13, &[0x1301]), Depth::Hello);
    assert!(!chosen.shows(Sign::DowngradeSignal));
}

#[test]
fn the_fallback_signal_is_answered_with_inappropriate_fallback() {
    let server = server(&[]);
    let mut asking = hello(Version::Tls12, &[0xC02F]);
    asking.extras.insert(Extra::FallbackScsv);
    assert_eq!(server.ask(asking, Depth::Hello), Reply::Alert { level: 2, description: 86 });
}

#[test]
fn reserved_values_padding_and_unknown_versions_are_stood() {
    let server = server(&["-alpn", "h2,http/1.1"]);
    for version in [Version::Tls12, Version::Tls13] {
        let mut asking = hello(version, &[0x1301, 0xC02F]);
        asking.extras.extend([
            Extra::Grease,
            Extra::EncryptThenMac,
            Extra::ExtendedMasterSecret,
            Extra::SessionTicket,
            Extra::StatusRequest,
        ]);
        asking.padded_to = 1200;
        asking.alpn = vec!["http/1.1".to_owned()];
        assert_eq!(asking.write(&[7; 64]).len(), 1205);
        let chosen = server.choose(asking.clone(), Depth::Hello);
        assert_eq!(chosen.known_version(), Some(version));
        asking.also = vec![Version::Tls12];
        asking.extras.insert(Extra::UnknownVersion);
        let chosen = server.choose(asking, Depth::Hello);
        assert_eq!(chosen.known_version(), Some(Version::Tls12));
    }
}
