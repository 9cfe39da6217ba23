//! 準拠法 (№1): the law of one country must govern every contract that binds the city or its users. That foreign law may reach the
//! data in other ways is noted, and is no part of the item.

#[cfg(test)]
mod tests;

use super::contracts::{self, country_name, is_country};
use super::stated::{counted, english};
use super::subjects::{quoted, say};
use super::{Context, Finding};
use crate::declaration::{Company, CompanyRole, Known, Law, Stated};
use standard::{Answer, Text};

pub(crate) fn settle(context: &Context<'_>, country: &str) -> Finding {
    let wanted = country_name(context, country);
    let judge = |context: &Context<'_>, stated: &Stated<Law>| judge(context, stated, country, &wanted);
    let topic = ("準拠法", "the governing law");
    let found = contracts::settle(context, &context.declaration.laws, topic, |law| (&law.contract, law.binds), judge);
    foreign_companies(context, country).into_iter().fold(found, Finding::with_note)
}

/// The governing law decides the item. That another country's law may reach the data through a company is a risk to know.
fn foreign_companies(context: &Context<'_>, country: &str) -> Vec<Text> {
    let companies = counted(context, &context.declaration.companies).counting;
    let note = |stated: &&Stated<Company>| {
        let company = &stated.fact;
        let (japanese, in_english) = match company.role {
            CompanyRole::Operator => ("運営会社", "the operator"),
            CompanyRole::Parent => ("親会社", "the parent company"),
            CompanyRole::SubProcessor => ("再委託先", "the sub-processor"),
        };
        let name = quoted(&company.name);
        let name = Text::new(format!("{japanese}「{name}」"), format!("{in_english} `{name}`"));
        match &company.country {
            Known::Is(words) => match is_country(context, words, country) {
                Ok(true) => None,
                Ok(false) => {
                    let words = quoted(words);
                    Some(say(
                        &name,
                        &format!(
                            "外国(「{words}」)の会社。その国の法令による開示の求めが及ぶおそれ(回答には影響しない)"
                        ),
                        &format!(
                            "a company of `{words}`, whose law may demand disclosure: a risk to know, which does not change the answer"
                        ),
                    ))
                }
                Err(missing) => Some(say(&name, &missing.japanese, english(&missing))),
            },
            Known::Unknown => Some(say(&name, "国を尋ねる", "ask for its country")),
            Known::NotApplicable => None,
        }
    };
    companies.iter().filter_map(note).collect()
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
