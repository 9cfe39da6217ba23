//! A measurement as people and programs get it: pages as snapshots, and JSON that is read back as the observation it came from.

#[path = "probe/schema.rs"]
mod schema;

use evidence::settle::{References, channels_item};
use evidence::tls_verdict::{Verdict, judge};
use serde_json::Value;
use sheets::probe::{comparison_json, comparison_text, find_differences, probe_json, probe_text};
use standard::{Language, Standard};
use std::sync::LazyLock;
use tls::Observation;

static REFERENCES: LazyLock<References> = LazyLock::new(|| References::built_in().unwrap());
static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::built_in().unwrap());

const EXAMPLES: [&str; 4] = ["modern", "legacy", "incomplete", "unreachable"];

fn file(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn observation(name: &str) -> Observation {
    serde_json::from_str(&file(&format!("examples/probes/{name}.json"))).unwrap()
}

fn judged(observation: &Observation) -> Verdict {
    let (_, edition) = channels_item(&STANDARD).unwrap();
    let edition = REFERENCES.cryptrec.find_edition(edition).unwrap();
    judge(observation, &*REFERENCES, edition, None, "2026-12-01".parse().unwrap())
}

fn item(language: Language) -> String {
    let (input, _) = channels_item(&STANDARD).unwrap();
    STANDARD.label(input, language).clone()
}

fn json(name: &str) -> Value {
    let observation = observation(name);
    probe_json(&observation, &judged(&observation)).unwrap()
}

#[test]
fn a_measurement_reads_well_in_both_languages() {
    for name in EXAMPLES {
        let observation = observation(name);
        let verdict = judged(&observation);
        for (language, tongue) in [(Language::Japanese, "ja"), (Language::English, "en")] {
            let page = probe_text(&observation, &verdict, &item(language), language, 100);
            insta::assert_snapshot!(format!("{name}-{tongue}"), page);
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for name in EXAMPLES {
        let observation = observation(name);
        let page = probe_text(&observation, &judged(&observation), &item(Language::Japanese), Language::Japanese, 80);
        for line in page.lines() {
            assert!(sheets::columns::width(line) <= 80, "{name}: {line}");
        }
    }
}

#[test]
fn what_a_server_says_cannot_steer_the_terminal() {
    let mut observation = observation("modern");
    observation.server_name = Some("a\u{1b}[2Jb".to_owned());
    observation.certificates[0].subject = "CN=\u{1b}[31mred".to_owned();
    observation.certificates[1].subject = "CN=\u{202e}evil".to_owned();
    observation.certificates[1].signature = "x\u{7}".to_owned();
    observation.groups[0].name = "\u{9b}1m".to_owned();
    let page = probe_text(&observation, &judged(&observation), "№3", Language::Japanese, 100);
    let steers = |character: char| character.is_control() && character != '\n' || character == '\u{202e}';
    assert!(!page.contains(steers), "{page}");
}

#[test]
fn json_is_read_back_as_the_observation_it_came_from() {
    for name in EXAMPLES {
        let read: Observation = serde_json::from_value(json(name)).unwrap();
        assert_eq!(read, observation(name), "{name}");
    }
}

#[test]
fn json_tells_the_status_of_each_thing_and_the_verdict() {
    let legacy = json("legacy");
    assert_eq!(legacy["suites"]["TLSv1.2"][0]["status"], "recommended");
    assert_eq!(legacy["suites"]["TLSv1.0"][8]["status"], "monitored");
    assert_eq!(legacy["certificates"][0]["status"], "recommended_until");
    assert_eq!(legacy["certificates"][0]["until"], "2030-12-31");
    assert_eq!(legacy["signatures"][1]["status"], "monitored");
    // The hash that TLS 1.0 lays down is judged by the version.
    assert_eq!(legacy["signatures"][2]["status"], Value::Null);
    assert_eq!(legacy["verdict"]["item"]["state"], "does_not_conform");
    assert_eq!(legacy["verdict"]["profiles"][1]["fit"], "does_not_fit");
    assert_eq!(legacy["verdict"]["versions"]["TLSv1.0"], "unknown");
    let modern = json("modern");
    assert_eq!(modern["verdict"]["item"]["state"], "conforms");
    assert_eq!(modern["verdict"]["profile"], "high");
    assert_eq!(json("unreachable")["verdict"]["item"]["state"], "unreachable");
    assert_eq!(json("incomplete")["verdict"]["item"]["answer"], "unknown");
}

#[test]
fn the_judged_document_of_a_server_is_as_the_page_shows_it() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&json("modern")).unwrap());
}

#[test]
fn addresses_of_a_name_are_compared_and_those_without_an_answer_left_out() {
    let servers = [observation("modern"), observation("legacy"), observation("unreachable")];
    let verdicts = servers.each_ref().map(judged);
    let pairs: Vec<(&Observation, &Verdict)> = servers.iter().zip(&verdicts).collect();
    for (language, tongue) in [(Language::Japanese, "ja"), (Language::English, "en")] {
        let page = comparison_text(&pairs, &item(language), language, 100);
        insta::assert_snapshot!(format!("comparison-{tongue}"), page);
    }
    let json = comparison_json(&pairs);
    assert_eq!(json["addresses"][2]["state"], "unreachable");
    assert_eq!(json["differ"][0], "versions");
    let mut alike = observation("modern");
    alike.address = "192.0.2.99:443".to_owned();
    alike.groups.reverse();
    assert!(find_differences(&[&servers[0], &alike, &servers[2]]).is_empty());
    alike.certificates.remove(0);
    let differ: Vec<&str> =
        find_differences(&[&servers[0], &alike]).into_iter().map(sheets::probe::Aspect::word).collect();
    assert_eq!(differ, ["certificates"]);
}
