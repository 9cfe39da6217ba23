//! What `docs/` says about standards is true: the page's complete example and the example standards load, and every code of
//! this room is explained.

use crate::refusals::codes_in_the_source;
use standard::document::Notation;
use standard::{Answer, Answers, Input, Language, Problem, Standard, Verdict};
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn load(name: &str, text: &str) -> Standard {
    Standard::load(name, text, Notation::Toml).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem: &Problem| problem.line(Language::English)).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// The fenced blocks of a page that open with exactly this line.
fn blocks<'p>(page: &'p str, fence: &str) -> Vec<&'p str> {
    let opening = format!("{fence}\n");
    page.split(&opening).skip(1).filter_map(|rest| rest.split_once("```").map(|(block, _)| block)).collect()
}

fn minato() -> Standard {
    load("minato-saas-2026.toml", &read("standards/examples/minato-saas-2026.toml"))
}

fn answers(standard: &Standard, met: &[&str]) -> Answers {
    standard.inputs().fold(Answers::BLANK, |answers, (input, name)| {
        answers.with(input, if met.contains(&name) { Answer::Met } else { Answer::Unmet })
    })
}

#[test]
fn the_complete_example_of_the_page_loads_and_judges() {
    let page = read("docs/writing-a-standard.md");
    let complete = blocks(&page, "```toml complete");
    assert_eq!(complete.len(), 1);
    let standard = load("docs/writing-a-standard.md", complete[0]);
    let high = standard.find_class("high").unwrap();
    for (met, verdict) in [(&["1-2", "2"][..], Verdict::Conforms), (&["1-1"], Verdict::DoesNotConform)] {
        let judgement = standard.judge(high, standard.default_settings(), answers(&standard, met));
        assert_eq!(judgement.verdict, verdict);
    }
}

/// A fragment stands for a part of a standard: it must at least be TOML.
#[test]
fn every_fragment_of_the_page_is_toml() {
    let page = read("docs/writing-a-standard.md");
    let fragments = blocks(&page, "```toml");
    assert!(fragments.len() >= 3);
    for fragment in fragments {
        let source = standard::document::Source::new("fragment", fragment);
        assert!(source.parse(Notation::Toml).is_ok(), "{fragment}");
    }
}

#[test]
fn every_code_of_this_room_stands_in_the_page_of_problems() {
    let page = read("docs/problems.md");
    let missing: Vec<String> =
        codes_in_the_source().into_iter().filter(|code| !page.contains(&format!("\n| `{code}` |"))).collect();
    assert!(missing.is_empty(), "not in docs/problems.md: {missing:?}");
}

#[test]
fn the_fictional_standard_says_that_it_is_fictional() {
    let standard = minato();
    let head = standard.head();
    for text in [&head.issuer, &head.title, &head.short_title] {
        assert!(
            text.japanese.contains("架空") && text.in_language(Language::English).contains("fictional"),
            "{text:?}"
        );
    }
}

#[test]
fn overlapping_clauses_are_repaired_by_one_item_where_one_is_enough() {
    let standard = minato();
    let confidential = standard.find_class("機密情報").unwrap();
    let judgement = standard.judge(confidential, standard.default_settings(), answers(&standard, &["a1", "b1", "b2"]));
    assert_eq!(judgement.verdict, Verdict::DoesNotConform);
    let remedies: Vec<String> = judgement
        .remedies
        .sets
        .iter()
        .map(|remedy| remedy.iter().map(|input| standard.name(input)).collect::<Vec<&str>>().join("+"))
        .collect();
    assert_eq!(
        remedies,
        ["a2+c1", "a2+ciso_exception", "a3+c1", "a3+c2", "a3+ciso_exception"],
        "a3 and c1 each hold two clauses"
    );
}

#[test]
fn three_readings_can_give_three_verdicts() {
    let standard = minato();
    let confidential = standard.find_class("A").unwrap();
    let find = |name: &str| -> Input { standard.find_input(name).unwrap().value };
    let met = answers(&standard, &["a1", "a3", "b1", "c1"]);
    // Backups are not encrypted, nobody knows where they are, and the exception has been granted.
    let answers = met.with(find("b3"), Answer::Unknown).with(find("ciso_exception"), Answer::Met);
    let judgement = standard.judge(confidential, standard.default_settings(), answers);
    assert_eq!(judgement.verdict, Verdict::DoesNotConform);
    let others: Vec<(&str, Verdict)> =
        judgement.differing_readings.iter().map(|(_, name, verdict)| (name.as_str(), *verdict)).collect();
    assert_eq!(
        others,
        [
            ("backup=either_with_place", Verdict::Undecided),
            ("backup=either_with_place_or_exception", Verdict::Conforms)
        ]
    );
}
