//! Declarations: what the examples say is read, what is wrong is refused at its place, and the schema knows the same shape.
//! Not for what facts settle.

mod refusals;
mod schema;

use evidence::cryptrec::Use;
use evidence::declaration::{
    Actor, Declaration, FACT_LIMIT, Factor, Forum, Known, LIST_LIMIT, Origin, Protection, Stated, TEXT_LIMIT,
    read_declaration,
};
use evidence::settle::{References, settle};
use jiff::civil::Date;
use proptest::prelude::*;
use standard::document::{DOCUMENT_LIMIT, Notation, Source, Value};
use standard::{Answer, Language, Place, Problem, Standard, Verdict};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const EXAMPLES: [&str; 2] = ["examples/declarations/document-cloud.toml", "examples/declarations/overseas.toml"];
const BASE: &str = "format = 1\n[service]\nname = \"見本\"\nprovider = \"見本社\"\n";

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn read(text: &str) -> Result<Declaration, Vec<Problem>> {
    read_declaration("declaration.toml", text, Notation::Toml)
}

/// What stands in a page between fences that open with these words.
fn blocks<'p>(page: &'p str, opening: &str) -> Vec<&'p str> {
    let opening = format!("```{opening}\n");
    page.split(opening.as_str()).skip(1).map(|rest| rest.split("\n```").next().unwrap_or_default()).collect()
}

fn day(words: &str) -> Option<Date> {
    words.parse().ok()
}

#[test]
fn the_example_for_class_i_states_every_kind_of_fact() {
    let read = read(&file(EXAMPLES[0])).unwrap();
    assert_eq!(read.service.plan.as_deref(), Some("自治体プラン"));
    assert_eq!(read.documents[0].date, day("2026-04-01"), "令和8年4月1日");
    assert_eq!(read.information[0].personal, Known::Is(true));
    assert_eq!(read.information[1].entered_by_staff, Known::Unknown, "not stated");
    assert_eq!(read.laws[0].evidence.origin, Origin::Documented);
    assert_eq!(read.courts[0].fact.forum, Forum::Court("JP".to_owned()));
    assert_eq!(read.channels[0].evidence.valid_from, day("2026-10-01"));
    let Known::Is(Protection::Tls { versions, suites }) = &read.channels[0].fact.protection else {
        panic!("{:?}", read.channels[0]);
    };
    assert_eq!((versions.len(), suites.len()), (2, 4));
    assert_eq!(read.stores[0].fact.used_for, Some(Use::Volume));
    assert_eq!(read.sign_ins[3].fact.actor, Actor::Subcontractor);
    assert_eq!(read.sign_ins[3].fact.factors, Known::NotApplicable);
    assert_eq!(read.places[5].fact.at, Known::NotApplicable);
    assert_eq!(read.certificates[0].evidence.valid_until, day("2027-03-31"));
    assert_eq!(read.erasures[0].fact.conditions.own_key, Some(true));
    assert_eq!(read.erasures[0].fact.conditions.condition_shown, None);
}

#[test]
fn the_example_with_places_abroad_states_what_is_not_known() {
    let read = read(&file(EXAMPLES[1])).unwrap();
    assert_eq!(read.courts[0].fact.forum, Forum::OnRequest("JP".to_owned()));
    assert_eq!(read.channels[2].fact.protection, Known::NotApplicable);
    assert!(read.stores[2].fact.plain);
    assert_eq!(read.stores[3].fact.method, Known::Unknown, "不明");
    assert_eq!(read.sign_ins[0].fact.factors, Known::Is(vec![Factor::Possession, Factor::Biometrics]));
    assert_eq!(read.consents[1].fact.names_country, Known::Unknown);
    assert_eq!(read.keys[1].fact.held_at, Known::Is("aws:us-east-1".to_owned()));
    assert_eq!(read.overrides[0].answer, Answer::Met);
    assert_eq!(Some(read.overrides[0].on), day("2026-11-20"));
}

#[test]
fn a_fact_knows_the_line_it_stands_on() {
    let text = file(EXAMPLES[1]);
    let read = read(&text).unwrap();
    let line = |place: &Place| match place {
        Place::Text { line, .. } => text.lines().nth(line - 1).unwrap(),
        Place::Whole | Place::Cell { .. } => "",
    };
    assert_eq!(line(&read.laws[0].place), "[[law]]");
    assert_eq!(line(&read.overrides[0].place), "[[override]]");
}

#[test]
fn the_first_example_conforms_for_class_i_and_the_second_does_not() {
    let standard = Standard::built_in().unwrap();
    let references = References::built_in().unwrap();
    let class = standard.find_class("I").unwrap();
    let on = "2026-12-01".parse().unwrap();
    let verdicts = EXAMPLES.map(|path| {
        let answers = settle(&read(&file(path)).unwrap(), &standard, &references, on).answers();
        standard.judge(class, standard.default_settings(), answers).verdict
    });
    assert_eq!(verdicts, [Verdict::Conforms, Verdict::DoesNotConform]);
}

#[test]
fn every_example_says_that_it_is_invented() {
    for path in EXAMPLES {
        let text = file(path);
        assert!(text.starts_with("# 架空のサービス"), "{path}");
        assert!(read(&text).unwrap().service.name.contains("架空"), "{path}");
    }
}

#[test]
fn every_block_of_the_page_is_read() {
    let page = file("docs/declaration.md");
    let complete = blocks(&page, "toml complete");
    assert!(!complete.is_empty());
    for block in complete {
        assert_eq!(read(block).map(|_| ()), Ok(()), "{block}");
    }
    let fragments = blocks(&page, "toml");
    assert!(fragments.len() >= 9, "{}", fragments.len());
    for block in fragments {
        assert_eq!(read(&format!("{BASE}{DEFINITIONS}{block}")).map(|_| ()), Ok(()), "{block}");
    }
}

/// The names that the fragments of the page use.
const DEFINITIONS: &str = "
[[document]]
id = \"terms\"
title = \"利用規約\"
[[information]]
id = \"residents\"
name = \"氏名・住所\"
class = \"I\"
";

#[test]
fn every_code_of_the_reader_stands_in_the_page_of_problems() {
    let page = file("docs/problems.md");
    let sources =
        ["abroad", "contradiction", "encryption", "erasure", "evidence", "known", "row", "section", "sign_in"];
    let mut codes = 0;
    for source in sources {
        let text = file(&format!("crates/evidence/src/declaration/read/{source}.rs"));
        // A code is the only quoted word in kebab case; `key-wrap` and the like are no codes of a reader.
        for word in text.split('"').skip(1).step_by(2).filter(|word| is_code(word)) {
            codes += 1;
            assert!(page.contains(&format!("\n| `{word}` |")), "{word} is not in docs/problems.md");
        }
    }
    assert!(codes >= 12, "{codes}");
}

fn is_code(word: &str) -> bool {
    word.contains('-') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// A document's tree as JSON.
#[expect(clippy::panic, reason = "a test fails by panicking")]
fn json(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Array(nodes) => {
            format!("[{}]", nodes.iter().map(|node| json(&node.value)).collect::<Vec<_>>().join(","))
        }
        Value::Table(entries) => {
            let entries = entries.iter().map(|entry| format!("{}:{}", quoted(&entry.key), json(&entry.node.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Value::Other(name) => panic!("no {name} in an example"),
    }
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    assert!(!escaped.contains(char::is_control), "{text}");
    format!("\"{escaped}\"")
}

fn without_places<T>(facts: &mut [Stated<T>]) {
    for stated in facts {
        stated.place = Place::Whole;
    }
}

#[test]
fn json_says_the_same_as_toml() {
    for path in EXAMPLES {
        let text = file(path);
        let tree = Source::new(path, &text).parse(Notation::Toml).unwrap();
        let as_json = read_declaration("declaration.json", &json(&tree.value), Notation::Json).unwrap();
        let pair = [read(&text).unwrap(), as_json].map(|mut read| {
            without_places(&mut read.laws);
            without_places(&mut read.courts);
            without_places(&mut read.companies);
            without_places(&mut read.channels);
            without_places(&mut read.stores);
            without_places(&mut read.sign_ins);
            without_places(&mut read.places);
            without_places(&mut read.consents);
            without_places(&mut read.keys);
            without_places(&mut read.certificates);
            without_places(&mut read.erasures);
            for row in &mut read.overrides {
                row.place = Place::Whole;
            }
            read
        });
        assert_eq!(pair[0], pair[1], "{path}");
    }
}

#[test]
fn what_is_too_long_is_refused_and_what_is_just_short_enough_is_read() {
    let codes = |text: &str| read(text).map_err(|problems| problems.iter().map(|problem| problem.code).collect());
    let stores = |count: usize| {
        (0..count).fold(BASE.to_owned(), |mut text, at| {
            let _ = write!(text, "[[store]]\nname = \"保存先{at}\"\nkind = \"files\"\nmethod = \"不明\"\n");
            text
        })
    };
    assert_eq!(codes(&stores(FACT_LIMIT)).map(|read| read.stores.len()), Ok(FACT_LIMIT));
    assert_eq!(codes(&stores(FACT_LIMIT + 1)).map(|_| ()), Err(vec!["too-many-facts"]));
    let law = |quote: usize| {
        format!(
            "{BASE}[[law]]\ncontract = \"約款\"\nbinds = \"city\"\ncountry = \"JP\"\nquote = \"{}\"",
            "約".repeat(quote)
        )
    };
    assert_eq!(codes(&law(TEXT_LIMIT)).map(|read| read.laws.len()), Ok(1));
    assert_eq!(codes(&law(TEXT_LIMIT + 1)).map(|_| ()), Err(vec!["text-too-long"]));
    let long = format!("{BASE}# {}", "x".repeat(DOCUMENT_LIMIT));
    assert_eq!(codes(&long).map(|_| ()), Err(vec!["document-too-large"]));
}

/// Every problem has both languages, a place inside the document and a line that can be shown.
fn check_problems(text: &str, problems: &[Problem]) {
    assert!(!problems.is_empty());
    let lines = text.matches('\n').count() + 1;
    for problem in problems {
        assert!(problem.message.english.is_some(), "{problem:?}");
        assert!(problem.line(Language::Japanese).len() < 4096, "{problem:?}");
        if let Place::Text { line, column } = problem.place {
            assert!((1..=lines).contains(&line) && column >= 1, "{problem:?}");
        }
    }
}

/// What this thread has cost so far, where the system tells it: a busy machine stretches the clock.
fn cost() -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = schedule.split_whitespace().next().and_then(|first| first.parse().ok());
    nanoseconds.map_or_else(Duration::default, Duration::from_nanos)
}

#[test]
fn documents_made_to_hurt_are_refused_in_bounded_time_and_length() {
    let facts = |fact: &str| format!("{BASE}{}", fact.repeat((DOCUMENT_LIMIT - BASE.len()) / fact.len()));
    let long = "長".repeat(TEXT_LIMIT);
    let ids = (0..FACT_LIMIT).fold(BASE.to_owned(), |mut text, at| {
        let id = format!("{}{at}", "x".repeat(60));
        let _ = write!(text, "[[information]]\nid = \"{id}\"\nname = \"n\"\nclass = \"I\"\n");
        text
    });
    let dangling = format!("[[place]]\nrole = \"backup\"\nat = \"JP\"\nholds = [{}]\n", "\"y\",".repeat(LIST_LIMIT));
    let alike = |at: usize| {
        let method = "ガ".repeat(1_250);
        format!("[[store]]\nname = \"a\"\nkind = \"files\"\nmethod = \"{method}\"\narticle = \"{at}\"\n")
    };
    let alike: String = (0..FACT_LIMIT).map(alike).collect();
    for text in [
        format!("{ids}{}", dangling.repeat(FACT_LIMIT)),
        format!("{BASE}{alike}[[law]]"),
        facts("[[law]]\n"),
        facts("[[place]]\nrole = \"primary\"\nat = \"JP\"\nholds = [\"x\"]\n"),
        facts(&format!("[[certificate]]\nwords = \"{long}\"\n")),
        facts(&format!("[[document]]\nid = \"{long}\"\ntitle = \"{long}\"\n")),
        facts(&format!("[[law]]\ncontract = \"a\"\nbinds = \"city\"\ncountry = \"{long}\"\nvalid_from = \"{long}\"\n")),
        format!("{BASE}[[place]]\nholds = [{}]", "[".repeat(100)),
        format!("{BASE}[[sign_in]]\nactor = \"city\"\nfactors = [{}]", "\"knowledge\",".repeat(50_000)),
    ] {
        let start = cost();
        let problems = read(&text).unwrap_err();
        let taken = cost().saturating_sub(start);
        assert!(taken < Duration::from_secs(2), "{taken:?} for {}", text.chars().take(200).collect::<String>());
        check_problems(&text, &problems);
        assert!(problems.len() <= 201, "{}", problems.len());
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        for notation in [Notation::Toml, Notation::Json] {
            if let Err(problems) = read_declaration("-", &text, notation) {
                check_problems(&text, &problems);
            }
        }
    }

    /// An example with one value replaced by another that stands somewhere in the examples, or by anything.
    #[test]
    fn a_changed_example_is_read_or_refused(
        which in 0..2_usize, line in 0..250_usize, from in 0..250_usize, words in "\\PC{0,20}", random in any::<bool>(),
    ) {
        let text = file(EXAMPLES[which]);
        let mut lines: Vec<&str> = text.lines().collect();
        let at = line % lines.len();
        let value = if random {
            format!("\"{}\"", words.replace(['\\', '"'], ""))
        } else {
            lines[from % lines.len()].split_once(" = ").map_or("true", |(_, value)| value).to_owned()
        };
        if let Some((key, _)) = lines[at].split_once(" = ") {
            let changed = format!("{key} = {value}");
            lines[at] = &changed;
            let text = lines.join("\n");
            if let Err(problems) = read(&text) {
                check_problems(&text, &problems);
            }
        }
    }
}
