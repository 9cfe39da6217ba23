//! 海外の保存 (№6-2 … №6-5): each group of information at each place abroad must be covered by one of the ways that the
//! standard names. The ways are judged for each such holding; the items are answered together. Not for №6-1.

mod adequacy;
mod answers;
mod class;
mod consent;
mod holdings;
mod own_key;
#[cfg(test)]
mod tests;

use super::site::{Site, home};
use super::stated::{english, information_name};
use super::{Context, Finding};
use crate::declaration::{Information, KeptAt, PlaceRole, Stated};
use crate::region::CountryCode;
use standard::check::Cover;
use standard::{Answer, Input, Text};
use std::rc::Rc;

/// A group of information kept at a place that is abroad, or whose country is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The id of the [`Information`]; `None` where the declaration lists no information.
    pub information: Option<String>,
    /// What is kept there.
    pub role: PlaceRole,
    /// The place as written.
    pub place: String,
    /// The country; `None` where it is open, or where the place spans several.
    pub country: Option<CountryCode>,
    /// Is it known to be abroad? `false`: the country is open.
    pub abroad: bool,
    /// What each way says of it, in the order of the items.
    pub covered: Vec<(Input, Answer)>,
}

/// A holding while it is judged.
pub(super) struct Case<'a> {
    /// The id under which the information stands.
    id: Option<&'a str>,
    /// The information; `None` where the declaration does not describe it.
    information: Option<&'a Information>,
    /// The stated place.
    stated: &'a Stated<KeptAt>,
    /// The place as written.
    words: &'a str,
    /// What is known of the place.
    site: Rc<Site>,
    /// For sentences: `バックアップの保存場所 aws:us-east-1(米国)の「議事録」`.
    name: Text,
}

/// The findings of the items, and the holdings that they are about.
pub(crate) fn settle(context: &Context<'_>, covers: &[(Input, &Cover)]) -> (Vec<(Input, Finding)>, Vec<Holding>) {
    let home = home(context);
    let (cases, open) = holdings::find(context, home);
    let table: Vec<Vec<Finding>> = cases
        .iter()
        .map(|case| covers.iter().map(|(_, cover)| of_case(context, case, cover, home)).collect())
        .collect();
    let holdings = cases.iter().zip(&table).map(|(case, row)| Holding {
        information: case.id.map(str::to_owned),
        role: case.stated.fact.role,
        place: case.words.to_owned(),
        country: case.site.country,
        abroad: case.site.at_home == Some(false),
        covered: covers.iter().zip(row).map(|((input, _), finding)| (*input, finding.answer)).collect(),
    });
    let holdings = holdings.collect();
    let inputs: Vec<Input> = covers.iter().map(|(input, _)| *input).collect();
    (answers::of_items(context, &inputs, &cases, &table, &open), holdings)
}

fn of_case(context: &Context<'_>, case: &Case<'_>, cover: &Cover, home: CountryCode) -> Finding {
    match cover {
        Cover::Consent => consent::settle(context, case),
        Cover::Adequacy => adequacy::settle(context, case),
        Cover::Class(class) => class::settle(context, case, class),
        Cover::OwnKey => own_key::settle(context, case, home),
    }
}

impl Case<'_> {
    /// A sentence about this holding.
    fn says(&self, japanese: &str, in_english: &str) -> Text {
        Text::new(format!("{}: {japanese}", self.name.japanese), format!("{}: {in_english}", english(&self.name)))
    }

    /// An answer that the stated place gives, with the information.
    fn finding(&self, answer: Answer, japanese: &str, in_english: &str) -> Finding {
        Finding::from_fact(answer, self.stated, self.says(japanese, in_english))
    }

    /// Unknown, for want of this.
    fn missing(&self, japanese: &str, in_english: &str) -> Finding {
        Finding::missing(self.says(japanese, in_english))
    }

    /// The information is not described, so that neither its class nor whether it is personal is known.
    fn undescribed(&self) -> Finding {
        self.missing(
            "情報項目の一覧(項目ごとの重要性分類・個人情報の有無・保存場所)。サービス全体としての申告では判断しない",
            "the list of information (class, personal or not, place of each item); a claim for the whole service is not taken",
        )
    }
}
