//! Files made to harm: each is refused by name before any cell is looked at.

use super::tool::{Parts, by_hand, pack, read, sendai, unpack, with_new_part, with_part};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn plain() -> Vec<u8> {
    by_hand(&[&["サービス名", "x"], &["重要性分類", "S"], &["№", "項目", "要件", "回答"], &["1", "", "", "○"]])
}

fn refusal(bytes: &[u8]) -> &'static str {
    let reading = read(&sendai(), bytes);
    assert!(reading.submissions.is_empty());
    let [problem] = reading.problems.as_slice() else { panic!("{:#?}", reading.problems) };
    assert!(problem.message.english.is_some() && problem.hint.as_ref().is_some_and(|hint| hint.english.is_some()));
    problem.code
}

/// A compound file of Office 97 with one directory entry.
fn compound_file(entry: &str) -> Vec<u8> {
    let mut bytes = vec![0; 2048];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name: Vec<u8> = entry.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1152..1152 + name.len()].copy_from_slice(&name);
    bytes
}

#[test]
fn the_plain_workbook_of_these_tests_is_read() {
    assert_eq!(read(&sendai(), &plain()).submissions.len(), 1);
}

#[test]
fn other_kinds_of_files_are_told_apart() {
    assert_eq!(refusal(b""), "not-xlsx");
    assert_eq!(refusal("№,回答\n1,○\n".as_bytes()), "not-xlsx");
    assert_eq!(refusal(b"PK\x03\x04 and then nothing"), "not-xlsx");
    assert_eq!(refusal(&compound_file("Workbook")), "xls-format");
    assert_eq!(refusal(&compound_file("EncryptedPackage")), "xlsx-password");
    assert_eq!(refusal(&pack(&vec![("mimetype".to_owned(), b"application/vnd.oasis".to_vec())])), "ods-format");
    assert_eq!(refusal(&pack(&vec![("a.txt".to_owned(), b"hello".to_vec())])), "not-xlsx");
    assert_eq!(refusal(&with_new_part(&plain(), "xl/workbook.bin", b"x")), "xlsb-format");
}

#[test]
fn macros_are_refused() {
    assert_eq!(refusal(&with_new_part(&plain(), "xl/vbaProject.bin", b"x")), "xlsx-macros");
    let typed = with_part(&plain(), "[Content_Types].xml", |part| {
        part.replace("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml")
            .replace("vnd.openxmlformats-officedocument.", "vnd.ms-excel.")
    });
    assert_eq!(refusal(&typed), "xlsx-macros");
}

#[test]
fn links_to_other_files_are_refused() {
    assert_eq!(refusal(&with_new_part(&plain(), "xl/externalLinks/externalLink1.xml", b"<a/>")), "xlsx-external-links");
    let template = "<Relationships><Relationship Type=\"http://x/attachedTemplate\" Target=\"file://server/share\" TargetMode=\"External\"/></Relationships>";
    assert_eq!(
        refusal(&with_new_part(&plain(), "xl/worksheets/_rels/sheet1.xml.rels", template.as_bytes())),
        "xlsx-external-links"
    );
}

#[test]
fn names_that_are_not_plain_are_refused() {
    for name in ["../../etc/passwd.xml", "/etc/passwd", "xl/../../x", "C:\\x.xml", "xl\\workbook2.xml"] {
        assert_eq!(refusal(&with_raw_name(name, None)), "xlsx-unsafe-path", "{name}");
    }
    assert_eq!(refusal(&with_raw_name("xl/link.xml", Some(0o120_777))), "xlsx-unsafe-path");
}

/// A part whose name the ZIP writer of these tests would not take: written under another of the same length, then renamed.
fn with_raw_name(name: &str, mode: Option<u32>) -> Vec<u8> {
    let stand_in = "q".repeat(name.len());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in unpack(&plain()) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&part).unwrap();
    }
    match mode {
        None => {
            zip.start_file(stand_in.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(b"x").unwrap();
        }
        Some(_) => zip.add_symlink(stand_in.as_str(), "/etc/passwd", SimpleFileOptions::default()).unwrap(),
    }
    replace_all(zip.finish().unwrap().into_inner(), stand_in.as_bytes(), name.as_bytes())
}

fn replace_all(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    for at in 0..bytes.len().saturating_sub(old.len()) {
        if bytes[at..].starts_with(old) {
            bytes[at..at + old.len()].copy_from_slice(new);
        }
    }
    bytes
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let twin = with_new_part(&plain(), "xl/worksheets/sheeq1.xml", b"<worksheet/>");
    let twin = replace_all(twin, b"xl/worksheets/sheeq1.xml", b"xl/worksheets/sheet1.xml");
    assert_eq!(refusal(&twin), "xlsx-duplicate-part");
    let message = &read(&sendai(), &twin).problems[0].message.japanese;
    assert!(message.contains("`xl/worksheets/sheet1.xml`"), "{message}");
    assert_eq!(refusal(&with_new_part(&plain(), "xl/Workbook.XML", b"<workbook/>")), "xlsx-duplicate-part");
}

#[test]
fn a_part_that_is_encrypted_is_refused() {
    // Bit 0 of the flags of every directory entry and local header.
    let mut bytes = plain();
    for at in 0..bytes.len() - 10 {
        if bytes[at..].starts_with(b"PK\x01\x02") {
            bytes[at + 8] |= 1;
        } else if bytes[at..].starts_with(b"PK\x03\x04") {
            bytes[at + 6] |= 1;
        }
    }
    assert_eq!(refusal(&bytes), "xlsx-password");
}

#[test]
fn document_types_are_refused_wherever_they_stand() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    assert_eq!(refusal(&with_new_part(&plain(), "docProps/custom.xml", laughs.as_bytes())), "xlsx-doctype");
    assert_eq!(refusal(&with_new_part(&plain(), "xl/drawings/vmlDrawing1.vml", laughs.as_bytes())), "xlsx-doctype");
    let sheet = with_part(&plain(), "xl/worksheets/sheet1.xml", |part| {
        part.replacen("<worksheet", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet", 1)
    });
    assert_eq!(refusal(&sheet), "xlsx-doctype");
    let wide: Vec<u8> = laughs.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refusal(&with_new_part(&plain(), "docProps/custom.xml", &wide)), "xlsx-encoding");
}

#[test]
fn wide_and_deep_markup_is_refused() {
    for attribute in [" xmlns:a=\"b\"", " a=\"b\""] {
        let wide = format!("<worksheet{}", attribute.repeat(100_000));
        let bytes = with_part(&plain(), "xl/worksheets/sheet1.xml", |part| part.replacen("<worksheet", &wide, 1));
        assert_eq!(refusal(&bytes), "xlsx-markup");
    }
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(refusal(&with_new_part(&plain(), "xl/worksheets/sheet2.xml", deep.as_bytes())), "xlsx-markup");
}

#[test]
fn false_counts_indices_and_references_are_refused() {
    for count in ["4294967295", "99999999999999999999", "-1"] {
        let bytes = with_part(&plain(), "xl/sharedStrings.xml", |part| {
            let (before, after) = part.split_once("uniqueCount=\"").unwrap();
            format!("{before}uniqueCount=\"{count}{}", &after[after.find('"').unwrap()..])
        });
        assert_eq!(refusal(&bytes), "xlsx-string-count");
    }
    let index = with_part(&plain(), "xl/worksheets/sheet1.xml", |part| part.replace("<v>0</v>", "<v>4000000000</v>"));
    assert_eq!(refusal(&index), "xlsx-damaged");
    for reference in ["AAAAAAAAAAAAAAAA1", "A99999999999", "XFE1", "A0"] {
        let bytes = with_part(&plain(), "xl/worksheets/sheet1.xml", |part| {
            part.replace("r=\"A1\"", &format!("r=\"{reference}\""))
        });
        assert_eq!(refusal(&bytes), "xlsx-damaged", "{reference}");
    }
    let cut = with_part(&plain(), "xl/worksheets/sheet1.xml", |part| part[..part.len() / 2].to_owned());
    assert_eq!(refusal(&cut), "xlsx-damaged");
}

#[test]
fn a_value_far_away_is_not_overlooked() {
    let far = with_part(&plain(), "xl/worksheets/sheet1.xml", |part| {
        part.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
    });
    assert_eq!(refusal(&far), "xlsx-far-cell");
    let empty = with_part(&plain(), "xl/worksheets/sheet1.xml", |part| {
        part.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"0\"/></row></sheetData>")
    });
    assert_eq!(read(&sendai(), &empty).submissions.len(), 1);
}

#[test]
fn a_wrong_checksum_is_damage() {
    let parts: Parts = unpack(&plain());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in parts {
        zip.start_file(name, stored).unwrap();
        zip.write_all(&part).unwrap();
    }
    let bytes = replace_all(zip.finish().unwrap().into_inner(), b"sheetData", b"sheetDaTa");
    assert_eq!(refusal(&bytes), "xlsx-damaged");
}
