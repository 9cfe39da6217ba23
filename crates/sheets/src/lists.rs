//! Plain lists (such as the list of ISMAP services) from CSV or a workbook, as rows of words. What the columns mean belongs to
//! whoever keeps such a list.

use crate::csv::text_rows;
use crate::xlsx::list_rows;
use standard::Problem;

/// A list of rows, and the worksheet it stands on where it is a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The worksheet's name.
    pub sheet: Option<String>,
    /// The rows, empty ones included.
    pub rows: Vec<Vec<String>>,
}

/// Reads a list. `name` is what the user calls the file; a workbook is known by its first bytes.
///
/// # Errors
/// A file that is no text and no workbook, or one over the bounds.
pub fn read_list(name: &str, bytes: &[u8]) -> Result<List, Problem> {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        let (sheet, rows) = list_rows(name, bytes)?;
        return Ok(List { sheet: Some(sheet), rows });
    }
    Ok(List { sheet: None, rows: text_rows(name, bytes)? })
}
