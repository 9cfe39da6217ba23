//! 利用案件: one use of a service, from its opening to its end. Fields are read by anybody and written by `apply` alone.

use super::declarations::DeclarationDocument;
use crate::event::ItemComment;
use crate::names::{ItemName, OrganizationId, PersonId, SectionId, ServiceId, UseId};
use crate::record::approval::{Approval, Outcome};
use crate::record::close_out::CloseOut;
use crate::record::evidence::Evidence;
use crate::record::judgement::{Basis, Instead, JudgementRecord, SettledAnswer};
use crate::record::profile::Profile;
use crate::record::renewal::AskedAgain;
use crate::words::Prose;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use standard::Text;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One use of a service by a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Use {
    /// Its number.
    pub id: UseId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// The section.
    pub section: SectionId,
    /// The service.
    pub service: ServiceId,
    /// Who opened it.
    pub opened_by: PersonId,
    /// When.
    pub opened_at: Timestamp,
    /// What the section says of it.
    pub profile: Box<Profile>,
    /// What the vendor is asked now; `None` where he has answered, or was never asked.
    pub request: Option<Request>,
    /// What the vendor declared, oldest first.
    pub declarations: Vec<DeclarationVersion>,
    /// Documents that were handed in, oldest first; withdrawn ones too.
    pub evidence: Vec<Evidence>,
    /// How many of them were there when the use was judged last: those are part of what is approved.
    pub judged_evidence: usize,
    /// Comments of every 差戻し to the vendor, oldest first.
    pub comments: Vec<Comment>,
    /// The review of the last declaration.
    pub review: Option<Box<Review>>,
    /// 総合検討, the last of each of the standard's decisions.
    pub overall_reviews: BTreeMap<ItemName, OverallReview>,
    /// Risks accepted, oldest first.
    pub risks: Vec<RiskAcceptance>,
    /// Conditions, oldest first.
    pub conditions: Vec<Condition>,
    /// Judgements with the persons who recorded them, oldest first; none is ever changed.
    pub judgements: Vec<(Arc<JudgementRecord>, PersonId)>,
    /// Approvals, oldest first.
    pub approvals: Vec<Approval>,
    /// What the last renewal asked again.
    pub renewal: Option<Vec<AskedAgain>>,
    /// The close-out, once it has begun.
    pub close_out: Option<CloseOut>,
    /// How it ended.
    pub end: Option<End>,
}

/// 回答依頼 that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// When it was sent.
    pub at: Timestamp,
    /// By when.
    pub due: Date,
    /// What besides the form.
    pub note: Option<Prose>,
    /// Is it a 差戻し of what was declared before?
    pub returned: bool,
}

/// A version of the declaration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeclarationVersion {
    /// From 1.
    pub version: u32,
    /// The document.
    #[serde(with = "super::snapshot::by_hash")]
    pub document: Arc<DeclarationDocument>,
    /// Who handed it in.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A comment of a 差戻し.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// On which version of the declaration.
    pub version: u32,
    /// The item and what is asked.
    pub comment: ItemComment,
    /// By whom.
    pub by: PersonId,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// What it rests on.
    pub basis: Basis,
    /// When it began.
    pub at: Timestamp,
    /// The items that must be verified.
    pub asked: Vec<ItemName>,
    /// What the facts say of every item.
    pub settled: Vec<SettledAnswer>,
    /// What reviewers made of them: confirmed where there is no other answer.
    pub verified: BTreeMap<ItemName, Option<Instead>>,
    /// Everybody who took part.
    pub reviewers: Vec<PersonId>,
}

/// 総合検討.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverallReview {
    /// 可 or 不可.
    pub approved: bool,
    /// Why.
    pub reason: Prose,
    /// The last day it holds.
    pub until: Date,
    /// Who decided.
    pub by: PersonId,
}

/// A risk accepted for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskAcceptance {
    /// Its number, from 1.
    pub risk: u32,
    /// The item that is not met.
    pub item: ItemName,
    /// Why, and what is done instead.
    pub reason: Prose,
    /// The last day it holds.
    pub until: Date,
    /// Who accepted it.
    pub by: PersonId,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its number, from 1.
    pub condition: u32,
    /// What must be done.
    pub text: Prose,
    /// By when.
    pub due: Date,
    /// How that is shown, and when it was recorded.
    pub met: Option<(Prose, Timestamp)>,
}

/// How a use ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// 終了, every step done.
    Closed(Timestamp),
    /// Given up before it was ever approved, and why.
    Abandoned(Timestamp, Prose),
}

/// Where a use stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 登録: the vendor has not been asked.
    Opened,
    /// 回答待ち.
    Requested,
    /// 回答済み: waits for the review.
    Declared,
    /// 審査中.
    InReview,
    /// 判定済み: waits for 起案.
    Judged,
    /// 決裁中.
    InApproval,
    /// 差戻し to the drafter.
    Returned,
    /// 却下.
    Rejected,
    /// 決裁済み, and nothing has changed since.
    Approved,
    /// 終了手続中.
    Closing,
    /// 終了.
    Closed,
    /// 取りやめ.
    Abandoned,
}

impl Phase {
    /// All phases, in the order of a use's life.
    pub const ALL: [Self; 12] = [
        Self::Opened,
        Self::Requested,
        Self::Declared,
        Self::InReview,
        Self::Judged,
        Self::InApproval,
        Self::Returned,
        Self::Rejected,
        Self::Approved,
        Self::Closing,
        Self::Closed,
        Self::Abandoned,
    ];

    /// The words for people.
    pub fn label(self) -> Text {
        match self {
            Self::Opened => Text::new("登録", "opened"),
            Self::Requested => Text::new("回答待ち", "requested"),
            Self::Declared => Text::new("回答済み", "declared"),
            Self::InReview => Text::new("審査中", "in review"),
            Self::Judged => Text::new("判定済み", "judged"),
            Self::InApproval => Text::new("決裁中", "in approval"),
            Self::Returned => Text::new("差戻し", "returned"),
            Self::Rejected => Text::new("却下", "rejected"),
            Self::Approved => Text::new("決裁済み", "approved"),
            Self::Closing => Text::new("終了手続中", "closing"),
            Self::Closed => Text::new("終了", "closed"),
            Self::Abandoned => Text::new("取りやめ", "abandoned"),
        }
    }
}

impl Use {
    /// Where it stands.
    pub fn phase(&self) -> Phase {
        match (&self.end, &self.close_out) {
            (Some(End::Closed(_)), _) => return Phase::Closed,
            (Some(End::Abandoned(..)), _) => return Phase::Abandoned,
            (None, Some(_)) => return Phase::Closing,
            (None, None) => {}
        }
        if self.request.is_some() {
            return Phase::Requested;
        }
        let review = self.review.as_ref().filter(|review| Some(review.basis.declaration) == self.last_version());
        let judged = review.filter(|review| self.judgement().is_some_and(|judgement| judgement.basis == review.basis));
        match (self.last_version(), review, judged) {
            (None, ..) => Phase::Opened,
            (Some(_), None, _) => Phase::Declared,
            (Some(_), Some(_), None) => Phase::InReview,
            (Some(_), Some(_), Some(_)) => self.phase_of_approval(),
        }
    }

    fn phase_of_approval(&self) -> Phase {
        let content = crate::dossier::content_hash(self);
        match self.approvals.last() {
            Some(approval) if approval.is_open() => Phase::InApproval,
            Some(approval) if Some(approval.content) == content => match &approval.outcome {
                Outcome::Open => Phase::InApproval,
                Outcome::Returned { .. } => Phase::Returned,
                Outcome::Withdrawn { .. } => Phase::Judged,
                Outcome::Rejected { .. } => Phase::Rejected,
                Outcome::Decided { .. } => Phase::Approved,
            },
            Some(_) | None => Phase::Judged,
        }
    }

    /// The last judgement.
    pub fn judgement(&self) -> Option<&JudgementRecord> {
        self.judgements.last().map(|(judgement, _)| judgement.as_ref())
    }

    /// The version of the last declaration.
    pub fn last_version(&self) -> Option<u32> {
        self.declarations.last().map(|declaration| declaration.version)
    }

    /// The approval that was decided last, in force or not.
    pub fn decided_approval(&self) -> Option<&Approval> {
        self.approvals.iter().rev().find(|approval| matches!(approval.outcome, Outcome::Decided { .. }))
    }

    /// The approval in force: decided, and nothing that was approved has changed.
    pub fn approval_in_force(&self) -> Option<&Approval> {
        let content = crate::dossier::content_hash(self);
        self.decided_approval().filter(|approval| Some(approval.content) == content && self.end.is_none())
    }

    /// The day by which it is to be reviewed again, as its last decision laid down.
    pub fn review_due(&self) -> Option<Date> {
        match &self.decided_approval()?.outcome {
            Outcome::Decided { review_due, .. } => Some(*review_due),
            Outcome::Open | Outcome::Returned { .. } | Outcome::Withdrawn { .. } | Outcome::Rejected { .. } => None,
        }
    }
}
