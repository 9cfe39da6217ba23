//! `kijun explain region` and `kijun explain country`.

use super::{Explanation, provenance, source_line};
use evidence::region::{CountryExplanation, RegionExplanation};
use serde_json::{Value, json};
use standard::Text;

/// A cloud region, explained.
pub fn region(explained: &RegionExplanation) -> Explanation {
    let mut explanation = Explanation::new(&explained.reasons, &explained.ask);
    let country = explained.country.map(|code| code.to_string());
    explanation.field("provider", explained.provider.clone().into());
    explanation.field("code", explained.code.clone().into());
    explanation.field("country", country.clone().into());
    explanation.field("place", explained.place.as_ref().map(super::words).into());
    explanation.field("domestic", explained.domestic.into());
    let candidates: Vec<Value> = explained
        .candidates
        .iter()
        .map(|candidate| {
            json!({
                "provider": candidate.provider,
                "code": candidate.code,
                "country": candidate.country.map(|code| code.to_string()),
            })
        })
        .collect();
    explanation.field("candidates", candidates.into());
    explanation.field("provenance", explained.provenance.as_ref().map(provenance).into());
    if let (Some(provider), Some(code)) = (&explained.provider, &explained.code) {
        explanation.line(Text::new("リージョン", "Region"), Text::untranslated(format!("{provider}:{code}")));
    }
    if let Some(place) = &explained.place {
        explanation.line(Text::new("場所", "Place"), place.clone());
    }
    let unknown = || Text::new("不明", "unknown");
    explanation.line(Text::new("国", "Country"), country.map_or_else(unknown, Text::untranslated));
    explanation.satisfies(Text::new("日本国内か", "In Japan"), explained.domestic);
    for candidate in &explained.candidates {
        let country = candidate.country.map_or_else(|| "?".to_owned(), |code| code.to_string());
        let words = Text::untranslated(format!("{}:{} = {country}", candidate.provider, candidate.code));
        explanation.line(Text::new("候補", "Candidate"), words);
    }
    if let Some(found) = &explained.provenance {
        let (title, words) = source_line(found);
        explanation.line(title, words);
    }
    explanation
}

/// A country, explained.
pub fn country(explained: &CountryExplanation) -> Explanation {
    let mut explanation = Explanation::new(&explained.reasons, &explained.ask);
    let code = explained.code.map(|code| code.to_string());
    explanation.field("code", code.clone().into());
    explanation.field("name", explained.name.as_ref().map(super::words).into());
    explanation.field("domestic", explained.domestic.into());
    explanation.field("adequate", explained.adequate.into());
    explanation.field("as_of", explained.as_of.as_ref().map(super::words).into());
    explanation.field("provenance", explained.provenance.as_ref().map(provenance).into());
    if let (Some(code), Some(name)) = (code, &explained.name) {
        let english = name.in_language(standard::Language::English);
        explanation.line(
            Text::new("国", "Country"),
            Text::new(format!("{}({code})", name.japanese), format!("{english} ({code})")),
        );
    }
    explanation.satisfies(Text::new("日本国内か", "In Japan"), explained.domestic);
    explanation
        .satisfies(Text::new("日本と同等と認められた国・地域か", "Recognised as equivalent"), explained.adequate);
    if let Some(as_of) = &explained.as_of {
        explanation.line(Text::new("時点", "As of"), as_of.clone());
    }
    if let Some(found) = &explained.provenance {
        let (title, words) = source_line(found);
        explanation.line(title, words);
    }
    explanation
}
