//! Places: cloud regions by provider and code, and countries with their equivalence for №6-3. Codes collide between
//! providers, so a code alone is never looked up as if it were a key. Not for judging a place: a settled item does that.

mod countries;
mod explain_country;
mod explain_region;
mod load;
mod open;
mod words;

pub use countries::{Adequacy, Countries, Country, CountryCode};
pub use explain_country::CountryExplanation;
pub use explain_region::{Candidate, RegionExplanation};

use crate::lexicon::Lexicon;
use crate::reference::{Document, Provenance, StatusRow};
use standard::document::Notation;
use standard::{Problem, Text};
use std::collections::HashMap;

/// The regions that are built in.
pub const REGIONS: Document =
    Document { file: "regions.toml", text: include_str!("../../../../reference/regions.toml") };

/// The countries that are built in.
pub const COUNTRIES: Document =
    Document { file: "countries.toml", text: include_str!("../../../../reference/countries.toml") };

/// What a region code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// One region.
    Region,
    /// Two named regions, both of which hold the data.
    DualRegion,
    /// Several places that the provider chooses from: without a country it spans several.
    MultiRegion,
    /// A zone that bears the name of its parent region and may stand in another country.
    LocalZone,
}

/// A row of the regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Place of its provider in [`Regions::providers`].
    provider: usize,
    /// The code, in lower case, unique for the provider.
    pub code: String,
    /// What the code stands for.
    pub kind: RegionKind,
    /// The country; `None` where it spans several.
    pub country: Option<CountryCode>,
    /// The place's name: a help for readers, outside what `verified` says.
    pub place: Text,
    /// The region whose name a local zone bears.
    pub parent: Option<String>,
    /// The region to which geo-redundant copies may go, and where that is said.
    pub pair: Option<(String, Provenance)>,
    /// Where code → country comes from.
    pub provenance: Provenance,
}

/// How a provider writes an availability zone of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ZoneSuffix {
    /// `ap-northeast-1a`.
    Letter,
    /// `asia-northeast1-a`.
    DashLetter,
}

/// A cloud provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its short name: `aws`.
    pub id: String,
    /// Its name for readers.
    pub name: String,
    zones: Option<ZoneSuffix>,
    /// Where its spellings come from.
    pub provenance: Provenance,
}

/// The regions, with indexes for what people write.
#[derive(Clone, Debug)]
pub struct Regions {
    providers: Vec<Provider>,
    rows: Vec<Region>,
    /// Rows by code: more than one where providers share it.
    by_code: HashMap<String, Vec<usize>>,
    /// Rows by folded name of the place, and by further spellings.
    by_place: HashMap<String, Vec<usize>>,
    provider_words: Lexicon<usize>,
}

impl Regions {
    /// Reads and checks regions; the countries they name must exist.
    ///
    /// # Errors
    /// Every problem of the file, with its place.
    pub fn load(name: &str, text: &str, notation: Notation, countries: &Countries) -> Result<Self, Vec<Problem>> {
        load::regions(name, text, notation, countries)
    }

    /// All rows, in the order of the file.
    pub fn rows(&self) -> &[Region] {
        &self.rows
    }

    /// All providers, in the order of the file.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The provider of a row.
    pub fn provider_of(&self, region: &Region) -> Option<&Provider> {
        self.providers.get(region.provider)
    }

    /// The row of a provider's short name and a code, both as the file writes them.
    pub fn find(&self, provider: &str, code: &str) -> Option<&Region> {
        let is_its = |row: &&Region| self.provider_of(row).is_some_and(|found| found.id == provider);
        self.with_code(code).find(is_its)
    }

    /// Every row with this code.
    fn with_code(&self, code: &str) -> impl Iterator<Item = &Region> {
        self.by_code.get(code).into_iter().flatten().filter_map(|at| self.rows.get(*at))
    }
}

/// Regions and countries together.
#[derive(Clone, Debug)]
pub struct Places {
    /// The countries.
    pub countries: Countries,
    /// The regions.
    pub regions: Regions,
}

impl Places {
    /// The reference data that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        let countries = Countries::load(COUNTRIES.file, COUNTRIES.text, Notation::Toml)?;
        let regions = Regions::load(REGIONS.file, REGIONS.text, Notation::Toml, &countries)?;
        Ok(Self { countries, regions })
    }

    /// Every row with where it comes from, for `kijun reference status`.
    pub fn status_rows(&self) -> Vec<StatusRow> {
        let providers = self.regions.providers.iter().map(|provider| (provider.id.clone(), &provider.provenance));
        let regions = self.regions.rows.iter().flat_map(|row| {
            let key = self.regions.provider_of(row).map_or_else(String::new, |provider| format!("{}:", provider.id));
            let key = format!("{key}{}", row.code);
            let pair = row.pair.as_ref().map(|(with, provenance)| (format!("{key} + {with}"), provenance));
            std::iter::once((key, &row.provenance)).chain(pair)
        });
        let regions = providers.chain(regions).map(|(row, provenance)| ("regions", row, provenance));
        let countries = self.countries.provenances().map(|(row, provenance)| ("countries", row, provenance));
        regions
            .chain(countries)
            .map(|(reference, row, provenance)| StatusRow { reference, row, provenance: provenance.clone() })
            .collect()
    }
}
