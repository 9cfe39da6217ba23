//! 管轄 (№2): for every contract that binds the city or its users, a court of one country is designated or can be. Not for the law
//! that the court applies (`law`).

#[cfg(test)]
mod tests;

use super::contracts::{self, country_name, is_country};
use super::stated::english;
use super::subjects::{quoted, say};
use super::{Context, Finding};
use crate::declaration::{Court, Forum, Known, Stated};
use standard::{Answer, Text};

pub(crate) fn settle(context: &Context<'_>, country: &str) -> Finding {
    let wanted = country_name(context, country);
    let judge = |context: &Context<'_>, stated: &Stated<Court>| judge(context, stated, country, &wanted);
    let topic = ("管轄", "the court");
    contracts::settle(context, &context.declaration.courts, topic, |court| (&court.contract, court.binds), judge)
}

fn judge(context: &Context<'_>, stated: &Stated<Court>, country: &str, wanted: &Text) -> Finding {
    let name = contracts::name((&stated.fact.contract, stated.fact.binds));
    let found =
        |answer, japanese: &str, in_english: &str| Finding::from_fact(answer, stated, say(&name, japanese, in_english));
    let ask = || {
        say(
            &name,
            "国内の裁判所を指定する条項、又は指定に応じるという書面を尋ねる",
            "ask for a clause that designates a domestic court, or for a written agreement to do so",
        )
    };
    let (ja, en) = (&wanted.japanese, english(wanted));
    match &stated.fact.forum {
        Forum::Court(words) | Forum::OnRequest(words) => {
            let shown = quoted(words);
            match is_country(context, words, country) {
                Ok(true) if matches!(stated.fact.forum, Forum::OnRequest(_)) => {
                    let found = found(
                        Answer::Met,
                        &format!("求めれば{ja}の裁判所を指定できる"),
                        &format!("a court of {en} can be designated on request"),
                    )
                    .with_note(say(
                        &name,
                        "条件付き: 裁判所を指定した署名済みの条項を添付するまで",
                        "conditional until the signed clause that designates the court is attached",
                    ));
                    with_conditions(found, stated, &name)
                }
                Ok(true) => {
                    let found = found(
                        Answer::Met,
                        &format!("{ja}の裁判所が指定されている"),
                        &format!("a court of {en} is designated"),
                    );
                    with_conditions(found, stated, &name)
                }
                Ok(false) => found(
                    Answer::Unmet,
                    &format!("指定は「{shown}」の裁判所で、{ja}の裁判所ではない"),
                    &format!("a court of `{shown}` is designated, not of {en}"),
                ),
                Err(missing) => found(
                    Answer::Unknown,
                    &format!("裁判所は「{shown}」とある"),
                    &format!("the court is given as `{shown}`"),
                )
                .with_missing(say(&name, &missing.japanese, english(&missing))),
            }
        }
        Forum::Arbitration => found(
            Answer::Unmet,
            "紛争は仲裁だけで解決する(裁判所を指定できない)",
            "arbitration only: no court can be designated",
        ),
        Forum::Silent => found(
            Answer::Unknown,
            "管轄の定めがない(民事訴訟法の原則によることは指定ではない)",
            "says nothing of the court (the default of civil procedure is no designation)",
        )
        .with_missing(ask()),
        Forum::Unknown => found(Answer::Unknown, "管轄は不明", "the court is not known").with_missing(ask()),
    }
}

/// What does not change that a domestic court is or can be designated, and has to be known.
fn with_conditions(mut found: Finding, stated: &Stated<Court>, name: &Text) -> Finding {
    if stated.fact.exclusive == Known::Is(false) {
        found.notes.push(say(
            name,
            "専属的な管轄ではない(ほかの裁判所に訴えられることもある)",
            "the jurisdiction is not exclusive: a suit may be brought elsewhere, too",
        ));
    }
    if stated.fact.arbitration == Known::Is(true) {
        found.notes.push(say(
            name,
            "仲裁にもできる。仲裁に付される紛争の範囲を確かめる",
            "arbitration is possible, too: confirm which disputes go to it",
        ));
    }
    found
}
