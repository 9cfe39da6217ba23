//! 保存場所 (№6-1): every role in which information is kept is stated, and every stated place is in the country. One place
//! abroad is enough to fail; a role that nobody states, or words that leave the country open, are asked for.

#[cfg(test)]
mod tests;

use super::site::{ROLES, Site, ask_role, home, resolve, role_name};
use super::stated::{Counted, counted, english, tell_ignored};
use super::{Context, Finding};
use crate::declaration::{KeptAt, Known, PlaceRole, Stated};
use crate::region::CountryCode;
use standard::{Answer, Text};

pub(crate) fn settle(context: &Context<'_>, country: &str) -> Finding {
    let wanted = CountryCode::parse(country).unwrap_or_else(|| home(context));
    let places = counted(context, context.places());
    let mut parts: Vec<Finding> = ROLES.into_iter().flat_map(|role| of_role(context, &places, role, wanted)).collect();
    if places.counting.iter().all(|stated| stated.fact.at == Known::NotApplicable) && !places.counting.is_empty() {
        parts.push(Finding::missing(Text::new(
            "どの役割にも保存場所がない。情報を実際に保存する場所",
            "no role has a place: where is the information kept?",
        )));
    }
    Finding::all(parts)
}

fn of_role(context: &Context<'_>, places: &Counted<'_, KeptAt>, role: PlaceRole, wanted: CountryCode) -> Vec<Finding> {
    let of_role = places.counting.iter().filter(|stated| stated.fact.role == role);
    let mut parts: Vec<Finding> = of_role.map(|stated| of_place(context, stated, wanted)).collect();
    if parts.is_empty() {
        parts.push(Finding::missing(ask_role(role)));
    }
    let ignored = places.ignored.iter().filter(|(stated, _)| stated.fact.role == role);
    for (stated, why) in ignored {
        let words = match &stated.fact.at {
            Known::Is(words) => words.as_str(),
            Known::Unknown | Known::NotApplicable => "",
        };
        let name = role_name(role);
        let name = Text::new(format!("{}「{words}」", name.japanese), format!("{} `{words}`", english(&name)));
        if let Some(last) = parts.pop() {
            parts.push(tell_ignored(last, &name, why));
        }
    }
    parts
}

fn of_place(context: &Context<'_>, stated: &Stated<KeptAt>, wanted: CountryCode) -> Finding {
    let role = role_name(stated.fact.role);
    match &stated.fact.at {
        Known::Is(words) => of_site(stated, &role, &resolve(context, words, wanted)),
        Known::Unknown => {
            Finding::missing(Text::new(format!("{}が不明", role.japanese), format!("{} is not known", english(&role))))
        }
        // Stated: nothing is kept in this role, so nothing of it is abroad.
        Known::NotApplicable => Finding::from_fact(
            Answer::Met,
            stated,
            Text::new(format!("{}はない(該当なし)", role.japanese), format!("{}: there is none", english(&role))),
        ),
    }
}

fn of_site(stated: &Stated<KeptAt>, role: &Text, site: &Site) -> Finding {
    let (japanese, english_role) = (&role.japanese, english(role));
    let (name, english_name) = (&site.name.japanese, english(&site.name));
    let finding = match site.at_home {
        Some(true) => Finding::from_fact(
            Answer::Met,
            stated,
            Text::new(
                format!("{japanese} {name} は、本市基準が求める国内にある"),
                format!("{english_role}, {english_name}, is in the country that the standard asks for"),
            ),
        ),
        Some(false) => {
            let (abroad, english_abroad) = if site.country.is_some() {
                ("国外にある", "is abroad")
            } else {
                ("国内に限られない", "is not limited to the country")
            };
            Finding::from_fact(
                Answer::Unmet,
                stated,
                Text::new(
                    format!("{japanese} {name} は{abroad}"),
                    format!("{english_role}, {english_name}, {english_abroad}"),
                ),
            )
        }
        None => Finding::from_fact(
            Answer::Unknown,
            stated,
            Text::new(
                format!("{japanese} {name} は、どの国か決まらない"),
                format!("{english_role}, {english_name}: the country is open"),
            ),
        ),
    };
    let open = site.at_home.is_none();
    let finding = site.reasons.iter().cloned().fold(finding, Finding::with_note);
    if open {
        site.ask.iter().cloned().fold(finding, Finding::with_missing)
    } else {
        site.ask.iter().cloned().fold(finding, Finding::with_note)
    }
}
