//! What users write, and what it is read as.

use probe::guard::{Policy, Refusal, Spelling, Target};
use std::net::SocketAddr;

/// Reads and checks on port 443: the address to dial, or why not.
fn dial(written: &str) -> Result<SocketAddr, Refusal> {
    let target = Target::parse(written)?;
    let policy = Policy::default();
    match target.host() {
        probe::guard::Host::Address(address) => {
            policy.check(SocketAddr::new(*address, target.port_under(&policy))).map(|checked| checked.address())
        }
        probe::guard::Host::Name(name) => panic!("`{written}` is read as the name {name}"),
    }
}

/// Each is an address that must not be dialled; the second column is what it is.
const INWARD: &[(&str, &str)] = &[
    ("127.0.0.1", "127.0.0.1"),
    ("127.0.0.1.", "127.0.0.1"),
    ("127.0.0.1:443", "127.0.0.1"),
    ("127.1", "127.0.0.1"),
    ("127.1.", "127.0.0.1"),
    ("127.0.1", "127.0.0.1"),
    ("127.257", "127.0.1.1"),
    ("127.65536", "127.1.0.0"),
    ("127.16777215", "127.255.255.255"),
    ("2130706433", "127.0.0.1"),
    ("2130706433.", "127.0.0.1"),
    ("017700000001", "127.0.0.1"),
    ("0x7f000001", "127.0.0.1"),
    ("0X7F000001", "127.0.0.1"),
    ("0x7F.1", "127.0.0.1"),
    ("0x7f.0.0.1", "127.0.0.1"),
    ("0x7f.0x0.0x0.0x1", "127.0.0.1"),
    ("0177.0.0.1", "127.0.0.1"),
    ("0177.1", "127.0.0.1"),
    ("00000177.1", "127.0.0.1"),
    ("0x00000000000000007f.1", "127.0.0.1"),
    ("0177.0x0.0.01", "127.0.0.1"),
    ("127.0.0.0x1", "127.0.0.1"),
    ("127.0x000001", "127.0.0.1"),
    ("１２７.０.０.１", "127.0.0.1"),
    ("127．0．0．1", "127.0.0.1"),
    ("127。0。0。1", "127.0.0.1"),
    ("127｡0｡0｡1", "127.0.0.1"),
    ("１２７。１", "127.0.0.1"),
    ("０ｘ７ｆ０００００１", "127.0.0.1"),
    ("０Ｘ７Ｆ．１", "127.0.0.1"),
    ("２１３０７０６４３３", "127.0.0.1"),
    ("①②⑦.⓪.⓪.①", "127.0.0.1"),
    ("¹²⁷.⁰.⁰.¹", "127.0.0.1"),
    ("₁₂₇.₀.₀.₁", "127.0.0.1"),
    ("𝟏𝟐𝟕.𝟎.𝟎.𝟏", "127.0.0.1"),
    ("𝟙𝟚𝟟.𝟘.𝟘.𝟙", "127.0.0.1"),
    ("127.0.0\u{ad}.1", "127.0.0.1"),
    ("127\u{200b}.0.0.1", "127.0.0.1"),
    ("127.0.0.1\u{2060}", "127.0.0.1"),
    ("\u{3000}127.0.0.1\u{3000}", "127.0.0.1"),
    (" 127.0.0.1 ", "127.0.0.1"),
    ("https://127.0.0.1", "127.0.0.1"),
    ("https://127.0.0.1/", "127.0.0.1"),
    ("HTTPS://127.1/x?y#z", "127.0.0.1"),
    ("https://127.1:443/", "127.0.0.1"),
    ("https：／／１２７．１／", "127.0.0.1"),
    ("https://0x7f000001?x", "127.0.0.1"),
    ("https://2130706433#x", "127.0.0.1"),
    ("https://[::1]/", "::1"),
    ("0", "0.0.0.0"),
    ("0.0.0.0", "0.0.0.0"),
    ("00", "0.0.0.0"),
    ("0x0", "0.0.0.0"),
    ("0.0", "0.0.0.0"),
    ("0.0.0.0:443", "0.0.0.0"),
    ("10.0.0.1", "10.0.0.1"),
    ("10.1", "10.0.0.1"),
    ("012.1", "10.0.0.1"),
    ("0xa.1", "10.0.0.1"),
    ("0x0a000001", "10.0.0.1"),
    ("167772161", "10.0.0.1"),
    ("１０．０．０．１", "10.0.0.1"),
    ("172.16.0.1", "172.16.0.1"),
    ("172.31.255.255", "172.31.255.255"),
    ("0xac100001", "172.16.0.1"),
    ("2886729729", "172.16.0.1"),
    ("192.168.1", "192.168.0.1"),
    ("192.168.257", "192.168.1.1"),
    ("0xc0a80001", "192.168.0.1"),
    ("0300.0250.0.1", "192.168.0.1"),
    ("3232235521", "192.168.0.1"),
    ("169.254.169.254", "169.254.169.254"),
    ("169.254.43518", "169.254.169.254"),
    ("2852039166", "169.254.169.254"),
    ("0xa9fea9fe", "169.254.169.254"),
    ("0251.0376.0251.0376", "169.254.169.254"),
    ("0xa9.254.0251.254", "169.254.169.254"),
    ("１６９．２５４．１６９．２５４", "169.254.169.254"),
    ("100.64.0.1", "100.64.0.1"),
    ("100.127.255.255", "100.127.255.255"),
    ("192.0.0.9", "192.0.0.9"),
    ("192.0.0.192", "192.0.0.192"),
    ("192.0.2.1", "192.0.2.1"),
    ("198.18.0.1", "198.18.0.1"),
    ("198.19.255.255", "198.19.255.255"),
    ("198.51.100.1", "198.51.100.1"),
    ("203.0.113.1", "203.0.113.1"),
    ("224.0.0.1", "224.0.0.1"),
    ("239.255.255.255", "239.255.255.255"),
    ("240.0.0.1", "240.0.0.1"),
    ("255.255.255.255", "255.255.255.255"),
    ("4294967295", "255.255.255.255"),
    ("0xffffffff", "255.255.255.255"),
    ("037777777777", "255.255.255.255"),
    ("::1", "::1"),
    ("[::1]", "::1"),
    ("[::1]:443", "::1"),
    ("［：：１］", "::1"),
    ("［::1］：４４３", "::1"),
    ("0:0:0:0:0:0:0:1", "::1"),
    ("0000:0000:0000:0000:0000:0000:0000:0001", "::1"),
    ("::0.0.0.1", "::1"),
    ("::", "::"),
    ("[::]:443", "::"),
    ("::ffff:10.0.0.1", "10.0.0.1"),
    ("::FFFF:10.0.0.1", "10.0.0.1"),
    ("::ffff:a00:1", "10.0.0.1"),
    ("[::ffff:7f00:1]", "127.0.0.1"),
    ("0:0:0:0:0:ffff:127.0.0.1", "127.0.0.1"),
    ("::ffff:169.254.169.254", "169.254.169.254"),
    ("::10.0.0.1", "::a00:1"),
    ("::8.8.8.8", "::808:808"),
    ("::ffff:0:8.8.8.8", "::ffff:0:808:808"),
    ("64:ff9b::10.0.0.1", "64:ff9b::a00:1"),
    ("64:ff9b::7f00:1", "64:ff9b::7f00:1"),
    ("64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe"),
    ("64:ff9b:1::8.8.8.8", "64:ff9b:1::808:808"),
    ("64:ff9b:1:ffff::1", "64:ff9b:1:ffff::1"),
    ("64:ff9b:0:1::8.8.8.8", "64:ff9b:0:1::808:808"),
    ("2002:a00:1::", "2002:a00:1::"),
    ("2002:7f00:1::1", "2002:7f00:1::1"),
    ("2002:808:808::1", "2002:808:808::1"),
    ("2001::1", "2001::1"),
    ("2001:0:808:808::f7f7:f7f7", "2001:0:808:808::f7f7:f7f7"),
    ("2001:2::1", "2001:2::1"),
    ("2001:10::1", "2001:10::1"),
    ("2001:20::1", "2001:20::1"),
    ("2001:30::1", "2001:30::1"),
    ("2001:1::1", "2001:1::1"),
    ("2001:4:112::1", "2001:4:112::1"),
    ("2001:db8::1", "2001:db8::1"),
    ("2001:DB8::1", "2001:db8::1"),
    ("3fff::1", "3fff::1"),
    ("3fff:fff::1", "3fff:fff::1"),
    ("5f00::1", "5f00::1"),
    ("100::1", "100::1"),
    ("100:0:0:1::1", "100:0:0:1::1"),
    ("fc00::1", "fc00::1"),
    ("fd12:3456:789a::1", "fd12:3456:789a::1"),
    ("fe80::1", "fe80::1"),
    ("febf::1", "febf::1"),
    ("fec0::1", "fec0::1"),
    ("ff02::1", "ff02::1"),
    ("ff0e::1", "ff0e::1"),
    ("4000::1", "4000::1"),
    ("1::1", "1::1"),
    ("2620:4f:8000::1", "2620:4f:8000::1"),
    ("2400:1::5efe:10.0.0.1", "2400:1::5efe:a00:1"),
    ("2400:1::200:5efe:10.0.0.1", "2400:1::200:5efe:a00:1"),
];

#[test]
fn no_spelling_of_an_inward_address_gets_through() {
    assert!(INWARD.len() >= 120, "{} spellings", INWARD.len());
    for (written, meant) in INWARD {
        match dial(written) {
            Err(Refusal::NotPublic { address, .. }) => assert_eq!(&address.to_string(), meant, "`{written}`"),
            other => panic!("`{written}`: {other:?}"),
        }
    }
}

#[test]
fn public_addresses_pass_in_every_spelling() {
    for (written, meant) in [
        ("8.8.8.8", "8.8.8.8:443"),
        ("8.8.8.8.", "8.8.8.8:443"),
        ("８。８。８。８", "8.8.8.8:443"),
        ("134744072", "8.8.8.8:443"),
        ("0x8080808", "8.8.8.8:443"),
        // Octal: what is judged is what is dialled, not the loopback address that it looks like.
        ("02130706433", "17.99.141.27:443"),
        ("010.8.8.8", "8.8.8.8:443"),
        ("https://8.8.8.8/login", "8.8.8.8:443"),
        ("::ffff:8.8.8.8", "8.8.8.8:443"),
        ("64:ff9b::8.8.8.8", "[64:ff9b::808:808]:443"),
        ("2001:4860:4860::8888", "[2001:4860:4860::8888]:443"),
        ("[2001:200:dff:fff1::1]:443", "[2001:200:dff:fff1::1]:443"),
        ("172.32.0.1", "172.32.0.1:443"),
        ("100.128.0.1", "100.128.0.1:443"),
        ("192.0.1.1", "192.0.1.1:443"),
        ("223.255.255.255", "223.255.255.255:443"),
    ] {
        assert_eq!(dial(written).map(|address| address.to_string()), Ok(meant.to_owned()), "`{written}`");
    }
}

#[test]
fn what_looks_like_an_address_and_is_none_never_reaches_a_resolver() {
    for written in [
        "256.1.1.1",
        "1.2.3.256",
        "1.2.3.4.5",
        "4294967296",
        "0x100000000",
        "040000000000",
        "08.8.8.8",
        "0x",
        "1.2.3.0x",
        "127.0x",
        "1..2",
        "127.0.0.08",
        "www.example.1",
        "www.0x7f",
        "1.2.3.99999999999999999999",
        "[127.0.0.1]",
        "[::1",
        "[::1]x",
        "::1::",
        "1:2:3:4:5:6:7:8:9",
        "::ffff:256.0.0.1",
        "[www.example.jp]",
        "::ffff:0177.0.0.1",
    ] {
        let why = Target::parse(written).map(|target| target.host().clone());
        let refused = matches!(why, Err(Refusal::Spelling { why: Spelling::Address | Spelling::Name, .. }));
        assert!(refused, "`{written}`: {why:?}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let long = "a".repeat(3000);
    for (written, expected) in [
        ("", Spelling::Empty),
        ("  ", Spelling::Empty),
        (":443", Spelling::Empty),
        ("https://", Spelling::Empty),
        ("https:///x", Spelling::Empty),
        ("http://www.example.jp", Spelling::Scheme),
        ("ftp://8.8.8.8", Spelling::Scheme),
        ("https://user@www.example.jp/", Spelling::User),
        ("8.8.8.8@127.0.0.1", Spelling::User),
        ("www.example.jp/login", Spelling::Path),
        ("10.0.0.0/8", Spelling::Path),
        ("℀.example.jp", Spelling::Path),
        ("www.example.jp:", Spelling::Port),
        ("www.example.jp:0", Spelling::Port),
        ("www.example.jp:65536", Spelling::Port),
        ("www.example.jp:+443", Spelling::Port),
        ("www.example.jp:https", Spelling::Port),
        ("fe80::1%eth0", Spelling::Zone),
        ("[fe80::1%2]:443", Spelling::Zone),
        ("www example.jp", Spelling::Name),
        ("www.example.jp\r\nx", Spelling::Name),
        ("www\\example.jp", Spelling::Name),
        ("www%2eexample.jp", Spelling::Name),
        ("a_b.example.jp", Spelling::Name),
        ("-a.example.jp", Spelling::Name),
        ("www..example.jp", Spelling::Name),
        (".", Spelling::Name),
        ("xn--zz.example.jp", Spelling::Name),
        (&long, Spelling::TooLong),
    ] {
        match Target::parse(written) {
            Err(Refusal::Spelling { why, .. }) => assert_eq!(why, expected, "`{written}`"),
            other => panic!("`{written}`: {other:?}"),
        }
    }
}

#[test]
fn names_are_kept_in_one_spelling() {
    for (written, name, server_name, port) in [
        ("www.example.jp", "www.example.jp", "www.example.jp", None),
        ("WWW.Example.JP:8443", "www.example.jp", "www.example.jp", Some(8443)),
        ("www.example.jp.", "www.example.jp.", "www.example.jp", None),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ：４４３", "www.example.jp", "www.example.jp", Some(443)),
        ("仙台市.例.jp", "xn--cnqx7j85j.xn--fsq.jp", "xn--cnqx7j85j.xn--fsq.jp", None),
        ("https://www.example.jp:8443/a@b", "www.example.jp", "www.example.jp", Some(8443)),
        ("r3---sn.example.jp", "r3---sn.example.jp", "r3---sn.example.jp", None),
        ("127.0.0.1.example.jp", "127.0.0.1.example.jp", "127.0.0.1.example.jp", None),
        ("localhost", "localhost", "localhost", None),
    ] {
        let target = Target::parse(written).unwrap();
        assert_eq!(target.host().to_string(), name, "`{written}`");
        assert_eq!(target.server_name(), Some(server_name), "`{written}`");
        assert_eq!(target.port(), port, "`{written}`");
    }
}

#[test]
fn what_was_read_otherwise_than_written_is_said() {
    let notes = |written| {
        let target = Target::parse(written).unwrap();
        target.notes().iter().map(|note| note.japanese.clone()).collect::<Vec<_>>().join("/")
    };
    assert_eq!(notes("www.example.jp:443"), "");
    assert_eq!(notes("0x8080808"), "`8.8.8.8` と読みました");
    assert_eq!(notes("https://www.example.jp/x"), "URL のうち、ホストとポートだけを使いました");
}
