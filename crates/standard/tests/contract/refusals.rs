//! Every refusal of the loader: a small file for each code in `tests/refused/`, with the sentences in both languages as a
//! snapshot. Not for what hostile input costs: see `hostile`.

use standard::document::{DOCUMENT_LIMIT, Notation};
use standard::{Language, Problem, Standard};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// File name and text of every file of a folder with this ending, by name.
fn files(name: &str, endings: &[&str]) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path());
    let wanted = entries
        .filter(|path| path.extension().is_some_and(|extension| endings.iter().any(|ending| *ending == extension)));
    wanted
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

fn notation(file: &str) -> Notation {
    if Path::new(file).extension().is_some_and(|extension| extension == "json") {
        Notation::Json
    } else {
        Notation::Toml
    }
}

fn refusal(file: &str, text: &str) -> Vec<Problem> {
    Standard::load(file, text, notation(file)).map_or_else(|problems| problems, |_| Vec::new())
}

/// The code that a fixture is for: `duplicate-name.2.toml` shows `duplicate-name`.
fn code_of(file: &str) -> &str {
    file.split('.').next().unwrap_or_default()
}

/// Every string in kebab case in the loader and the readers of documents: those are the codes, and nothing else.
pub(crate) fn codes_in_the_source() -> BTreeSet<String> {
    let sources = ["src/load", "src/document"].map(|folder| files(folder, &["rs"]));
    let strings = sources.iter().flat_map(BTreeMap::values).flat_map(|text| text.split('"').skip(1).step_by(2));
    let is_code = |word: &&str| {
        let kebab = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        kebab && word.contains('-') && !word.starts_with('-')
    };
    strings.filter(is_code).map(str::to_owned).collect()
}

#[test]
fn every_fixture_is_refused_with_the_code_of_its_name() {
    for (file, text) in files("tests/refused", &["toml", "json"]) {
        let problems = refusal(&file, &text);
        assert!(problems.iter().any(|problem| problem.code == code_of(&file)), "{file}: {problems:#?}");
    }
}

#[test]
fn every_code_of_the_loader_has_a_fixture() {
    let mut shown: BTreeSet<String> =
        files("tests/refused", &["toml", "json"]).keys().map(|file| code_of(file).to_owned()).collect();
    // A megabyte of fixture would be a burden to everybody who clones; the test below makes one.
    shown.insert("document-too-large".to_owned());
    assert_eq!(codes_in_the_source(), shown);
}

#[test]
fn a_document_beyond_the_limit_is_refused_unread() {
    let text = "#".repeat(DOCUMENT_LIMIT + 1);
    for notation in [Notation::Toml, Notation::Json] {
        let problems = Standard::load("big", &text, notation).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["document-too-large"]);
    }
}

#[test]
fn a_refusal_says_where_and_what_to_do_in_both_languages() {
    let mut page = String::new();
    for (file, text) in files("tests/refused", &["toml", "json"]) {
        let _ = writeln!(page, "{}", text.lines().next().filter(|line| line.starts_with('#')).unwrap_or(""));
        // Two hundred lines of one kind say no more than the last few.
        let problems = refusal(&file, &text);
        for problem in problems.iter().skip(problems.len().saturating_sub(12)) {
            let _ = writeln!(page, "{}", problem.line(Language::Japanese));
            let _ = writeln!(page, "{}", problem.line(Language::English));
        }
        page.push('\n');
    }
    insta::assert_snapshot!("refusals", page);
}
