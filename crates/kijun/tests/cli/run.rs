//! Runs the built program and keeps everything that it said.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The top of the repository, where the README's commands are run.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs `kijun` at the top of the repository with `input` on standard input.
pub(crate) fn kijun_with(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kijun"))
        .args(arguments)
        .current_dir(repository())
        .env_remove("KIJUN_LANG")
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may refuse and end before it has read everything.
    let writer = std::thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Runs `kijun` without input.
pub(crate) fn kijun(arguments: &[&str]) -> Output {
    kijun_with(arguments, b"")
}

/// Exit code, standard output and standard error as one text for a snapshot.
pub(crate) fn shown(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    format!("exit: {code}\n----- stdout -----\n{}----- stderr -----\n{}", text(&output.stdout), text(&output.stderr))
}
