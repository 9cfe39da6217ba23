//! How the findings of the parts become one status, one answer, and reasons in an order in which a person can read them.

use super::explain::{Reason, push_new};
use super::explanation::{AlgorithmStatus, ExplainedPart};
use super::outcome::Finding;
use super::resolve::Resolved;
use super::sentences as say;
use super::vocabulary::{PartKind, Use};
use jiff::civil::Date;
use standard::Text;

/// The status and the answer. An unknown is never a pass, and a denial is never read as its opposite.
pub(super) fn verdict(
    decided: Option<Finding>,
    reasons: &[Reason],
    resolved: &Resolved,
) -> (AlgorithmStatus, Option<bool>) {
    let Some(decided) = decided.filter(|_| resolved.negations.is_empty()) else {
        return (AlgorithmStatus::NeedsEvidence, None);
    };
    match decided {
        Finding::Outside => (AlgorithmStatus::NotApplicable, None),
        Finding::Open => (AlgorithmStatus::NeedsEvidence, None),
        // Something else may stand in the words that were not understood.
        Finding::Accepted | Finding::Good | Finding::GoodUntil(_) if !resolved.unknown.is_empty() => {
            (AlgorithmStatus::NeedsEvidence, None)
        }
        Finding::Accepted | Finding::Good => (AlgorithmStatus::Recommended, Some(true)),
        Finding::GoodUntil(_) => (AlgorithmStatus::RecommendedUntil(first_end(reasons, decided)), Some(true)),
        Finding::Over(_) => (AlgorithmStatus::RecommendedUntil(first_end(reasons, decided)), Some(false)),
        Finding::WrongUse | Finding::Candidate | Finding::Monitored | Finding::Unlisted => {
            (decided.status(), Some(false))
        }
    }
}

/// The earliest day among the findings that have one.
fn first_end(reasons: &[Reason], decided: Finding) -> Date {
    let ends = reasons.iter().filter_map(|(finding, _)| finding.status().until());
    ends.min().or_else(|| decided.status().until()).unwrap_or(Date::MIN)
}

/// The reasons as they are shown: what decides first, each once, then the notes.
pub(super) fn in_order(
    words: &str,
    resolved: &Resolved,
    mut reasons: Vec<Reason>,
    parts: &[ExplainedPart],
    edition: &str,
    satisfies: Option<bool>,
    notes: &[Text],
) -> Vec<Text> {
    let mut shown: Vec<Text> = Vec::new();
    for found in resolved.negations.iter().take(1) {
        shown.push(say::denied(words, found));
    }
    reasons.sort_by_key(|(finding, _)| std::cmp::Reverse(*finding));
    for (finding, why) in &reasons {
        if !finding.is_plain() {
            push_new(&mut shown, why);
        }
    }
    if satisfies == Some(true) {
        let mut names: Vec<&str> = Vec::new();
        let listed =
            |part: &&ExplainedPart| part.status == AlgorithmStatus::Recommended && part.kind != PartKind::Curve;
        for part in parts.iter().filter(listed) {
            if !names.contains(&part.name.as_str()) {
                names.push(&part.name);
            }
        }
        if !names.is_empty() {
            shown.push(say::all_recommended(&names, edition));
        }
    }
    for (finding, why) in &reasons {
        if matches!(finding, Finding::Outside | Finding::Accepted) {
            push_new(&mut shown, why);
        }
    }
    shown.extend(say::remainder(words, resolved));
    for note in notes {
        push_new(&mut shown, note);
    }
    shown
}

/// Can a part of this kind be what encrypts, for this use?
pub(super) const fn encrypts(kind: PartKind, used_for: Option<Use>) -> bool {
    match kind {
        PartKind::BlockCipher
        | PartKind::StreamCipher
        | PartKind::AuthenticatedEncryption
        | PartKind::PublicKeyEncryption
        | PartKind::Protocol
        | PartKind::KeyWrap
        | PartKind::Kem => true,
        PartKind::KeyAgreement | PartKind::PublicKey => matches!(used_for, None | Some(Use::KeyWrap)),
        PartKind::Signature
        | PartKind::Mode
        | PartKind::AuthenticatedMode
        | PartKind::Hash
        | PartKind::Mac
        | PartKind::EntityAuthentication
        | PartKind::Curve
        | PartKind::KeyDerivation
        | PartKind::PasswordHash => false,
    }
}

/// Does the use ask for encryption, so that a hash or a signature alone says nothing?
pub(super) const fn asks_for_a_cipher(used_for: Option<Use>) -> bool {
    match used_for {
        Some(Use::Volume | Use::File | Use::Backup | Use::Field | Use::KeyWrap | Use::Channel) => true,
        Some(Use::Password) | None => false,
    }
}
