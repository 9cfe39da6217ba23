//! Words that people write and read, with bounds. Not for names with a rule: see `names`.

use crate::door::one_door;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// The most characters of a line.
const LINE_LIMIT: usize = 200;

/// The most characters of a text, as in a declaration: a reason is a paragraph, not a document.
const PROSE_LIMIT: usize = evidence::declaration::TEXT_LIMIT;

/// A line: 1 to 200 characters, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Line(Box<str>);

/// A text of several lines: 1 to 4,000 characters, no control characters but line ends and tabs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Prose(Box<str>);

impl Line {
    /// Reads it; white space around it is left out.
    ///
    /// # Errors
    /// `empty-text`, `text-too-long` or `control-character`.
    pub fn new(words: &str) -> Result<Self, Refusal> {
        checked(words, LINE_LIMIT, false).map(Self)
    }
}

impl Prose {
    /// Reads it; white space around it is left out.
    ///
    /// # Errors
    /// As [`Line::new`].
    pub fn new(words: &str) -> Result<Self, Refusal> {
        checked(words, PROSE_LIMIT, true).map(Self)
    }
}

one_door!(Line);
one_door!(Prose);

fn checked(words: &str, limit: usize, breaks: bool) -> Result<Box<str>, Refusal> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Refusal::new(
            "empty-text",
            ("何も書かれていません", "nothing is written"),
            ("書くか、任意の項目なら除きます", "write something, or leave the field out where it is optional"),
        ));
    }
    if words.chars().count() > limit {
        return Err(Refusal::new(
            "text-too-long",
            (format!("{limit}文字を超えています"), format!("over {limit} characters")),
            ("要点だけにし、残りは文書として添えます", "keep to the point, and attach the rest as a document"),
        ));
    }
    let stops = |character: char| character.is_control() && !(breaks && matches!(character, '\n' | '\r' | '\t'));
    if words.chars().any(stops) {
        return Err(Refusal::new(
            "control-character",
            ("表示できない制御文字があります", "there is a control character"),
            ("改行などを除いて書き直します", "write it without line ends and other control characters"),
        ));
    }
    Ok(words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_bounded_and_has_no_line_ends() {
        assert_eq!(Line::new(" 文書管理 ").unwrap().as_str(), "文書管理");
        assert_eq!(Line::new("あ".repeat(200).as_str()).unwrap().as_str().chars().count(), 200);
        for (words, code) in [("  ", "empty-text"), (&"あ".repeat(201), "text-too-long"), ("a\nb", "control-character")]
        {
            assert_eq!(Line::new(words).unwrap_err().code, code);
        }
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(Prose::new("一\n二\t三").unwrap().as_str(), "一\n二\t三");
        assert_eq!(Prose::new("a\u{1b}[31m").unwrap_err().code, "control-character");
    }
}
