//! 同等の国 (№6-3): the country is one that the Personal Information Protection Commission has designated, as of a date. The
//! text presupposes personal information: without it a reviewer decides, and nothing passes by itself.

use super::consent::ask_personal;
use super::{Case, Context, Finding};
use crate::declaration::Known;
use standard::{Answer, Text};

pub(super) fn settle(context: &Context<'_>, case: &Case<'_>) -> Finding {
    let Some(country) = case.site.country else {
        let finding =
            case.missing("国が決まらない。保存する国をすべて", "the country is open: every country that holds it");
        return case.site.ask.iter().cloned().fold(finding, Finding::with_missing);
    };
    let explained = context.references.places.explain_country(&country.to_string());
    let as_of = explained.as_of.unwrap_or_default();
    let (dated, dated_english) = (&as_of.japanese, super::english(&as_of));
    let finding = match explained.adequate {
        Some(true) => of_information(case, dated, dated_english),
        // No reading makes a country that is not designated equivalent, whatever the information.
        Some(false) => case.finding(
            Answer::Unmet,
            &format!("個人情報保護委員会が同等と定めた国に入っていない({dated})"),
            &format!("not among the countries that the PPC has designated as equivalent ({dated_english})"),
        ),
        None => {
            let finding = case.finding(
                Answer::Unknown,
                &format!("同等の国とみるかは要確認({dated})"),
                &format!("whether the country counts as equivalent is to be confirmed ({dated_english})"),
            );
            explained.ask.into_iter().fold(finding, Finding::with_missing)
        }
    };
    explained.reasons.into_iter().fold(finding, Finding::with_note)
}

fn of_information(case: &Case<'_>, dated: &str, dated_english: &str) -> Finding {
    let Some(information) = case.information else { return case.undescribed() };
    match information.personal {
        Known::Is(true) => case.finding(
            Answer::Met,
            &format!("個人情報保護委員会が同等と定めた国にある({dated})"),
            &format!("in a country that the PPC has designated as equivalent ({dated_english})"),
        ),
        Known::Is(false) | Known::NotApplicable => case
            .missing(
                "個人情報を含まない。同等の国に置くことで足りるとするかの、審査者の記録した判断",
                "no personal information: a reviewer's recorded judgement whether an equivalent country is enough",
            )
            .with_note(Text::new(
                "本市基準の文は個人情報を前提とする。含まない情報に「なおさら足りる」と読むのは人の判断で、自動では認めない",
                "the text presupposes personal information; that it holds all the more without any is a person's judgement",
            )),
        Known::Unknown => ask_personal(case),
    }
}
