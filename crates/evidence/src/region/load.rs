//! Reading `regions.toml` and `countries.toml`: every row complete, every name defined, every key once. Not for what the
//! rows mean.

use super::countries::{Adequacy, Countries, Country, CountryCode};
use super::{Provider, Region, RegionKind, Regions, ZoneSuffix};
use crate::lexicon::Lexicon;
use crate::reference::Provenance;
use crate::rows;
use standard::document::{Notation, Report, TableReader};
use standard::problem::{Problem, excerpt};
use standard::spelling::fold;
use standard::{Language, Text};
use std::collections::HashMap;

type Table<'n, 'r, 't> = TableReader<'n, 'r, 't>;

pub(super) fn countries(name: &str, text: &str, notation: Notation) -> Result<Countries, Vec<Problem>> {
    rows::load(name, text, notation, |report, root| {
        rows::format(root, report);
        let mut countries = Countries { rows: Vec::new(), adequacies: Vec::new(), by_word: HashMap::new() };
        rows::tables(report, root, "countries", |group| {
            let provenance = Provenance::read(group)?;
            rows::tables(report, group, "rows", |row| read_country(row, &provenance, &mut countries));
            Some(())
        });
        rows::tables(report, root, "adequacy", |table| read_adequacy(table, &mut countries));
        countries
    })
}

fn read_country(row: &Table<'_, '_, '_>, provenance: &Provenance, countries: &mut Countries) -> Option<()> {
    let (code, name) = (row.require_string("code"), row.require_text("name"));
    let spellings: Vec<String> = rows::words(row, "spellings").into_iter().map(str::to_owned).collect();
    let (written, name) = (code?, name?);
    let Some(code) = CountryCode::parse(written) else {
        bad_code(row, written, Text::new("大文字 2 字(ISO 3166-1 alpha-2)で書きます", "two capital letters"));
        return None;
    };
    let names = [Language::Japanese, Language::English].map(|language| fold(name.in_language(language)));
    let at = countries.rows.len();
    for word in names.into_iter().chain([fold(written)]).chain(spellings.iter().map(|word| fold(word))) {
        // The same word twice in one row is no harm; in two rows it names neither.
        if countries.by_word.insert(word.clone(), at).is_some_and(|before| before != at) {
            rows::duplicate(row, "duplicate-country", &word);
        }
    }
    countries.rows.push(Country { code, name, spellings, provenance: provenance.clone(), adequacy: None });
    Some(())
}

fn read_adequacy(table: &Table<'_, '_, '_>, countries: &mut Countries) -> Option<()> {
    const ANSWERS: [(&str, Option<bool>); 3] = [("yes", Some(true)), ("no", Some(false)), ("to_be_confirmed", None)];
    let answer = rows::one_of(table, "answer", &ANSWERS);
    let (as_of, why, provenance) = (table.require_text("as_of"), table.require_text("why"), Provenance::read(table));
    let at = countries.adequacies.len();
    for code in rows::words(table, "countries") {
        let found = CountryCode::parse(code).and_then(|_| countries.by_word.get(&fold(code)).copied());
        match found.and_then(|row| countries.rows.get_mut(row)) {
            None => rows::unknown_name(table, "unknown-country", code, []),
            Some(country) => {
                if country.adequacy.replace(at).is_some() {
                    rows::duplicate(table, "duplicate-adequacy", code);
                }
            }
        }
    }
    countries.adequacies.push(Adequacy { answer: answer?, as_of: as_of?, why: why?, provenance: provenance? });
    Some(())
}

pub(super) fn regions(
    name: &str,
    text: &str,
    notation: Notation,
    countries: &Countries,
) -> Result<Regions, Vec<Problem>> {
    rows::load(name, text, notation, |report, root| {
        rows::format(root, report);
        let providers = rows::tables(report, root, "provider", read_provider);
        let words = providers.iter().enumerate().flat_map(|(at, (provider, spellings))| {
            spellings.iter().map(String::as_str).chain([provider.id.as_str()]).map(move |word| (word, at))
        });
        let provider_words = Lexicon::new(words);
        let providers: Vec<Provider> = providers.into_iter().map(|(provider, _)| provider).collect();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (at, provider) in providers.iter().enumerate() {
            if seen.insert(&provider.id, at).is_some() {
                rows::duplicate(root, "duplicate-provider", &provider.id);
            }
        }
        let mut regions =
            Regions { providers, rows: Vec::new(), by_code: HashMap::new(), by_place: HashMap::new(), provider_words };
        rows::tables(report, root, "regions", |group| read_group(report, group, &mut regions, countries));
        rows::tables(report, root, "pair", |table| read_pair(table, &mut regions));
        regions
    })
}

fn read_provider(table: &Table<'_, '_, '_>) -> Option<(Provider, Vec<String>)> {
    const ZONES: [(&str, ZoneSuffix); 2] = [("letter", ZoneSuffix::Letter), ("dash_letter", ZoneSuffix::DashLetter)];
    let (id, name) = (table.require_string("id"), table.require_string("name"));
    let spellings = rows::words(table, "spellings").into_iter().map(str::to_owned).collect();
    let zones = table.find("zones").and_then(|_| rows::one_of(table, "zones", &ZONES));
    let provenance = Provenance::read(table);
    let provider = Provider { id: id?.to_owned(), name: name?.to_owned(), zones, provenance: provenance? };
    Some((provider, spellings))
}

fn read_group(
    report: &Report<'_>,
    group: &Table<'_, '_, '_>,
    regions: &mut Regions,
    countries: &Countries,
) -> Option<()> {
    let (id, provenance) = (group.require_string("provider"), Provenance::read(group));
    // The rows are asked for in any case: otherwise they would be reported as an unknown key.
    let provider = id.and_then(|id| find_provider(group, regions, id));
    let Some((provider, provenance)) = provider.zip(provenance) else {
        group.list("rows");
        return None;
    };
    rows::tables(report, group, "rows", |row| read_region(row, provider, &provenance, regions, countries));
    Some(())
}

fn find_provider(table: &Table<'_, '_, '_>, regions: &Regions, id: &str) -> Option<usize> {
    let found = regions.providers.iter().position(|provider| provider.id == id);
    if found.is_none() {
        rows::unknown_name(table, "unknown-provider", id, regions.providers.iter().map(|one| one.id.as_str()));
    }
    found
}

fn read_region(
    row: &Table<'_, '_, '_>,
    provider: usize,
    provenance: &Provenance,
    regions: &mut Regions,
    countries: &Countries,
) -> Option<()> {
    const KINDS: [(&str, RegionKind); 4] = [
        ("region", RegionKind::Region),
        ("dual_region", RegionKind::DualRegion),
        ("multi_region", RegionKind::MultiRegion),
        ("local_zone", RegionKind::LocalZone),
    ];
    let (code, place) = (row.require_string("code"), row.require_text("place"));
    let kind = row.find("kind").map_or(Some(RegionKind::Region), |_| rows::one_of(row, "kind", &KINDS));
    let parent = row.find_string("parent").map(str::to_owned);
    let country = row.find_string("country");
    let spellings = rows::words(row, "spellings");
    let (code, place, kind) = (code?, place?, kind?);
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !code.bytes().all(plain) {
        bad_code(row, code, Text::new("小文字の英数字と - で書きます", "lower-case letters, digits and -"));
        return None;
    }
    let country = match (country, kind) {
        (Some(written), _) => {
            let found = CountryCode::parse(written).and_then(|code| countries.of_code(code));
            if found.is_none() {
                rows::unknown_name(row, "unknown-country", written, []);
            }
            Some(found?.code)
        }
        (None, RegionKind::MultiRegion) => None,
        (None, RegionKind::Region | RegionKind::DualRegion | RegionKind::LocalZone) => {
            let message = Text::new(format!("`{code}` の国がありません"), format!("`{code}` has no country"));
            let hint = Text::new("国を書かないのは multi_region だけです", "only a multi_region has no country");
            row.error("missing-country", message, Some(hint));
            return None;
        }
    };
    let same_code = regions.by_code.entry(code.to_owned()).or_default();
    if same_code.iter().any(|at| regions.rows.get(*at).is_some_and(|other| other.provider == provider)) {
        rows::duplicate(row, "duplicate-region", code);
        return None;
    }
    let at = regions.rows.len();
    same_code.push(at);
    for name in [place.in_language(Language::Japanese), place.in_language(Language::English)].iter().chain(&spellings) {
        let same_place = regions.by_place.entry(fold(name)).or_default();
        if !same_place.contains(&at) {
            same_place.push(at);
        }
    }
    let (code, provenance) = (code.to_owned(), provenance.clone());
    regions.rows.push(Region { provider, code, kind, country, place, parent, pair: None, provenance });
    Some(())
}

fn read_pair(table: &Table<'_, '_, '_>, regions: &mut Regions) -> Option<()> {
    let (id, code, with) =
        (table.require_string("provider"), table.require_string("code"), table.require_string("with"));
    let provenance = Provenance::read(table);
    let (provider, code, with) = (find_provider(table, regions, id?)?, code?, with?);
    let row_of = |code: &str| {
        let is_its = |at: &&usize| regions.rows.get(**at).is_some_and(|row| row.provider == provider);
        regions.by_code.get(code)?.iter().find(is_its).copied()
    };
    for name in [code, with] {
        if row_of(name).is_none() {
            rows::unknown_name(table, "unknown-region", name, regions.rows.iter().map(|row| row.code.as_str()));
        }
    }
    let at = row_of(code)?;
    let (with, provenance) = (with.to_owned(), provenance?);
    regions.rows.get_mut(at)?.pair = Some((with, provenance));
    Some(())
}

fn bad_code(table: &Table<'_, '_, '_>, code: &str, hint: Text) {
    let shown = excerpt(code);
    let message = Text::new(format!("`{shown}` はコードとして使えません"), format!("`{shown}` is no code"));
    table.error("bad-code", message, Some(hint));
}
