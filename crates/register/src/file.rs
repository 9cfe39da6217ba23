//! What a handed-in file is called and what kind it claims to be. Not for what is in it: nothing here opens a file.

use crate::door::one_door;
use crate::refusal::Refusal;
use crate::words::Line;
use serde::{Deserialize, Serialize};
use standard::problem::{excerpt, visible_controls};

/// The most characters of a kind, the half that RFC 6838 §4.2 allows a single part: none in use is longer.
const MEDIA_TYPE_LIMIT: usize = 127;

/// The name of a file: a [`Line`] without folders and without signs that change the direction of reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct FileName(Box<str>);

/// What kind of file it is said to be: `application/pdf`. Lower case, without parameters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct MediaType(Box<str>);

impl FileName {
    /// Reads it; white space around it is left out.
    ///
    /// # Errors
    /// As [`Line::new`], and `bad-file-name`.
    pub fn new(words: &str) -> Result<Self, Refusal> {
        let line = Line::new(words)?;
        let name = line.as_str();
        let turns =
            |sign: char| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_name = !name.contains(['/', '\\']) && !name.chars().any(turns) && !matches!(name, "." | "..");
        if is_name {
            return Ok(Self(name.into()));
        }
        let shown = visible_controls(&excerpt(words));
        Err(Refusal::new(
            "bad-file-name",
            (format!("`{shown}` はファイルの名前にできません"), format!("`{shown}` cannot be the name of a file")),
            (
                "フォルダの区切りと、文字の向きを変える記号を除きます",
                "leave out folders, and signs that change the direction of reading",
            ),
        ))
    }
}

impl MediaType {
    /// Reads it.
    ///
    /// # Errors
    /// `bad-media-type`.
    pub fn new(words: &str) -> Result<Self, Refusal> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$&-^_.+".contains(&byte);
        let half =
            |half: &str| half.starts_with(|first: char| first.is_ascii_alphanumeric()) && half.bytes().all(allowed);
        let is_kind = words.split_once('/').is_some_and(|(kind, subkind)| half(kind) && half(subkind));
        if is_kind && words.len() <= MEDIA_TYPE_LIMIT {
            return Ok(Self(words.into()));
        }
        let shown = visible_controls(&excerpt(words));
        Err(Refusal::new(
            "bad-media-type",
            (format!("`{shown}` はファイルの種類として読めません"), format!("`{shown}` is no kind of file")),
            ("`application/pdf` のように、小文字で書きます", "write it as `application/pdf`, in lower case"),
        ))
    }
}

one_door!(FileName);
one_door!(MediaType);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_no_folders_and_reads_in_one_direction() {
        assert_eq!(FileName::new(" 登録証 2026.pdf ").unwrap().as_str(), "登録証 2026.pdf");
        for words in ["../a", "a/b", "a\\b", ".", "..", "a\u{202e}fdp.exe", "a\u{2066}b"] {
            assert_eq!(FileName::new(words).unwrap_err().code, "bad-file-name", "{words}");
        }
        assert_eq!(FileName::new("a\0b").unwrap_err().code, "control-character");
    }

    #[test]
    fn a_kind_of_file_is_two_words_in_lower_case() {
        for words in
            ["application/pdf", "text/plain", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
        {
            assert_eq!(MediaType::new(words).unwrap().as_str(), words);
        }
        for words in [
            "",
            "pdf",
            "a/",
            "/b",
            "a/b/c",
            "Text/plain",
            "text/plain; charset=utf-8",
            "a/-b",
            &format!("a/{}", "b".repeat(126)),
        ] {
            assert_eq!(MediaType::new(words).unwrap_err().code, "bad-media-type", "{words}");
        }
    }
}
