//! The text of a PDF, by poppler's `pdftotext` in a process of its own, within bounds on time, memory and output.
//! A hostile file harms that process only; its text is then read like any other.

use standard::Text;
use standard::problem::{Place, Problem};
use std::fs::File;
use std::io::{self, Read as _};
use std::process::{Command, Stdio};

/// Bytes of text taken; a little more than the reader of terms accepts, so that it refuses in its own words.
const OUTPUT_LIMIT: u64 = evidence::terms::TEXT_LIMIT as u64 + 1;

/// Processor seconds, and KiB of address space, that the process may use: a contract of 300 pages takes less than 2 s and 100 MiB.
/// The shell sets both, because a limit on a child otherwise needs unsafe code.
const LIMITED: &str = "ulimit -t 20 -v 1048576; exec pdftotext -q -enc UTF-8 - -";

/// The text of a PDF file.
///
/// # Errors
/// The outer one where the process cannot be run, the inner one where the file gives no text.
pub(crate) fn text_of(name: &str, file: File) -> io::Result<Result<String, Problem>> {
    let refused = |code, message, hint| Problem::error(code, name, Place::Whole, message).with_hint(hint);
    let installed = Command::new("pdftotext").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if installed.is_err() {
        let message = Text::new("PDF を読む pdftotext がありません", "`pdftotext`, which reads PDF, is not installed");
        let hint = Text::new(
            "poppler-utils を入れるか、本文をテキストで渡します",
            "install poppler-utils, or pass the words as a text file",
        );
        return Ok(Err(refused("pdftotext-missing", message, hint)));
    }
    let mut child =
        Command::new("sh").args(["-c", LIMITED]).stdin(file).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut bytes = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(OUTPUT_LIMIT).read_to_end(&mut bytes)?;
    }
    let is_whole = (bytes.len() as u64) < OUTPUT_LIMIT;
    if !is_whole {
        // It is still writing what nobody will read.
        child.kill()?;
    }
    let ended_well = child.wait()?.success();
    if is_whole && !ended_well {
        let message = Text::new("PDF を最後まで読めませんでした", "the PDF could not be read to its end");
        let hint = Text::new(
            "壊れているか、パスワード付きか、大きすぎます。本文をテキストで渡します",
            "it is damaged, has a password, or is too large; pass the words as a text file",
        );
        return Ok(Err(refused("pdf-unreadable", message, hint)));
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if text.trim().is_empty() {
        let message = Text::new("PDF から文字を取り出せません", "no words can be taken from the PDF");
        let hint = Text::new(
            "画像だけの PDF やパスワード付きの PDF は読めません。本文をテキストで渡します",
            "a PDF of images or with a password cannot be read; pass the words as a text file",
        );
        return Ok(Err(refused("pdf-without-text", message, hint)));
    }
    Ok(Ok(text))
}
