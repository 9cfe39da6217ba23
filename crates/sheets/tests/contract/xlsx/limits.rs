//! Refusing takes less than a second and less than 64 MiB, measured: each file is read by a process of its own, so that nothing
//! else of the tests is counted. Time is that of the processor, not of the clock: other tests run at the same time.

use super::tool::{by_hand, pack, read, sendai, unpack};
use std::io::{Cursor, Write as _};
use std::process::Command;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MEMORY_LIMIT_KIB: u64 = 64 * 1024;
const TIME_LIMIT_NS: u64 = 1_000_000_000;
/// Names the file to read in a process of its own.
const FILE: &str = "KIJUN_TEST_HOSTILE_FILE";

fn plain() -> Vec<u8> {
    by_hand(&[&["サービス名", "x"], &["重要性分類", "S"], &["№", "項目", "要件", "回答"], &["1", "", "", "○"]])
}

/// The plain workbook with one part in place of another, made of `before`, `repeated` so many times, and `after`, never whole in memory.
fn inflating(name: &str, before: &str, repeated: &str, times: usize, after: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (other, part) in unpack(&plain()) {
        if other != name {
            zip.start_file(other, SimpleFileOptions::default()).unwrap();
            zip.write_all(&part).unwrap();
        }
    }
    zip.start_file(name, SimpleFileOptions::default().large_file(true)).unwrap();
    zip.write_all(before.as_bytes()).unwrap();
    let block = repeated.repeat(1_000);
    for _ in 0..times / 1_000 {
        zip.write_all(block.as_bytes()).unwrap();
    }
    zip.write_all(after.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// Many parts of which each is below the limit.
fn many_parts(count: usize, size: usize) -> Vec<u8> {
    let mut parts = unpack(&plain());
    for at in 0..count {
        parts.push((format!("xl/worksheets/sheet{}.xml", at + 2), vec![b' '; size]));
    }
    pack(&parts)
}

/// A text cell that 40,000 cells share, each of which would hold a copy of its own.
fn shared_text() -> Vec<u8> {
    let mut parts = unpack(&plain());
    for (name, part) in &mut parts {
        let text = String::from_utf8(part.clone()).unwrap();
        if name == "xl/sharedStrings.xml" {
            *part = text.replace("サービス名", &"長".repeat(1_000_000)).into_bytes();
        } else if name == "xl/worksheets/sheet1.xml" {
            let cells = "<c r=\"B20\" t=\"s\"><v>0</v></c>".repeat(40_000);
            *part = text.replace("</sheetData>", &format!("<row r=\"20\">{cells}</row></sheetData>")).into_bytes();
        }
    }
    pack(&parts)
}

fn check(file: &[u8], code: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.xlsx");
    std::fs::write(&path, file).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "xlsx::limits::a_plain_workbook_or_the_file_of_another_test_is_measured", "--nocapture"])
        .env(FILE, &path)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    let line = printed.lines().find_map(|line| line.split_once("measured ")).unwrap_or_else(|| panic!("{printed}")).1;
    let [found, memory, time] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
    let (memory, time): (u64, u64) = (memory.parse().unwrap(), time.parse().unwrap());
    println!("{code}: {} KiB of file, {memory} KiB of memory, {} ms", file.len() / 1024, time / 1_000_000);
    assert_eq!(found, code);
    assert!(memory < MEMORY_LIMIT_KIB, "{code} took {memory} KiB");
    assert!(time < TIME_LIMIT_NS, "{code} took {time} ns");
}

#[test]
fn half_a_gibibyte_of_spaces_is_refused_in_time() {
    let before = "<worksheet><sheetData>";
    check(
        &inflating("xl/worksheets/sheet1.xml", before, &" ".repeat(1024), 512 * 1024, "</sheetData></worksheet>"),
        "xlsx-inflates",
    );
}

#[test]
fn ten_million_cells_are_refused_in_time() {
    let (before, after) = ("<worksheet><sheetData><row r=\"1\">", "</row></sheetData></worksheet>");
    check(&inflating("xl/worksheets/sheet1.xml", before, "<c/>", 10_000_000, after), "xlsx-inflates");
}

#[test]
fn as_many_cells_as_fit_below_the_limit_are_refused_in_time() {
    let (before, after) = ("<worksheet><sheetData><row r=\"1\">", "</row></sheetData></worksheet>");
    check(&inflating("xl/worksheets/sheet1.xml", before, "<c/>", 2_000_000, after), "xlsx-too-many-cells");
}

#[test]
fn a_bomb_in_parts_that_nobody_reads_is_refused_in_time() {
    check(&inflating("docProps/app.xml", "<a>", &"<b/>".repeat(256), 512 * 1024, "</a>"), "xlsx-inflates");
    check(&many_parts(900, 1 << 20), "xlsx-inflates");
}

#[test]
fn as_many_strings_or_styles_as_the_limits_allow_are_read_in_time() {
    let strings = |count| inflating("xl/sharedStrings.xml", "<sst>", "<si><t/></si>", count, "</sst>");
    let styles = |count| {
        inflating("xl/styles.xml", "<styleSheet><cellXfs>", "<xf numFmtId=\"14\"/>", count, "</cellXfs></styleSheet>")
    };
    let fonts =
        |count| inflating("xl/styles.xml", "<styleSheet><fonts>", "<font><b/></font>", count, "</fonts></styleSheet>");
    check(&strings(600_000), "xlsx-too-many-elements");
    check(&styles(400_000), "xlsx-too-many-elements");
    // Just below: the sheet is read, without its words in the first case.
    check(&strings(99_000), "no-table");
    check(&styles(199_000), "missing-item");
    check(&fonts(99_000), "missing-item");
}

#[test]
fn long_text_shared_by_many_cells_is_refused_in_time() {
    check(&shared_text(), "xlsx-too-much-text");
}

#[test]
fn too_many_parts_and_too_large_files_are_refused_in_time() {
    check(&many_parts(2_000, 1), "xlsx-too-many-parts");
    // 65,535 entries of a directory that was never written by a ZIP writer.
    let mut forged = b"PK\x03\x04".to_vec();
    let mut entry = [0_u8; 46];
    entry[..4].copy_from_slice(b"PK\x01\x02");
    forged.extend(std::iter::repeat_n(entry, 65_535).flatten());
    forged.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
    forged.extend((65_535_u32 * 46).to_le_bytes());
    forged.extend(4_u32.to_le_bytes());
    forged.extend([0, 0]);
    check(&forged, "xlsx-too-many-parts");
    let mut large = plain();
    large.resize(11 << 20, 0);
    check(&large, "xlsx-file-too-large");
    let mut padded = b"PK\x03\x04".to_vec();
    padded.resize(10 << 20, b'P');
    check(&padded, "not-xlsx");
}

#[test]
fn wide_and_deep_markup_is_refused_in_time() {
    check(&inflating("xl/worksheets/sheet1.xml", "<worksheet ", "xmlns:a='b' ", 500_000, "/>"), "xlsx-markup");
    check(&inflating("xl/worksheets/sheet1.xml", "<worksheet>", "<a>", 2_000_000, ""), "xlsx-markup");
}

#[test]
fn a_plain_workbook_or_the_file_of_another_test_is_measured() {
    let standard = sendai();
    // The tests above run this one in a process of its own, whose memory is then the reader's; alone, it reads a plain workbook.
    let hostile = std::env::var_os(FILE);
    let file = hostile.as_ref().map_or_else(plain, |path| std::fs::read(path).unwrap());
    let (before, started) = (memory("VmRSS:"), processor_time());
    let reading = read(&standard, &file);
    let time = processor_time() - started;
    let grown = memory("VmHWM:").saturating_sub(before);
    let code = reading.problems.first().map_or("none", |problem| problem.code);
    assert!(hostile.is_some() || !reading.has_errors(), "a plain workbook gave {code}");
    println!("\nmeasured {code} {grown} {time}");
}

fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse().unwrap()
}

/// Nanoseconds that this thread has had of a processor.
fn processor_time() -> u64 {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    times.split(' ').next().unwrap().parse().unwrap()
}
