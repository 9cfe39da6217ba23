//! Input made to hurt the loader: nesting, size, odd bytes, quadratic traps. Each is refused (or read) well under a second,
//! and never with a panic. Not for what the refusals say: see `refusals`.

use standard::document::{DOCUMENT_LIMIT, Notation};
use standard::{Answers, Language, Problem, SENDAI_CLOUD_USE, Standard};
use std::fmt::Write as _;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What this thread has cost so far: processor time where the system tells it, because a busy machine stretches the clock.
fn cost() -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = schedule.split_whitespace().next().and_then(|first| first.parse().ok());
    nanoseconds.map_or_else(clock, Duration::from_nanos)
}

#[expect(clippy::disallowed_methods, reason = "these tests are about time taken")]
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// Loads within a second; the problems, none where it loads.
fn problems(text: &str, notation: Notation) -> Vec<Problem> {
    let start = cost();
    let loaded = Standard::load("hostile", text, notation);
    let problems = loaded.map_or_else(|problems| problems, |_| Vec::new());
    for problem in &problems {
        assert!(problem.line(Language::Japanese).len() < 4096, "a line nobody can read");
    }
    let taken = cost().saturating_sub(start);
    assert!(taken < Duration::from_secs(1), "took {taken:?}");
    assert!(problems.len() <= 201, "{} problems", problems.len());
    problems
}

fn codes(text: &str, notation: Notation) -> Vec<&'static str> {
    let mut codes: Vec<&str> = problems(text, notation).iter().map(|problem| problem.code).collect();
    codes.dedup();
    codes
}

/// `piece` until the document is as long as a document may be.
fn filled(start: &str, piece: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = start.to_owned();
    for number in 0.. {
        let next = piece(number);
        if text.len() + next.len() + end.len() > DOCUMENT_LIMIT {
            break;
        }
        text.push_str(&next);
    }
    text + end
}

#[test]
fn deep_nesting_is_refused() {
    for depth in [100, 1_000, 500_000] {
        assert_eq!(codes(&format!("a = {}", "[".repeat(depth)), Notation::Toml)[0], "toml-syntax");
        let closed = format!("a = {}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(codes(&closed, Notation::Toml)[0], "toml-syntax");
        assert_eq!(codes(&"[".repeat(depth), Notation::Json), ["json-syntax"]);
        let objects = format!("{}1{}", "{\"a\":".repeat(depth.min(150_000)), "}".repeat(depth.min(150_000)));
        assert!(!codes(&objects, Notation::Json).is_empty());
    }
    let dotted = format!("{}a = 1", "a.".repeat(DOCUMENT_LIMIT / 2 - 10));
    assert_eq!(codes(&dotted, Notation::Toml)[0], "toml-syntax");
    let header = format!("[{}a]", "a.".repeat(DOCUMENT_LIMIT / 2 - 10));
    assert_eq!(codes(&header, Notation::Toml)[0], "toml-syntax");
    let inline = format!("a = {}1{}", "{ a = ".repeat(100_000), " }".repeat(100_000));
    assert_eq!(codes(&inline, Notation::Toml)[0], "toml-syntax");
}

/// Nesting just below what the parsers allow must not overflow a small stack either.
#[test]
fn nesting_below_the_limit_fits_a_small_stack() {
    let work = || {
        for depth in [70, 80, 500, 512] {
            let json = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
            assert!(!codes(&json, Notation::Json).is_empty());
            let toml = format!("a = {}1{}", "[".repeat(depth), "]".repeat(depth));
            assert!(!codes(&toml, Notation::Toml).is_empty());
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn a_byte_order_mark_at_the_start_is_no_matter() {
    let with_mark = format!("\u{feff}{SENDAI_CLOUD_USE}");
    assert_eq!(problems(&with_mark, Notation::Toml), []);
    let place = |text: &str| problems(text, Notation::Toml)[0].line(Language::English);
    assert_eq!(place("\u{feff}x = 1"), place("x = 1"));
    assert_eq!(codes("\u{feff}{}", Notation::Json), ["missing-key"]);
    // Only one, and only at the start.
    assert!(codes("\u{feff}\u{feff}{}", Notation::Json).contains(&"json-syntax"));
}

#[test]
fn odd_bytes_are_refused() {
    for text in
        ["", " ", "\0", "\u{feff}", "{", "}", "\"", "\\", "'", "=", "[", "]]", "[[", "\r", "a=\"\\ud800\"", "a=1\0"]
    {
        assert!(!codes(text, Notation::Toml).is_empty(), "{text:?}");
        assert!(!codes(text, Notation::Json).is_empty(), "{text:?}");
    }
    for json in
        [r#""\ud800""#, r#"{"\ud800":1}"#, r#"{"format":"\udfff\ud800"}"#, "{\"a\":\"\0\"}", "\"\u{1}\"", r#""\u00""#]
    {
        assert!(!codes(json, Notation::Json).is_empty(), "{json:?}");
    }
}

#[test]
fn a_message_never_carries_control_characters_of_the_input() {
    let text = "\"\\u001b[2J\\u202e\" = 1\n\"a\\nb\" = 2\n";
    for problem in problems(text, Notation::Toml) {
        let line = problem.line(Language::Japanese);
        assert!(!line.chars().any(|character| character.is_control() || character == '\u{202e}'), "{line:?}");
    }
}

#[test]
fn numbers_beyond_the_machine_are_refused() {
    for number in ["9223372036854775808", "-9223372036854775809", "1e400", "0.1", &"9".repeat(100_000)] {
        assert!(
            codes(&format!("format = {number}"), Notation::Toml).iter().any(|code| *code != "missing-key"),
            "{number:.30}"
        );
        let json = format!("{{\"format\": {number}}}");
        assert!(codes(&json, Notation::Json).contains(&"unknown-format"), "{number:.30}");
    }
    for number in ["0xffffffffffffffffff", "1_000", "+1", "nan", "0b11"] {
        assert!(codes(&format!("format = {number}"), Notation::Toml).contains(&"missing-key"), "{number}");
    }
}

#[test]
fn a_megabyte_of_the_same_is_refused_within_the_second() {
    let toml = [
        filled("", |number| format!("k{number}=1\n"), ""),
        filled("", |_| "a=1\n".to_owned(), ""),
        filled("", |_| "=\n".to_owned(), ""),
        filled("", |_| "[[class]]\n".to_owned(), ""),
        filled("", |number| format!("[cell.c{number}]\n"), ""),
        filled("[[topic]]\n", |_| "[[topic.item]]\n".to_owned(), ""),
        filled("footnotes = [", |_| "1,".to_owned(), "]"),
        filled("a = {", |number| format!("k{number}=1,"), "}"),
        filled("a = \"", |_| "あ".to_owned(), "\""),
        format!("{} = 1", "k".repeat(DOCUMENT_LIMIT - 10)),
        "[".repeat(DOCUMENT_LIMIT),
        "\n".repeat(DOCUMENT_LIMIT),
    ];
    for text in toml {
        assert!(!codes(&text, Notation::Toml).is_empty());
    }
    let json = [
        filled("{", |number| format!("\"k{number}\":1,"), "\"format\":1}"),
        filled("{", |_| "\"a\":1,".to_owned(), "\"a\":1}"),
        filled("[", |_| "[],".to_owned(), "1]"),
        filled("{\"class\":[", |_| "{},".to_owned(), "{}]}"),
        "[".repeat(DOCUMENT_LIMIT),
    ];
    for text in json {
        assert!(!codes(&text, Notation::Json).is_empty());
    }
}

/// The pieces of a range, joined.
fn each(range: impl Iterator<Item = usize>, piece: impl Fn(usize) -> String) -> String {
    range.map(piece).collect::<Vec<_>>().concat()
}

/// A valid standard to blow up: its head, and classes and items to fill in.
fn standard_with(readings: &str, classes: &str, items: &str) -> String {
    let head = include_str!("../head.toml");
    let cell = "[cell.required]\nprint = \"必須\"\nmeans = \"required\"\n";
    format!(
        "{head}\n{cell}\n{readings}\n{classes}\n[[category]]\nid = \"all\"\nname = \"x\"\n[[topic]]\ncategory = \"all\"\nname = \"x\"\nrisk = \"x\"\n{items}"
    )
}

#[test]
fn a_million_combinations_of_readings_are_refused() {
    let mut readings = String::new();
    let mut clauses = String::new();
    for number in 0..20 {
        let _ = write!(
            readings,
            "[[reading]]\nid = \"r{number}\"\nquestion = \"x\"\ndefault = \"a\"\ndefault_reason = \"x\"\n[[reading.option]]\nid = \"a\"\nlabel = \"x\"\n[[reading.option]]\nid = \"b\"\nlabel = \"x\"\n"
        );
        let _ = write!(clauses, "{{ any = [\"1\"], when = {{ r{number} = \"a\" }} }},");
    }
    let class = format!("[[class]]\nid = \"high\"\nlabel = \"x\"\nclauses = [{clauses}]");
    let item = "[[topic.item]]\nno = \"1\"\nrequirement = \"x\"\ncells = { high = \"required\" }";
    assert_eq!(codes(&standard_with(&readings, &class, item), Notation::Toml), ["too-many-readings"]);
}

#[test]
fn the_largest_lists_that_are_taken_are_checked_within_the_second() {
    // 64 items, 128 classes of 128 clauses that all hold each other, 64 combinations of readings, all of it wrong.
    let items: String =
        each(1..=64, |number| format!("[[topic.item]]\nno = \"{number}\"\nrequirement = \"x\"\ncells = {{ }}\n"));
    let mut readings = String::new();
    for number in 0..6 {
        let _ = write!(
            readings,
            "[[reading]]\nid = \"r{number}\"\nquestion = \"x\"\ndefault = \"a\"\ndefault_reason = \"x\"\n[[reading.option]]\nid = \"a\"\nlabel = \"x\"\n[[reading.option]]\nid = \"b\"\nlabel = \"x\"\n"
        );
    }
    let when = (0..6).map(|number| format!("r{number} = \"a\"")).collect::<Vec<_>>().join(", ");
    let clauses = format!("{{ any = [\"1\"], when = {{ {when} }} }},") + &"[\"2\",\"3\"],".repeat(127);
    let many_classes: String =
        each(0..128, |number| format!("[[class]]\nid = \"c{number}\"\nlabel = \"x\"\nclauses = [{clauses}]\n"));
    assert!(!codes(&standard_with(&readings, &many_classes, &items), Notation::Toml).is_empty());
    let cells = (0..128).map(|number| format!("c{number} = \"required\"")).collect::<Vec<_>>().join(", ");
    let items = items.replace("{ }", &format!("{{ {cells} }}"));
    let found = codes(&standard_with(&readings, &many_classes, &items), Notation::Toml);
    assert!(found.contains(&"too-many-problems"), "{found:?}");
}

#[test]
fn names_that_resemble_everything_are_compared_within_the_second() {
    let long = "n".repeat(60);
    let items: String = each(0..60, |number| {
        format!("[[topic.item]]\nno = \"{long}{number}\"\nrequirement = \"x\"\ncells = {{ high = \"required\" }}\n")
    });
    let clauses = format!("[{}],", (0..100).map(|number| format!("\"{long}x{number}\"")).collect::<Vec<_>>().join(","))
        .repeat(100);
    let class = format!("[[class]]\nid = \"high\"\nlabel = \"x\"\nclauses = [{clauses}]");
    assert!(codes(&standard_with("", &class, &items), Notation::Toml).contains(&"too-many-problems"));
}

/// Sixty-four inputs and clauses of every size: the judge must answer, however many remedies there would be.
#[test]
fn a_rule_with_countless_remedies_is_judged_within_the_second() {
    let items: String = each(1..=64, |number| {
        format!("[[topic.item]]\nno = \"{number}\"\nrequirement = \"x\"\ncells = {{ high = \"either\" }}\n")
    });
    // Overlapping clauses of eight, so that nothing falls apart into independent groups.
    let clauses: Vec<String> = (0..64)
        .map(|first| {
            let members: Vec<String> = (0..8).map(|step| format!("\"{}\"", (first + step * step) % 64 + 1)).collect();
            format!("[{}]", members.join(","))
        })
        .collect();
    let class = format!(
        "[cell.either]\nprint = \"◎\"\nmeans = \"conditional\"\n[[class]]\nid = \"high\"\nlabel = \"x\"\nclauses = [{}]",
        clauses.join(",")
    );
    let text =
        standard_with("", &class, &items).replace("[cell.required]\nprint = \"必須\"\nmeans = \"required\"\n", "");
    let standard = Standard::load("big", &text, Notation::Toml).unwrap();
    let class = standard.find_class("high").unwrap();
    let start = cost();
    let judgement = standard.judge(class, standard.default_settings(), Answers::from_bits(0, u64::MAX));
    let taken = cost().saturating_sub(start);
    assert!(taken < Duration::from_secs(1), "took {taken:?}");
    assert!(judgement.remedies.cut && !judgement.remedies.sets.is_empty());
    let rule = standard.rule(class, standard.default_settings()).unwrap();
    for remedy in judgement.remedies.sets {
        let holds = |set: standard::InputSet| rule.clauses().iter().all(|clause| clause.meets(set));
        assert!(holds(remedy));
        let minimal = remedy.iter().all(|input| !holds(remedy.without(standard::InputSet::only(input))));
        assert!(minimal, "a smaller part of {remedy:?} does");
    }
}
