//! The state as a document, so that a long stream need not be folded from its beginning. A snapshot is no record: it is of one
//! version of the program, and what another version wrote is passed over and folded anew.

use super::declarations::{DeclarationDocument, Declarations};
use super::{Service, State, Use};
use crate::calendar::FiscalYear;
use crate::canonical::Digest;
use crate::configuration::Configuration;
use crate::event::DocumentNotation;
use crate::names::{OrganizationId, ProviderId, ServiceId};
use crate::numbering::Counters;
use crate::words::Line;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// What wrote it. A fold may change from version to version without any type changing its shape.
const PROGRAM: &str = concat!("kijun ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize, Deserialize)]
struct Snapshot<'s> {
    program: Cow<'s, str>,
    configuration: Option<Cow<'s, Configuration>>,
    providers: Vec<(OrganizationId, ProviderId, Line)>,
    services: Vec<(OrganizationId, ServiceId, Service)>,
    uses: Vec<Cow<'s, Use>>,
    declarations: Vec<(DocumentNotation, Cow<'s, str>)>,
    counters: Vec<(Line, FiscalYear, u32)>,
    last: Option<Timestamp>,
}

impl State {
    /// The state as JSON, for [`State::from_snapshot`] of the same version of the program. Empty where it cannot be written,
    /// which no state of [`crate::apply`] is.
    pub fn to_snapshot(&self) -> Vec<u8> {
        let snapshot = Snapshot {
            program: PROGRAM.into(),
            configuration: self.configuration.as_deref().map(Cow::Borrowed),
            providers: self.providers.iter().map(|((of, id), name)| (of.clone(), id.clone(), name.clone())).collect(),
            services: self
                .services
                .iter()
                .map(|((of, id), service)| (of.clone(), id.clone(), service.clone()))
                .collect(),
            uses: self.uses.values().map(Cow::Borrowed).collect(),
            declarations: self
                .declarations
                .all()
                .map(|document| (document.notation, (*document.text).into()))
                .collect(),
            counters: self.counters.all(),
            last: self.last,
        };
        serde_json::to_vec(&snapshot).unwrap_or_default()
    }

    /// The state of a snapshot; `None` where another version wrote it, or where it is no snapshot.
    pub fn from_snapshot(json: &[u8]) -> Option<Self> {
        let snapshot: Snapshot<'_> = serde_json::from_slice(json).ok()?;
        if snapshot.program != PROGRAM {
            return None;
        }
        let documents = snapshot
            .declarations
            .iter()
            .map(|(notation, text)| DeclarationDocument::new(Digest::of(text.as_bytes()), *notation, text));
        let declarations = Declarations::of(documents);
        let mut uses = snapshot.uses.into_iter().map(Cow::into_owned).collect::<Vec<_>>();
        for version in uses.iter_mut().flat_map(|of| &mut of.declarations) {
            version.document = Arc::clone(declarations.find(&version.document.hash)?);
        }
        Some(Self {
            configuration: snapshot.configuration.map(|configuration| Box::new(configuration.into_owned())),
            providers: snapshot.providers.into_iter().map(|(of, id, name)| ((of, id), name)).collect(),
            services: snapshot.services.into_iter().map(|(of, id, service)| ((of, id), service)).collect(),
            uses: uses.into_iter().map(|of| (of.id, of)).collect(),
            declarations,
            counters: Counters::of(snapshot.counters),
            last: snapshot.last,
        })
    }
}

/// A document by its hash: the snapshot has each document once.
pub(super) mod by_hash {
    use super::{Arc, DeclarationDocument, Deserialize, Digest, DocumentNotation};
    use serde::{Deserializer, Serialize as _, Serializer};

    pub(crate) fn serialize<S: Serializer>(document: &Arc<DeclarationDocument>, to: S) -> Result<S::Ok, S::Error> {
        document.hash.serialize(to)
    }

    /// A place holder with the hash, until the documents are at hand.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<DeclarationDocument>, D::Error> {
        let hash = Digest::deserialize(from)?;
        Ok(Arc::new(DeclarationDocument::new(hash, DocumentNotation::Toml, "")))
    }
}
