//! 保存場所, and what lets information be kept abroad: 本人の同意 and 暗号鍵.

use super::row::Row;
use super::section::Names;
use super::words::{KEY_PARTIES, PLACE_ROLES};
use crate::declaration::model::{Consent, KeptAt, Key};

pub(super) fn place(row: &Row<'_, '_, '_>, names: &Names) -> Option<KeptAt> {
    let (role, at, holds) = (row.word("role", PLACE_ROLES), row.known_text("at"), information(row, "holds", names));
    Some(KeptAt { role: role?, at: at?, holds })
}

pub(super) fn consent(row: &Row<'_, '_, '_>, names: &Names) -> Option<Consent> {
    let country = row.text("country");
    let consent = Consent {
        country: String::new(),
        about: information(row, "about", names),
        before_use: row.find_known_truth("before_use"),
        names_country: row.find_known_truth("names_country"),
        explains_system: row.find_known_truth("explains_system"),
        explains_measures: row.find_known_truth("explains_measures"),
    };
    Some(Consent { country: country?, ..consent })
}

#[expect(clippy::unnecessary_wraps, reason = "a reader of rows, as the others are")]
pub(super) fn key(row: &Row<'_, '_, '_>, names: &Names) -> Option<Key> {
    Some(Key {
        covers: information(row, "covers", names),
        own: row.find_known_truth("own"),
        generated_by: row.find_known_word("generated_by", KEY_PARTIES),
        held_by_city: row.find_known_truth("held_by_city"),
        held_at: row.find_known_text("held_at"),
    })
}

/// Ids of information; those that nothing bears are reported.
fn information(row: &Row<'_, '_, '_>, key: &str, names: &Names) -> Vec<String> {
    let checked = |(id, node): (String, &_)| {
        row.check_name(&id, node, names.information.iter());
        id
    };
    row.texts(key).into_iter().map(checked).collect()
}
