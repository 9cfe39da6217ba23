//! Every code that reading a workbook can give has its row in the documents, and no row speaks of a code that is gone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_code_is_explained_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = BTreeSet::new();
    collect(&root.join("src/xlsx"), &mut codes);
    // Of the same shape, and no code: the format of the sheet.
    codes.remove("check-sheet-1");
    // A word of a declaration, and a code of its reader, which `docs/problems.md` explains.
    codes.remove("key-wrap");
    codes.remove("missing-key");
    let page = fs::read_to_string(root.join("../../docs/problems-xlsx.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let explained: BTreeSet<String> = rows.map(|(code, _)| code.to_owned()).collect();
    assert_eq!(codes, explained);
}

/// The string literals of the sources that look like codes.
fn collect(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, codes);
            continue;
        }
        let source = fs::read_to_string(path).unwrap();
        let literals = source.split('"').filter(|literal| {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            literal.contains('-')
                && literal.bytes().all(plain)
                && literal.starts_with(|first: char| first.is_ascii_lowercase())
        });
        codes.extend(literals.map(str::to_owned));
    }
}
