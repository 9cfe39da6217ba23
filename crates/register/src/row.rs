//! 台帳 as a table: one row a use, with what a reader of the register looks for. Shown by others; nothing here is stored.

use crate::duties::{Duty, Urgency, duties_of};
use crate::names::{OrganizationId, PostId, SectionId, ServiceId, UseId};
use crate::record::answer::VerdictWord;
use crate::state::{Condition, Phase, State, Use};
use jiff::civil::Date;
use serde::Serialize;

/// A row of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The use.
    pub use_id: UseId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// The section.
    pub section: SectionId,
    /// The service, in files.
    pub service: ServiceId,
    /// The service, for people.
    pub service_name: String,
    /// Who provides it.
    pub provider: String,
    /// Who operates it; the provider, where nobody else does.
    pub operator: String,
    /// クラウドサービス管理者.
    pub manager: PostId,
    /// The class that was judged; else the classes of the information.
    pub class: String,
    /// Where information is kept, as declared and as the section knows it.
    pub places: Vec<String>,
    /// The first day of the contract.
    pub contract_from: Option<Date>,
    /// The last day of the contract.
    pub contract_until: Option<Date>,
    /// Conditions not met yet.
    pub open_conditions: Vec<OpenCondition>,
    /// The first day on which something that the judgement rests on ends.
    pub first_lapse: Option<Date>,
    /// The day by which the use is to be reviewed again.
    pub review_due: Option<Date>,
    /// The verdict of the last judgement, under what it is pinned to.
    pub verdict: Option<VerdictWord>,
    /// The edition of the standard it is pinned to.
    pub edition: Option<String>,
    /// The day it was judged.
    pub judged_on: Option<Date>,
    /// Where the use stands.
    pub phase: Phase,
    /// The approval.
    pub approval: ApprovalStanding,
    /// 文書番号 of the last approval.
    pub number: Option<String>,
    /// The first digits of the hash that it is bound to.
    pub content: Option<String>,
}

/// A condition that is not met yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenCondition {
    /// What must be done.
    pub text: String,
    /// By when.
    pub due: Date,
}

/// Whether a use is approved as it stands, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalStanding {
    /// Never approved.
    None,
    /// 決裁済み, as it stands.
    InForce,
    /// 決裁済み, as it stands; but something it rests on has ended by the day: evidence, a condition, a risk acceptance, an overall review,
    /// the contract, or the time until the next review.
    Overdue,
    /// Approved once; the content has changed since.
    Lapsed,
    /// The use has ended.
    Ended,
}

/// Every row of every 実施機関, as it stands on a day. A person's are [`crate::View::rows`].
pub fn rows(state: &State, on: Date) -> Vec<Row> {
    state.uses().map(|of| row(state, of, on)).collect()
}

/// The row of one use, as it stands on a day.
pub fn row(state: &State, of: &Use, on: Date) -> Row {
    let service = state.find_service(&of.organization, &of.service);
    let provider = service.and_then(|service| state.find_provider(&of.organization, &service.provider));
    let provider = provider.map_or(String::new(), ToString::to_string);
    let operator = service.and_then(|service| service.operator.as_ref()).map(ToString::to_string);
    let judgement = of.judgement();
    let lapses = judgement.into_iter().flat_map(|judgement| judgement.answers.iter());
    let last = of.approvals.last();
    Row {
        use_id: of.id,
        organization: of.organization.clone(),
        section: of.section.clone(),
        service: of.service.clone(),
        service_name: service.map_or(String::new(), |service| service.name.to_string()),
        operator: operator.unwrap_or_else(|| provider.clone()),
        provider,
        manager: of.profile.manager.clone(),
        class: judgement.map_or_else(|| classes(of), |judgement| judgement.basis.class.to_string()),
        places: places(of),
        contract_from: of.profile.contract.map(|contract| contract.from),
        contract_until: of.profile.contract.map(|contract| contract.until),
        open_conditions: of.conditions.iter().filter(|condition| condition.met.is_none()).map(open_condition).collect(),
        first_lapse: lapses.filter_map(|answer| answer.holds_until).min(),
        review_due: of.review_due(),
        verdict: judgement.map(|judgement| judgement.verdict),
        edition: judgement.map(|judgement| judgement.basis.edition.to_string()),
        judged_on: judgement.map(|judgement| judgement.on),
        phase: of.phase(),
        approval: standing(state, of, on),
        number: last.map(|approval| approval.number.to_string()),
        content: last.map(|approval| approval.content.short()),
    }
}

fn standing(state: &State, of: &Use, on: Date) -> ApprovalStanding {
    match (&of.end, of.approval_in_force(), of.decided_approval()) {
        (Some(_), ..) => ApprovalStanding::Ended,
        (None, Some(_), _) if has_ended(state, of, on) => ApprovalStanding::Overdue,
        (None, Some(_), _) => ApprovalStanding::InForce,
        (None, None, Some(_)) => ApprovalStanding::Lapsed,
        (None, None, None) => ApprovalStanding::None,
    }
}

/// Has something that the approval rests on ended by the day?
fn has_ended(state: &State, of: &Use, on: Date) -> bool {
    let overdue = |duty: &Duty| duty.urgency == Urgency::Overdue && duty.kind.carries_approval();
    duties_of(state, of, on).iter().any(overdue)
}

fn classes(of: &Use) -> String {
    let mut classes: Vec<&str> = of.profile.information.iter().map(|item| item.class.as_str()).collect();
    classes.sort_unstable();
    classes.dedup();
    classes.join(", ")
}

fn places(of: &Use) -> Vec<String> {
    let parsed = of.declarations.last().and_then(|declaration| declaration.document.parsed());
    let declared = parsed.into_iter().flat_map(|declaration| &declaration.places);
    let declared = declared.filter_map(|stated| match &stated.fact.at {
        evidence::declaration::Known::Is(at) => Some(at.clone()),
        evidence::declaration::Known::Unknown => Some("?".to_owned()),
        evidence::declaration::Known::NotApplicable => None,
    });
    let known = of.profile.information.iter().filter_map(|item| item.place.as_ref().map(ToString::to_string));
    let mut places: Vec<String> = declared.chain(known).collect();
    places.sort_unstable();
    places.dedup();
    places
}

fn open_condition(condition: &Condition) -> OpenCondition {
    OpenCondition { text: condition.text.to_string(), due: condition.due }
}
