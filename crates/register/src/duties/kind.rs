//! The kinds of duties, with their names.

use serde::Serialize;
use standard::Text;

/// What kind of duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// The vendor has to declare.
    Declaration,
    /// A post of a route has to act.
    Approval,
    /// 後閲.
    ReadAfterwards,
    /// What was approved has changed.
    ApprovalLapsed,
    /// A condition.
    Condition,
    /// A risk acceptance ends.
    Risk,
    /// An overall review ends.
    OverallReview,
    /// A fact that the judgement rests on ends: a certificate, a statement.
    Evidence,
    /// The contract ends.
    Contract,
    /// The yearly review.
    Review,
    /// Another edition of the standard is in force.
    Edition,
    /// Another edition of the reference data is in force.
    References,
    /// A step of the close-out.
    CloseOut,
}

impl DutyKind {
    /// Does an approval rest on it, so that it is not simply in force once its day has passed?
    pub const fn carries_approval(self) -> bool {
        match self {
            Self::Risk | Self::OverallReview | Self::Evidence | Self::Contract | Self::Review | Self::Condition => true,
            Self::Declaration
            | Self::Approval
            | Self::ReadAfterwards
            | Self::ApprovalLapsed
            | Self::Edition
            | Self::References
            | Self::CloseOut => false,
        }
    }

    /// The word for people.
    pub fn label(self) -> Text {
        match self {
            Self::Declaration => Text::new("申告", "declaration"),
            Self::Approval => Text::new("決裁", "approval"),
            Self::ReadAfterwards => Text::new("後閲", "reading afterwards"),
            Self::ApprovalLapsed => Text::new("承認の失効", "approval lapsed"),
            Self::Condition => Text::new("条件", "condition"),
            Self::Risk => Text::new("リスク受容", "risk acceptance"),
            Self::OverallReview => Text::new("総合検討", "overall review"),
            Self::Evidence => Text::new("根拠の期限", "evidence"),
            Self::Contract => Text::new("契約", "contract"),
            Self::Review => Text::new("見直し", "review"),
            Self::Edition => Text::new("基準の版", "edition of the standard"),
            Self::References => Text::new("参照データの版", "edition of the reference data"),
            Self::CloseOut => Text::new("終了手続", "close-out"),
        }
    }
}
