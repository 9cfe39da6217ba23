//! The reference data in use: what is built in, with files of the same names in the folder of `--reference` in its place.

use crate::console::{Console, Exit};
use anyhow::Context as _;
use evidence::certification::Certification;
use evidence::classification::Vocabulary;
use evidence::cryptrec::Cryptrec;
use evidence::item_guide::ItemGuide;
use evidence::region::{Countries, Places, Regions};
use evidence::sanitization::Sanitization;
use evidence::tls_guideline::TlsGuideline;
use standard::document::Notation;
use standard::problem::Problem;
use std::path::{Path, PathBuf};

/// A reference, or the exit code once its problems were told.
pub(crate) type Loaded<T> = anyhow::Result<Result<T, Exit>>;

/// Where reference data comes from.
pub(crate) struct References<'a> {
    folder: Option<PathBuf>,
    console: &'a Console,
}

impl<'a> References<'a> {
    pub(crate) fn new(folder: Option<&Path>, console: &'a Console) -> Self {
        Self { folder: folder.map(Path::to_owned), console }
    }

    /// The file's name and text, where the folder has one.
    fn replacement(&self, file: &str) -> anyhow::Result<Option<(String, String)>> {
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(file)).filter(|path| path.exists()) else {
            return Ok(None);
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).with_context(|| name.clone())?;
        Ok(Some((name, text)))
    }

    fn load<T>(
        &self,
        file: &str,
        built_in: impl FnOnce() -> Result<T, Vec<Problem>>,
        load: impl FnOnce(&str, &str, Notation) -> Result<T, Vec<Problem>>,
    ) -> Loaded<T> {
        let loaded = match self.replacement(file)? {
            None => built_in(),
            Some((name, text)) => load(&name, &text, Notation::Toml),
        };
        Ok(loaded.map_err(|problems| self.console.problems(&problems)))
    }

    pub(crate) fn cryptrec(&self) -> Loaded<Cryptrec> {
        self.load("cryptrec.toml", Cryptrec::built_in, Cryptrec::load)
    }

    pub(crate) fn certification(&self) -> Loaded<Certification> {
        self.load("certification.toml", Certification::built_in, Certification::load)
    }

    pub(crate) fn sanitization(&self) -> Loaded<Sanitization> {
        self.load("sanitization.toml", Sanitization::built_in, Sanitization::load)
    }

    pub(crate) fn tls_guideline(&self) -> Loaded<TlsGuideline> {
        self.load("tls-guideline.toml", TlsGuideline::built_in, TlsGuideline::load)
    }

    pub(crate) fn vocabulary(&self) -> Loaded<Vocabulary> {
        self.load("classification.toml", Vocabulary::built_in, Vocabulary::load)
    }

    pub(crate) fn item_guide(&self) -> Loaded<ItemGuide> {
        self.load("item-guide.toml", ItemGuide::built_in, ItemGuide::load)
    }

    pub(crate) fn places(&self) -> Loaded<Places> {
        let built_in = match Places::built_in() {
            Ok(places) => places,
            Err(problems) => return Ok(Err(self.console.problems(&problems))),
        };
        let countries = match self.load("countries.toml", || Ok(built_in.countries), Countries::load)? {
            Ok(countries) => countries,
            Err(exit) => return Ok(Err(exit)),
        };
        let load = |name: &str, text: &str, notation| Regions::load(name, text, notation, &countries);
        let regions = self.load("regions.toml", || Ok(built_in.regions), load)?;
        Ok(regions.map(|regions| Places { countries, regions }))
    }

    /// What settling a declaration uses.
    pub(crate) fn settling(&self) -> Loaded<evidence::settle::References> {
        let (cryptrec, places) = match (self.cryptrec()?, self.places()?) {
            (Ok(cryptrec), Ok(places)) => (cryptrec, places),
            (Err(exit), _) | (_, Err(exit)) => return Ok(Err(exit)),
        };
        let (certification, sanitization) = match (self.certification()?, self.sanitization()?) {
            (Ok(certification), Ok(sanitization)) => (certification, sanitization),
            (Err(exit), _) | (_, Err(exit)) => return Ok(Err(exit)),
        };
        let tls_guideline = match self.tls_guideline()? {
            Ok(tls_guideline) => tls_guideline,
            Err(exit) => return Ok(Err(exit)),
        };
        Ok(Ok(evidence::settle::References { cryptrec, places, certification, sanitization, tls_guideline }))
    }
}
