//! The end of a use: what must be done and shown before it is over (№8-1, №8-2 and its premise).

use crate::names::PersonId;
use crate::words::Prose;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use standard::Text;
use std::collections::BTreeMap;

/// A step of the close-out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseOutStep {
    /// データの返却・移行.
    ReturnOfData,
    /// 標準機能による消去 (the premise of №8-2).
    StandardDeletion,
    /// バックアップの失効: not done before the day on which the last backup expires.
    BackupExpiry,
    /// 鍵の破棄.
    KeyDestruction,
    /// 本市による検収: not before the four steps above.
    Acceptance,
    /// 機器廃棄時の消去 (№8-2): shown when the equipment is covered.
    DisposalErasure,
}

impl CloseOutStep {
    /// All steps, in the order in which they are usually done.
    pub const ALL: [Self; 6] = [
        Self::ReturnOfData,
        Self::StandardDeletion,
        Self::BackupExpiry,
        Self::KeyDestruction,
        Self::Acceptance,
        Self::DisposalErasure,
    ];

    /// The word of files and of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ReturnOfData => "return_of_data",
            Self::StandardDeletion => "standard_deletion",
            Self::BackupExpiry => "backup_expiry",
            Self::KeyDestruction => "key_destruction",
            Self::Acceptance => "acceptance",
            Self::DisposalErasure => "disposal_erasure",
        }
    }

    /// The words for people.
    pub fn label(self) -> Text {
        match self {
            Self::ReturnOfData => Text::new("データの返却", "return of data"),
            Self::StandardDeletion => Text::new("標準機能による消去", "deletion with standard functions"),
            Self::BackupExpiry => Text::new("バックアップの失効", "expiry of backups"),
            Self::KeyDestruction => Text::new("鍵の破棄", "destruction of keys"),
            Self::Acceptance => Text::new("本市による検収", "the city's acceptance"),
            Self::DisposalErasure => Text::new("機器廃棄時の消去(№8-2)", "erasure at disposal of equipment (№8-2)"),
        }
    }

    /// May it be recorded as not applicable, with a reason? Erasure and its acceptance may not.
    pub const fn may_not_apply(self) -> bool {
        match self {
            Self::ReturnOfData | Self::BackupExpiry | Self::KeyDestruction => true,
            Self::StandardDeletion | Self::Acceptance | Self::DisposalErasure => false,
        }
    }
}

/// A step that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// The day it was done; of backups, the day the last one expires.
    pub on: Date,
    /// What was done, by whom, and where that is shown; or why it does not apply.
    pub note: Prose,
    /// Is it recorded as not applicable?
    pub not_applicable: bool,
    /// Who recorded it.
    pub by: PersonId,
}

/// A close-out that has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseOut {
    /// The last day of use.
    pub ends: Date,
    /// What is done.
    pub done: BTreeMap<CloseOutStep, StepDone>,
}

impl CloseOut {
    /// The steps still open on a day. Backups that are known to expire later are open until that day has passed.
    pub fn open_steps(&self, on: Date) -> Vec<CloseOutStep> {
        let done = |step: &CloseOutStep| self.done.get(step).is_some_and(|done| done.not_applicable || done.on <= on);
        CloseOutStep::ALL.into_iter().filter(|step| !done(step)).collect()
    }
}
