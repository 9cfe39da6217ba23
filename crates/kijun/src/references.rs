//! The reference data in use: what is built in, with files of the same names in the folder of `--reference` in its place.

use crate::cli::InputFormat;
use crate::console::{Console, Exit, Told};
use crate::files;
use anyhow::Context as _;
use evidence::certification::{CERTIFICATION, Certification, IsmapList};
use evidence::classification::{CLASSIFICATION, Vocabulary};
use evidence::cryptrec::{CRYPTREC, Cryptrec};
use evidence::item_guide::{ITEM_GUIDE, ItemGuide};
use evidence::reference::Document;
use evidence::region::{COUNTRIES, Countries, Places, REGIONS, Regions};
use evidence::sanitization::{SANITIZATION, Sanitization};
use evidence::settle::KnownIsmapList;
use evidence::tls_guideline::{TLS_GUIDELINE, TlsGuideline};
use jiff::civil::Date;
use register::{EditionName, ReferenceData};
use standard::document::Notation;
use standard::problem::Problem;
use std::borrow::Cow;
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
    fn replacement(&self, document: Document) -> anyhow::Result<Option<(String, String)>> {
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(document.file)).filter(|path| path.exists())
        else {
            return Ok(None);
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).with_context(|| name.clone())?;
        Ok(Some((name, text)))
    }

    fn load<T>(
        &self,
        document: Document,
        built_in: impl FnOnce() -> Result<T, Vec<Problem>>,
        load: impl FnOnce(&str, &str, Notation) -> Result<T, Vec<Problem>>,
    ) -> anyhow::Result<T> {
        let loaded = match self.replacement(document)? {
            None => built_in(),
            Some((name, text)) => load(&name, &text, Notation::Toml),
        };
        Ok(loaded.map_err(|problems| self.console.problems(&problems))?)
    }

    pub(crate) fn cryptrec(&self) -> anyhow::Result<Cryptrec> {
        self.load(CRYPTREC, Cryptrec::built_in, Cryptrec::load)
    }

    pub(crate) fn certification(&self) -> anyhow::Result<Certification> {
        self.load(CERTIFICATION, Certification::built_in, Certification::load)
    }

    pub(crate) fn sanitization(&self) -> anyhow::Result<Sanitization> {
        self.load(SANITIZATION, Sanitization::built_in, Sanitization::load)
    }

    pub(crate) fn tls_guideline(&self) -> anyhow::Result<TlsGuideline> {
        self.load(TLS_GUIDELINE, TlsGuideline::built_in, TlsGuideline::load)
    }

    pub(crate) fn vocabulary(&self) -> anyhow::Result<Vocabulary> {
        self.load(CLASSIFICATION, Vocabulary::built_in, Vocabulary::load)
    }

    pub(crate) fn item_guide(&self) -> anyhow::Result<ItemGuide> {
        self.load(ITEM_GUIDE, ItemGuide::built_in, ItemGuide::load)
    }

    pub(crate) fn places(&self) -> anyhow::Result<Places> {
        let built_in = Places::built_in().map_err(|problems| self.console.problems(&problems))?;
        let countries = self.load(COUNTRIES, || Ok(built_in.countries), Countries::load)?;
        let load = |name: &str, text: &str, notation| Regions::load(name, text, notation, &countries);
        let regions = self.load(REGIONS, || Ok(built_in.regions), load)?;
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
        let mut texts = evidence::settle::References::DOCUMENTS.map(|document| Cow::Borrowed(document.text));
        for (text, document) in texts.iter_mut().zip(evidence::settle::References::DOCUMENTS) {
            if let Some((_, own)) = self.replacement(document)? {
                *text = Cow::Owned(own);
            }
        }
        let hash = ReferenceData::hash_of(texts.each_ref().map(AsRef::as_ref));
        let edition = EditionName::new(&format!("folder-{}", hash.short()));
        let edition = edition.map_err(|refusal| self.console.coded(refusal.code, &refusal.message))?;
        Ok(ReferenceData { edition, hash, references })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Common, LanguageFlag};

    fn edition(folder: &Path) -> ReferenceData {
        let console = Console::new(&Common { lang: LanguageFlag::En, quiet: true });
        References::new(Some(folder), &console).edition().unwrap()
    }

    #[test]
    fn a_folder_is_named_by_its_documents_and_the_built_in_ones_beside() {
        let built_in = ReferenceData::built_in().unwrap();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference");
        assert_eq!(edition(&repository).hash, built_in.hash, "the same documents");
        for document in evidence::settle::References::DOCUMENTS {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(document.file), document.text).unwrap();
            assert_eq!(edition(folder.path()).hash, built_in.hash, "{}", document.file);
            std::fs::write(folder.path().join(document.file), format!("# ours\n{}", document.text)).unwrap();
            assert_ne!(edition(folder.path()).hash, built_in.hash, "{}", document.file);
        }
    }
}
