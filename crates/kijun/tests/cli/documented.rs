//! What the README and the book show is run as it stands there.

use crate::run::{kijun, repository, shown};
use std::path::Path;

/// The commands that begin with `kijun` in the tables and shell blocks of a page.
pub(crate) fn commands(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join(page)).unwrap();
    let in_table =
        text.lines().filter(|line| line.starts_with('|')).flat_map(|line| line.split('`').skip(1).step_by(2));
    let in_block =
        text.lines().filter(|line| line.starts_with("kijun ") || line.starts_with("cargo run --release -- "));
    let commands = in_table.chain(in_block).map(|command| command.replace("cargo run --release -- ", "kijun "));
    commands.filter(|command| command.starts_with("kijun ")).collect()
}

/// Files that the pages name and the reader would have.
fn prepare(folder: &Path) {
    for path in ["examples", "standards"] {
        copy(&repository().join(path), &folder.join(path));
    }
    let minato = repository().join("standards/examples/minato-saas-2026.toml");
    std::fs::copy(&minato, folder.join("市の基準.toml")).unwrap();
    std::fs::write(folder.join("回答.toml"), "[[service]]\nname = \"x\"\nclass = \"A\"\n").unwrap();
    std::fs::copy(repository().join("standards/sendai-cloud-use/2023-12.toml"), folder.join("改定案.toml")).unwrap();
    std::fs::copy(folder.join("examples/answers.csv"), folder.join("answers.csv")).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn every_command_of_the_readme_and_the_book_runs() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let programs = folder.path().join("bin");
    std::fs::create_dir(&programs).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_kijun"), programs.join("kijun")).unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut ran = 0;
    for page in
        ["README.md", "docs/bulk.md", "docs/readings.md", "docs/answers.md", "docs/explain.md", "docs/declaration.md"]
    {
        // What needs a server is run with one by `probe_server`.
        let runnable = |command: &&String| !command.contains("FILE") && !command.starts_with("kijun probe");
        for command in commands(page).iter().filter(runnable) {
            let output = std::process::Command::new("sh")
                .args(["-c", command])
                .current_dir(folder.path())
                .env("PATH", &path)
                .output()
                .unwrap();
            assert!(matches!(output.status.code(), Some(0 | 1)), "{page}: {command}\n{}", shown(&output));
            ran += 1;
        }
    }
    assert!(ran >= 30, "only {ran} commands were found");
}

#[test]
fn the_page_of_records_can_be_followed_from_its_first_line_to_its_last() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let page = std::fs::read_to_string(repository().join("docs/records.md")).unwrap();
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut script: String = blocks.collect();
    script.insert_str(0, "set -eu\n");
    let programs = Path::new(env!("CARGO_BIN_EXE_kijun")).parent().unwrap();
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("U00001") && said.contains("書換え・欠け・入替え・切詰めはありません"), "{said}");
}

#[test]
fn the_line_that_the_bulk_page_shows_is_what_the_example_gives() {
    let page = std::fs::read_to_string(repository().join("docs/bulk.md")).unwrap();
    let shown = page.lines().find(|line| line.starts_with(r#"{"service""#)).unwrap();
    let output = kijun(&["judge", "examples/answers.csv", "--format", "jsonl"]);
    assert!(String::from_utf8(output.stdout).unwrap().lines().any(|line| line == shown));
}

#[test]
fn the_document_that_the_answers_page_shows_is_judged() {
    let page = std::fs::read_to_string(repository().join("docs/answers.md")).unwrap();
    let document = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let output = crate::run::kijun_with(&["judge", "-", "--format", "jsonl"], document.as_bytes());
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
}

#[test]
fn help_has_examples_and_exit_codes() {
    insta::assert_snapshot!(shown(&kijun(&["--help"])));
    insta::assert_snapshot!(shown(&kijun(&["judge", "--help"])));
}

#[test]
fn completions_and_manual_come_from_the_same_definitions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = kijun(&["completions", shell]);
        assert!(String::from_utf8(output.stdout).unwrap().contains("judge"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    let output = kijun(&["man", "--directory", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert!(folder.path().join("kijun-judge.1").exists());
    assert!(String::from_utf8(kijun(&["man"]).stdout).unwrap().contains(".TH kijun"));
}

/// Every code of a refusal in the sources of the rooms, as they are written: a kebab-case string that opens a call.
fn codes_in(source: &str) -> Vec<String> {
    let calls = ["error(", "refused(", "refuse(", "whole(", "at_cell("];
    let mut codes = Vec::new();
    for call in calls {
        for (at, _) in source.match_indices(call) {
            let Some(rest) = source.get(at + call.len()..) else { continue };
            let Some(code) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            let is_kebab =
                code.contains('-') && code.chars().all(|character| character.is_ascii_lowercase() || character == '-');
            if is_kebab {
                codes.push(code.to_owned());
            }
        }
    }
    codes
}

fn sources(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_code_of_a_refusal_is_explained_in_the_book() {
    let mut source = String::new();
    for room in ["standard", "evidence", "register", "ledger", "runtime", "sheets", "kijun"] {
        sources(&repository().join("crates").join(room).join("src"), &mut source);
    }
    let mut book = String::new();
    for page in std::fs::read_dir(repository().join("docs")).unwrap() {
        let path = page.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            book.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    let codes = codes_in(&source);
    assert!(codes.len() > 60, "only {} codes were found", codes.len());
    let missing: Vec<&String> = codes.iter().filter(|code| !book.contains(&format!("`{code}`"))).collect();
    assert!(missing.is_empty(), "not explained in docs/: {missing:?}");
}
