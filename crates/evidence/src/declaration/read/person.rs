//! A person's answers beside the settled ones. Whether the item exists is known only with a standard.

use super::row::Row;
use crate::declaration::model::Override;
use standard::spelling::fold;

pub(super) fn read(row: &Row<'_, '_, '_>) -> Option<Override> {
    let (item, answer) = (row.text("item"), row.answer("answer"));
    let (reason, by, on) = (row.text("reason"), row.text("by"), row.date("on"));
    // Full width and half width are the same number: №５－１ is 5-1.
    Some(Override { item: fold(&item?), answer: answer?, reason: reason?, by: by?, on: on?, place: row.place() })
}
