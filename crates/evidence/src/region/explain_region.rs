//! A place as a vendor writes it (`aws:ap-northeast-1`, `AWS 東京`, `東京リージョン`): which region, which country, is it in
//! Japan (№6-1), and what to ask where the words leave it open. Words that are not known word for word are not interpreted.

use super::open::{ask_code, ask_provider, asking, only_area, read_by_place};
use super::words::{bare, without_areas};
use super::{CountryCode, Places, Region, RegionKind, ZoneSuffix};
use crate::lexicon::without;
use crate::reference::Provenance;
use standard::spelling::fold;
use standard::{Language, Text};

/// What is known of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionExplanation {
    /// The provider's short name, where one is settled.
    pub provider: Option<String>,
    /// The region's code, where one is settled.
    pub code: Option<String>,
    /// What the code stands for.
    pub kind: Option<RegionKind>,
    /// The country; `None` where it is open or where the place spans several.
    pub country: Option<CountryCode>,
    /// The name of the place.
    pub place: Option<Text>,
    /// Is every place that it may be in Japan? `None`: not known.
    pub domestic: Option<bool>,
    /// What the words may stand for, where that is more than one region.
    pub candidates: Vec<Candidate>,
    /// Why.
    pub reasons: Vec<Text>,
    /// What to ask.
    pub ask: Vec<Text>,
    /// Where code → country comes from.
    pub provenance: Option<Provenance>,
}

/// A region that the words may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The provider's short name.
    pub provider: String,
    /// The code.
    pub code: String,
    /// The country.
    pub country: Option<CountryCode>,
}

impl Places {
    /// Explains a place. A code is looked up together with its provider; without one, a code that several providers use is
    /// asked about.
    pub fn explain_region(&self, words: &str) -> RegionExplanation {
        let folded = fold(words);
        let named = self.regions.provider_words.find_all(&folded);
        let rest = bare(&without(&folded, named.iter().map(|(range, _)| range.clone())));
        let mut providers: Vec<usize> = named.into_iter().map(|(_, provider)| provider).collect();
        providers.sort_unstable();
        providers.dedup();
        match providers.as_slice() {
            [] => self.without_provider(words, &rest),
            [provider] => self.of_provider(words, &rest, *provider),
            [..] => asking(words, Text::new("事業者が二つ以上書かれている", "more than one provider is named")),
        }
    }

    fn of_provider(&self, words: &str, rest: &str, provider: usize) -> RegionExplanation {
        let its = |row: &&Region| row.provider == provider;
        if let Some(row) = self.with_spelled_code(rest).find(its) {
            return self.settled(row);
        }
        if let Some((row, zone)) = self.zone_of(rest).find(|(row, _)| row.provider == provider) {
            return self.settled_zone(row, zone);
        }
        let at_place: Vec<&Region> = self.at_place(rest).filter(its).collect();
        let explanation = match at_place.as_slice() {
            [] => self.unknown(words, rest, Some(provider)),
            [row] => {
                let mut explanation = self.settled(row);
                explanation.reasons.insert(0, read_by_place(&row.code));
                explanation.ask.push(ask_code());
                explanation
            }
            [..] => {
                self.open(&at_place, Text::new("この地名のリージョンが複数ある", "several regions are at that place"))
            }
        };
        let name = self.regions.providers.get(provider).map(|provider| provider.id.clone());
        RegionExplanation { provider: name, ..explanation }
    }

    fn without_provider(&self, words: &str, rest: &str) -> RegionExplanation {
        let with_code: Vec<&Region> = self.with_spelled_code(rest).collect();
        match with_code.as_slice() {
            [] => {}
            // `us` is also how people write a country.
            [row] if row.kind == RegionKind::MultiRegion => {
                let mut explanation = self.open(&with_code, only_area());
                (explanation.country, explanation.domestic) = (None, None);
                explanation.ask.insert(0, ask_provider());
                return explanation;
            }
            [row] => {
                let mut explanation = self.settled(row);
                let provider = self.regions.provider_of(row).map_or("", |provider| provider.name.as_str());
                explanation.reasons.push(Text::new(
                    format!("事業者の記載はないが、このコードを使うのは参照データでは {provider} だけ"),
                    format!("no provider is named; in the reference data only {provider} uses this code"),
                ));
                explanation.ask.push(ask_provider());
                return explanation;
            }
            [..] => {
                // A code is no key: even where all known providers agree, an unlisted one may not.
                let mut explanation = self.open(
                    &with_code,
                    Text::new(
                        "同じコードを複数の事業者が使い、国が違うことがある",
                        "several providers use this code, and not always for the same country",
                    ),
                );
                (explanation.country, explanation.domestic) = (None, None);
                explanation.ask.insert(0, ask_provider());
                return explanation;
            }
        }
        if let Some((row, zone)) = self.zone_of(rest).next() {
            let mut explanation = self.settled_zone(row, zone);
            explanation.ask.push(ask_provider());
            return explanation;
        }
        let at_place: Vec<&Region> = self.at_place(rest).collect();
        if at_place.is_empty() {
            return self.unknown(words, rest, None);
        }
        let mut explanation =
            self.open(&at_place, Text::new("地名だけが書かれている", "only the name of a place is written"));
        explanation.ask.insert(0, ask_provider());
        explanation
    }

    /// Rows whose code the words are. Azure's names are also written apart (`Japan East`); codes with a dash are not squeezed,
    /// because `us-west-1` and `us-west1` are different regions.
    fn with_spelled_code(&self, rest: &str) -> impl Iterator<Item = &Region> {
        let exact = self.regions.with_code(rest);
        let squeezed: String = rest.chars().filter(|character| !matches!(character, ' ' | '-' | '_')).collect();
        let differs = squeezed != rest;
        let squeezed = self.regions.by_code.get(&squeezed).filter(|_| differs);
        exact.chain(squeezed.into_iter().flatten().filter_map(|at| self.regions.rows.get(*at)))
    }

    /// The region of an availability zone, and the zone, as the provider writes them.
    fn zone_of<'w>(&self, rest: &'w str) -> impl Iterator<Item = (&Region, &'w str)> {
        let stem = |suffix| match suffix {
            ZoneSuffix::Letter => {
                let stem = rest.strip_suffix(|last: char| last.is_ascii_lowercase())?;
                stem.ends_with(|last: char| last.is_ascii_digit()).then_some(stem)
            }
            ZoneSuffix::DashLetter => rest.strip_suffix(|last: char| last.is_ascii_lowercase())?.strip_suffix('-'),
        };
        [ZoneSuffix::Letter, ZoneSuffix::DashLetter].into_iter().flat_map(move |suffix| {
            let rows = stem(suffix).into_iter().flat_map(|stem| self.regions.with_code(stem));
            let writes_so = move |row: &&Region| {
                self.regions.provider_of(row).is_some_and(|provider| provider.zones == Some(suffix))
            };
            rows.filter(writes_so).map(move |row| (row, rest))
        })
    }

    fn at_place(&self, rest: &str) -> impl Iterator<Item = &Region> {
        let by_place = |place: &str| self.regions.by_place.get(place);
        let within_area = || by_place(&without_areas(rest));
        let found = by_place(rest).or_else(within_area);
        found.into_iter().flatten().filter_map(|at| self.regions.rows.get(*at))
    }

    fn settled(&self, row: &Region) -> RegionExplanation {
        let provider = self.regions.provider_of(row);
        let mut reasons = vec![self.where_it_is(row)];
        let mut ask = Vec::new();
        if row.kind == RegionKind::LocalZone {
            reasons.push(Text::new(
                "Local Zone は親リージョンの名を含むが、別の国にあることがある",
                "a local zone bears the name of its parent region and may stand in another country",
            ));
        }
        if let Some((with, _)) = &row.pair {
            let country = self.regions.with_code(with).find(|other| other.provider == row.provider);
            let country = country.and_then(|other| other.country).map_or_else(String::new, |code| format!("({code})"));
            ask.push(Text::new(
                format!("地理冗長の複製を使うか。使うなら対のリージョン {with}{country} にも保存される"),
                format!("is geo-redundant replication used? Then {with}{country} holds the data too"),
            ));
        }
        if !row.provenance.verified {
            reasons.push(Text::new(
                "この対応は一次資料で確かめていない(未確認)",
                "this row has not been checked against a primary source",
            ));
        }
        RegionExplanation {
            provider: provider.map(|provider| provider.id.clone()),
            code: Some(row.code.clone()),
            kind: Some(row.kind),
            country: row.country,
            place: Some(row.place.clone()),
            // Several countries: the provider may put the data outside Japan, so that it is not kept in Japan.
            domestic: Some(row.country.is_some_and(CountryCode::is_domestic)),
            candidates: Vec::new(),
            reasons,
            ask,
            provenance: Some(row.provenance.clone()),
        }
    }

    fn settled_zone(&self, row: &Region, zone: &str) -> RegionExplanation {
        let mut explanation = self.settled(row);
        explanation.reasons.insert(
            0,
            Text::new(
                format!("`{zone}` はリージョン {} の可用性ゾーンと読んだ", row.code),
                format!("`{zone}` was read as an availability zone of {}", row.code),
            ),
        );
        explanation
    }

    fn where_it_is(&self, row: &Region) -> Text {
        let name = self.regions.provider_of(row).map_or("", |provider| provider.name.as_str());
        let (code, japanese, english) =
            (&row.code, row.place.in_language(Language::Japanese), row.place.in_language(Language::English));
        let Some(country) = row.country.and_then(|code| self.countries.of_code(code)) else {
            return Text::new(
                format!("{name} の {code} は{japanese}にまたがり、日本に限られない"),
                format!("{code} of {name} is {english}: it is not limited to Japan"),
            );
        };
        let (of_japanese, of_english) =
            (country.name.in_language(Language::Japanese), country.name.in_language(Language::English));
        Text::new(
            format!("{name} の {code} は{of_japanese}({japanese})にある"),
            format!("{code} of {name} is in {of_english} ({english})"),
        )
    }

    /// Several rows fit: what all of them agree on is known.
    fn open(&self, rows: &[&Region], reason: Text) -> RegionExplanation {
        let agreed = |country: Option<CountryCode>| rows.iter().all(|row| row.country == country);
        let country = rows.first().and_then(|row| row.country).filter(|country| agreed(Some(*country)));
        let at_home = |row: &&Region| row.country.is_some_and(CountryCode::is_domestic);
        let domestic = match (rows.iter().all(at_home), rows.iter().any(at_home)) {
            (true, _) => Some(true),
            (false, false) => Some(false),
            (false, true) => None,
        };
        let candidates = rows.iter().map(|row| Candidate {
            provider: self.regions.provider_of(row).map_or_else(String::new, |provider| provider.id.clone()),
            code: row.code.clone(),
            country: row.country,
        });
        RegionExplanation {
            country,
            place: rows.first().map(|row| row.place.clone()).filter(|place| rows.iter().all(|row| row.place == *place)),
            domestic,
            candidates: candidates.collect(),
            reasons: vec![reason],
            ask: vec![ask_code()],
            ..RegionExplanation::default()
        }
    }
}
