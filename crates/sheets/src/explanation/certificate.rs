//! `kijun explain certificate`.

use super::{Explanation, provenance, source_line};
use evidence::certification::{CertificateExplanation, Validity};
use standard::{Language, Text};

/// A certificate as a vendor writes it, explained.
pub fn certificate(explained: &CertificateExplanation) -> Explanation {
    let mut explanation = Explanation::new(&explained.reasons, &explained.ask);
    explanation.field("scheme", explained.scheme.clone().into());
    explanation.field("name", explained.name.as_ref().map(super::words).into());
    explanation.field("number", explained.number.clone().into());
    explanation.field("body", explained.body.clone().into());
    explanation.field("edition", explained.edition.clone().into());
    explanation.field("counts", explained.counts.into());
    explanation.field("validity", validity_word(explained.validity).into());
    explanation.field("satisfies", explained.satisfies.into());
    explanation.field("provenance", explained.provenance.as_ref().map(provenance).into());
    if let Some(name) = &explained.name {
        let edition = explained.edition.as_deref().map_or_else(String::new, |edition| format!(":{edition}"));
        let english = name.in_language(Language::English);
        explanation.line(
            Text::new("認証", "Scheme"),
            Text::new(format!("{}{edition}", name.japanese), format!("{english}{edition}")),
        );
    }
    if let Some(number) = &explained.number {
        explanation.line(Text::new("番号", "Number"), Text::untranslated(number));
    }
    explanation.satisfies(Text::new("№7 の認証に当たるか", "Counts for №7"), explained.counts);
    explanation.line(Text::new("有効期間", "Validity"), validity_text(explained.validity));
    explanation
        .satisfies(Text::new("示された範囲で №7 を満たすか", "Meets №7 as far as was shown"), explained.satisfies);
    if let Some(found) = &explained.provenance {
        let (title, words) = source_line(found);
        explanation.line(title, words);
    }
    explanation
}

const fn validity_word(validity: Validity) -> &'static str {
    match validity {
        Validity::Valid { .. } => "valid",
        Validity::NotYet { .. } => "not_yet",
        Validity::Lapsed { .. } => "lapsed",
        Validity::Contradictory => "contradictory",
        Validity::Unknown => "unknown",
    }
}

fn validity_text(validity: Validity) -> Text {
    match validity {
        Validity::Valid { until } => Text::new(format!("{until} まで"), format!("until {until}")),
        Validity::NotYet { from } => {
            Text::new(format!("{from} から(まだ始まっていない)"), format!("from {from} (not begun)"))
        }
        Validity::Lapsed { since } => Text::new(format!("{since} から失効"), format!("lapsed since {since}")),
        Validity::Contradictory => Text::new("始まりより前に終わっている", "ends before it begins"),
        Validity::Unknown => Text::new("不明", "unknown"),
    }
}
