//! Nobody approves his own case: answer, verification, judgement and approval are steps of different persons.

use crate::names::PersonId;
use crate::refusal::Refusal;
use crate::state::Use;

/// A part that somebody took in a use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Opened it.
    Opened,
    /// Handed in a declaration or evidence.
    Declared,
    /// Verified answers of the present review, or recorded a judgement.
    Reviewed,
    /// Drafted an approval.
    Drafted,
}

impl Part {
    /// What keeps a person from reviewing.
    pub(super) const BEFORE_REVIEW: &'static [Self] = &[Self::Opened, Self::Declared, Self::Drafted];

    /// What keeps a person from approving.
    pub(super) const BEFORE_APPROVAL: &'static [Self] = &[Self::Opened, Self::Declared, Self::Reviewed, Self::Drafted];

    fn taken_by(self, person: &PersonId, of: &Use) -> bool {
        match self {
            Self::Opened => of.opened_by == *person,
            Self::Declared => {
                of.declarations.iter().any(|declaration| declaration.by == *person)
                    || of.evidence.iter().any(|evidence| evidence.by == *person)
            }
            Self::Reviewed => {
                of.review.as_ref().is_some_and(|review| review.reviewers.contains(person))
                    || of.judgements.iter().any(|(_, by)| by == person)
            }
            Self::Drafted => of.approvals.iter().any(|approval| approval.drafted_by == *person),
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Opened => ("登録した", "opened it"),
            Self::Declared => ("申告か証跡を提出した", "handed in its declaration or evidence"),
            Self::Reviewed => ("審査した", "reviewed it"),
            Self::Drafted => ("起案した", "drafted its approval"),
        }
    }
}

/// Refuses a person who took one of these parts.
pub(super) fn refuse(of: &Use, person: &PersonId, parts: &[Part]) -> Result<(), Refusal> {
    let Some(part) = parts.iter().find(|part| part.taken_by(person, of)) else { return Ok(()) };
    let (japanese, english) = part.words();
    Err(Refusal::new(
        "own-case",
        (
            format!("`{person}` はこの案件を{japanese}人なので、これを行えません"),
            format!("`{person}` {english}, and so may not do this"),
        ),
        (
            "回答・確認・判定・承認は別の人が行います。ほかの人に引き継ぎます",
            "answer, verification, judgement and approval are different persons' steps: hand it over",
        ),
    ))
}
