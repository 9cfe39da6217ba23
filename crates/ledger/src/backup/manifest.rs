//! The manifest: for each city its head, and for each part how many records it has and what they hash to. Counted the same way
//! when a backup is written and when it is read.

use super::format::Kind;
use crate::chain::hex;
use crate::city::CityId;
use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const FORMAT: &str = "kijun-backup";
const VERSION: u32 = 1;

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    format: String,
    version: u32,
    /// Milliseconds since 1970.
    pub(super) created_at: i64,
    pub(super) cities: Vec<CityManifest>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CityManifest {
    pub(super) city: CityId,
    pub(super) parts: BTreeMap<String, Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) records: u64,
    pub(super) sha256: String,
}

impl Manifest {
    /// Of this format and version, with no part that this version does not have.
    pub(super) fn is_known(&self) -> bool {
        let is_part = |name: &String| Kind::ALL.into_iter().any(|kind| kind.name() == name);
        let known_parts = self.cities.iter().flat_map(|city| city.parts.keys()).all(is_part);
        self.format == FORMAT && self.version == VERSION && known_parts
    }
}

/// Counts and hashes records as they pass.
#[derive(Default)]
pub(super) struct Tally {
    cities: Vec<(CityId, BTreeMap<&'static str, PartTally>)>,
}

/// Records so far, and their hash so far.
type PartTally = (u64, Context);

impl Tally {
    pub(super) fn begin_city(&mut self, city: &CityId) {
        self.cities.push((city.clone(), BTreeMap::new()));
    }

    /// Adds a record to the city that was begun last.
    pub(super) fn add(&mut self, kind: Kind, body: &[u8]) {
        let Some((_, parts)) = self.cities.last_mut() else { return };
        let (records, hash) = parts.entry(kind.name()).or_insert_with(|| (0, Context::new(&SHA256)));
        *records += 1;
        // With its length, so that no two sequences of records hash alike.
        hash.update(&(body.len() as u64).to_be_bytes());
        hash.update(body);
    }

    pub(super) fn finish(self, created_at: i64) -> Manifest {
        let part = |(name, (records, hash)): (&str, PartTally)| {
            (name.to_owned(), Part { records, sha256: hex(hash.finish().as_ref()) })
        };
        let city = |(city, parts): (CityId, BTreeMap<_, _>)| CityManifest {
            city,
            parts: parts.into_iter().map(part).collect(),
        };
        let cities = self.cities.into_iter().map(city).collect();
        Manifest { format: FORMAT.into(), version: VERSION, created_at, cities }
    }
}
