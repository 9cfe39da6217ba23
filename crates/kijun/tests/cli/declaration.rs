//! `kijun judge` on declarations: facts settled on a day, and judged.

use crate::run::{kijun, kijun_with, repository, shown};

const DOCUMENT_CLOUD: &str = "examples/declarations/document-cloud.toml";
const OVERSEAS: &str = "examples/declarations/overseas.toml";

#[test]
fn a_declaration_is_judged_with_the_facts_that_led_to_each_answer() {
    insta::assert_snapshot!("conforming", shown(&kijun(&["judge", DOCUMENT_CLOUD, "--on", "2026-12-01"])));
    insta::assert_snapshot!("overseas", shown(&kijun(&["judge", OVERSEAS, "--on", "2026-12-01", "--lang", "en"])));
}

#[test]
fn a_later_day_shows_what_has_lapsed() {
    let before = kijun(&["judge", DOCUMENT_CLOUD, "--class", "S", "--on", "2027-03-31", "--format", "jsonl"]);
    let after = kijun(&["judge", DOCUMENT_CLOUD, "--class", "S", "--on", "2027-04-01", "--format", "jsonl"]);
    let failing = |output: &std::process::Output| -> serde_json::Value {
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["failing"].clone()
    };
    assert!(!failing(&before).to_string().contains("\"7\""), "{}", shown(&before));
    assert!(failing(&after).to_string().contains("\"7\""), "{}", shown(&after));
}

#[test]
fn the_class_is_the_strictest_of_the_information_unless_it_is_given() {
    let given = kijun(&["judge", DOCUMENT_CLOUD, "--class", "II", "--format", "jsonl"]);
    assert!(String::from_utf8(given.stdout).unwrap().contains(r#""class":"II""#));
    let own = kijun(&["judge", DOCUMENT_CLOUD, "--format", "jsonl"]);
    assert!(String::from_utf8(own.stdout).unwrap().contains(r#""class":"I""#));
    let text = std::fs::read_to_string(repository().join(DOCUMENT_CLOUD)).unwrap();
    let unknown = text.replace("class = \"I\"", "class = \"IV\"");
    let refused = kijun_with(&["judge", "-", "--lang", "en"], unknown.as_bytes());
    assert_eq!(refused.status.code(), Some(2), "{}", shown(&refused));
}

#[test]
fn a_declaration_with_mistakes_is_refused_with_their_places() {
    let text = std::fs::read_to_string(repository().join(DOCUMENT_CLOUD)).unwrap();
    let broken = text.replacen("[service]", "colour = 1\n\n[service]", 1);
    let output = kijun_with(&["judge", "-", "--lang", "en"], broken.as_bytes());
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    assert!(String::from_utf8(output.stderr).unwrap().contains("error[unknown-key]: unknown key `colour`"));
}

#[test]
fn a_settled_declaration_becomes_the_citys_check_sheet_and_is_judged_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("sheet.xlsx");
    let sheet = sheet.to_str().unwrap();
    for example in [DOCUMENT_CLOUD, OVERSEAS] {
        kijun(&["judge", example, "--on", "2026-12-01", "--format", "xlsx", "-o", sheet]);
        let direct = kijun(&["judge", example, "--on", "2026-12-01", "--format", "jsonl"]);
        let by_sheet = kijun(&["judge", sheet, "--format", "jsonl"]);
        assert_eq!(
            String::from_utf8_lossy(&direct.stdout),
            String::from_utf8_lossy(&by_sheet.stdout),
            "{}",
            shown(&by_sheet)
        );
    }
}

/// A check sheet with the facts of the example.
fn sheet_with_facts(folder: &std::path::Path) -> String {
    let sheet = folder.join("点検票.xlsx").to_str().unwrap().to_owned();
    let written = kijun(&["sheet", "new", "--facts", DOCUMENT_CLOUD, "--class", "I", "-o", &sheet]);
    assert_eq!(written.status.code(), Some(0), "{}", shown(&written));
    sheet
}

#[test]
fn a_check_sheet_with_facts_is_judged_as_their_declaration_is() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = sheet_with_facts(folder.path());
    for format in ["jsonl", "json", "csv"] {
        let direct = kijun(&["judge", DOCUMENT_CLOUD, "--on", "2026-12-01", "--format", format]);
        let by_sheet = kijun(&["judge", &sheet, "--on", "2026-12-01", "--format", format]);
        assert_eq!(shown(&direct), shown(&by_sheet), "{format}");
    }
}

#[test]
fn the_facts_of_a_sheet_become_a_declaration_that_makes_the_same_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = sheet_with_facts(folder.path());
    for format in ["toml", "json"] {
        let path = folder.path().join(format!("declaration.{format}"));
        std::fs::write(&path, kijun(&["sheet", "facts", &sheet, "--format", format]).stdout).unwrap();
        let again = folder.path().join(format!("{format}.xlsx"));
        let (path, again) = (path.to_str().unwrap(), again.to_str().unwrap());
        let written = kijun(&["sheet", "new", "--facts", path, "--class", "I", "-o", again]);
        assert_eq!(written.status.code(), Some(0), "{}", shown(&written));
        assert_eq!(std::fs::read(&sheet).unwrap(), std::fs::read(again).unwrap(), "{format}");
    }
}

#[test]
fn ticks_stand_beside_the_facts_and_do_not_beat_them() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = sheet_with_facts(folder.path());
    let ticked = folder.path().join("ticked.xlsx");
    tick(std::path::Path::new(&sheet), &ticked);
    let judged = kijun(&["judge", ticked.to_str().unwrap(), "--on", "2026-12-01", "--lang", "en"]);
    let page = String::from_utf8(judged.stdout.clone()).unwrap();
    assert!(page.contains("contradiction: the check sheet says unmet, the facts met; taken as unknown"), "{page}");
    assert_eq!(judged.status.code(), Some(1), "{}", shown(&judged));
}

/// Ticks «not met» for №1, whose facts show that it is met.
fn tick(from: &std::path::Path, to: &std::path::Path) {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(from).unwrap()).unwrap();
    let mut written = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    let mut parts: Vec<(String, String)> = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        parts.push((file.name().unwrap().into_owned(), text));
    }
    let strings = &parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1;
    // The first answer cell shows 未回答; its string is shared by every row, so the cell itself is changed.
    let at = strings.split("<si>").skip(1).position(|string| string.contains("未回答")).unwrap();
    let shared = format!("<v>{at}</v>");
    for (name, text) in &parts {
        let text = if name == "xl/worksheets/sheet1.xml" {
            let cell = text.find(&shared).unwrap();
            let start = text[..cell].rfind("<c ").unwrap();
            let opening = text[start..cell].replace(" t=\"s\"", " t=\"inlineStr\"");
            let end = cell + shared.len();
            format!("{}{opening}<is><t>× 満たさない</t></is>{}", &text[..start], &text[end..])
        } else {
            text.clone()
        };
        written.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut written, text.as_bytes()).unwrap();
    }
    written.finish().unwrap();
}

#[test]
fn a_list_of_ismap_services_is_consulted() {
    let folder = tempfile::tempdir().unwrap();
    let declaration = folder.path().join("ismap.toml");
    let text = std::fs::read_to_string(repository().join(DOCUMENT_CLOUD)).unwrap();
    let text =
        text.replace("ISO/IEC 27017 CLOUD 000000", "ISMAP C21-0008-2").replace("role = \"provider\"\nscope", "scope");
    std::fs::write(&declaration, text).unwrap();
    let list = folder.path().join("list.csv");
    let head = "登録番号,サービス名,事業者,登録日,有効期限\n";
    let judge = |row: &str, more: &[&str]| {
        std::fs::write(&list, format!("{head}{row}\n")).unwrap();
        let base = ["judge", declaration.to_str().unwrap(), "--class", "S", "--on", "2026-12-01", "--format", "jsonl"];
        let output = kijun(&[&base[..], &["--ismap-list", list.to_str().unwrap()], more].concat());
        let line: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", shown(&output)));
        let has = |key: &str| line[key].as_array().unwrap().iter().any(|item| item == "7");
        (has("failing"), has("open"))
    };
    let own = "C21-0008-2,文書管理クラウド(架空),株式会社見本文書システム(架空),2024-04-01,2027-03-31";
    assert_eq!(judge(own, &[]), (false, false));
    let other = "C99-0001-1,別の,別の会社,2026-04-01,2027-03-31";
    assert_eq!(judge(other, &[]), (false, true), "not on a list proves nothing");
    assert_eq!(judge(other, &["--ismap-complete-on", "2026-11-01"]), (true, false));
    assert_eq!(judge(&own.replace("2027-03-31", "2026-03-31"), &[]), (true, false), "expired");
}

#[test]
fn a_decision_of_the_city_goes_with_one_declaration() {
    let folder = tempfile::tempdir().unwrap();
    let declaration = folder.path().join("without-erasure.toml");
    let text = std::fs::read_to_string(repository().join(DOCUMENT_CLOUD)).unwrap();
    std::fs::write(&declaration, text.replace("technique = \"暗号化消去\"", "technique = \"上書き\"")).unwrap();
    let declaration = declaration.to_str().unwrap();
    let verdict = |decision: &[&str]| {
        let base = ["judge", declaration, "--class", "S", "--on", "2026-12-01", "--format", "jsonl"];
        let output = kijun(&[&base[..], decision].concat());
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!(verdict(&[]), "undecided");
    assert_eq!(verdict(&["--decision", "overall_review=approved"]), "conforms");
    assert_eq!(verdict(&["--decision", "overall_review=rejected"]), "does_not_conform");
    for refused in [
        vec!["judge", declaration, "--decision", "review=approved"],
        vec!["judge", declaration, "--decision", "overall_review=たぶん"],
        vec!["judge", declaration, DOCUMENT_CLOUD, "--decision", "overall_review=approved"],
        vec!["judge", "examples/answers.csv", "--decision", "overall_review=approved"],
    ] {
        let output = kijun(&refused);
        assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    }
}

#[test]
fn a_folder_of_declarations_is_judged_in_one_go() {
    let judged = kijun(&["judge", "examples/declarations", "--on", "2026-12-01", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> = judged
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let verdicts: Vec<&str> = lines.iter().map(|line| line["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["conforms", "does_not_conform"]);
}

#[test]
fn a_measurement_settles_the_channel_that_it_is_of() {
    let failing = |more: &[&str]| {
        let mut arguments = vec!["judge", DOCUMENT_CLOUD, "--on", "2026-12-01", "--format", "jsonl"];
        arguments.extend(more);
        let output = kijun(&arguments);
        let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(line["open"], serde_json::json!([]), "{}", shown(&output));
        line["failing"].clone()
    };
    let none = serde_json::json!([]);
    assert_eq!(failing(&[]), none);
    assert_eq!(failing(&["--probe", "examples/probes/modern.json"]), none);
    assert_eq!(failing(&["--probe", "examples/probes/legacy.json"]), serde_json::json!(["3"]));
    assert_eq!(failing(&["--probe", "admin=examples/probes/legacy.json"]), serde_json::json!(["3"]));
    assert_eq!(failing(&["--probe", "examples/probes/unreachable.json"]), none, "it says nothing of the server");
    let page = kijun(&["judge", DOCUMENT_CLOUD, "--on", "2026-12-01", "--probe", "examples/probes/legacy.json"]);
    assert!(shown(&page).contains("実測(192.0.2."), "{}", shown(&page));
}

#[test]
fn a_measurement_beside_answers_is_not_used_and_says_so() {
    let output =
        kijun(&["judge", "examples/four-classes.toml", "--probe", "examples/probes/legacy.json", "--lang", "en"]);
    assert!(shown(&output).contains("warning[measurement-not-used]"), "{}", shown(&output));
    let broken = kijun(&["judge", DOCUMENT_CLOUD, "--probe", "Cargo.toml"]);
    assert_eq!(broken.status.code(), Some(2), "{}", shown(&broken));
    let missing = kijun(&["judge", DOCUMENT_CLOUD, "--probe", "no-such-file"]);
    assert_eq!(missing.status.code(), Some(74), "{}", shown(&missing));
}

#[test]
fn reference_data_that_is_refused_is_refused_with_all_its_files_and_answers_are_judged() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["cryptrec.toml", "sanitization.toml", "tls-guideline.toml"];
    for file in files {
        let own = std::fs::read_to_string(repository().join("reference").join(file)).unwrap();
        std::fs::write(folder.path().join(file), format!("colour = 1\n{own}")).unwrap();
    }
    let reference = ["--reference", folder.path().to_str().unwrap(), "--lang", "en", "--format", "jsonl"];
    let refused = kijun(&[&["judge", DOCUMENT_CLOUD, "examples/four-classes.toml"][..], &reference].concat());
    assert_eq!(refused.status.code(), Some(2), "{}", shown(&refused));
    for file in files {
        assert!(shown(&refused).contains(&format!("{file}:1:1: error[unknown-key]")), "{}", shown(&refused));
    }
    assert_eq!(String::from_utf8_lossy(&refused.stdout).lines().count(), 4, "{}", shown(&refused));
}
