//! Evidence on its way in and out: the file is sealed and durable before the event that names it is recorded, and what comes out is
//! what the event says. Not for what a document shows.

use crate::city::{Answer, City};
use crate::refused::{OpenCityError, Refused};
use jiff::Timestamp;
use ledger::verify::{NamedBlob, Report};
use ledger::{BlobError, BlobId, Checkpoint, Fault as _, Ledger, StoreError};
use register::commands::AttachEvidence;
use register::record::evidence::Evidence;
use register::{Actor, Command, Digest, Event, FileName, Line, MediaType, Payload, Prose, UseId};
use standard::Text;

/// A file that is handed in.
#[derive(Clone, Debug)]
pub struct Document {
    /// For which use.
    pub use_id: UseId,
    /// What the file is called.
    pub name: FileName,
    /// What kind of file it is said to be.
    pub media_type: MediaType,
    /// The file.
    pub content: Vec<u8>,
    /// The id of the declaration's document that it is.
    pub document: Option<Line>,
    /// What it shows.
    pub note: Option<Prose>,
}

/// Why evidence cannot be handed out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The use has no evidence of this number.
    #[error("the use {use_id} has no evidence {evidence}")]
    Unknown {
        /// The use.
        use_id: UseId,
        /// The number.
        evidence: u32,
    },
    /// What is kept is not what the event says.
    #[error("the evidence {evidence} of {use_id} is not what was handed in")]
    Differs {
        /// The use.
        use_id: UseId,
        /// The number.
        evidence: u32,
    },
    /// The file cannot be had.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The state could not be read.
    #[error(transparent)]
    Open(#[from] OpenCityError),
}

impl City {
    /// Hands in a document: refused before anything is stored, stored before anything is recorded, answered once that is durable. A
    /// file whose event could not be recorded stays behind, named by nobody; handing it in again uses it.
    ///
    /// # Errors
    /// As [`City::run`], and why the file could not be stored.
    pub async fn attach(&self, document: Document, actor: Actor, at: Timestamp) -> Answer {
        let Document { use_id, name, media_type, content, document, note } = document;
        let (size, hash) = (content.len() as u64, Digest::of(&content));
        let mut command = AttachEvidence { use_id, name, media_type, size, hash, blob: hash, document, note };
        self.refuse_early(&command.clone().into(), &actor, at).await?;
        let id = self.ledger().put_blob(self.id(), &content, at).await.map_err(Refused::Blob)?;
        command.blob = Digest::try_from(id.to_string())?;
        self.submit(vec![command.into()], actor, at).await
    }

    /// What was handed in, and the file, which is what the event says.
    ///
    /// # Errors
    /// There is no such evidence, or its file cannot be had or is another.
    pub async fn read_evidence(&self, use_id: UseId, evidence: u32) -> Result<(Evidence, Vec<u8>), EvidenceError> {
        let state = self.state().await?;
        let found = state.find_use(use_id).and_then(|of| of.evidence.iter().find(|one| one.evidence == evidence));
        let found = found.cloned().ok_or(EvidenceError::Unknown { use_id, evidence })?;
        drop(state);
        let differs = EvidenceError::Differs { use_id, evidence };
        let Some(named) = named(found.blob, found.size, found.hash) else { return Err(differs) };
        let content = self.ledger().load_blob(self.id(), named.id).await?;
        if is_named(&content, found.size, found.hash) { Ok((found, content)) } else { Err(differs) }
    }

    /// Refuses a command that names a file which is not there, or is another: such a command did not come through
    /// [`City::attach`].
    pub(crate) async fn refuse_unstored(&self, commands: &[Command]) -> Result<(), Refused> {
        for command in commands {
            let Command::AttachEvidence(attach) = command else { continue };
            let named = named(attach.blob, attach.size, attach.hash).ok_or(Refused::NotStored)?;
            let content = match self.ledger().load_blob(self.id(), named.id).await {
                Ok(content) => content,
                Err(BlobError::Unknown { .. }) => return Err(Refused::NotStored),
                Err(error) => return Err(Refused::Blob(error)),
            };
            if !is_named(&content, attach.size, attach.hash) {
                return Err(Refused::NotStored);
            }
        }
        Ok(())
    }
}

/// Verifies a ledger with its own keys: every stream, and every document that an event names.
///
/// # Errors
/// The database did not answer.
pub async fn verify(ledger: &Ledger, checkpoints: &[Checkpoint]) -> Result<Report, StoreError> {
    ledger.verify_evidence_too(checkpoints, Some(named_blobs)).await
}

/// The documents that an event names, for `ledger`'s verification. What is no event names none; that it cannot be read shows where
/// the state is folded.
pub fn named_blobs(payload: &[u8]) -> Vec<NamedBlob> {
    let event = std::str::from_utf8(payload).ok().and_then(|json| Event::read(json).ok());
    let Some(Payload::EvidenceAttached(attached)) = event.map(|event| event.event) else { return Vec::new() };
    named(attached.blob, attached.size, attached.hash).into_iter().collect()
}

fn named(blob: Digest, length: u64, hash: Digest) -> Option<NamedBlob> {
    let id: BlobId = blob.to_string().parse().ok()?;
    Some(NamedBlob { id, length, sha256: *hash.as_bytes() })
}

fn is_named(content: &[u8], size: u64, hash: Digest) -> bool {
    content.len() as u64 == size && Digest::of(content) == hash
}

impl EvidenceError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown-evidence",
            Self::Differs { .. } => "evidence-differs",
            Self::Blob(error) => error.code(),
            Self::Open(error) => error.code(),
        }
    }

    /// What happened, and what to do.
    pub fn text(&self) -> Text {
        match self {
            Self::Unknown { use_id, evidence } => Text::new(
                format!("案件 {use_id} に証跡 {evidence} はありません。一覧で番号を確かめてください。"),
                format!("the use {use_id} has no evidence {evidence}; look the number up in its list"),
            ),
            Self::Differs { use_id, evidence } => Text::new(
                format!(
                    "案件 {use_id} の証跡 {evidence} が、提出されたものと違います。バックアップから戻してください。"
                ),
                format!("the evidence {evidence} of {use_id} is not what was handed in; restore it from a backup"),
            ),
            Self::Blob(error) => error.text(),
            Self::Open(error) => error.text(),
        }
    }
}
