//! Any bytes as a check sheet, alone and as each part of a sheet of our own: never a panic, and never silence.
#![no_main]

use evidence::declaration::Declaration;
use sheets::xlsx::{CheckSheet, ReadOptions, read_check_sheet, read_facts, write_check_sheet};
use standard::{Language, Severity, Standard};
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

static SENDAI: LazyLock<Standard> = LazyLock::new(|| Standard::built_in().expect("the built-in standard loads"));

/// The parts of an empty check sheet.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let class = SENDAI.find_class("I").expect("class I");
    let facts = Declaration::default();
    let (facts, language) = (Some(&facts), Language::Japanese);
    let sheet = CheckSheet { service: "fuzz", class, submission: None, judgement: None, facts, language };
    let bytes = write_check_sheet(&SENDAI, &sheet).expect("an empty sheet is written");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip archive");
    let parts = (0..archive.len()).map(|index| {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("an inflated part");
        (part.name().expect("a name").into_owned(), content)
    });
    parts.collect()
});

/// Our own sheet with one part replaced.
fn with_part(replaced: usize, content: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (index, (name, own)) in PARTS.iter().enumerate() {
        archive.start_file(name.as_str(), stored).expect("a part begins");
        archive.write_all(if index == replaced { content } else { own }).expect("a part is written");
    }
    archive.finish().expect("an archive").into_inner()
}

fn check(bytes: &[u8]) {
    let reading = read_check_sheet(&SENDAI, "fuzz", bytes, ReadOptions::default());
    assert!(reading.has_errors() || reading.submissions.len() == 1, "nothing read and nothing said");
    let facts = read_facts("fuzz", bytes);
    assert!(facts.declaration.is_none() || facts.problems.iter().all(|problem| problem.severity < Severity::Error));
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    if let Some((first, rest)) = bytes.split_first() {
        check(&with_part(usize::from(*first) % PARTS.len(), rest));
    }
});
