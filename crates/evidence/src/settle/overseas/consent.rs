//! 本人の同意 (№6-2): only for personal information, given by the very people, on use, after three texts about that country.

use super::super::stated::{counted, names, tell_ignored};
use super::{Case, Context, Finding};
use crate::declaration::{Consent, Known, Stated};
use crate::region::CountryCode;
use standard::{Answer, Text};

pub(super) fn settle(context: &Context<'_>, case: &Case<'_>) -> Finding {
    let Some(information) = case.information else { return case.undescribed() };
    if matches!(information.personal, Known::Is(false) | Known::NotApplicable) {
        return case.finding(
            Answer::NotApplicable,
            "個人情報を含まないので、本人の同意は当てはまらない",
            "holds no personal information: consent does not apply",
        );
    }
    // This comes before whether it is personal: without personal information consent covers nothing either.
    if information.entered_by_staff == Known::Is(true) {
        return case.finding(
            Answer::Unmet,
            "職員が他人の情報を入力するので、利用者の同意の画面はその本人に届かない",
            "staff enter it about others: the users' screen of consent does not reach those people",
        );
    }
    if information.personal == Known::Unknown {
        return ask_personal(case);
    }
    if information.entered_by_staff == Known::Unknown {
        return case.missing(
            "本人が自分で入力するか、職員が他人について入力するか",
            "do the people enter it themselves, or does staff enter it about others?",
        );
    }
    of_country(context, case)
}

pub(super) fn ask_personal(case: &Case<'_>) -> Finding {
    case.missing("個人情報を含むか", "does it hold personal information?")
}

fn of_country(context: &Context<'_>, case: &Case<'_>) -> Finding {
    let Some(country) = case.site.country else {
        let asks = case.site.ask.iter().cloned();
        let finding = case.missing(
            "国が決まらない。保存する国ごとに、同意の三つの情報が要る",
            "the country is open: the three texts are needed for every country that holds it",
        );
        return asks.fold(finding, Finding::with_missing);
    };
    let consents = counted(context, &context.declaration.consents);
    let about = |stated: &&Stated<Consent>| {
        names(&stated.fact.about, case.id) && country_of(context, &stated.fact) == Some(country)
    };
    let parts: Vec<Finding> =
        consents.counting.iter().copied().filter(about).map(|stated| of_consent(case, stated)).collect();
    let mut finding = if parts.is_empty() {
        case.missing(
            "この情報とこの国についての同意(取得する時期と三つの情報)",
            "the consent for this information and this country: when it is obtained, and the three texts",
        )
    } else {
        Finding::any(parts)
    };
    let unread = consents.counting.iter().filter(|stated| country_of(context, &stated.fact).is_none());
    if finding.answer == Answer::Unknown {
        let asks = unread.flat_map(|stated| context.references.places.explain_country(&stated.fact.country).reasons);
        finding = asks.fold(finding, Finding::with_missing);
    }
    let ignored = consents.ignored.iter().filter(|(stated, _)| about(stated));
    ignored.fold(finding, |finding, (stated, why)| {
        let words = &stated.fact.country;
        let name = Text::new(format!("「{words}」についての同意"), format!("the consent for `{words}`"));
        tell_ignored(finding, &name, why)
    })
}

fn country_of(context: &Context<'_>, consent: &Consent) -> Option<CountryCode> {
    context.references.places.explain_country(&consent.country).code
}

/// Each part of a consent, and how it is asked for.
fn of_consent(case: &Case<'_>, stated: &Stated<Consent>) -> Finding {
    let fact = &stated.fact;
    let parts = [
        (fact.before_use, "利用時、入力の前に同意を得る", "consent is obtained on use, before anything is entered"),
        (fact.names_country, "移転先の所在国の名称を示す", "the name of the country is given"),
        (
            fact.explains_system,
            "当該外国における個人情報の保護に関する制度を示す",
            "that country's system for the protection of personal information is given",
        ),
        (
            fact.explains_measures,
            "移転先が講ずる個人情報の保護のための措置を示す",
            "the measures that the recipient takes are given",
        ),
    ];
    let of_part = |(value, japanese, english): (Known<bool>, &str, &str)| match value {
        Known::Is(true) => None,
        Known::Is(false) | Known::NotApplicable => Some(Finding::from_fact(
            Answer::Unmet,
            stated,
            case.says(&format!("「{japanese}」ことになっていない"), &format!("not so: {english}")),
        )),
        Known::Unknown => Some(case.missing(&format!("「{japanese}」か"), &format!("is it so that {english}?"))),
    };
    let lacking: Vec<Finding> = parts.into_iter().filter_map(of_part).collect();
    if !lacking.is_empty() {
        return Finding::all(lacking);
    }
    Finding::from_fact(
        Answer::Met,
        stated,
        case.says(
            "利用時、入力の前に、国の名称・その国の制度・移転先の措置を示して本人の同意を得る",
            "consent is obtained on use, before anything is entered, after the country, its system and the recipient's measures were given",
        ),
    )
}
