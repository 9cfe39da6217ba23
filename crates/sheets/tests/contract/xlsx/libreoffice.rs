//! A real spreadsheet opens what is written, saves it, and it is still the same sheet. These tests need LibreOffice and poppler
//! (`make setup`), and fail without them: a round trip nobody made proves nothing.

use super::facts::{example, sheet_of};
use super::tool::{assert_same, class, codes, filled, filled_sheet, input, read, sendai, sound, unpack};
use sheets::xlsx::{CheckSheet, read_facts, write_check_sheet, write_results};
use sheets::{Note, Submission};
use standard::{Answers, Language};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Converts all files at once: starting the program takes longer than converting.
fn convert(folder: &Path, files: &[PathBuf], to: &str) -> PathBuf {
    let out = folder.join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    // Comma, quotation mark, UTF-8, from line 1.
    let is_csv = files.iter().any(|file| file.extension().is_some_and(|extension| extension == "csv"));
    let output = Command::new("soffice")
        .args(is_csv.then_some("--infilter=CSV:44,34,76,1"))
        .args([profile.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .arg(&out)
        .args(files)
        .output()
        .expect("soffice (LibreOffice) could not be run: install libreoffice-calc");
    assert!(output.status.success(), "soffice failed: {}", String::from_utf8_lossy(&output.stderr));
    out
}

#[test]
fn sheets_of_every_class_come_back_from_libreoffice_as_they_were() {
    let standard = sendai();
    let folder = tempfile::tempdir().unwrap();
    let mut written = Vec::new();
    for class in standard.class_indices() {
        let submission = filled(&standard, class);
        let path = folder.path().join(format!("sheet{}.xlsx", class.index()));
        std::fs::write(&path, filled_sheet(&standard, &submission)).unwrap();
        written.push((path, submission));
    }
    let files: Vec<PathBuf> = written.iter().map(|(path, _)| path.clone()).collect();
    let out = convert(folder.path(), &files, "xlsx");
    for (path, submission) in written {
        let bytes = std::fs::read(out.join(path.file_name().unwrap())).unwrap();
        let reading = read(&standard, &bytes);
        assert_eq!(codes(&reading), Vec::<&str>::new());
        assert_same(sound(&reading), &submission);
    }
}

#[test]
fn facts_come_back_from_libreoffice_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let mut declaration = example("overseas.toml");
    // What a spreadsheet would like to make a number, a date, a formula or a truth of.
    declaration.documents[0].version = Some("1.0".to_owned());
    declaration.laws[0].evidence.article = Some("5-1".to_owned());
    declaration.laws[1].evidence.quote = Some("=1+1".to_owned());
    declaration.laws[1].fact.contract = "TRUE".to_owned();
    let mut files = Vec::new();
    for language in [Language::Japanese, Language::English] {
        let path = folder.path().join(format!("facts{}.xlsx", language as u8));
        std::fs::write(&path, sheet_of(&declaration, language)).unwrap();
        files.push(path);
    }
    let out = convert(folder.path(), &files, "xlsx");
    for file in files {
        let reading = read_facts("facts.xlsx", &std::fs::read(out.join(file.file_name().unwrap())).unwrap());
        assert_eq!(reading.problems, Vec::new());
        super::facts::assert_same(&reading.declaration.unwrap(), &declaration);
    }
}

#[test]
fn hostile_words_are_no_formulas_in_libreoffice_either() {
    let standard = sendai();
    let class = class(&standard, "S");
    let words = |start: &str| format!("{start}1+1+cmd|'/c calc'!A1");
    let starts = ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠"];
    let notes = standard.item_inputs().iter().zip(starts).map(|(item, start)| {
        let words = words(start);
        (item, Note { explanation: words.clone(), evidence: words.clone(), article: words.clone(), valid_until: words })
    });
    let submission =
        Submission { service: words("="), notes: notes.collect(), answers: Answers::BLANK, ..filled(&standard, class) };
    let judgement = standard.judge(class, standard.default_settings(), submission.answers);
    let folder = tempfile::tempdir().unwrap();
    let files = [folder.path().join("sheet.xlsx"), folder.path().join("results.xlsx")];
    std::fs::write(&files[0], filled_sheet(&standard, &submission)).unwrap();
    std::fs::write(&files[1], write_results(&standard, &[(&submission, &judgement)], Language::Japanese).unwrap())
        .unwrap();
    let out = convert(folder.path(), &files, "xlsx");
    for file in ["sheet.xlsx", "results.xlsx"] {
        for (name, part) in unpack(&std::fs::read(out.join(file)).unwrap()) {
            if name.starts_with("xl/worksheets/sheet") {
                let text = String::from_utf8(part).unwrap();
                assert!(!text.contains("<f>") && !text.contains("<f "), "{file} {name} has a formula");
            }
        }
    }
    let reading = read(&standard, &std::fs::read(out.join("sheet.xlsx")).unwrap());
    assert_same(sound(&reading), &submission);
}

#[test]
fn the_table_prints_on_one_page_of_a3_across_and_all_its_words_are_on_it() {
    let standard = sendai();
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for class in standard.class_indices() {
        let submission = filled(&standard, class);
        let judgement = standard.judge(class, standard.default_settings(), submission.answers);
        for judged in [false, true] {
            let request = CheckSheet {
                service: &submission.service,
                class,
                submission: judged.then_some(&submission),
                judgement: judged.then_some(&judgement),
                facts: None,
                language: Language::Japanese,
            };
            let path = folder.path().join(format!("sheet{}{judged}.xlsx", class.index()));
            std::fs::write(&path, write_check_sheet(&standard, &request).unwrap()).unwrap();
            files.push(path);
        }
    }
    let out = convert(folder.path(), &files, "pdf");
    for file in files {
        let pdf = out.join(file.with_extension("pdf").file_name().unwrap());
        let information = tool("pdfinfo", &["-f", "1", "-l", "2"], &pdf);
        // The table, and the page with the classes.
        assert!(information.contains("Pages:           2"), "{} {information}", file.display());
        assert!(information.contains("Page    1 size:  1190.55 x 841.89 pts (A3)"), "{information}");
        let printed: String = tool("pdftotext", &["-f", "1", "-l", "1", "-raw"], &pdf).split_whitespace().collect();
        for item in standard.items() {
            let words: String =
                item.requirement.japanese.chars().take(12).filter(|character| !character.is_whitespace()).collect();
            assert!(printed.contains(&words), "№{} is not on the page", item.no);
            let end = item.requirement.japanese.chars().rev().filter(|character| !character.is_whitespace()).take(6);
            let end: String = end.collect::<Vec<_>>().into_iter().rev().collect();
            assert!(printed.contains(&end), "the end of №{} is not on the page", item.no);
        }
    }
}

fn tool(name: &str, arguments: &[&str], file: &Path) -> String {
    let mut command = Command::new(name);
    command.args(arguments).arg(file);
    if name == "pdftotext" {
        command.arg("-");
    }
    let output =
        command.output().unwrap_or_else(|why| panic!("{name} could not be run ({why}): install poppler-utils"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_number_retyped_as_a_date_by_libreoffice_is_still_its_item() {
    let standard = sendai();
    let folder = tempfile::tempdir().unwrap();
    let table = "サービス名,x\n重要性分類,S\n№,項目,要件,回答\n5-1,,,○\n2026-08-01,,,×\n1,,,○\n";
    let path = folder.path().join("table.csv");
    std::fs::write(&path, format!("\u{feff}{table}")).unwrap();
    let out = convert(folder.path(), &[path], "xlsx");
    let reading = read(&standard, &std::fs::read(out.join("table.xlsx")).unwrap());
    let submission = sound(&reading);
    assert_eq!(submission.answers.answer(input(&standard, "8-1")), standard::Answer::Unmet);
    assert_eq!(submission.answers.answer(input(&standard, "5-1")), standard::Answer::Met);
    assert!(codes(&reading).contains(&"no-corrected"));
}
