//! Any bytes as an answers CSV: never a panic, the same result in whatever chunks they come, and what is read can be written
//! and read again.
#![no_main]

use sheets::csv::AnswersCsv;
use sheets::{Reading, write_answers_csv};
use standard::{Place, Standard};
use std::sync::LazyLock;

static SENDAI: LazyLock<Standard> = LazyLock::new(|| Standard::built_in().expect("the built-in standard loads"));

const HEADER: &[u8] = b"service,class,1,2,3,4,5-1,5-2,5-3,6-1,6-2,6-3,6-4,6-5,7,8-1,8-2,overall_review\n";

fn read(bytes: &[u8], chunk: usize) -> Reading {
    let mut reading = Reading::default();
    let mut reader = AnswersCsv::new(&SENDAI, "fuzz", None);
    for part in bytes.chunks(chunk) {
        if !reader.push(part, &mut reading) {
            break;
        }
    }
    reader.finish(&mut reading);
    reading
}

fn check(bytes: &[u8]) {
    let whole = read(bytes, usize::MAX);
    let parts = read(bytes, 7);
    assert_eq!(whole.submissions, parts.submissions);
    assert_eq!(whole.problems, parts.problems);
    let again = read(write_answers_csv(&SENDAI, &whole.submissions).as_bytes(), usize::MAX);
    if !whole.submissions.is_empty() {
        let bare = |reading: Reading| -> Vec<_> {
            let submissions = reading.submissions.into_iter();
            submissions.map(|submission| (submission.service, submission.class, submission.answers)).collect()
        };
        assert!(again.submissions.iter().all(|submission| submission.place != Place::Whole));
        assert_eq!(bare(whole), bare(again));
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    // A header is too long to be found by chance.
    check(&[HEADER, bytes].concat());
});
