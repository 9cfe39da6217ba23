//! CSV fields as Excel takes them without harm: quoted where needed, and never a formula.

use std::borrow::Cow;

/// Characters that make a spreadsheet take a cell for a formula, half-width and full-width.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The field, with `'` before text that a spreadsheet would take for a formula. [`unprotect`] undoes exactly that.
fn protect(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(FORMULA_STARTS) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text before it was protected.
pub(super) fn unprotect(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(text) if text.trim_start_matches('\'').starts_with(FORMULA_STARTS) => text,
        _ => field,
    }
}

/// One field of a record.
pub fn field(text: &str) -> String {
    let text = protect(text);
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into_owned() }
}

/// One record with its line end (RFC 4180: CR LF).
pub fn record<'t>(fields: impl IntoIterator<Item = &'t str>) -> String {
    let fields: Vec<String> = fields.into_iter().map(field).collect();
    fields.join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protection_is_exactly_undone() {
        for text in ["plain", "=1+1", "'=1+1", "''@x", "'quoted'", "-", "－", "＝x", "", "'"] {
            assert_eq!(unprotect(&protect(text)), text, "{text}");
        }
    }

    #[test]
    fn nothing_that_is_written_starts_like_a_formula() {
        for text in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝１"] {
            let written = field(text);
            let inside = written.trim_start_matches('"');
            assert!(inside.starts_with('\''), "{written}");
        }
    }

    #[test]
    fn quotes_and_line_ends_stay_inside_their_field() {
        assert_eq!(record(["a", "b \"c\"", "d,e", "f\ng"]), "a,\"b \"\"c\"\"\",\"d,e\",\"f\ng\"\r\n");
    }
}
