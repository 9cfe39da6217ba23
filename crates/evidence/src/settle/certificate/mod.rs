//! 認証 (№7): one stated certificate of a scheme that the standard names, held by the right company in the right role, with
//! this service in its scope, valid on the day. It holds until its last day, and not a day longer.

mod list;
#[cfg(test)]
mod tests;

use super::stated::{known, of_plan, tell_ignored};
use super::{Context, Finding, Ground};
use crate::certification::{CertificateContext, CertificateDates, CertificateExplanation, Validity};
use crate::declaration::{Certificate, Stated};
use standard::problem::excerpt;
use standard::{Answer, Text};

pub(crate) fn settle(context: &Context<'_>, schemes: &[String]) -> Finding {
    let certificates = of_plan(context, &context.declaration.certificates);
    let parts: Vec<Finding> =
        certificates.counting.iter().map(|stated| of_certificate(context, stated, schemes)).collect();
    let finding = if parts.is_empty() {
        let all = schemes.join(", ");
        Finding::missing(Text::new(
            format!("認証が書かれていない(数える制度: {all})"),
            format!("no certificate is stated (schemes that count: {all})"),
        ))
    } else {
        Finding::any(parts)
    };
    certificates.ignored.iter().fold(finding, |finding, (stated, why)| {
        tell_ignored(finding, &Text::untranslated(format!("「{}」", excerpt(stated.fact.words.trim()))), why)
    })
}

fn of_certificate(context: &Context<'_>, stated: &Stated<Certificate>, schemes: &[String]) -> Finding {
    let fact = &stated.fact;
    let dates = CertificateDates {
        valid_from: stated.evidence.valid_from,
        valid_until: stated.evidence.valid_until,
        suspended_from: fact.suspended_from,
    };
    let shown = CertificateContext {
        holder: fact.holder,
        role: fact.role,
        scope_names_service: known(fact.scope_names_service),
        written_link: known(fact.written_link),
        dates,
        on: Some(context.on),
        list: context.references.ismap.as_ref().map(|known| &known.list),
    };
    let explained = context.references.certification.explain_certificate(&fact.words, &shown);
    let listed = explained.scheme.as_ref().map(|scheme| schemes.contains(scheme));
    let answer = match (explained.satisfies, listed) {
        (Some(false), _) | (_, Some(false)) => Answer::Unmet,
        (Some(true), Some(true)) => Answer::Met,
        (Some(true), None) | (None, Some(true) | None) => Answer::Unknown,
    };
    let mut finding = Finding::from_fact(answer, stated, sentence(fact, answer, listed));
    if let (Answer::Met, Validity::Valid { until }) = (answer, explained.validity) {
        finding.holds_until = Some(until);
    }
    let looked_up = list::look_up(context, &dates, &explained);
    list::apply(with_reasons(finding, explained), stated, looked_up)
}

fn sentence(fact: &Certificate, answer: Answer, listed: Option<bool>) -> Text {
    let words = excerpt(fact.words.trim());
    match answer {
        Answer::Met => Text::new(format!("「{words}」は数える"), format!("`{words}` counts")),
        Answer::Unmet | Answer::NotApplicable if listed == Some(false) => Text::new(
            format!("「{words}」は、本市基準が挙げる制度の認証ではない"),
            format!("`{words}` is of no scheme that the standard names"),
        ),
        Answer::Unmet | Answer::NotApplicable => {
            Text::new(format!("「{words}」は数えない"), format!("`{words}` does not count"))
        }
        Answer::Unknown => Text::new(
            format!("「{words}」は、数えるかどうかまだ決まらない"),
            format!("whether `{words}` counts is open"),
        ),
    }
}

/// The reference data's reasons are rules; what it asks is missing where the answer is open, else worth knowing.
fn with_reasons(mut finding: Finding, explained: CertificateExplanation) -> Finding {
    finding.grounds.extend(explained.reasons.into_iter().map(|text| Ground { text, evidence: None }));
    if finding.answer == Answer::Unknown {
        finding.missing.extend(explained.ask);
    } else if finding.answer == Answer::Met {
        finding.notes.extend(explained.ask);
    }
    finding
}
