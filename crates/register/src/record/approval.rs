//! 起案 and what becomes of it: who must consent, who has, and how it ended.

use crate::canonical::Digest;
use crate::list::List;
use crate::names::{PersonId, PostId};
use crate::numbering::DocumentNumber;
use crate::words::Prose;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The route that an approval goes, as it stood when it was drafted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRoute {
    /// 合議: stages in turn, the posts of a stage in any order.
    pub consents: List<List<PostId, 32>, 32>,
    /// 決裁.
    pub decides: PostId,
}

/// 代決: another post acts in place of an absent one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InPlaceOf {
    /// The absent post; it reads afterwards (後閲).
    pub post: PostId,
    /// Why it could not wait.
    pub reason: Prose,
}

/// One approval: a 起案 of one content. A redraft after 差戻し is another with the same number and the next version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// 文書番号.
    pub number: DocumentNumber,
    /// From 1; each 差戻し is followed by the next.
    pub version: u32,
    /// Hash of the dossier that is to be approved.
    pub content: Digest,
    /// The route.
    pub route: ApprovalRoute,
    /// Who drafted it.
    pub drafted_by: PersonId,
    /// When.
    pub drafted_at: Timestamp,
    /// 合議 given so far, and 決裁 as the last.
    pub signatures: Vec<Signature>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A post has consented or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The post of the route.
    pub post: PostId,
    /// The post that acted: the same, or one in its place.
    pub by_post: PostId,
    /// The person who acted.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// What he said.
    pub comment: Option<Prose>,
    /// Why it could not wait for the absent post (代決).
    pub in_place_reason: Option<Prose>,
    /// 後閲: who of the absent post read it, and when.
    pub read_afterwards: Option<(PersonId, Timestamp)>,
}

/// What became of an approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// On its way.
    Open,
    /// 差戻し.
    Returned {
        /// By whom.
        by: PostId,
        /// Why.
        comment: Prose,
    },
    /// 取下.
    Withdrawn {
        /// Why.
        reason: Prose,
    },
    /// 却下.
    Rejected {
        /// By whom.
        by: PostId,
        /// Why.
        reason: Prose,
    },
    /// 決裁.
    Decided {
        /// The day.
        on: Date,
        /// The day by which the use is to be reviewed again.
        review_due: Date,
    },
}

impl Approval {
    /// Is it on its way?
    pub fn is_open(&self) -> bool {
        self.outcome == Outcome::Open
    }

    /// The posts whose turn it is: of the first stage of 合議 that is not complete those that have not consented, else the one
    /// that decides. None where it has ended.
    pub fn awaited(&self) -> Vec<&PostId> {
        if !self.is_open() {
            return Vec::new();
        }
        let signed = |post: &PostId| self.signatures.iter().any(|signature| signature.post == *post);
        let waiting = |stage: &'_ List<PostId, 32>| stage.iter().any(|post| !signed(post));
        match self.route.consents.iter().find(|stage| waiting(stage)) {
            Some(stage) => stage.iter().filter(|post| !signed(post)).collect(),
            None => vec![&self.route.decides],
        }
    }

    /// Is it the deciding post's turn?
    pub fn awaits_decision(&self) -> bool {
        self.awaited() == [&self.route.decides]
    }

    /// The signatures whose 後閲 is open.
    pub fn unread(&self) -> impl Iterator<Item = &Signature> {
        self.signatures
            .iter()
            .filter(|signature| signature.post != signature.by_post && signature.read_afterwards.is_none())
    }
}
