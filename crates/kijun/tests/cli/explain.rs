//! `kijun explain`, `kijun classify`, `kijun reference`.

use crate::run::{kijun, repository, shown};
use std::process::Command;

/// Has LibreOffice convert a CSV file; the result lands in `folder`, beside a profile of its own.
fn convert(csv: &str, to: &str, folder: &str) {
    let profile = format!("-env:UserInstallation=file://{folder}/profile");
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir", folder, "--infilter=CSV:44,34,76,1", csv])
        .output()
        .expect("LibreOffice is installed (libreoffice-calc)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn encryption_is_explained_per_use_and_edition() {
    for (name, arguments) in [
        ("volume", &["AES-256-XTS", "--use", "volume"][..]),
        ("mode_missing", &["AES-256"]),
        ("monitored", &["3DES", "--format", "json"]),
        ("too_late", &["RSA-2048", "--until", "2031-03-31", "--lang", "en"]),
        ("edition_2022", &["ML-KEM-768", "--edition", "2022", "--lang", "en"]),
        ("edition_2022r2", &["ML-KEM-768", "--edition", "2022r2", "--lang", "en"]),
    ] {
        let output = kijun(&[&["explain", "algorithm"], arguments].concat());
        insta::assert_snapshot!(format!("algorithm_{name}"), shown(&output));
    }
    let refused = kijun(&["explain", "algorithm", "AES", "--edition", "2021", "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2), "{}", shown(&refused));
}

#[test]
fn places_are_explained_and_a_code_of_two_providers_is_asked_about() {
    insta::assert_snapshot!(shown(&kijun(&["explain", "region", "aws:ap-northeast-1", "--format", "json"])));
    insta::assert_snapshot!(shown(&kijun(&["explain", "region", "ap-southeast-3"])));
    insta::assert_snapshot!(shown(&kijun(&["explain", "country", "NO", "--lang", "en"])));
}

#[test]
fn erasure_and_certificates_are_explained() {
    let erasure = ["explain", "sanitization", "--medium", "ata-ssd", "SECURITY ERASE UNIT"];
    insta::assert_snapshot!(shown(&kijun(&erasure)));
    let certificate = ["explain", "certificate", "IS 123456", "--holder", "saas", "--on", "2026-12-01"];
    insta::assert_snapshot!(shown(&kijun(&certificate)));
}

#[test]
fn a_certificate_is_looked_up_in_a_list_from_csv_or_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("list.csv");
    std::fs::write(
        &csv,
        "クラウドサービスリスト(見本・架空)\n登録番号,クラウドサービスの名称,事業者名,登録日,有効期限\nC99-0001-1,見本クラウド,株式会社みほん,2026-01-10,2027-03-31\n",
    )
    .unwrap();
    let out = folder.path().to_str().unwrap();
    convert(csv.to_str().unwrap(), "xlsx", out);
    let lookup = |list: &str| {
        kijun(&[
            "explain",
            "certificate",
            "ISMAP C99-0001-2",
            "--holder",
            "saas",
            "--on",
            "2026-12-01",
            "--format",
            "json",
            "--ismap-list",
            list,
        ])
    };
    let from_csv = lookup(csv.to_str().unwrap());
    let from_workbook = lookup(folder.path().join("list.xlsx").to_str().unwrap());
    assert_eq!(String::from_utf8_lossy(&from_csv.stdout), String::from_utf8_lossy(&from_workbook.stdout));
    insta::assert_snapshot!(shown(&from_csv));
}

#[test]
fn terms_are_read_from_text_and_from_pdf_alike() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    // LibreOffice Calc takes the lines for a table of one column, which makes a PDF of text all the same.
    std::fs::copy(repository().join("examples/terms.txt"), folder.path().join("terms.csv")).unwrap();
    convert(&format!("{out}/terms.csv"), "pdf", out);
    let text = kijun(&["explain", "terms", "examples/terms.txt", "--format", "json"]);
    let pdf = kijun(&["explain", "terms", &format!("{out}/terms.pdf"), "--format", "json"]);
    let hints = |output: &std::process::Output| {
        let reading: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let topics: Vec<String> =
            reading["clauses"].as_array().unwrap().iter().map(|clause| clause["topic"].to_string()).collect();
        (reading["law"].clone(), reading["court"].clone(), topics)
    };
    assert_eq!(hints(&text), hints(&pdf), "{}", shown(&pdf));
    insta::assert_snapshot!(shown(&kijun(&["explain", "terms", "examples/terms.txt"])));
}

#[test]
fn a_pdf_that_gives_no_words_is_refused_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.pdf");
    for bytes in [b"%PDF-1.7\n".to_vec(), [b"%PDF-1.4\n".to_vec(), vec![b'['; 200_000]].concat()] {
        std::fs::write(&path, bytes).unwrap();
        let output = kijun(&["explain", "terms", path.to_str().unwrap(), "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    }
}

#[test]
fn without_pdftotext_the_refusal_says_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("terms.pdf");
    std::fs::write(&path, "%PDF-1.7\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kijun"))
        .args(["explain", "terms", path.to_str().unwrap(), "--lang", "en"])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("install poppler-utils"));
}

#[test]
fn items_and_classes_are_explained() {
    insta::assert_snapshot!(shown(&kijun(&["explain", "item", "6-5", "--format", "json"])));
    insta::assert_snapshot!(shown(&kijun(&["explain", "item", "5月1日", "--lang", "en"])));
    insta::assert_snapshot!(shown(&kijun(&["classify", "氏名", "議事録"])));
    insta::assert_snapshot!(shown(&kijun(&["classify", "税", "--answer", "grave_loss=yes", "--lang", "en"])));
    assert_eq!(kijun(&["explain", "item", "9-9"]).status.code(), Some(2));
    assert_eq!(kijun(&["classify", "税", "--answer", "grave_loss=perhaps"]).status.code(), Some(2));
}

#[test]
fn reference_data_can_be_replaced_from_a_folder_and_its_mistakes_are_placed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let own = std::fs::read_to_string(repository().join("reference/cryptrec.toml")).unwrap();
    std::fs::write(folder.path().join("cryptrec.toml"), &own).unwrap();
    let same = kijun(&["explain", "algorithm", "AES-256-GCM", "--reference", path]);
    assert_eq!(same.stdout, kijun(&["explain", "algorithm", "AES-256-GCM"]).stdout);
    std::fs::write(folder.path().join("cryptrec.toml"), format!("colour = 1\n{own}")).unwrap();
    let refused = kijun(&["explain", "algorithm", "AES-256-GCM", "--reference", path, "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("cryptrec.toml:1:1: error[unknown-key]"));
}

#[test]
fn every_row_of_the_reference_data_names_its_source() {
    let output = kijun(&["reference", "status", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = rows.as_array().unwrap();
    assert!(rows.len() > 500);
    assert!(
        rows.iter().all(|row| row["provenance"]["source"].as_str().is_some_and(|source| !source.trim().is_empty()))
    );
    insta::assert_snapshot!(shown(&kijun(&["reference", "status"])));
}
