//! 準拠法 (№1): the law of one country must govern every contract that binds the city or its users. Not for foreign law that may
//! reach the data in other ways; that is no part of the item.

#[cfg(test)]
mod tests;

use super::contracts::{self, country_name, is_country};
use super::stated::english;
use super::subjects::{quoted, say};
use super::{Context, Finding};
use crate::declaration::{Known, Law, Stated};
use standard::{Answer, Text};

pub(crate) fn settle(context: &Context<'_>, country: &str) -> Finding {
    let wanted = country_name(context, country);
    let judge = |context: &Context<'_>, stated: &Stated<Law>| judge(context, stated, country, &wanted);
    let topic = ("準拠法", "the governing law");
    contracts::settle(context, &context.declaration.laws, topic, |law| (&law.contract, law.binds), judge)
}

fn judge(context: &Context<'_>, stated: &Stated<Law>, country: &str, wanted: &Text) -> Finding {
    let law = &stated.fact;
    let name = contracts::name((&law.contract, law.binds));
    let ask = || say(&name, "準拠法を定める条項を尋ねる", "ask for the clause that lays down the governing law");
    match &law.country {
        Known::Is(words) => {
            let shown = quoted(words);
            match is_country(context, words, country) {
                Ok(true) => {
                    let (ja, en) = (&wanted.japanese, english(wanted));
                    let text = say(&name, &format!("準拠法は{ja}法"), &format!("governed by the law of {en}"));
                    Finding::from_fact(Answer::Met, stated, text)
                }
                Ok(false) => {
                    let (ja, en) = (&wanted.japanese, english(wanted));
                    let text = say(
                        &name,
                        &format!("準拠法は「{shown}」の法で、{ja}法ではない"),
                        &format!("governed by the law of `{shown}`, not of {en}"),
                    );
                    Finding::from_fact(Answer::Unmet, stated, text)
                }
                Err(missing) => {
                    let text =
                        say(&name, &format!("準拠法は「{shown}」とある"), &format!("the law is given as `{shown}`"));
                    let missing = say(&name, &missing.japanese, english(&missing));
                    Finding::from_fact(Answer::Unknown, stated, text).with_missing(missing)
                }
            }
        }
        Known::NotApplicable => {
            let text = say(
                &name,
                "準拠法の定めがない(定めがないことは指定ではない)",
                "says nothing of the governing law (silence is no designation)",
            );
            Finding::from_fact(Answer::Unknown, stated, text).with_missing(ask())
        }
        Known::Unknown => {
            let text = say(&name, "準拠法は不明", "the governing law is not known");
            Finding::from_fact(Answer::Unknown, stated, text).with_missing(ask())
        }
    }
}
