//! Blobs that events name. This room cannot read events; whoever can says which blobs a payload names, and verification looks
//! whether each is there, opens and is what the event says. A blob that no event names is no damage: its event may never have been
//! written.

use super::{Defect, Finding};
use crate::blob::{BlobId, sha256};
use crate::chain::hex;
use crate::city::CityId;
use crate::store::BlobRow;
use std::collections::BTreeMap;

/// A blob that an event names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedBlob {
    /// Which.
    pub id: BlobId,
    /// Of its content, in bytes.
    pub length: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
}

/// Says which blobs a payload names.
pub type BlobNaming = fn(&[u8]) -> Vec<NamedBlob>;

/// The blobs that the events of a city name, as far as they were walked.
pub(crate) struct NamedBlobs {
    naming: BlobNaming,
    events: BTreeMap<BlobId, Vec<(i64, NamedBlob)>>,
    compared: u64,
    strays: Vec<String>,
    findings: Vec<Finding>,
}

impl NamedBlobs {
    pub(crate) fn new(naming: BlobNaming) -> Self {
        Self { naming, events: BTreeMap::new(), compared: 0, strays: Vec::new(), findings: Vec::new() }
    }

    /// Takes in an event that was opened.
    pub(crate) fn take(&mut self, sequence: i64, payload: &[u8]) {
        for named in (self.naming)(payload) {
            self.events.entry(named.id).or_default().push((sequence, named));
        }
    }

    /// Takes in a blob that is there: `content` opens it, where somebody names it.
    pub(crate) fn compare(&mut self, city: &CityId, row: &BlobRow, content: Option<&[u8]>) {
        let Some(naming) = self.events.remove(&BlobId::of_row(row)) else {
            self.strays.push(hex(&row.id));
            return;
        };
        self.compared += 1;
        for (sequence, named) in naming {
            let is_same =
                content.is_some_and(|content| content.len() as u64 == named.length && sha256(content) == named.sha256);
            if !is_same {
                self.find(city, sequence, named, Defect::EvidenceDiffers);
            }
        }
    }

    /// Does an event name it?
    pub(crate) fn is_named(&self, row: &BlobRow) -> bool {
        self.events.contains_key(&BlobId::of_row(row))
    }

    /// After the last blob: how many were compared, those that nobody names, and what is wrong.
    pub(crate) fn finish(mut self, city: &CityId) -> (u64, Vec<String>, Vec<Finding>) {
        for (sequence, named) in std::mem::take(&mut self.events).into_values().flatten() {
            self.find(city, sequence, named, Defect::EvidenceMissing);
        }
        (self.compared, self.strays, self.findings)
    }

    fn find(&mut self, city: &CityId, sequence: i64, named: NamedBlob, defect: Defect) {
        let object = Some(format!("blob {}", named.id));
        self.findings.push(Finding { object, ..Finding::at(city.as_str(), sequence, defect) });
    }
}
