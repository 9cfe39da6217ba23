//! A place as a vendor writes it, resolved for settling: which country, is it at home, what to know and what to ask. A region
//! comes first; a country alone is taken where it stands for one role. Not for judging items.

use super::methods::{KEPT_LIMIT, WORDS_LIMIT};
use super::{Context, stated::english};
use crate::declaration::PlaceRole;
use crate::region::{CountryCode, RegionKind};
use standard::check::Check;
use standard::problem::excerpt;
use standard::{Language, Text};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What is known of a place.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The words and the country, for sentences: `aws:us-east-1(アメリカ合衆国)`.
    pub(super) name: Text,
    /// The country; `None` where it is open, or where the place spans several.
    pub(super) country: Option<CountryCode>,
    /// Is it in the country that the standard asks for? `None`: not known.
    pub(super) at_home: Option<bool>,
    /// Why, as the reference data says.
    pub(super) reasons: Vec<Text>,
    /// What to ask.
    pub(super) ask: Vec<Text>,
}

/// The country in which the standard wants information kept; Japan where it does not say.
pub(super) fn home(context: &Context<'_>) -> CountryCode {
    let of_item = |check: &Option<Check>| match check {
        Some(Check::Places { country }) => CountryCode::parse(country),
        Some(
            Check::Law { .. }
            | Check::Court { .. }
            | Check::Channels { .. }
            | Check::Stores { .. }
            | Check::SignIn { .. }
            | Check::Overseas { .. }
            | Check::Certificate { .. }
            | Check::Erasure { .. },
        )
        | None => None,
    };
    context.standard.items().iter().find_map(|item| of_item(&item.settled_by)).unwrap_or(CountryCode::JAPAN)
}

/// The places that were resolved so far, by their words, for one home: a standard names one.
#[derive(Default)]
pub(super) struct Sites(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    home: Option<CountryCode>,
    sites: HashMap<Box<str>, Rc<Site>>,
}

impl Sites {
    fn find(&self, words: &str, home: CountryCode) -> Option<Rc<Site>> {
        let kept = self.0.borrow();
        kept.sites.get(words).filter(|_| kept.home == Some(home)).map(Rc::clone)
    }

    fn keep(&self, words: &str, home: CountryCode, site: &Rc<Site>) {
        let mut kept = self.0.borrow_mut();
        let is_of_home = *kept.home.get_or_insert(home) == home;
        if is_of_home && words.len() <= WORDS_LIMIT && kept.sites.len() < KEPT_LIMIT {
            kept.sites.insert(words.into(), Rc::clone(site));
        }
    }
}

/// Resolves a place.
pub(super) fn resolve(context: &Context<'_>, words: &str, home: CountryCode) -> Rc<Site> {
    context.judged.sites.find(words, home).unwrap_or_else(|| {
        let site = Rc::new(resolve_anew(context, words, home));
        context.judged.sites.keep(words, home, &site);
        site
    })
}

fn resolve_anew(context: &Context<'_>, words: &str, home: CountryCode) -> Site {
    let places = &context.references.places;
    let region = places.explain_region(words);
    let several = region.kind == Some(RegionKind::MultiRegion) && region.provider.is_some() && region.country.is_none();
    let at_home = match region.country {
        Some(country) => Some(country == home),
        // Of a place in no one country it is known whether it is in Japan.
        None if home == CountryCode::JAPAN => region.domestic,
        None => (several || region.domestic == Some(true)).then_some(false),
    };
    let (country, at_home, reasons, ask) = if at_home.is_some() {
        (region.country, at_home, region.reasons, region.ask)
    } else {
        let named = places.explain_country(words);
        match named.code {
            Some(code) => (Some(code), Some(code == home), vec![country_alone()], Vec::new()),
            None => (None, None, region.reasons, region.ask),
        }
    };
    Site { name: name(context, words, country), country, at_home, reasons, ask }
}

fn name(context: &Context<'_>, words: &str, country: Option<CountryCode>) -> Text {
    let shown = excerpt(words.trim());
    let row = country.and_then(|code| context.references.places.countries.of_code(code));
    row.map_or_else(
        || Text::untranslated(shown.clone()),
        |row| {
            let (japanese, english) = (&row.name.japanese, row.name.in_language(Language::English));
            if [japanese.as_str(), english].contains(&shown.as_str()) {
                return row.name.clone();
            }
            Text::new(format!("{shown}({japanese})"), format!("{shown} ({english})"))
        },
    )
}

fn country_alone() -> Text {
    Text::new(
        "国名だけの記載。リージョンのコードが分かれば書く",
        "only the country is written; add the region's code where it is known",
    )
}

/// Every role that must be stated, in the order of the sheet.
pub(super) const ROLES: [PlaceRole; 6] = [
    PlaceRole::Primary,
    PlaceRole::Replica,
    PlaceRole::Backup,
    PlaceRole::DisasterRecovery,
    PlaceRole::Logs,
    PlaceRole::SubProcessor,
];

/// A role, for sentences.
pub(super) fn role_name(role: PlaceRole) -> Text {
    match role {
        PlaceRole::Primary => Text::new("本番の保存場所", "the primary place"),
        PlaceRole::Replica => Text::new("複製の保存場所", "the place of replicas"),
        PlaceRole::Backup => Text::new("バックアップの保存場所", "the place of backups"),
        PlaceRole::DisasterRecovery => Text::new("災害対策の保存場所", "the place for disaster recovery"),
        PlaceRole::Logs => Text::new("内容を含むログの保存場所", "the place of logs with content"),
        PlaceRole::SubProcessor => Text::new("再委託先の保存場所", "the place at sub-processors"),
    }
}

/// A role that nobody has stated.
pub(super) fn ask_role(role: PlaceRole) -> Text {
    let name = role_name(role);
    Text::new(
        format!("{}が書かれていない(保存しないなら「該当なし」)", name.japanese),
        format!("{} is not stated (`na` where nothing is kept there)", english(&name)),
    )
}
