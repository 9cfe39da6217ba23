//! `kijun explain algorithm`.

use super::{Explanation, provenance, words};
use evidence::cryptrec::{AlgorithmExplanation, AlgorithmStatus};
use serde_json::{Value, json};
use standard::Text;

/// A statement about encryption, explained under an edition of the list.
pub fn algorithm(explained: &AlgorithmExplanation, edition: &str) -> Explanation {
    let mut explanation = Explanation::new(&explained.reasons, &[]);
    let parts: Vec<Value> = explained
        .parts
        .iter()
        .map(|part| {
            json!({
                "name": part.name,
                "kind": part.kind.word(),
                "words": part.words,
                "key_bits": part.key_bits,
                "status": part.status.word(),
                "until": part.status.until().map(|day| day.to_string()),
                "why": words(&part.why),
                "row": part.row,
                "provenance": provenance(&part.provenance),
            })
        })
        .collect();
    explanation.field("parts", parts.into());
    explanation.field("status", explained.status.word().into());
    explanation.field("until", explained.status.until().map(|day| day.to_string()).into());
    explanation.field("satisfies", explained.satisfies.into());
    explanation.field("use", explained.used_for.map(evidence::cryptrec::Use::word).into());
    explanation.field("edition", edition.into());
    explanation.line(
        Text::new("電子政府推奨暗号リスト", "e-Government Recommended Ciphers List"),
        Text::untranslated(edition),
    );
    for part in &explained.parts {
        let status = status(part.status);
        let why = Text::new(
            format!("{}({})", status.japanese, part.why.japanese),
            format!(
                "{} ({})",
                status.in_language(standard::Language::English),
                part.why.in_language(standard::Language::English)
            ),
        );
        explanation.line(Text::untranslated(&part.name), why);
    }
    explanation.line(Text::new("全体", "As a whole"), status(explained.status));
    explanation.satisfies(Text::new("リストの方式か", "A method of the list"), explained.satisfies);
    explanation
}

/// Where something stands on the list.
pub(crate) fn status(status: AlgorithmStatus) -> Text {
    match status {
        AlgorithmStatus::Recommended => Text::new("推奨", "recommended"),
        AlgorithmStatus::RecommendedUntil(day) => {
            Text::new(format!("推奨({day} まで)"), format!("recommended until {day}"))
        }
        AlgorithmStatus::Candidate => Text::new("推奨候補", "candidate"),
        AlgorithmStatus::Monitored => Text::new("運用監視", "monitored"),
        AlgorithmStatus::Unlisted => Text::new("リストにない", "not listed"),
        AlgorithmStatus::NotApplicable => Text::new("リストの対象外", "not a matter of the list"),
        AlgorithmStatus::NeedsEvidence => Text::new("要確認", "to be confirmed"),
    }
}
