//! The reference data in use: what is built in, with files of the same names in the folder of `--reference` in its place.

use crate::cli::InputFormat;
use crate::console::{Console, Exit, Told};
use crate::files;
use anyhow::Context as _;
use evidence::certification::{CERTIFICATION, Certification, IsmapList};
use evidence::classification::Vocabulary;
use evidence::cryptrec::{CRYPTREC, Cryptrec};
use evidence::item_guide::ItemGuide;
use evidence::region::{COUNTRIES, Countries, Places, REGIONS, Regions};
use evidence::sanitization::{SANITIZATION, Sanitization};
use evidence::settle::KnownIsmapList;
use evidence::tls_guideline::{TLS_GUIDELINE, TlsGuideline};
use jiff::civil::Date;
use register::{EditionName, ReferenceData};
use standard::document::Notation;
use standard::problem::Problem;
use std::path::{Path, PathBuf};

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
    ) -> anyhow::Result<T> {
        let loaded = match self.replacement(file)? {
            None => built_in(),
            Some((name, text)) => load(&name, &text, Notation::Toml),
        };
        Ok(loaded.map_err(|problems| self.console.problems(&problems))?)
    }

    pub(crate) fn cryptrec(&self) -> anyhow::Result<Cryptrec> {
        self.load("cryptrec.toml", Cryptrec::built_in, Cryptrec::load)
    }

    pub(crate) fn certification(&self) -> anyhow::Result<Certification> {
        self.load("certification.toml", Certification::built_in, Certification::load)
    }

    pub(crate) fn sanitization(&self) -> anyhow::Result<Sanitization> {
        self.load("sanitization.toml", Sanitization::built_in, Sanitization::load)
    }

    pub(crate) fn tls_guideline(&self) -> anyhow::Result<TlsGuideline> {
        self.load("tls-guideline.toml", TlsGuideline::built_in, TlsGuideline::load)
    }

    pub(crate) fn vocabulary(&self) -> anyhow::Result<Vocabulary> {
        self.load("classification.toml", Vocabulary::built_in, Vocabulary::load)
    }

    pub(crate) fn item_guide(&self) -> anyhow::Result<ItemGuide> {
        self.load("item-guide.toml", ItemGuide::built_in, ItemGuide::load)
    }

    pub(crate) fn places(&self) -> anyhow::Result<Places> {
        let built_in = Places::built_in().map_err(|problems| self.console.problems(&problems))?;
        let countries = self.load("countries.toml", || Ok(built_in.countries), Countries::load)?;
        let load = |name: &str, text: &str, notation| Regions::load(name, text, notation, &countries);
        let regions = self.load("regions.toml", || Ok(built_in.regions), load)?;
        Ok(Places { countries, regions })
    }

    /// A list of ISMAP services from a file; its problems are told, and rows without any are used.
    pub(crate) fn ismap_list(&self, certification: &Certification, path: &Path) -> anyhow::Result<IsmapList> {
        let mut input = files::open(path, None)?;
        input.format = InputFormat::Xlsx;
        let list = files::read_whole(&mut input)?.and_then(|bytes| sheets::read_list(&input.name, &bytes));
        let list = list.map_err(|problem| self.console.problems(&[problem]))?;
        let (list, problems) = certification.read_ismap_list(&input.name, list.sheet.as_deref(), &list.rows);
        for problem in &problems {
            self.console.problem(problem);
        }
        if list.entries().is_empty() {
            return Err(Told(Exit::BadInput).into());
        }
        Ok(list)
    }

    /// What settling a declaration uses: the reference data, and a list of ISMAP services with the day on which it was complete.
    pub(crate) fn settling(
        &self,
        ismap_list: Option<&Path>,
        complete_on: Option<Date>,
    ) -> anyhow::Result<evidence::settle::References> {
        // Every file is read before the first failure ends it: all problems are told at once.
        let (cryptrec, places, certification) = (self.cryptrec(), self.places(), self.certification());
        let (sanitization, tls_guideline) = (self.sanitization(), self.tls_guideline());
        let certification = certification?;
        let ismap = ismap_list.map(|path| self.ismap_list(&certification, path)).transpose()?;
        Ok(evidence::settle::References {
            cryptrec: cryptrec?,
            places: places?,
            certification,
            sanitization: sanitization?,
            tls_guideline: tls_guideline?,
            ismap: ismap.map(|list| KnownIsmapList { list, complete_on }),
        })
    }

    /// The reference data of the folder as an edition of the register: named by the hash of its documents, so that no other data
    /// ever goes by the same name.
    pub(crate) fn edition(&self) -> anyhow::Result<ReferenceData> {
        let references = self.settling(None, None)?;
        let text = |file, built_in: &str| -> anyhow::Result<String> {
            Ok(self.replacement(file)?.map_or_else(|| built_in.to_owned(), |(_, text)| text))
        };
        let texts = [
            text("cryptrec.toml", CRYPTREC)?,
            text("countries.toml", COUNTRIES)?,
            text("regions.toml", REGIONS)?,
            text("certification.toml", CERTIFICATION)?,
            text("sanitization.toml", SANITIZATION)?,
            text("tls-guideline.toml", TLS_GUIDELINE)?,
        ];
        let hash = ReferenceData::hash_of(texts.each_ref().map(String::as_str));
        let edition = EditionName::new(&format!("folder-{}", hash.short()));
        let edition = edition.map_err(|refusal| self.console.coded(refusal.code, &refusal.message))?;
        Ok(ReferenceData { edition, hash, references })
    }
}
