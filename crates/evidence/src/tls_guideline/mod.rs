//! CRYPTREC's TLS guideline (GL-3001): its editions and what its three profiles ask of versions, suites, sizes, signatures and
//! settings; and in which words each part of TLS is looked up on the CRYPTREC list. Data; judging by it is `tls_verdict`'s work.

mod profile;
mod read;

pub use profile::{Demand, Demands, Fit, Profile};

use crate::reference::{Document, Provenance, StatusRow};
use crate::rows;
use jiff::civil::Date;
use standard::document::Notation;
use standard::problem::Problem;
use standard::{Answer, Text};
use std::collections::HashMap;
use tls::Version;

/// The reference that is built into the program.
pub const TLS_GUIDELINE: Document =
    Document { file: "tls-guideline.toml", text: include_str!("../../../../reference/tls-guideline.toml") };

/// The loaded guideline, every row checked.
#[derive(Clone, Debug)]
pub struct TlsGuideline {
    editions: Vec<GuidelineEdition>,
    default_edition: usize,
    versions: Vec<VersionRow>,
    suite_classes: Vec<SuiteClass>,
    sizes: Vec<SizeRow>,
    features: Vec<FeatureRow>,
    groups: Techniques,
    signatures: Techniques,
    certificate_signatures: Techniques,
}

/// An edition of the guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidelineEdition {
    /// Its number: `3.0.1`.
    pub id: String,
    /// What documents call it: `GL-3001-3.0.1`.
    pub name: String,
    /// The day it was published, where it is known.
    pub published: Option<Date>,
    /// What every verdict by it should say.
    pub note: Text,
    provenance: Provenance,
}

/// A version of the protocol.
#[derive(Clone, Debug)]
pub(crate) struct VersionRow {
    pub(crate) version: Version,
    /// What it means for the item that asks for encrypted channels where the version is accepted.
    pub(crate) item: Answer,
    /// What the profiles say where it is accepted.
    pub(crate) accepted: Demands,
    /// What they say where it is refused.
    pub(crate) refused: Demands,
    pub(crate) note: Text,
    provenance: Provenance,
}

/// A class of suites: all of its lists that are not empty are looked at, and one hit is enough.
#[derive(Clone, Debug)]
pub(crate) struct SuiteClass {
    pub(crate) id: String,
    pub(crate) title: Text,
    /// What stands before `_WITH_`: `RSA`, `DHE_DSS`.
    key_exchanges: Vec<String>,
    /// Words of the name between its underscores: `NULL`, `CBC`.
    words: Vec<String>,
    /// Whole names.
    names: Vec<String>,
    /// How its suites stand on the CRYPTREC list where their names cannot be looked up there.
    pub(crate) listed: Option<Listed>,
    pub(crate) accepted: Demands,
    provenance: Provenance,
}

/// The least size of a key.
#[derive(Clone, Debug)]
pub(crate) struct SizeRow {
    pub(crate) size: Size,
    /// In bits.
    pub(crate) at_least: u32,
    pub(crate) title: Text,
    pub(crate) below: Demands,
    provenance: Provenance,
}

/// What a size is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    Rsa,
    Dsa,
    Ecdsa,
    Dhe,
    Ecdhe,
}

/// A setting beside versions, suites and keys.
#[derive(Clone, Debug)]
pub(crate) struct FeatureRow {
    pub(crate) feature: Feature,
    /// Should it be there?
    pub(crate) wanted: bool,
    /// What to say where it is otherwise.
    pub(crate) text: Text,
    pub(crate) against: Demands,
    provenance: Provenance,
}

/// The settings that an observation tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feature {
    Compression,
    ClientRenegotiation,
    SecureRenegotiation,
    ExtendedMasterSecret,
    OcspStapling,
    ServerOrder,
}

/// A group, a signature scheme or the signature of a certificate.
#[derive(Clone, Debug)]
pub(crate) struct Technique {
    pub(crate) names: Vec<String>,
    pub(crate) looked_up: LookedUp,
    /// The size of a curve in bits.
    pub(crate) bits: Option<u32>,
    pub(crate) accepted: Demands,
    pub(crate) note: Option<Text>,
    provenance: Provenance,
}

/// How a technique stands on the CRYPTREC list.
#[derive(Clone, Debug)]
pub(crate) enum LookedUp {
    /// As the list says of these words.
    As(String),
    /// As the row itself says.
    So(Listed),
}

/// How something stands that cannot be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listed {
    /// 運用監視暗号リスト
    Monitored,
    /// On none of the lists.
    Nowhere,
    /// It could not be confirmed.
    Unknown,
}

/// Techniques by their names.
#[derive(Clone, Debug)]
struct Techniques {
    rows: Vec<Technique>,
    /// Names without capitals, to the rows.
    by_name: HashMap<String, usize>,
}

impl Techniques {
    fn find(&self, name: &str) -> Option<&Technique> {
        let at = self.by_name.get(name).or_else(|| self.by_name.get(&name.to_ascii_lowercase()))?;
        self.rows.get(*at)
    }
}

impl TlsGuideline {
    /// Reads and checks a guideline. `name` is what the user calls the file.
    ///
    /// # Errors
    /// Every problem with its line and column.
    pub fn load(name: &str, text: &str, notation: Notation) -> Result<Self, Vec<Problem>> {
        // A part that could not be read has been reported, and the report refuses the file.
        rows::load(name, text, notation, read::guideline)?.ok_or_else(Vec::new)
    }

    /// The guideline that is built in.
    ///
    /// # Errors
    /// Never for a released program: a test loads it.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(TLS_GUIDELINE.file, TLS_GUIDELINE.text, Notation::Toml)
    }

    /// The edition that verdicts are made by.
    pub fn edition(&self) -> Option<&GuidelineEdition> {
        self.editions.get(self.default_edition)
    }

    /// Every row with where it comes from, for `kijun reference status`.
    pub fn status_rows(&self) -> Vec<StatusRow> {
        let named = |kind: &str, technique: &Technique| format!("{kind} {}", technique.names.join(", "));
        let editions = self.editions.iter().map(|row| (format!("edition {}", row.id), &row.provenance));
        let versions = self.versions.iter().map(|row| (format!("version {}", row.version.name()), &row.provenance));
        let classes = self.suite_classes.iter().map(|row| (format!("suites {}", row.id), &row.provenance));
        let sizes = self.sizes.iter().map(|row| (format!("size {:?}", row.size).to_lowercase(), &row.provenance));
        let features = self.features.iter().map(|row| (format!("setting {:?}", row.feature), &row.provenance));
        let groups = self.groups.rows.iter().map(|row| (named("group", row), &row.provenance));
        let signatures = self.signatures.rows.iter().map(|row| (named("signature", row), &row.provenance));
        let certificates = self.certificate_signatures.rows.iter();
        let certificates = certificates.map(|row| (named("certificate signature", row), &row.provenance));
        let rows = editions.chain(versions).chain(classes).chain(sizes).chain(features);
        let rows = rows.chain(groups).chain(signatures).chain(certificates);
        rows.map(|(row, provenance)| StatusRow { reference: "tls-guideline", row, provenance: provenance.clone() })
            .collect()
    }

    pub(crate) fn version(&self, version: Version) -> Option<&VersionRow> {
        self.versions.iter().find(|row| row.version == version)
    }

    pub(crate) fn size(&self, size: Size) -> Option<&SizeRow> {
        self.sizes.iter().find(|row| row.size == size)
    }

    pub(crate) fn features(&self) -> &[FeatureRow] {
        &self.features
    }

    pub(crate) fn group(&self, name: &str) -> Option<&Technique> {
        self.groups.find(name)
    }

    pub(crate) fn signature(&self, name: &str) -> Option<&Technique> {
        self.signatures.find(name)
    }

    pub(crate) fn certificate_signature(&self, name: &str) -> Option<&Technique> {
        self.certificate_signatures.find(name)
    }

    /// The class of a suite by its name as IANA registers it: the first that fits. `None`: a name of no known kind.
    pub(crate) fn suite_class(&self, name: &str) -> Option<&SuiteClass> {
        let rest = name.strip_prefix("TLS_").unwrap_or(name);
        let key_exchange = rest.split_once("_WITH_").map(|(before, _)| before);
        let has_word = |wanted: &String| rest.split('_').any(|word| word == wanted);
        self.suite_classes.iter().find(|class| {
            class.names.iter().any(|whole| whole == name)
                || key_exchange.is_some_and(|words| class.key_exchanges.iter().any(|one| one == words))
                || class.words.iter().any(has_word)
        })
    }
}
