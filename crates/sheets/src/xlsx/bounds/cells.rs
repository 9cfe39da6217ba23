//! What is checked of worksheets and of the table of strings before the reading library sees them: how many cells there are, and
//! that numbers and references have the size they can have. The library trusts them.

use super::markup::Element;
use super::{CELL_LIMIT, ELEMENT_LIMIT, Refusal};

/// Rows and columns of a worksheet of Excel.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;
/// Room for strings is set aside by what the part declares, before one is read.
const STRING_LIMIT: u32 = 200_000;

/// The cells and elements seen so far.
#[derive(Default)]
pub(super) struct Cells {
    cells: usize,
    elements: usize,
}

impl Cells {
    /// The start of an element in any part.
    pub(super) fn element(&mut self, element: &Element<'_>) -> Result<(), Refusal> {
        self.elements += 1;
        if self.elements > ELEMENT_LIMIT {
            return Err(Refusal::Elements);
        }
        match element.name {
            "c" => {
                self.cells += 1;
                if self.cells > CELL_LIMIT {
                    return Err(Refusal::Cells);
                }
                reference(element.attribute("r"))
            }
            "row" => reference(element.attribute("r")),
            "dimension" | "f" | "mergeCell" => reference(element.attribute("ref")),
            "sst" => ["count", "uniqueCount"].iter().try_for_each(|name| string_count(element.attribute(name))),
            _ => Ok(()),
        }
    }
}

fn string_count(count: Option<&str>) -> Result<(), Refusal> {
    let Some(count) = count else { return Ok(()) };
    match count.parse::<u32>() {
        Ok(count) if count <= STRING_LIMIT => Ok(()),
        _ => Err(Refusal::StringCount),
    }
}

/// `7`, `B7` or `B7:C9`, within the sheet and in this order. A wrong one overflows in the library.
fn reference(reference: Option<&str>) -> Result<(), Refusal> {
    let Some(reference) = reference else { return Ok(()) };
    let mut corners = reference.split(':').map(corner);
    let sound = match (corners.next().flatten(), corners.next(), corners.next()) {
        (Some(_), None, None) => true,
        (Some(first), Some(Some(last)), None) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    };
    if sound { Ok(()) } else { Err(Refusal::Damaged) }
}

/// Row and column, from 1; column 0 where there is none.
fn corner(words: &str) -> Option<(u32, u32)> {
    let at = words.find(|character: char| character.is_ascii_digit())?;
    let (letters, digits) = words.split_at_checked(at)?;
    let all_digits = digits.len() <= 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let row = digits.parse().ok().filter(|row| all_digits && (1..=ROWS).contains(row))?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        let next = column * 26 + u32::from(letter.checked_sub(b'A').filter(|place| *place < 26)?) + 1;
        (next <= COLUMNS).then_some(next)
    })?;
    Some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_within_a_worksheet_are_sound_and_others_are_not() {
        for sound in ["A1", "7", "XFD1048576", "A1:XFD1048576", "b2:B2"] {
            assert!(reference(Some(sound)).is_ok(), "{sound}");
        }
        for wrong in
            ["", "A", "A0", "XFE1", "A1048577", "AAAAAAAAAAAA1", "A99999999999999", "B2:A1", "A1:B2:C3", "A-1", "あ1"]
        {
            assert!(reference(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
