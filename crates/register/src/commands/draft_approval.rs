//! 起案: what was judged is put forward for approval, exactly as it stands. The dossier's hash is taken here, and the 文書番号 with it; a
//! redraft after 差戻し keeps the number and takes the next version.

use super::standing::{approvable, nothing_changed};
use crate::calendar::FiscalYear;
use crate::decide::Context;
use crate::dossier::content_hash;
use crate::event::{ApprovalDrafted, Payload};
use crate::names::{ClassName, UseId};
use crate::record::approval::{ApprovalRoute, Outcome};
use crate::refusal::Refusal;
use crate::state::Use;
use serde::{Deserialize, Serialize};

/// Drafts the approval of a judged use.
///
/// Refused: `use-ended`, `in-approval`, `no-review`, `not-judged`, `no-declaration`, `review-outdated`, `decision-changed`, `undecided`,
/// `does-not-conform`, `rejected-unchanged`, `nothing-changed`, `no-route`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftApproval {
    /// The use.
    pub use_id: UseId,
}

impl DraftApproval {
    pub(crate) fn decide(&self, context: &Context<'_>) -> Result<Vec<Payload>, Refusal> {
        let of = context.changeable_use(self.use_id)?;
        let judgement = approvable(context, of)?;
        let content = content_hash(of).ok_or_else(nothing_changed)?;
        let last = of.approvals.last();
        let (number, version) = match last.map(|last| (last, &last.outcome)) {
            Some((last, Outcome::Returned { .. })) => (last.number.clone(), last.version.saturating_add(1)),
            Some((last, Outcome::Decided { .. })) if last.content == content => return Err(nothing_changed()),
            Some((last, Outcome::Rejected { .. })) if last.content == content => return Err(rejected_unchanged()),
            Some((
                _,
                Outcome::Open | Outcome::Withdrawn { .. } | Outcome::Rejected { .. } | Outcome::Decided { .. },
            ))
            | None => (self.next_number(context, of)?, 1),
        };
        let route = route(context, of, &judgement.basis.class)?;
        Ok(vec![ApprovalDrafted { use_id: self.use_id, number, version, content, route }.into()])
    }

    fn next_number(&self, context: &Context<'_>, of: &Use) -> Result<crate::DocumentNumber, Refusal> {
        let section = context.configuration()?.find_section(&of.section);
        let prefix = &section.ok_or_else(|| no_route(self.use_id))?.number_prefix;
        Ok(context.state.counters().next(prefix, FiscalYear::of(context.today)))
    }
}

fn route(context: &Context<'_>, of: &Use, class: &ClassName) -> Result<ApprovalRoute, Refusal> {
    let route = context.configuration()?.find_route(&of.organization, &of.section, class);
    let route = route.ok_or_else(|| no_route(of.id))?;
    Ok(ApprovalRoute { consents: route.consents.clone(), decides: route.decides.clone() })
}

fn no_route(id: UseId) -> Refusal {
    Refusal::new(
        "no-route",
        (
            format!("案件 {id} の決裁の経路が構成にありません"),
            format!("no route of the configuration fits the use {id}"),
        ),
        (
            "実施機関・課・分類に合う経路を構成に加えます",
            "add a route for its organization, section and class to the configuration",
        ),
    )
}

fn rejected_unchanged() -> Refusal {
    Refusal::new(
        "rejected-unchanged",
        ("却下されたときと同じ内容です", "it is the same content that was rejected"),
        ("却下の理由に応えて内容を改めてから起案します", "answer the reasons of the rejection first"),
    )
}
