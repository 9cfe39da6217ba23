//! The contracts that bind the city or its users, which №1 and №2 both look at: each must do, and one that binds the city must be
//! stated. Not for what a contract says of law or court (`law`, `court`).

use super::subjects::{by_subject, conclude, quoted};
use super::{Context, Finding};
use crate::declaration::{Binds, Stated};
use standard::Text;

/// Settles an item that every binding contract must meet. `topic`: what the contracts lay down, for the questions.
pub(super) fn settle<T>(
    context: &Context<'_>,
    facts: &[Stated<T>],
    topic: (&str, &str),
    contract: impl Fn(&T) -> (&str, Binds),
    judge: impl Fn(&Context<'_>, &Stated<T>) -> Finding,
) -> Finding {
    let subjects = by_subject(context, facts, contract, name, judge);
    let is_stated = |binds| subjects.iter().any(|subject| subject.is_stated && subject.key.1 == binds);
    let (city, users) = (is_stated(Binds::City), is_stated(Binds::Users));
    let mut parts: Vec<Finding> = subjects.into_iter().map(|subject| subject.finding).collect();
    let (japanese, english) = topic;
    if !city {
        parts.push(Finding::missing(Text::new(
            format!("本市を拘束する契約の{japanese}が書かれていない。契約の名前・版・条項を尋ねる"),
            format!(
                "{english} of a contract that binds the city is not stated: ask for the contract, its version and clause"
            ),
        )));
    }
    let found = conclude(parts);
    if users || !city {
        return found;
    }
    found.with_note(Text::new(
        format!("利用者に同意を求める規約(EULA など)が別にあれば、その{japanese}も要る"),
        format!("where users must accept a further contract (an EULA), {english} of it is needed too"),
    ))
}

/// What a contract is called in a sentence.
pub(super) fn name((contract, binds): (&str, Binds)) -> Text {
    let contract = quoted(contract);
    let (japanese, english) = match binds {
        Binds::City => ("本市を拘束", "binds the city"),
        Binds::Users => ("利用者を拘束", "binds the users"),
    };
    Text::new(format!("「{contract}」({japanese})"), format!("`{contract}` ({english})"))
}

/// Do `words` name the country of this code? `Err` says what to ask.
pub(super) fn is_country(context: &Context<'_>, words: &str, code: &str) -> Result<bool, Text> {
    let Some(found) = context.references.places.countries.find(words) else {
        let shown = quoted(words);
        return Err(Text::new(
            format!("「{shown}」という国は参照データにない。国名か ISO 3166-1 の 2 文字コードを尋ねる"),
            format!("no country `{shown}` in the reference data: ask for the country's name or its ISO 3166-1 code"),
        ));
    };
    Ok(found.code.to_string() == code)
}

/// The name of the country of this code.
pub(super) fn country_name(context: &Context<'_>, code: &str) -> Text {
    let country = context.references.places.countries.find(code);
    country.map_or_else(|| Text::untranslated(code), |country| country.name.clone())
}
