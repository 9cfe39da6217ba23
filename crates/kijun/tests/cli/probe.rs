//! `kijun probe`: what is refused before a packet goes out, keys, and results that were signed elsewhere.

use crate::run::{kijun, kijun_with, repository, shown};
use probe::signed::{SigningKey, Statement};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

#[test]
fn targets_that_may_not_be_measured_are_refused_with_what_to_do() {
    insta::assert_snapshot!(
        "refused",
        shown(&kijun(&[
            "probe",
            "127.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "8.8.8.8:22",
            "http://www.example.jp",
            "10.0.0.0/8",
            "1.2.3.4.5"
        ]))
    );
    insta::assert_snapshot!("refused_english", shown(&kijun(&["probe", "169.254.169.254", "--lang", "en"])));
}

#[test]
fn a_refused_target_of_a_file_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("targets.txt");
    std::fs::write(&list, "# ours\n\n10.0.0.0/8 # a whole network\n").unwrap();
    let output = kijun(&["probe", "--from", list.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(shown(&output).contains("targets.txt:3:1: error[target-path]"), "{}", shown(&output));
}

#[test]
fn a_refused_target_is_a_line_for_programs_too() {
    let output = kijun(&["probe", "127.0.0.1", "--format", "jsonl"]);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&line["target"], &line["problem"]["code"]), (&"127.0.0.1".into(), &"target-not-public".into()));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn nothing_to_measure_is_bad_usage() {
    for arguments in [&["probe"][..], &["probe", "x", "--sign", "key"], &["probe", "x", "--allow-private", "10"]] {
        assert_eq!(kijun(arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(kijun(&["probe", "x", "--edition", "1999"]).status.code(), Some(2));
    assert_eq!(kijun(&["probe", "x", "--country-db", "Cargo.toml"]).status.code(), Some(2));
    assert_eq!(kijun(&["probe", "x", "--country-db", "no-such-file"]).status.code(), Some(74));
    assert_eq!(kijun(&["probe", "--from", "no-such-file"]).status.code(), Some(74));
}

#[test]
fn help_has_examples_and_exit_codes() {
    insta::assert_snapshot!("help", shown(&kijun(&["probe", "--help"])));
    insta::assert_snapshot!("import_help", shown(&kijun(&["probe", "import", "--help"])));
}

#[test]
fn a_key_is_kept_from_others_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("probe.key");
    let made = kijun(&["probe", "keygen", file.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{}", shown(&made));
    let public = String::from_utf8(made.stdout).unwrap();
    let key = SigningKey::from_file(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(public.trim(), key.public().text());
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let again = kijun(&["probe", "keygen", file.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2), "{}", shown(&again));
    assert_eq!(SigningKey::from_file(&std::fs::read_to_string(&file).unwrap()).unwrap().public(), key.public());
}

fn key() -> SigningKey {
    SigningKey::from_seed([7; 32]).unwrap()
}

/// A signed result of an intermediate server, as another machine would have written it.
fn signed(folder: &Path, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> PathBuf {
    let result = std::fs::read(repository().join("examples/probes/modern.json")).unwrap();
    let statement = Statement {
        by: "情報システム課 仙台花子".to_owned(),
        machine: "probe-01".to_owned(),
        at: "2026-07-01T09:05:00Z".parse().unwrap(),
    };
    let file = folder.join("result.signed");
    std::fs::write(&file, change(key().sign(&statement, &result).unwrap())).unwrap();
    file
}

fn import(file: &Path, more: &[&str]) -> std::process::Output {
    let mut arguments = vec!["probe", "import", file.to_str().unwrap(), "--on", "2026-12-01"];
    arguments.extend(more);
    kijun_with(&arguments, b"")
}

#[test]
fn a_result_from_another_machine_is_read_where_its_signature_holds() {
    let folder = tempfile::tempdir().unwrap();
    let file = signed(folder.path(), |file| file);
    let public = folder.path().join("probe.pub");
    std::fs::write(&public, format!("{}\n", key().public().text())).unwrap();
    let by_file = import(&file, &["--trust", public.to_str().unwrap(), "--format", "json"]);
    let by_words = import(&file, &["--trust", &key().public().text(), "--format", "json"]);
    assert!(matches!(by_file.status.code(), Some(0 | 1)), "{}", shown(&by_file));
    assert_eq!(by_file.stdout, by_words.stdout);
    let document: serde_json::Value = serde_json::from_slice(&by_file.stdout).unwrap();
    assert_eq!(document["address"], "192.0.2.10:443");
    let said = String::from_utf8(by_file.stderr).unwrap();
    assert!(said.contains("仙台花子") && said.contains("probe-01") && said.contains("2026-07-01T09:05:00Z"), "{said}");
}

#[test]
fn a_result_that_was_changed_or_signed_by_somebody_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let trust = key().public().text();
    let changed =
        signed(folder.path(), |file| String::from_utf8(file).unwrap().replace("refused", "unknown").into_bytes());
    let refused = import(&changed, &["--trust", &trust, "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2), "{}", shown(&refused));
    assert!(refused.stdout.is_empty() && shown(&refused).contains("error[signed-changed]"), "{}", shown(&refused));
    let whole = signed(folder.path(), |file| file);
    let other = SigningKey::from_seed([8; 32]).unwrap().public().text();
    let refused = import(&whole, &["--trust", &other, "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(shown(&refused).contains("error[signed-other-key]"), "{}", shown(&refused));
    let unsigned = repository().join("examples/probes/modern.json");
    assert!(shown(&import(&unsigned, &["--trust", &trust, "--lang", "en"])).contains("error[signed-not]"));
}

#[test]
fn what_cannot_be_signed_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (key, result) = (folder.path().join("key"), folder.path().join("result"));
    let (key, result) = (key.to_str().unwrap(), result.to_str().unwrap());
    assert_eq!(kijun(&["probe", "keygen", key]).status.code(), Some(0));
    // Nobody listens there.
    let measure = ["probe", "127.0.0.1:9", "--ports", "9", "--allow-private", "127.0.0.0/8"];
    let signing = ["--sign", key, "--by", "two\nlines", "-o", result, "--lang", "en"];
    let refused = kijun(&[&measure[..], &signing].concat());
    assert_eq!(refused.status.code(), Some(2), "{}", shown(&refused));
    assert!(shown(&refused).contains("error[signed-name]"), "{}", shown(&refused));
    assert!(!Path::new(result).exists());
}
