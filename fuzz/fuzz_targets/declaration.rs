//! Any text as a declaration in TOML or JSON: never a panic; refused with places inside the text and words that can be shown, or
//! read, and then within the bounds and with every name defined.
#![no_main]

use evidence::declaration::{Declaration, FACT_LIMIT, read_declaration};
use standard::document::Notation;
use standard::{Language, Place, Problem};

fn check_problems(text: &str, problems: &[Problem]) {
    assert!(!problems.is_empty(), "refused without a reason");
    let lines = text.matches('\n').count() + 1;
    for problem in problems {
        if let Place::Text { line, column } = problem.place {
            assert!((1..=lines).contains(&line) && column >= 1, "{problem:?}");
        }
        assert!(problem.message.english.is_some(), "{problem:?}");
        assert!(!problem.line(Language::Japanese).contains(char::is_control), "{problem:?}");
    }
}

fn check_names(read: &Declaration) {
    let defined = |id: &String| read.information.iter().any(|information| information.id == *id);
    assert!(read.places.len() <= FACT_LIMIT);
    assert!(read.places.iter().all(|place| place.fact.holds.iter().all(defined)));
    assert!(read.keys.iter().all(|key| key.fact.covers.iter().all(defined)));
    for law in &read.laws {
        let document = law.evidence.document.as_ref();
        assert!(document.is_none_or(|id| read.documents.iter().any(|document| document.id == *id)));
    }
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    for notation in [Notation::Toml, Notation::Json] {
        match read_declaration("fuzz", text, notation) {
            Ok(read) => check_names(&read),
            Err(problems) => check_problems(text, &problems),
        }
    }
});
