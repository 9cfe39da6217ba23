//! The seams of the standard's text and the traps of its subject, each with a test named after it: what passes, what fails, what stays
//! open. `docs/seams.md` lists them with their defaults; a test below checks that every test it names is here. The finer cases are
//! tested beside the code that decides them.

mod certificates;
mod contracts;
mod encryption;
mod erasure;
mod judging;
mod monotone;
mod places;
mod sign_in;

use evidence::declaration::{Declaration, read_declaration};
use evidence::settle::{References, Settlement, settle};
use jiff::civil::{Date, date};
use standard::document::Notation;
use standard::{Answer, Answers, Language, Standard, Verdict};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::built_in().unwrap());
static REFERENCES: LazyLock<References> = LazyLock::new(|| References::built_in().unwrap());
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const TODAY: Date = date(2026, 12, 1);

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// The declaration of the example, which conforms, with the sections of `facts` in place of its own.
fn declared(facts: &str) -> Declaration {
    let section = |line: &str| {
        let name = line.strip_prefix("[[").or_else(|| line.strip_prefix('['))?;
        Some(name.split(['.', ']']).next()?.to_owned())
    };
    let replaced: BTreeSet<String> = facts.lines().filter_map(section).collect();
    let mut text = String::new();
    let mut kept = true;
    for line in file("examples/declarations/document-cloud.toml").lines() {
        if let Some(section) = section(line) {
            kept = !replaced.contains(&section);
        }
        if kept {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push_str(facts);
    read_declaration("facts.toml", &text, Notation::Toml).unwrap()
}

fn settled_on(facts: &str, on: Date) -> Settlement {
    settle(&declared(facts), &STANDARD, &REFERENCES, on)
}

fn answer_on(item: &str, facts: &str, on: Date) -> Answer {
    settled_on(facts, on).answers().answer(STANDARD.find_input(item).unwrap().value)
}

/// The answer that `facts` give to an item.
fn answer(item: &str, facts: &str) -> Answer {
    answer_on(item, facts, TODAY)
}

/// Everything that is said of an item, in both languages.
fn said(item: &str, facts: &str) -> String {
    let input = STANDARD.find_input(item).unwrap().value;
    let settlement = settled_on(facts, TODAY);
    let finding = settlement.items.iter().find(|settled| settled.input == input).unwrap().finding.clone().unwrap();
    let grounds = finding.grounds.iter().map(|ground| &ground.text);
    let texts = grounds.chain(&finding.missing).chain(&finding.notes);
    let lines = texts.flat_map(|text| [text.japanese.as_str(), text.in_language(Language::English)]);
    lines.collect::<Vec<&str>>().join("\n")
}

/// Each of these facts gives this answer to the item.
#[track_caller]
fn expect(item: &str, cases: &[(&str, Answer)]) {
    for (facts, expected) in cases {
        assert_eq!(answer(item, facts), *expected, "№{item}\n{facts}\n{}", said(item, facts));
    }
}

/// The verdict on a class where every item is met but for these, and the overall review is this.
fn verdict(class: &str, answers: &[(&str, Answer)], review: standard::Decision, readings: &[&str]) -> Verdict {
    judged(class, answers, review, readings).verdict
}

fn judged(
    class: &str,
    changed: &[(&str, Answer)],
    review: standard::Decision,
    readings: &[&str],
) -> standard::Judgement {
    let input = |name: &str| STANDARD.find_input(name).unwrap().value;
    let met = STANDARD.item_inputs().iter().fold(Answers::BLANK, |answers, item| answers.with(item, Answer::Met));
    let answers = changed.iter().fold(met, |answers, (name, answer)| answers.with(input(name), *answer));
    let answers = answers.with_decision(input("overall_review"), review);
    let settings = readings
        .iter()
        .fold(STANDARD.default_settings(), |settings, words| STANDARD.with_setting(settings, words).unwrap());
    STANDARD.judge(STANDARD.find_class(class).unwrap(), settings, answers)
}

#[test]
fn every_test_that_the_page_of_seams_names_exists_and_every_seam_is_on_it() {
    let mut sources = String::new();
    let mut folders = vec![Path::new(ROOT).join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let page = file("docs/seams.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.contains("`seam_")).collect();
    assert_eq!(rows.len(), 30, "the seams of the text");
    for (number, row) in (1..).zip(&rows) {
        assert!(row.starts_with(&format!("| {number} |")) && row.contains(&format!("`seam_{number:02}_")), "{row}");
    }
    let names = |page: &str| -> BTreeSet<String> {
        let words = page.split('`').skip(1).step_by(2).map(str::to_owned);
        words.filter(|word| ["seam_", "trap_", "cryptrec_"].iter().any(|start| word.starts_with(start))).collect()
    };
    for name in names(&page) {
        assert!(sources.contains(&format!("fn {name}()")), "docs/seams.md names `{name}`, which is no test");
    }
    // And no test of a seam or a trap is left out of the page.
    let own: BTreeSet<String> = sources
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("fn ")?.split_once("()"))
        .map(|(name, _)| name.to_owned())
        .filter(|name| ["seam_", "trap_", "cryptrec_6_"].iter().any(|start| name.starts_with(start)))
        .collect();
    assert_eq!(own.difference(&names(&page)).collect::<Vec<_>>(), Vec::<&String>::new());
}
