//! Standards made for these tests: other shapes than the built-in one, and editions of it.

use standard::document::Notation;
use standard::{SENDAI_CLOUD_USE, Standard};
use std::fmt::Write as _;

/// The standards of these tests: the built-in one, and made ones of other shapes.
pub(super) fn standards() -> Vec<Standard> {
    let mut all = vec![Standard::built_in().unwrap()];
    // Overlapping clauses with a decision between them; one input; more than half a word of inputs.
    for (items, decision, clauses) in [
        (3, true, r#"[["1","2"],["2","3"],["3","sign"]]"#.to_string()),
        (1, false, r#"[["1"]]"#.to_string()),
        (40, true, format!("[{}, [\"39\", \"40\", \"sign\"]]", singles(38))),
    ] {
        all.push(made(items, decision, &clauses));
    }
    all
}

fn singles(count: usize) -> String {
    (1..=count).map(|no| format!("[\"{no}\"]")).collect::<Vec<_>>().join(", ")
}

/// A standard of one class with items 1 to `items`, of which every second may be answered 該当なし.
pub(super) fn made(items: usize, decision: bool, clauses: &str) -> Standard {
    let mut text = String::from(
        r#"format = 1
[standard]
id = "made"
edition = "1"
issuer = { ja = "市" }
title = { ja = "基準" }
short_title = { ja = "基準" }
class_order = "strictest_first"
[columns]
category = { ja = "c" }
no = { ja = "n" }
topic = { ja = "t" }
requirement = { ja = "r" }
risk = { ja = "k" }
check = { ja = "h" }
class = { ja = "a" }
definition = { ja = "d" }
example = { ja = "e" }
"#,
    );
    if decision {
        text.push_str("[[decision]]\nid = \"sign\"\nname = { ja = \"決定\" }\nquestion = { ja = \"可とするか\" }\n");
    }
    write!(text, "[[class]]\nid = \"A\"\nspellings = [\"A\"]\nlabel = {{ ja = \"A\" }}\nclauses = {clauses}\n")
        .unwrap();
    text.push_str("[[category]]\nid = \"c\"\nname = { ja = \"c\" }\n[[topic]]\ncategory = \"c\"\nname = { ja = \"t\" }\nrisk = { ja = \"k\" }\n");
    for (cell, print, means) in [("required", "必須", "required"), ("either", "いずれか", "conditional")] {
        let alone = |no: &usize| clauses.contains(&format!("[\"{no}\"]"));
        if (1..=items).any(|no| alone(&no) == (cell == "required")) {
            write!(text, "[cell.{cell}]\nprint = {{ ja = \"{print}\" }}\nmeans = \"{means}\"\n").unwrap();
        }
    }
    for no in 1..=items {
        let cell = if clauses.contains(&format!("[\"{no}\"]")) { "required" } else { "either" };
        let na = if no % 2 == 0 { "allows_na = true\n" } else { "" };
        write!(
            text,
            "[[topic.item]]\nno = \"{no}\"\nrequirement = {{ ja = \"{no}\" }}\ncells = {{ A = \"{cell}\" }}\n{na}"
        )
        .unwrap();
    }
    Standard::load("made.toml", &text, Notation::Toml).unwrap()
}

/// The built-in standard with passages of its text replaced.
pub(super) fn edited(passages: &[(&str, &str)]) -> Standard {
    let text = passages.iter().fold(SENDAI_CLOUD_USE.to_string(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    });
    Standard::load("edited.toml", &text, Notation::Toml).unwrap()
}
