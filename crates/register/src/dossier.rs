//! 決裁の対象: exactly what an approval approves, as lines of text, and their SHA-256. Progress (a condition met, a step done) is no
//! part of it; everything that was approved is, so any change of it makes the approval lapse.

use crate::canonical::{Digest, Lines};
use crate::state::Use;

/// What stands to be approved now, as text: `sha256sum` of it is [`content_hash`]. `None` before the use was judged.
pub fn content_text(of: &Use) -> Option<String> {
    content(of).map(Lines::into_text)
}

/// SHA-256 of what stands to be approved now. `None` before the use was judged.
pub fn content_hash(of: &Use) -> Option<Digest> {
    content(of).map(|lines| lines.digest())
}

fn content(of: &Use) -> Option<Lines> {
    let judgement = of.judgement()?;
    let declaration = of.declarations.last()?;
    let mut lines = Lines::new("kijun dossier 1");
    lines.add("use", of.id);
    lines.add("organization", &of.organization);
    lines.add("section", &of.section);
    lines.add("service", &of.service);
    lines.add("purpose", &of.profile.purpose);
    lines.add("manager", &of.profile.manager);
    lines.add_some("class_reason", of.profile.class_reason.as_ref());
    if let Some(contract) = of.profile.contract {
        lines.add("contract.from", contract.from);
        lines.add("contract.until", contract.until);
    }
    of.profile.add_information(&mut lines);
    lines.add("declaration.hash", declaration.document.hash);
    let judged = of.evidence.iter().take(of.judged_evidence);
    for evidence in judged.filter(|evidence| evidence.withdrawn.is_none()) {
        lines.add("evidence", evidence.evidence);
        lines.add("evidence.name", &evidence.name);
        lines.add("evidence.hash", evidence.hash);
    }
    lines.add("judgement.hash", judgement.hash());
    lines.add("judgement.verdict", judgement.verdict.verdict().word());
    for (decision, review) in &of.overall_reviews {
        lines.add("overall_review", decision);
        lines.add("overall_review.approved", review.approved);
        lines.add("overall_review.reason", &review.reason);
        lines.add("overall_review.until", review.until);
    }
    for risk in &of.risks {
        lines.add("risk", risk.risk);
        lines.add("risk.item", &risk.item);
        lines.add("risk.reason", &risk.reason);
        lines.add("risk.until", risk.until);
    }
    for condition in &of.conditions {
        lines.add("condition", condition.condition);
        lines.add("condition.text", &condition.text);
        lines.add("condition.due", condition.due);
    }
    Some(lines)
}
