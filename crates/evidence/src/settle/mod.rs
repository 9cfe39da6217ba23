//! From facts to answers: a declaration, a standard, the reference data and a day give each item an answer, with the facts and
//! rules that led to it, how well it is shown, until when it holds, and what is missing where it is unknown. Pure; judging the
//! answers is `standard`'s work.

mod certificate;
mod channels;
mod contracts;
mod court;
mod erasure;
#[cfg(test)]
mod examples;
mod finding;
mod law;
mod methods;
mod overseas;
mod places;
mod sign_in;
mod site;
mod stated;
mod stores;
mod subjects;
#[cfg(test)]
mod testing;

pub use channels::channels_item;
pub use finding::{Finding, Ground};
pub use overseas::Holding;
pub(crate) use stated::english;
pub(crate) use subjects::quoted;

use crate::certification::Certification;
use crate::cryptrec::Cryptrec;
use crate::declaration::{Declaration, Override};
use crate::region::Places;
use crate::sanitization::Sanitization;
use crate::tls_guideline::TlsGuideline;
use jiff::civil::Date;
use standard::check::{Check, Cover};
use standard::problem::Problem;
use standard::{Answer, Answers, Input, Standard};

/// The reference data that settling uses.
#[derive(Clone, Debug)]
pub struct References {
    /// The CRYPTREC lists.
    pub cryptrec: Cryptrec,
    /// Regions and countries.
    pub places: Places,
    /// Schemes of certification.
    pub certification: Certification,
    /// Erasure.
    pub sanitization: Sanitization,
    /// CRYPTREC's guideline for TLS.
    pub tls_guideline: TlsGuideline,
}

impl References {
    /// The reference data that is built in.
    ///
    /// # Errors
    /// Never for a released program: tests load each part.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Ok(Self {
            cryptrec: Cryptrec::built_in()?,
            places: Places::built_in()?,
            certification: Certification::built_in()?,
            sanitization: Sanitization::built_in()?,
            tls_guideline: TlsGuideline::built_in()?,
        })
    }
}

/// What a check looks at.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) declaration: &'a Declaration,
    pub(crate) standard: &'a Standard,
    pub(crate) references: &'a References,
    /// The judging date.
    pub(crate) on: Date,
}

/// What a declaration says of the items of a standard on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The judging date.
    pub on: Date,
    /// Every item, in table order.
    pub items: Vec<SettledItem>,
    /// What is kept abroad, or may be, and which items cover it.
    pub holdings: Vec<Holding>,
}

/// An item and what the facts make of it. A person's answer stands beside the settled one, never instead of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledItem {
    /// The item.
    pub input: Input,
    /// What the facts say; `None` where the standard names no facts that settle it.
    pub finding: Option<Finding>,
    /// A person's answer with its reason.
    pub overridden: Option<Override>,
}

impl SettledItem {
    /// The answer that counts: a person's where there is one, else the settled one.
    pub fn answer(&self) -> Answer {
        let settled = self.finding.as_ref().map_or(Answer::Unknown, |finding| finding.answer);
        self.overridden.as_ref().map_or(settled, |person| person.answer)
    }
}

impl Settlement {
    /// The answers that count, for the judge.
    pub fn answers(&self) -> Answers {
        self.items.iter().fold(Answers::BLANK, |answers, item| answers.with(item.input, item.answer()))
    }

    /// The items that are met now and the last day on which they are, soonest first. An item that a person answered does not
    /// lapse by its facts.
    pub fn lapses(&self) -> Vec<(Date, Input)> {
        let standing = self.items.iter().filter(|item| item.overridden.is_none());
        let mut lapses: Vec<(Date, Input)> =
            standing.filter_map(|item| Some((item.finding.as_ref()?.holds_until?, item.input))).collect();
        lapses.sort_unstable();
        lapses
    }
}

/// Settles every item of `standard` by the facts of `declaration` on the day `on`.
pub fn settle(declaration: &Declaration, standard: &Standard, references: &References, on: Date) -> Settlement {
    let context = Context { declaration, standard, references, on };
    let inputs = standard.item_inputs();
    let covers: Vec<(Input, &Cover)> = inputs
        .iter()
        .filter_map(|input| match standard.item(input)?.settled_by.as_ref()? {
            Check::Overseas { covered_by } => Some((input, covered_by)),
            Check::Law { .. }
            | Check::Court { .. }
            | Check::Channels { .. }
            | Check::Stores { .. }
            | Check::SignIn { .. }
            | Check::Places { .. }
            | Check::Certificate { .. }
            | Check::Erasure { .. } => None,
        })
        .collect();
    let (overseas, holdings) = overseas::settle(&context, &covers);
    let items = inputs.iter().map(|input| {
        let check = standard.item(input).and_then(|item| item.settled_by.as_ref());
        let finding = check.map(|check| match check {
            Check::Law { country } => law::settle(&context, country),
            Check::Court { country } => court::settle(&context, country),
            Check::Channels { edition } => channels::settle(&context, edition),
            Check::Stores { edition } => stores::settle(&context, edition),
            Check::SignIn { offers } => sign_in::settle(&context, *offers),
            Check::Places { country } => places::settle(&context, country),
            Check::Overseas { .. } => {
                let found = overseas.iter().find(|(other, _)| *other == input);
                found.map_or_else(|| Finding::new(Answer::Unknown), |(_, finding)| finding.clone())
            }
            Check::Certificate { schemes } => certificate::settle(&context, schemes),
            Check::Erasure { at } => erasure::settle(&context, *at),
        });
        let name = standard.name(input);
        let person = declaration.overrides.iter().find(|person| person.item == name && person.on <= on);
        SettledItem { input, finding, overridden: person.cloned() }
    });
    Settlement { on, items: items.collect(), holdings }
}
