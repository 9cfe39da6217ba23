//! What is open, due soon or overdue on a day, computed from the state and the day alone: nothing lapses unseen because a job has
//! not run. Not for sending anything to anybody.

mod kind;

pub use kind::DutyKind;

use crate::calendar::days_after;
use crate::configuration::Policy;
use crate::names::{ItemName, UseId};
use crate::record::close_out::CloseOutStep;
use crate::state::{RiskAcceptance, State, Use};
use jiff::civil::Date;
use standard::Text;
use std::collections::BTreeSet;

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Of which use.
    pub use_id: UseId,
    /// What kind.
    pub kind: DutyKind,
    /// What it is about, and why, for people.
    pub text: Text,
    /// By when; `None` where it is simply open.
    pub due: Option<Date>,
    /// How it stands on the day.
    pub urgency: Urgency,
}

/// How a duty stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Open, without a day or with one that is far.
    Open,
    /// Due within the days of notice.
    DueSoon,
    /// The day has passed.
    Overdue,
}

/// Everything to be done in every 実施機関, earliest first. A person's are [`crate::View::duties`].
pub fn duties(state: &State, on: Date) -> Vec<Duty> {
    let mut duties: Vec<Duty> = state.uses().flat_map(|of| duties_of(state, of, on)).collect();
    duties.sort_by_key(|duty| (duty.due, duty.use_id));
    duties
}

/// Of one use.
pub(crate) fn duties_of(state: &State, of: &Use, on: Date) -> Vec<Duty> {
    let Some(policy) = state.configuration().map(|configuration| &configuration.policy) else { return Vec::new() };
    let mut found = Found { of, on, policy, duties: Vec::new() };
    found.afterwards();
    if of.end.is_some() {
        return found.duties;
    }
    found.close_out();
    if of.close_out.is_none() {
        found.request();
        found.approval();
        found.periods();
        found.evidence();
        found.references();
    }
    found.duties
}

struct Found<'s> {
    of: &'s Use,
    on: Date,
    policy: &'s Policy,
    duties: Vec<Duty>,
}

impl Found<'_> {
    fn add(&mut self, kind: DutyKind, due: Option<Date>, text: Text) {
        let soon = days_after(self.on, self.policy.notice_days);
        let urgency = match due {
            Some(due) if due < self.on => Urgency::Overdue,
            Some(due) if due <= soon => Urgency::DueSoon,
            Some(_) | None => Urgency::Open,
        };
        self.duties.push(Duty { use_id: self.of.id, kind, text, due, urgency });
    }

    /// Adds it only where the day is near or has passed.
    fn add_near(&mut self, kind: DutyKind, due: Date, text: Text) {
        if due <= days_after(self.on, self.policy.notice_days) {
            self.add(kind, Some(due), text);
        }
    }

    fn afterwards(&mut self) {
        for approval in &self.of.approvals {
            for signature in approval.unread() {
                let text = Text::new(
                    format!("{} を `{}` が代決した。`{}` の後閲", approval.number, signature.by_post, signature.post),
                    format!(
                        "{}: `{}` acted in place of `{}`, which has to read it",
                        approval.number, signature.by_post, signature.post
                    ),
                );
                self.add(DutyKind::ReadAfterwards, None, text);
            }
        }
    }

    fn close_out(&mut self) {
        let Some(close_out) = &self.of.close_out else { return };
        for step in close_out.open_steps(self.on) {
            let label = step.label();
            // Recorded, and yet open: the day on which the last backup expires is still ahead.
            let due = close_out.done.get(&step).filter(|_| step == CloseOutStep::BackupExpiry).map(|done| done.on);
            let text = Text::new(
                format!("終了手続「{}」", label.japanese),
                format!("close-out: {}", label.in_language(standard::Language::English)),
            );
            self.add(DutyKind::CloseOut, due, text);
        }
    }

    fn request(&mut self) {
        let Some(request) = &self.of.request else { return };
        let text = if request.returned {
            Text::new("差し戻した申告の再提出", "the returned declaration is to be handed in again")
        } else {
            Text::new("事業者の申告の提出", "the vendor's declaration is to be handed in")
        };
        self.add(DutyKind::Declaration, Some(request.due), text);
    }

    fn approval(&mut self) {
        let of = self.of;
        if let Some(approval) = of.approvals.last().filter(|approval| approval.is_open()) {
            for post in approval.awaited() {
                let text = Text::new(
                    format!("{} が `{post}` の合議・決裁を待っている", approval.number),
                    format!("{} waits for `{post}`", approval.number),
                );
                self.add(DutyKind::Approval, None, text);
            }
        } else if let Some(approval) = of.decided_approval().filter(|_| of.approval_in_force().is_none()) {
            let text = Text::new(
                format!("{} の決裁のあとで内容が変わり、承認が失効した", approval.number),
                format!("what {} approved has changed since: the approval has lapsed", approval.number),
            );
            self.add(DutyKind::ApprovalLapsed, None, text);
        }
    }

    fn periods(&mut self) {
        let of = self.of;
        if let Some(due) = of.review_due() {
            self.add_near(DutyKind::Review, due, Text::new("年次の見直し", "the yearly review"));
        }
        if let Some(contract) = of.profile.contract {
            let text = Text::new("契約期間の終わり", "the contract ends");
            self.add_near(DutyKind::Contract, contract.until, text);
        }
        for condition in of.conditions.iter().filter(|condition| condition.met.is_none()) {
            let text = Text::new(
                format!("条件{}: {}", condition.condition, condition.text),
                format!("condition {}: {}", condition.condition, condition.text),
            );
            self.add(DutyKind::Condition, Some(condition.due), text);
        }
        for risk in accepted_risks(of) {
            let text = Text::new(
                format!("№{} のリスク受容の期限", risk.item),
                format!("the acceptance of the risk of №{} ends", risk.item),
            );
            self.add_near(DutyKind::Risk, risk.until, text);
        }
        for (decision, review) in &of.overall_reviews {
            let text =
                Text::new(format!("総合検討(`{decision}`)の期限"), format!("the overall review `{decision}` ends"));
            self.add_near(DutyKind::OverallReview, review.until, text);
        }
    }

    fn evidence(&mut self) {
        let asked = self.of.review.as_deref().map_or(&[][..], |review| &review.asked);
        let answers = self.of.judgement().into_iter().flat_map(|judgement| judgement.answers.iter());
        for answer in answers.filter(|answer| asked.contains(&answer.item)) {
            if let Some(until) = answer.holds_until {
                let text = Text::new(
                    format!("№{} を示す事実の期限", answer.item),
                    format!("what shows №{} ends", answer.item),
                );
                self.add_near(DutyKind::Evidence, until, text);
            }
        }
    }

    fn references(&mut self) {
        let Some(judgement) = self.of.judgement() else { return };
        let basis = &judgement.basis;
        if (&basis.standard, &basis.edition) != (&self.policy.standard, &self.policy.edition) {
            let text = Text::new(
                format!(
                    "判定は基準 {} {} による。今は {} {}",
                    basis.standard, basis.edition, self.policy.standard, self.policy.edition
                ),
                format!(
                    "judged by {} {}; {} {} is in force",
                    basis.standard, basis.edition, self.policy.standard, self.policy.edition
                ),
            );
            self.add(DutyKind::Edition, None, text);
        }
        if basis.references != self.policy.references {
            let text = Text::new(
                format!("判定は参照データ {} による。今は {}", basis.references, self.policy.references),
                format!("judged with the reference data {}; {} is in force", basis.references, self.policy.references),
            );
            self.add(DutyKind::References, None, text);
        }
    }
}

/// Of each item that the last judgement found lost, the acceptance that ends last: an older one is of no interest.
fn accepted_risks(of: &Use) -> Vec<&RiskAcceptance> {
    let lost: BTreeSet<&ItemName> =
        of.judgement().into_iter().flat_map(|judgement| judgement.lost.iter().flatten()).collect();
    let of_item =
        |item: &ItemName| of.risks.iter().filter(move |risk| risk.item == *item).max_by_key(|risk| risk.until);
    lost.into_iter().filter_map(of_item).collect()
}
