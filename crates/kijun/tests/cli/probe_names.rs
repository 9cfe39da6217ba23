//! `kijun probe` and names that lead inwards, change their answers, or have several: what is dialled is what was checked, and nothing
//! is sent to what was refused.

use crate::network::{Answer, Network};
use crate::run::shown;
use std::net::{Ipv4Addr, Ipv6Addr};

const PUBLIC: Ipv4Addr = Ipv4Addr::new(8, 8, 4, 4);
const OTHER: Ipv4Addr = Ipv4Addr::new(8, 8, 8, 8);
const INWARD: Ipv4Addr = Ipv4Addr::new(10, 9, 0, 1);
const ADDRESSES: [&str; 4] = ["8.8.4.4/32", "8.8.8.8/32", "10.9.0.1/32", "2001:4860:4860::8844/128"];

fn answers(name: &str, before: usize) -> Option<Vec<Answer>> {
    Some(match name {
        "public.example" => vec![Answer::A(PUBLIC)],
        "several.example" => vec![Answer::A(PUBLIC), Answer::A(OTHER)],
        "both.example" => vec![Answer::A(PUBLIC), Answer::Aaaa("2001:4860:4860::8844".parse().unwrap())],
        "mixed.example" => vec![Answer::A(PUBLIC), Answer::A(INWARD)],
        "alias.example" => vec![Answer::Cname("inside.example"), Answer::A(INWARD)],
        "six.example" => vec![Answer::Aaaa(Ipv6Addr::LOCALHOST)],
        "unique-local.example" => vec![Answer::A(PUBLIC), Answer::Aaaa("fd00::1".parse().unwrap())],
        "mapped.example" => vec![Answer::Aaaa(INWARD.to_ipv6_mapped())],
        "translated.example" => vec![Answer::Aaaa("64:ff9b::a09:1".parse().unwrap())],
        "rebinding.example" if before == 0 => vec![Answer::A(PUBLIC)],
        "inward.example" | "rebinding.example" => vec![Answer::A(INWARD)],
        "silent.example" => return None,
        _ => Vec::new(),
    })
}

#[test]
fn names_that_lead_inwards_are_refused_and_nothing_is_sent() {
    let network = Network::new("inward", &ADDRESSES, answers);
    for name in [
        "inward.example",
        "mixed.example",
        "alias.example",
        "six.example",
        "unique-local.example",
        "mapped.example",
        "translated.example",
        "https://mixed.example/",
        "ｍｉｘｅｄ．ｅｘａｍｐｌｅ",
    ] {
        let output = network.kijun(&["probe", name, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", shown(&output));
        assert!(shown(&output).contains("error[target-not-public]"), "{name}: {}", shown(&output));
    }
    assert!(network.questions() >= 9, "the names were looked up");
    assert_eq!(network.segments_sent(), 0);
}

#[test]
fn an_answer_that_changes_after_the_check_changes_nothing() {
    let network = Network::new("rebinding", &ADDRESSES, answers);
    let output = network.kijun(&["probe", "rebinding.example", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    assert_eq!(document(&output)["address"], "8.8.4.4:443");
    assert_eq!(network.questions(), 1, "the name was looked up once");
    assert!(network.accepted("8.8.4.4") > 1, "several connections were made");
    assert_eq!(network.accepted("10.9.0.1"), 0);
    let again = network.kijun(&["probe", "rebinding.example"]);
    assert_eq!(again.status.code(), Some(2), "now it leads inwards: {}", shown(&again));
    assert_eq!(network.accepted("10.9.0.1"), 0);
}

#[test]
fn every_address_of_a_name_is_measured() {
    let network = Network::new("several", &ADDRESSES, answers);
    for (name, expected) in [
        ("several.example", ["8.8.4.4:443", "8.8.8.8:443"]),
        ("both.example", ["8.8.4.4:443", "[2001:4860:4860::8844]:443"]),
    ] {
        let output = network.kijun(&["probe", name, "--format", "json"]);
        let document = document(&output);
        let mut measured: Vec<&str> =
            document.as_array().unwrap().iter().map(|one| one["address"].as_str().unwrap()).collect();
        measured.sort_unstable();
        assert_eq!(measured, expected, "{name}: {}", shown(&output));
    }
}

#[test]
fn an_inward_name_can_be_allowed_and_the_result_says_so() {
    let network = Network::new("allowed", &ADDRESSES, answers);
    let output = network.kijun(&["probe", "inward.example", "--allow-private", "10.9.0.0/24", "--format", "json"]);
    assert_eq!(document(&output)["allowed_private"], "10.9.0.0/24", "{}", shown(&output));
    assert!(network.accepted("10.9.0.1") > 0 && network.segments_sent() > 0);
    let public = network.kijun(&["probe", "public.example", "--allow-private", "10.9.0.0/24", "--format", "json"]);
    assert_eq!(document(&public)["allowed_private"], serde_json::Value::Null);
}

#[test]
fn a_name_that_is_not_answered_is_no_refusal_and_no_pass() {
    let network = Network::new("silent", &ADDRESSES, answers);
    for (name, code) in [("silent.example", "target-dns-silent"), ("no-such.example", "target-not-found")] {
        let output = network.kijun(&["probe", name, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", shown(&output));
        assert!(shown(&output).contains(&format!("error[{code}]")), "{name}: {}", shown(&output));
    }
    assert_eq!(network.segments_sent(), 0);
}

fn document(output: &std::process::Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", shown(output)))
}
