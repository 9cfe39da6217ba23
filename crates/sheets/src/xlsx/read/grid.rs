//! A worksheet as the cells that are not empty. Never as a rectangle: `A1:XFD1048576` would be 17 thousand million cells.

use super::Workbook;
use super::cell::{Cell, Value};
use crate::xlsx::bounds::Refusal;
use std::collections::BTreeMap;

/// Rows and columns beyond these are not looked at by people either; something written there is refused, not overlooked.
const ROW_LIMIT: u32 = 10_000;
const COLUMN_LIMIT: u32 = 512;
/// Bytes of text of a worksheet. Cells can share one long string, so that the bound on the file does not bound this.
const TEXT_LIMIT: usize = 4 << 20;

/// The cells of a worksheet that are not empty, row by row.
pub(super) struct Grid<'w> {
    rows: BTreeMap<u32, BTreeMap<u32, Cell<'w>>>,
    pub(super) is_1904: bool,
}

impl<'w> Grid<'w> {
    /// The cells of the worksheet named `sheet`.
    pub(super) fn read(workbook: &'w mut Workbook, sheet: &str) -> Result<Self, Refusal> {
        let is_1904 = workbook.has_1904_epoch();
        let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|_| Refusal::Damaged)?;
        let mut grid = Self { rows: BTreeMap::new(), is_1904 };
        let mut text = 0;
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| Refusal::Damaged)? {
            let formula = record.formula.is_some();
            let value = Value::from_workbook(record.value, is_1904);
            let Some(value) = value.or_else(|| formula.then(|| Value::Text("".into()))) else { continue };
            if value.is_blank() && !formula {
                continue;
            }
            let (row, column) = record.pos;
            if row >= ROW_LIMIT || column >= COLUMN_LIMIT {
                return Err(Refusal::Far(cell_name(record.pos)));
            }
            if let Value::Text(words) = &value {
                text += words.len();
            }
            if text > TEXT_LIMIT {
                return Err(Refusal::Text);
            }
            grid.rows.entry(row).or_default().insert(column, Cell { value, formula });
        }
        Ok(grid)
    }

    /// The rows that have something in them, from the top.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &BTreeMap<u32, Cell<'w>>)> {
        self.rows.iter().map(|(row, cells)| (*row, cells))
    }

    /// The first cell with something in it to the right of `at`.
    pub(super) fn right_of(&self, at: (u32, u32)) -> Option<(u32, &Cell<'w>)> {
        self.rows.get(&at.0)?.range(at.1 + 1..).next().map(|(column, cell)| (*column, cell))
    }
}

/// The name of a cell as spreadsheets write it: `K12` for row 11, column 10.
pub(super) fn cell_name((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().chain(row.saturating_add(1).to_string().chars().collect::<Vec<_>>().iter()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        assert_eq!(cell_name((11, 10)), "K12");
        assert_eq!(cell_name((0, 25)), "Z1");
        assert_eq!(cell_name((0, 26)), "AA1");
        assert_eq!(cell_name((1_048_575, 16_383)), "XFD1048576");
    }
}
