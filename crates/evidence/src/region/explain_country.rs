//! A country as people write it: is it Japan (№6-1), and does it count as equivalent (№6-3), as of when. Not for regions.

use super::{CountryCode, Places};
use crate::reference::Provenance;
use standard::problem::{excerpt, nearest};
use standard::{Language, Text};

/// What is known of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryExplanation {
    /// Its code; `None` where the words name no country of the reference data.
    pub code: Option<CountryCode>,
    /// Its name.
    pub name: Option<Text>,
    /// Is it Japan? `None` where the country is not known.
    pub domestic: Option<bool>,
    /// Is it equivalent for №6-3? `None`: to be confirmed, or the question does not arise (Japan).
    pub adequate: Option<bool>,
    /// The date of the designation that `adequate` rests on.
    pub as_of: Option<Text>,
    /// Why.
    pub reasons: Vec<Text>,
    /// What to ask.
    pub ask: Vec<Text>,
    /// Where `adequate` comes from; of the country's row where no designation names it.
    pub provenance: Option<Provenance>,
}

impl Places {
    /// Explains a country: `DE`, `ドイツ`, `Germany`.
    pub fn explain_country(&self, words: &str) -> CountryExplanation {
        let Some(country) = self.countries.find(words) else { return self.unknown_country(words) };
        let mut explanation = CountryExplanation {
            code: Some(country.code),
            name: Some(country.name.clone()),
            domestic: Some(country.code.is_domestic()),
            adequate: None,
            as_of: None,
            reasons: Vec::new(),
            ask: Vec::new(),
            provenance: Some(country.provenance.clone()),
        };
        if country.code.is_domestic() {
            explanation.reasons.push(Text::new(
                "日本国内。本市基準 №6-3(同等の国)は、国外に置くときにだけ問う",
                "in Japan; №6-3 (equivalent countries) is asked only of places abroad",
            ));
            return explanation;
        }
        let Some(adequacy) = self.countries.adequacy_of(country) else {
            explanation.adequate = Some(false);
            let dated = self.countries.adequacies().first();
            explanation.as_of = dated.map(|adequacy| adequacy.as_of.clone());
            explanation.reasons.push(Text::new(
                "個人情報保護委員会が同等の水準と定めた国に入っていない(本市基準 №6-3)。以後の追加は未確認",
                "not among the countries that the PPC has designated as equivalent (№6-3); later additions are unchecked",
            ));
            return explanation;
        };
        explanation.adequate = adequacy.answer;
        explanation.as_of = Some(adequacy.as_of.clone());
        explanation.reasons.push(adequacy.why.clone());
        explanation.provenance = Some(adequacy.provenance.clone());
        if adequacy.answer.is_none() {
            explanation.ask.push(Text::new(
                "要確認: この国を同等とみるかを、指定の最新の文と本市の読み方で決める",
                "to be confirmed: decide from the current designation and the city's reading whether this country counts",
            ));
        }
        explanation
    }

    fn unknown_country(&self, words: &str) -> CountryExplanation {
        let shown = excerpt(words.trim());
        let names = self
            .countries
            .rows()
            .iter()
            .flat_map(|row| [row.name.in_language(Language::Japanese), row.name.in_language(Language::English)]);
        let meant = nearest(&shown, names)
            .map(|meant| Text::new(format!("「{meant}」のことですか"), format!("did you mean `{meant}`?")));
        let which = Text::new(
            "国名か ISO 3166-1 の 2 文字コードを一つ。EU やアジアのような地域なら、実際に保存する国をすべて",
            "one country name or ISO 3166-1 code; for an area such as the EU or Asia, every country that holds the data",
        );
        CountryExplanation {
            code: None,
            name: None,
            domestic: None,
            adequate: None,
            as_of: None,
            reasons: vec![Text::new(
                format!("「{shown}」という国は参照データにない"),
                format!("no country `{shown}` in the reference data"),
            )],
            ask: meant.into_iter().chain([which]).collect(),
            provenance: None,
        }
    }
}
