//! Which information is kept at which place abroad, and which roles leave open where they keep it. Not for covering.

use super::super::site::{ROLES, ask_role, resolve, role_name};
use super::super::stated::{counted, does_not_count, english};
use super::{Case, Context, information_name};
use crate::declaration::{Information, KeptAt, Known, PlaceRole, Stated};
use crate::region::CountryCode;
use standard::Text;
use std::rc::Rc;

/// The holdings that are abroad or may be, and what is missing to know all of them.
pub(super) fn find<'a>(context: &Context<'a>, home: CountryCode) -> (Vec<Case<'a>>, Vec<Text>) {
    let places = counted(context, context.places());
    let mut cases = Vec::new();
    let mut open = Vec::new();
    for role in ROLES {
        let mut stated = places.counting.iter().filter(|stated| stated.fact.role == role).peekable();
        if stated.peek().is_none() {
            open.push(ask_role(role));
            let ignored = places.ignored.iter().filter(|(stated, _)| stated.fact.role == role);
            open.extend(ignored.map(|(_, why)| does_not_count(&role_name(role), why)));
        }
        for stated in stated {
            match &stated.fact.at {
                Known::Is(words) => {
                    let site = resolve(context, words, home);
                    if site.at_home != Some(true) {
                        let kept = kept_there(context, stated);
                        cases.extend(kept.into_iter().map(|(id, information)| Case {
                            id,
                            information,
                            stated,
                            words,
                            name: name(context, role, id, &site.name),
                            site: Rc::clone(&site),
                        }));
                    }
                }
                Known::Unknown => {
                    let name = role_name(role);
                    open.push(Text::new(
                        format!("{}が不明", name.japanese),
                        format!("{} is not known", english(&name)),
                    ));
                }
                Known::NotApplicable => {}
            }
        }
    }
    (cases, open)
}

/// The information at a place: all of it, where the place names none.
fn kept_there<'a>(
    context: &Context<'a>,
    stated: &'a Stated<KeptAt>,
) -> Vec<(Option<&'a str>, Option<&'a Information>)> {
    let all = context.information();
    let find = |id: &str| all.iter().find(|information| information.id == id);
    if !stated.fact.holds.is_empty() {
        return stated.fact.holds.iter().map(|id| (Some(id.as_str()), find(id))).collect();
    }
    if all.is_empty() {
        return vec![(None, None)];
    }
    all.iter().map(|information| (Some(information.id.as_str()), Some(information))).collect()
}

fn name(context: &Context<'_>, role: PlaceRole, id: Option<&str>, site: &Text) -> Text {
    let role = role_name(role);
    let information = id.map_or_else(
        || Text::new("すべての情報", "all information"),
        |id| {
            let name = information_name(context, id);
            Text::new(format!("「{name}」"), format!("`{name}`"))
        },
    );
    Text::new(
        format!("{} {}の{}", role.japanese, site.japanese, information.japanese),
        format!("{} at {}, {}", english(&information), english(&role), english(site)),
    )
}
