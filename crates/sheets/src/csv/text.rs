//! Whole files of text in the encodings that offices write: as one text, or as rows of a CSV of any shape.

use super::encoding::Encoding;
use super::records::{Defect, Records};
use standard::{Place, Problem, Text};

/// The text of a file, in UTF-8, UTF-16 with a mark, or cp932.
///
/// # Errors
/// Bytes that are no text in any of them.
pub fn decode_text(name: &str, bytes: &[u8]) -> Result<String, Problem> {
    let (mut encoding, mark) = Encoding::from_mark(bytes);
    let bytes = bytes.get(mark..).unwrap_or_default();
    let transcoded = encoding.transcode(bytes, true).map_err(|_| not_text(name, Place::Whole))?;
    let text = encoding.decode(&transcoded).map_err(|_| not_text(name, Place::Whole))?;
    Ok(text.into_owned())
}

/// The rows of a CSV of any shape.
pub(crate) fn text_rows(name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
    let mut rows = Vec::new();
    let mut refused = None;
    let mut records = Records::new();
    let read = records.push(bytes, true, &mut |record| match record.fields {
        Ok(fields) => {
            // Empty lines are no records; they are kept, so that rows count as in the file.
            rows.resize(record.line.saturating_sub(1).max(rows.len()), Vec::new());
            rows.push(fields.into_iter().map(std::borrow::Cow::into_owned).collect());
        }
        Err(defect) => {
            refused.get_or_insert((record.line, defect));
        }
    });
    match (read, refused) {
        (Ok(()), None) => Ok(rows),
        (Ok(()), Some((line, Defect::NotText(column)))) => Err(not_text(name, Place::Text { line, column })),
        (Ok(()), Some((line, Defect::TooLong))) => {
            let message = Text::new("行が長すぎます", "the record is too long");
            let hint = Text::new("引用符 \" が閉じているか確かめてください", "check that every quote \" is closed");
            let place = Place::Text { line, column: 1 };
            Err(Problem::error("record-too-long", name, place, message).with_hint(hint))
        }
        (Err(_), _) => Err(not_text(name, Place::Whole)),
    }
}

fn not_text(name: &str, place: Place) -> Problem {
    let message = Text::new("文字として読めないバイトがあります", "there are bytes that are no text");
    let hint = Text::new("UTF-8 で保存します", "save the file as UTF-8");
    Problem::error("not-text", name, place, message).with_hint(hint)
}
