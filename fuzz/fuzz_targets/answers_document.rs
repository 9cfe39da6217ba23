//! Any text as a TOML or JSON document of answers: never a panic, and what is read can be written and read again.
#![no_main]

use sheets::{read_answers, write_answers_json, write_answers_toml};
use standard::document::Notation;
use standard::{Place, Standard};
use std::sync::LazyLock;

static SENDAI: LazyLock<Standard> = LazyLock::new(|| Standard::built_in().expect("the built-in standard loads"));

libfuzzer_sys::fuzz_target!(|text: &str| {
    for notation in [Notation::Toml, Notation::Json] {
        let reading = read_answers(&SENDAI, "fuzz", text, notation, None);
        assert!(reading.has_errors() || !reading.submissions.is_empty(), "nothing read and nothing said");
        if reading.submissions.is_empty() {
            continue;
        }
        let written = [
            (write_answers_toml(&SENDAI, &reading.submissions), Notation::Toml),
            (write_answers_json(&SENDAI, &reading.submissions), Notation::Json),
        ];
        for (document, notation) in written {
            let mut again = read_answers(&SENDAI, "again", &document, notation, None).submissions;
            let mut before = reading.submissions.clone();
            // Places are those of the document, and notes come in the order of the items.
            for submission in before.iter_mut().chain(&mut again) {
                submission.place = Place::Whole;
                submission.notes.sort_by_key(|(input, _)| *input);
            }
            assert_eq!(before, again, "{document}");
        }
    }
});
