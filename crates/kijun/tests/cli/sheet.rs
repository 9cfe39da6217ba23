//! `kijun sheet`, and check sheets given to `kijun judge`.

use crate::run::{kijun, shown};

#[test]
fn a_new_sheet_is_written_read_and_judged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("点検票.xlsx");
    let name = path.to_str().unwrap();
    let written = kijun(&["sheet", "new", "--service", "文書管理", "--class", "Ⅰ", "-o", name]);
    assert_eq!(written.status.code(), Some(0), "{}", shown(&written));
    let read = kijun(&["sheet", "read", name]);
    insta::assert_snapshot!(shown(&read));
    let judged = kijun(&["judge", name, "--format", "jsonl"]);
    assert_eq!(judged.status.code(), Some(1), "{}", shown(&judged));
    assert!(
        String::from_utf8(judged.stdout).unwrap().contains(r#""service":"文書管理","class":"I","verdict":"undecided""#)
    );
}

#[test]
fn a_sheet_that_is_there_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheet.xlsx");
    let name = path.to_str().unwrap();
    std::fs::write(&path, "somebody's answers").unwrap();
    let arguments = ["sheet", "new", "--service", "x", "--class", "I", "-o", name];
    assert_eq!(kijun(&arguments).status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody's answers");
    assert_eq!(kijun(&[&arguments[..], &["--force"]].concat()).status.code(), Some(0));
}

#[test]
fn a_judged_service_becomes_a_filled_sheet_that_is_judged_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (one, sheet) = (folder.path().join("one.toml"), folder.path().join("judged.xlsx"));
    let answers = "[[service]]\nname = \"=HYPERLINK(1)\"\nclass = \"I\"\n[service.answers]\n1 = \"met\"\n6-2 = \"na\"\n\
                   5-1 = { answer = \"unmet\", explanation = \"+81-22\", evidence = \"@x\", article = \"-1\" }\n";
    std::fs::write(&one, answers).unwrap();
    let (one, sheet) = (one.to_str().unwrap(), sheet.to_str().unwrap());
    let written = kijun(&["judge", one, "--format", "xlsx", "-o", sheet]);
    assert_eq!(written.status.code(), Some(1), "{}", shown(&written));
    let before = kijun(&["judge", one, "--format", "json"]);
    let after = kijun(&["judge", sheet, "--format", "json"]);
    assert_eq!(String::from_utf8_lossy(&before.stdout), String::from_utf8_lossy(&after.stdout), "{}", shown(&after));
}

#[test]
fn answers_read_from_a_sheet_can_be_judged_in_every_shape() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("judged.xlsx");
    let sheet = sheet.to_str().unwrap();
    let one = folder.path().join("one.json");
    std::fs::write(
        &one,
        r#"{"service":[{"name":"x","class":"S","overall_review":"approved","answers":{"1":"met","8-1":"unmet"}}]}"#,
    )
    .unwrap();
    kijun(&["judge", one.to_str().unwrap(), "--format", "xlsx", "-o", sheet]);
    let direct = kijun(&["judge", sheet, "--format", "jsonl"]);
    for format in ["toml", "json", "csv"] {
        let answers = folder.path().join(format!("answers.{format}"));
        std::fs::write(&answers, kijun(&["sheet", "read", sheet, "--format", format]).stdout).unwrap();
        let judged = kijun(&["judge", answers.to_str().unwrap(), "--format", "jsonl"]);
        assert_eq!(String::from_utf8_lossy(&direct.stdout), String::from_utf8_lossy(&judged.stdout), "{format}");
    }
}
