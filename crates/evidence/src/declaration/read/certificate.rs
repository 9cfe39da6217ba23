//! 認証. When it is valid stands with the evidence.

use super::row::Row;
use super::words::{HOLDERS, ROLES};
use crate::declaration::model::Certificate;

pub(super) fn read(row: &Row<'_, '_, '_>) -> Option<Certificate> {
    let words = row.text("words");
    let certificate = Certificate {
        words: String::new(),
        holder: row.find_word("holder", HOLDERS),
        role: row.find_word("role", ROLES),
        scope_names_service: row.find_known_truth("scope_names_service"),
        written_link: row.find_known_truth("written_link"),
        suspended_from: row.find_date("suspended_from"),
    };
    Some(Certificate { words: words?, ..certificate })
}
