//! A plain list from a workbook: the first visible worksheet with something on it, row by row, as words. Not for check sheets.

use super::grid::Grid;
use super::{open, visible_sheets};
use crate::xlsx::bounds::Refusal;
use standard::Problem;

/// The worksheet's name and its rows; a row is as long as its last cell, and an empty row is kept, so that rows count as on screen.
///
/// # Errors
/// A workbook that is refused (see [`crate::xlsx::bounds`]).
pub(crate) fn list_rows(name: &str, bytes: &[u8]) -> Result<(String, Vec<Vec<String>>), Problem> {
    rows(bytes).map_err(|refusal| refusal.problem(name))
}

fn rows(bytes: &[u8]) -> Result<(String, Vec<Vec<String>>), Refusal> {
    let mut workbook = open(bytes)?;
    for sheet in visible_sheets(&workbook) {
        let grid = Grid::read(&mut workbook, &sheet)?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (row, cells) in grid.rows() {
            let mut words = Vec::new();
            for (column, cell) in cells {
                words.resize(usize::try_from(*column).unwrap_or(0), String::new());
                words.push(cell.value.words().into_owned());
            }
            rows.resize(usize::try_from(row).unwrap_or(0), Vec::new());
            rows.push(words);
        }
        if !rows.is_empty() {
            return Ok((sheet, rows));
        }
    }
    Ok((String::new(), Vec::new()))
}
