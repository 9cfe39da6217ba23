//! Every listed range is refused in whatever spelling; every other address passes.

use ipnet::IpNet;
use probe::guard::ranges::{RANGES, find_range};
use probe::guard::{Host, Policy, Refusal, Target};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

fn check(written: &str, policy: &Policy) -> Result<IpAddr, Refusal> {
    let target = Target::parse(written)?;
    let Host::Address(address) = target.host() else { panic!("`{written}` is read as a name") };
    policy.check(SocketAddr::new(*address, 443)).map(|checked| checked.address().ip())
}

#[test]
fn the_first_and_last_address_of_every_range_are_refused_and_named() {
    for range in RANGES {
        for address in [range.network.network(), range.network.broadcast()] {
            let found = find_range(address).unwrap_or_else(|| panic!("{address} of {}", range.network));
            assert!(found.network.prefix_len() >= range.network.prefix_len(), "{address}: {found:?}");
        }
        assert_eq!(range.network, range.network.trunc(), "{}", range.name);
        assert!(range.source.starts_with("RFC "), "{}", range.name);
    }
}

#[test]
fn a_narrower_range_stands_before_the_one_around_it() {
    for (place, range) in RANGES.iter().enumerate() {
        for before in &RANGES[..place] {
            assert!(!before.network.contains(&range.network), "{} hides {}", before.network, range.network);
        }
    }
}

#[test]
fn the_neighbours_of_ipv4_ranges_are_public() {
    for (below, above) in [
        ("9.255.255.255", "11.0.0.0"),
        ("100.63.255.255", "100.128.0.0"),
        ("126.255.255.255", "128.0.0.0"),
        ("169.253.255.255", "169.255.0.0"),
        ("172.15.255.255", "172.32.0.0"),
        ("191.255.255.255", "192.0.1.0"),
        ("192.167.255.255", "192.169.0.0"),
        ("198.17.255.255", "198.20.0.0"),
        ("223.255.255.255", "1.0.0.0"),
    ] {
        for address in [below, above] {
            assert_eq!(find_range(address.parse().unwrap()), None, "{address}");
        }
    }
}

#[test]
fn a_network_of_ones_own_can_be_allowed_and_that_is_said() {
    let network: IpNet = "10.1.0.0/16".parse().unwrap();
    let policy = Policy::default().allowing(network);
    let checked = |address: &str| policy.check(address.parse().unwrap());
    assert_eq!(checked("10.1.2.3:443").unwrap().allowed_by(), Some(network));
    assert_eq!(checked("[::ffff:10.1.2.3]:443").unwrap().allowed_by(), Some(network));
    assert_eq!(checked("8.8.8.8:443").unwrap().allowed_by(), None);
    assert!(checked("10.2.0.1:443").is_err());
    assert!(checked("[64:ff9b::a01:203]:443").is_err(), "a translator's address is not the network itself");
}

#[test]
fn ports_are_allowed_one_by_one() {
    let policy = Policy::default().with_port(8443);
    assert!(policy.check("8.8.8.8:8443".parse().unwrap()).is_ok());
    assert_eq!(policy.check("8.8.8.8:22".parse().unwrap()), Err(Refusal::Port { port: 22, allowed: vec![443, 8443] }));
}

#[test]
fn a_refusal_says_what_the_address_is_kept_for_in_both_languages() {
    let refusal = Policy::default().check("[64:ff9b::a00:1]:443".parse().unwrap()).unwrap_err();
    let problem = refusal.problem("db.example.jp");
    assert_eq!(
        problem.line(standard::Language::Japanese),
        "db.example.jp: エラー[target-not-public]: 64:ff9b::a00:1(中の 10.0.0.1) は公開アドレスではありません(10.0.0.0/8 \
         Private-Use、RFC 1918) → 自組織のネットワークなら --allow-private にその範囲を書きます(使ったことは結果に残ります)"
    );
    assert!(problem.message.english.unwrap().contains("by 10.0.0.1 within it"));
}

/// Every way to write an IPv4 address: how many parts, and in which base each is.
fn spelling() -> impl Strategy<Value = (usize, [u8; 4], bool, bool)> {
    (1..=4_usize, prop::array::uniform4(0..3_u8), any::<bool>(), any::<bool>())
}

fn spell(address: Ipv4Addr, (parts, bases, wide, dot): (usize, [u8; 4], bool, bool)) -> String {
    let bytes = address.octets();
    let last = bytes[parts - 1..].iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte));
    let numbers = bytes[..parts - 1].iter().map(|&byte| u32::from(byte)).chain([last]);
    let written: Vec<String> = numbers
        .zip(bases)
        .map(|(number, base)| match base {
            0 => number.to_string(),
            1 => format!("0{number:o}"),
            _ => format!("0x{number:X}"),
        })
        .collect();
    let plain = written.join(".") + if dot { "." } else { "" };
    if !wide {
        return plain;
    }
    plain.chars().map(|character| char::from_u32(u32::from(character) + 0xfee0).unwrap()).collect()
}

fn within(network: IpNet, entropy: u128) -> IpAddr {
    match network {
        IpNet::V4(network) => {
            let free = u32::MAX.checked_shr(u32::from(network.prefix_len())).unwrap_or(0);
            let entropy = u32::try_from(entropy & u128::from(u32::MAX)).unwrap();
            IpAddr::V4(Ipv4Addr::from_bits(network.network().to_bits() | entropy & free))
        }
        IpNet::V6(network) => {
            let free = u128::MAX.checked_shr(u32::from(network.prefix_len())).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(network.network().to_bits() | entropy & free))
        }
    }
}

/// The IPv6 spellings of an address: short, long, and with its last part as IPv4.
fn spell_ipv6(address: Ipv6Addr) -> [String; 4] {
    let segments = address.segments();
    let long = segments.map(|segment| format!("{segment:04X}")).join(":");
    let front = segments[..6].iter().map(|segment| format!("{segment:x}")).collect::<Vec<_>>().join(":");
    let [.., a, b, c, d] = address.octets();
    [address.to_string(), format!("[{address}]:443"), long, format!("{front}:{a}.{b}.{c}.{d}")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_address_of_every_range_is_refused_in_every_spelling(
        range in 0..RANGES.len(), entropy: u128, spelling in spelling(),
    ) {
        let written = match within(RANGES[range].network, entropy) {
            IpAddr::V4(address) => vec![spell(address, spelling), format!("::ffff:{address}"), format!("64:ff9b::{address}")],
            IpAddr::V6(address) => spell_ipv6(address).to_vec(),
        };
        for written in written {
            let checked = check(&written, &Policy::default());
            // An IPv4 address within `::ffff:0:0/96` is judged as what it is; the range itself holds public ones, too.
            let mapped = RANGES[range].network == "::ffff:0:0/96".parse().unwrap() && checked.is_ok_and(|address| address.is_ipv4());
            let refused = matches!(check(&written, &Policy::default()), Err(Refusal::NotPublic { .. }));
            prop_assert!(refused || mapped, "`{written}`");
        }
    }

    #[test]
    fn every_other_ipv4_address_passes_in_every_spelling(bits: u32, spelling in spelling()) {
        let address = Ipv4Addr::from_bits(bits);
        let listed = RANGES.iter().any(|range| range.network.contains(&IpAddr::V4(address)));
        prop_assume!(!listed);
        let address = IpAddr::V4(address);
        prop_assert_eq!(check(&spell(Ipv4Addr::from_bits(bits), spelling), &Policy::default()), Ok(address));
        prop_assert_eq!(check(&format!("::ffff:{address}"), &Policy::default()), Ok(address));
        let translated = format!("64:ff9b::{address}");
        prop_assert!(check(&translated, &Policy::default()).is_ok());
    }

    #[test]
    fn every_other_global_ipv6_address_passes_in_every_spelling(bits: u128) {
        let address = Ipv6Addr::from_bits(bits >> 3 | 1 << 125);
        prop_assume!(!RANGES.iter().any(|range| range.network.contains(&IpAddr::V6(address))));
        prop_assume!(address.segments()[5] != 0x5efe);
        for written in spell_ipv6(address) {
            prop_assert_eq!(check(&written, &Policy::default()), Ok(IpAddr::V6(address)));
        }
    }

    #[test]
    fn whatever_is_written_is_read_or_refused(written: String) {
        if let Ok(target) = Target::parse(&written) {
            let again = Target::parse(&match target.host() {
                Host::Address(IpAddr::V6(address)) => format!("[{address}]"),
                host @ (Host::Address(IpAddr::V4(_)) | Host::Name(_)) => host.to_string(),
            }).unwrap();
            prop_assert_eq!(again.host(), target.host());
        }
    }
}
