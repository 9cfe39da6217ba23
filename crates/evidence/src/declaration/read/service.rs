//! The service, its documents and the city's groups of information.

use super::row::Row;
use super::section::Defined;
use crate::declaration::model::{Document, Information, Service};
use standard::document::{Report, TableReader};

pub(super) fn read(report: &Report<'_>, root: &TableReader<'_, '_, '_>) -> Option<Service> {
    let row = Row::new(report, root.require("service")?)?;
    let (name, provider, plan) = (row.text("name"), row.text("provider"), row.find_text("plan"));
    row.finish();
    Some(Service { name: name?, provider: provider?, plan })
}

pub(super) fn document(row: &Row<'_, '_, '_>, defined: &mut Defined) -> Option<Document> {
    let (id, title) = (row.text("id"), row.text("title"));
    let (version, date) = (row.find_text("version"), row.find_date("date"));
    if let Some(id) = &id {
        defined.add(row, id);
    }
    Some(Document { id: id?, title: title?, version, date })
}

pub(super) fn information(row: &Row<'_, '_, '_>, defined: &mut Defined) -> Option<Information> {
    let (id, name, class) = (row.text("id"), row.text("name"), row.text("class"));
    let (personal, entered_by_staff) = (row.find_known_truth("personal"), row.find_known_truth("entered_by_staff"));
    if let Some(id) = &id {
        defined.add(row, id);
    }
    Some(Information { id: id?, name: name?, class: class?, personal, entered_by_staff })
}
