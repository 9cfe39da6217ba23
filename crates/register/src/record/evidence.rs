//! Evidence: a document that was handed in for a use. The register keeps what it is called and what it hashes to; the bytes are
//! kept apart, sealed, under the name that stands here.

use crate::canonical::Digest;
use crate::file::{FileName, MediaType};
use crate::names::{PersonId, PostId};
use crate::words::{Line, Prose};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A document that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its number within the use, from 1.
    pub evidence: u32,
    /// What the file was called.
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
    pub document: Option<Line>,
    /// What it shows.
    pub note: Option<Prose>,
    /// Who handed it in.
    pub by: PersonId,
    /// In which post.
    pub post: PostId,
    /// When.
    pub at: Timestamp,
    /// Who withdrew it, when, and why. It stays where it is.
    pub withdrawn: Option<Withdrawn>,
}

/// That evidence does not count any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Who withdrew it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Prose,
}
