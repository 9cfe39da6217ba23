//! `kijun judge` on declarations: facts settled on a day, and judged.

use crate::run::{kijun, kijun_with, repository, shown};

const DOCUMENT_CLOUD: &str = "examples/declarations/document-cloud.toml";
const OVERSEAS: &str = "examples/declarations/overseas.toml";

#[test]
fn a_declaration_is_judged_with_the_facts_that_led_to_each_answer() {
    insta::assert_snapshot!("conforming", shown(&kijun(&["judge", DOCUMENT_CLOUD, "--on", "2026-12-01"])));
    insta::assert_snapshot!("overseas", shown(&kijun(&["judge", OVERSEAS, "--on", "2026-12-01", "--lang", "en"])));
}

#[test]
fn a_later_day_shows_what_has_lapsed() {
    let before = kijun(&["judge", DOCUMENT_CLOUD, "--class", "S", "--on", "2027-03-31", "--format", "jsonl"]);
    let after = kijun(&["judge", DOCUMENT_CLOUD, "--class", "S", "--on", "2027-04-01", "--format", "jsonl"]);
    let failing = |output: &std::process::Output| -> serde_json::Value {
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["failing"].clone()
    };
    assert!(!failing(&before).to_string().contains("\"7\""), "{}", shown(&before));
    assert!(failing(&after).to_string().contains("\"7\""), "{}", shown(&after));
}

#[test]
fn the_class_is_the_strictest_of_the_information_unless_it_is_given() {
    let given = kijun(&["judge", DOCUMENT_CLOUD, "--class", "II", "--format", "jsonl"]);
    assert!(String::from_utf8(given.stdout).unwrap().contains(r#""class":"II""#));
    let own = kijun(&["judge", DOCUMENT_CLOUD, "--format", "jsonl"]);
    assert!(String::from_utf8(own.stdout).unwrap().contains(r#""class":"I""#));
    let text = std::fs::read_to_string(repository().join(DOCUMENT_CLOUD)).unwrap();
    let unknown = text.replace("class = \"I\"", "class = \"IV\"");
    let refused = kijun_with(&["judge", "-", "--lang", "en"], unknown.as_bytes());
    assert_eq!(refused.status.code(), Some(2), "{}", shown(&refused));
}

#[test]
fn a_declaration_with_mistakes_is_refused_with_their_places() {
    let text = std::fs::read_to_string(repository().join(DOCUMENT_CLOUD)).unwrap();
    let broken = text.replacen("[service]", "colour = 1\n\n[service]", 1);
    let output = kijun_with(&["judge", "-", "--lang", "en"], broken.as_bytes());
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(String::from_utf8(output.stderr).unwrap().contains("error[unknown-key]: unknown key `colour`"));
}

#[test]
fn a_settled_declaration_becomes_the_citys_check_sheet_and_is_judged_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("sheet.xlsx");
    let sheet = sheet.to_str().unwrap();
    for example in [DOCUMENT_CLOUD, OVERSEAS] {
        kijun(&["judge", example, "--on", "2026-12-01", "--format", "xlsx", "-o", sheet]);
        let direct = kijun(&["judge", example, "--on", "2026-12-01", "--format", "jsonl"]);
        let by_sheet = kijun(&["judge", sheet, "--format", "jsonl"]);
        assert_eq!(
            String::from_utf8_lossy(&direct.stdout),
            String::from_utf8_lossy(&by_sheet.stdout),
            "{}",
            shown(&by_sheet)
        );
    }
}

#[test]
fn a_measurement_settles_the_channel_that_it_is_of() {
    let failing = |more: &[&str]| {
        let mut arguments = vec!["judge", DOCUMENT_CLOUD, "--on", "2026-12-01", "--format", "jsonl"];
        arguments.extend(more);
        let output = kijun(&arguments);
        let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(line["open"], serde_json::json!([]), "{}", shown(&output));
        line["failing"].clone()
    };
    let none = serde_json::json!([]);
    assert_eq!(failing(&[]), none);
    assert_eq!(failing(&["--probe", "examples/probes/modern.json"]), none);
    assert_eq!(failing(&["--probe", "examples/probes/legacy.json"]), serde_json::json!(["3"]));
    assert_eq!(failing(&["--probe", "admin=examples/probes/legacy.json"]), serde_json::json!(["3"]));
    assert_eq!(failing(&["--probe", "examples/probes/unreachable.json"]), none, "it says nothing of the server");
    let page = kijun(&["judge", DOCUMENT_CLOUD, "--on", "2026-12-01", "--probe", "examples/probes/legacy.json"]);
    assert!(shown(&page).contains("実測(192.0.2."), "{}", shown(&page));
}

#[test]
fn a_measurement_beside_answers_is_not_used_and_says_so() {
    let output =
        kijun(&["judge", "examples/four-classes.toml", "--probe", "examples/probes/legacy.json", "--lang", "en"]);
    assert!(shown(&output).contains("warning[measurement-not-used]"), "{}", shown(&output));
    let broken = kijun(&["judge", DOCUMENT_CLOUD, "--probe", "Cargo.toml"]);
    assert_eq!(broken.status.code(), Some(2), "{}", shown(&broken));
    let missing = kijun(&["judge", DOCUMENT_CLOUD, "--probe", "no-such-file"]);
    assert_eq!(missing.status.code(), Some(74), "{}", shown(&missing));
}
