//! The shape of an explanation: what callers, the command line and the API get. Not for how it comes about (`explain`).

use super::vocabulary::{PartKind, Use};
use crate::reference::Provenance;
use jiff::civil::Date;
use standard::Text;
use std::sync::Arc;

/// Where a technique, or a statement as a whole, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlgorithmStatus {
    /// 電子政府推奨暗号リスト
    Recommended,
    /// 電子政府推奨暗号リスト, with a strength that may be used for new encryption to this day (LS-0003).
    RecommendedUntil(Date),
    /// 推奨候補暗号リスト
    Candidate,
    /// 運用監視暗号リスト
    Monitored,
    /// On none of the lists, or with a key below LS-0003.
    Unlisted,
    /// No encryption; the list has no category for it.
    NotApplicable,
    /// Something is not stated or not known.
    NeedsEvidence,
}

impl AlgorithmStatus {
    /// The word of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recommended => "recommended",
            Self::RecommendedUntil(_) => "recommended_until",
            Self::Candidate => "candidate",
            Self::Monitored => "monitored",
            Self::Unlisted => "unlisted",
            Self::NotApplicable => "not_applicable",
            Self::NeedsEvidence => "needs_evidence",
        }
    }

    /// The last day, where there is one.
    pub const fn until(self) -> Option<Date> {
        match self {
            Self::RecommendedUntil(last) => Some(last),
            Self::Recommended
            | Self::Candidate
            | Self::Monitored
            | Self::Unlisted
            | Self::NotApplicable
            | Self::NeedsEvidence => None,
        }
    }
}

/// A statement about encryption, explained.
#[derive(Clone, Debug, PartialEq)]
pub struct AlgorithmExplanation {
    /// The techniques it names, in order.
    pub parts: Vec<ExplainedPart>,
    /// Where it stands as a whole.
    pub status: AlgorithmStatus,
    /// Is it a method of 電子政府推奨暗号リスト for this use? `None`: not known, or not applicable.
    pub satisfies: Option<bool>,
    /// Why, what decides first; then what to note.
    pub reasons: Vec<Text>,
    /// The use it was judged for: the one that was asked, or else the one that a name implies.
    pub used_for: Option<Use>,
}

/// A technique within a statement, explained.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedPart {
    /// The name that the list uses.
    pub name: String,
    /// What it does.
    pub kind: PartKind,
    /// The words that named it, as they were written.
    pub words: String,
    /// The key lengths in bits that were stated.
    pub key_bits: Vec<u32>,
    /// Where it stands.
    pub status: AlgorithmStatus,
    /// Why.
    pub why: Arc<Text>,
    /// The id of the row of the reference.
    pub row: String,
    /// Where that row comes from, and whether it was verified.
    pub provenance: Arc<Provenance>,
}
