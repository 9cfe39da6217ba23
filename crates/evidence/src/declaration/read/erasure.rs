//! 消去 at the end of the contract and at disposal.

use super::row::Row;
use super::words::ERASURE_TIMES;
use crate::declaration::model::Erasure;
use crate::sanitization::EraseConditions;

pub(super) fn read(row: &Row<'_, '_, '_>, stores: &[&str]) -> Option<Erasure> {
    let at = row.word("at", ERASURE_TIMES);
    let covered = |(name, node): (String, &_)| {
        row.check_name(&name, node, stores.iter().copied());
        name
    };
    let covers = row.texts("covers").into_iter().map(covered).collect();
    let (medium, technique) = (row.known_text("medium"), row.find_known_text("technique"));
    let deleted_at_end = row.find_known_truth("deleted_at_end");
    let conditions = row.table.find("conditions").map(|node| {
        let Some(row) = Row::new(row.report, node) else { return EraseConditions::default() };
        let conditions = EraseConditions {
            encrypted_before_writing: row.find_truth("encrypted_before_writing"),
            every_key_copy_destroyed: row.find_truth("every_key_copy_destroyed"),
            strength: row.find_truth("strength"),
            own_key: row.find_truth("own_key"),
            condition_shown: row.find_truth("condition_shown"),
        };
        row.finish();
        conditions
    });
    Some(Erasure {
        at: at?,
        covers,
        medium: medium?,
        technique,
        conditions: conditions.unwrap_or_default(),
        deleted_at_end,
    })
}
