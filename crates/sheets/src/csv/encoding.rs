//! Which characters the bytes of a CSV file are: UTF-8 with or without a mark, UTF-16 with a mark, or cp932 (Shift_JIS as
//! Windows writes it). Commas, quotes and line ends are the same single bytes in UTF-8 and cp932, so a field is decoded alone.

use encoding_rs::{CoderResult, Decoder, SHIFT_JIS, UTF_16BE, UTF_16LE};
use standard::Text;
use std::borrow::Cow;

/// The encoding of a file, as far as it is known.
pub(super) enum Encoding {
    /// Only ASCII so far: the first other byte will tell.
    Ascii,
    Utf8,
    Cp932,
    /// The file began with a UTF-16 mark and is transcoded to UTF-8 before it is parsed.
    Utf16(Box<Decoder>),
}

/// Bytes of a field that are no text in the file's encoding.
pub(super) struct NotText;

impl Encoding {
    /// The encoding that the first bytes declare, and how many of them are the mark.
    pub(super) fn from_mark(first: &[u8]) -> (Self, usize) {
        match first {
            [0xef, 0xbb, 0xbf, ..] => (Self::Utf8, 3),
            [0xff, 0xfe, ..] => (Self::Utf16(Box::new(UTF_16LE.new_decoder_without_bom_handling())), 2),
            [0xfe, 0xff, ..] => (Self::Utf16(Box::new(UTF_16BE.new_decoder_without_bom_handling())), 2),
            _ => (Self::Ascii, 0),
        }
    }

    /// The bytes as the parser takes them: UTF-16 becomes UTF-8, everything else stays.
    pub(super) fn transcode<'b>(&mut self, bytes: &'b [u8], last: bool) -> Result<Cow<'b, [u8]>, NotText> {
        let Self::Utf16(decoder) = self else { return Ok(Cow::Borrowed(bytes)) };
        let capacity = decoder.max_utf8_buffer_length(bytes.len()).ok_or(NotText)?;
        let mut text = String::with_capacity(capacity);
        let (result, _, had_errors) = decoder.decode_to_string(bytes, &mut text, last);
        if had_errors || result == CoderResult::OutputFull { Err(NotText) } else { Ok(Cow::Owned(text.into_bytes())) }
    }

    /// The text of a field. The first field that is not ASCII settles whether the file is UTF-8 or cp932.
    pub(super) fn decode<'b>(&mut self, field: &'b [u8]) -> Result<Cow<'b, str>, NotText> {
        if field.is_ascii() {
            return std::str::from_utf8(field).map(Cow::Borrowed).map_err(|_| NotText);
        }
        if !matches!(self, Self::Cp932) {
            if let Ok(text) = std::str::from_utf8(field) {
                if matches!(self, Self::Ascii) {
                    *self = Self::Utf8;
                }
                return Ok(Cow::Borrowed(text));
            }
            if !matches!(self, Self::Ascii) {
                return Err(NotText);
            }
        }
        let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(field).ok_or(NotText)?;
        *self = Self::Cp932;
        Ok(text)
    }

    /// What to tell the sender where the file is not plain UTF-8.
    pub(super) fn notice(&self) -> Option<Text> {
        match self {
            Self::Ascii | Self::Utf8 => None,
            Self::Cp932 => Some(Text::new(
                "文字コードを cp932(Shift_JIS)として読みました。文字化けがないか確かめてください",
                "read as cp932 (Shift_JIS); please check that the characters are right",
            )),
            Self::Utf16(_) => Some(Text::new("文字コードを UTF-16 として読みました", "read as UTF-16")),
        }
    }
}
