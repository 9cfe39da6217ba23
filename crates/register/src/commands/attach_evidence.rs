//! 証跡の添付: a document is handed in for a use, by the vendor or by the section that received it. The file itself was sealed and
//! stored before; here it gets its place in the record. Nothing is ever taken out again: see `withdraw_evidence`.

use super::standing::nothing_changed;
use crate::actor::Role;
use crate::canonical::Digest;
use crate::decide::Context;
use crate::event::{EvidenceAttached, Payload};
use crate::file::{FileName, MediaType};
use crate::names::UseId;
use crate::refusal::Refusal;
use crate::state::Use;
use crate::words::{Line, Prose};
use serde::{Deserialize, Serialize};

/// Documents of a use: some fifty a year for twenty years. A bound, so that nobody fills the record.
const EVIDENCE_LIMIT: usize = 1000;

/// Hands in a document.
///
/// Refused: `use-ended` (not while it is closing: that is when erasure is shown), `in-approval`, `no-request` (a vendor is asked
/// first), `empty-evidence`, `too-much-evidence`, `nothing-changed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachEvidence {
    /// The use.
    pub use_id: UseId,
    /// What the file is called.
    pub name: FileName,
    /// What kind of file it is said to be.
    pub media_type: MediaType,
    /// In bytes.
    pub size: u64,
    /// SHA-256 of the file.
    pub hash: Digest,
    /// The name under which the sealed file is kept.
    pub blob: Digest,
    /// The id of the declaration's document that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Line>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Prose>,
}

impl AttachEvidence {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.unended_use(self.use_id)?;
        if of.request.is_none() && context.post()?.role == Role::Vendor {
            return Err(Refusal::new(
                "no-request",
                ("回答を依頼していないので、証跡を受け取れません", "nothing was asked for"),
                ("所管課が先に回答を依頼します", "the section asks for it first"),
            ));
        }
        if self.size == 0 {
            return Err(Refusal::new(
                "empty-evidence",
                (format!("「{}」は空のファイルです", self.name), format!("`{}` is empty", self.name)),
                ("中身のあるファイルを添えます", "attach a file with something in it"),
            ));
        }
        self.refuse_more(of)?;
        let attached = EvidenceAttached {
            use_id: self.use_id,
            evidence: u32::try_from(of.evidence.len()).unwrap_or(u32::MAX).saturating_add(1),
            name: self.name.clone(),
            media_type: self.media_type.clone(),
            size: self.size,
            hash: self.hash,
            blob: self.blob,
            document: self.document.clone(),
            note: self.note.clone(),
        };
        Ok(vec![attached.into()])
    }

    fn refuse_more(&self, of: &Use) -> Result<(), Refusal> {
        if of.evidence.iter().any(|one| one.hash == self.hash && one.withdrawn.is_none()) {
            return Err(nothing_changed());
        }
        if of.evidence.len() < EVIDENCE_LIMIT {
            return Ok(());
        }
        Err(Refusal::new(
            "too-much-evidence",
            (
                format!("この案件には、もう証跡が{EVIDENCE_LIMIT}件あります"),
                format!("the use has {EVIDENCE_LIMIT} pieces of evidence already"),
            ),
            ("文書をまとめて一つのファイルにします", "put documents together into one file"),
        ))
    }
}
