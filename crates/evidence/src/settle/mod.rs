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
mod ticks;

pub use channels::channels_item;
pub use finding::{Finding, Ground};
pub use overseas::Holding;
pub(crate) use stated::english;
pub(crate) use subjects::quoted;
pub use ticks::Beside;

use crate::certification::{CERTIFICATION, Certification, IsmapList};
use crate::cryptrec::{CRYPTREC, Cryptrec};
use crate::declaration::{Declaration, Information, KeptAt, Override, Stated};
use crate::reference::Document;
use crate::region::{COUNTRIES, Places, REGIONS};
use crate::sanitization::{SANITIZATION, Sanitization};
use crate::tls_guideline::{TLS_GUIDELINE, TlsGuideline};
use jiff::civil::Date;
use methods::Judged;
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
    /// A list of ISMAP services, where the city has one.
    pub ismap: Option<KnownIsmapList>,
}

/// A list of ISMAP services, and how much may be concluded from it.
#[derive(Clone, Debug)]
pub struct KnownIsmapList {
    /// The list.
    pub list: IsmapList,
    /// The day on which it had every registered service, where somebody answers for that. Without it, a number that is not on
    /// the list proves nothing: the list may be an extract, or older or newer than the registration.
    pub complete_on: Option<Date>,
}

impl References {
    /// The documents that it is read from, but for the list of ISMAP services.
    pub const DOCUMENTS: [Document; 6] = [CRYPTREC, COUNTRIES, REGIONS, CERTIFICATION, SANITIZATION, TLS_GUIDELINE];

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
            ismap: None,
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
    /// What the section says of its use; `None` where the declaration stands alone.
    of_use: Option<&'a OfUse>,
    /// What statements about encryption, and places, came to so far.
    judged: &'a Judged,
}

/// What a section says of its use of a service, beside what the vendor declares of the service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfUse {
    /// The information that is kept: in the place of the declaration's.
    pub information: Vec<Information>,
    /// Where it is kept: beside the declaration's places.
    pub places: Vec<Stated<KeptAt>>,
}

impl<'a> Context<'a> {
    /// The information that counts.
    pub(crate) fn information(&self) -> &'a [Information] {
        self.of_use.map_or(&self.declaration.information, |of_use| &of_use.information)
    }

    /// The places that count.
    pub(crate) fn places(&self) -> impl Iterator<Item = &'a Stated<KeptAt>> + use<'a> {
        self.declaration.places.iter().chain(self.of_use.into_iter().flat_map(|of_use| &of_use.places))
    }

    /// A person's answers that count: where a section has its say, the vendor's do not.
    fn overrides(&self) -> &'a [Override] {
        if self.of_use.is_some() { &[] } else { &self.declaration.overrides }
    }
}

/// Settles declarations by one standard and one set of reference data, and remembers what statements about encryption, and places,
/// come to: many declarations name the same few. What it remembers is bounded, and changes no settlement.
pub struct Settler<'r> {
    standard: &'r Standard,
    references: &'r References,
    judged: Judged,
}

impl<'r> Settler<'r> {
    /// One that has seen nothing yet.
    pub fn new(standard: &'r Standard, references: &'r References) -> Self {
        Self { standard, references, judged: Judged::default() }
    }

    /// Settles every item by the facts of `declaration` on the day `on`.
    pub fn settle(&self, declaration: &Declaration, on: Date) -> Settlement {
        self.settle_with(declaration, None, on)
    }

    /// The same for a use: with what its section says.
    pub fn settle_for(&self, declaration: &Declaration, of_use: &OfUse, on: Date) -> Settlement {
        self.settle_with(declaration, Some(of_use), on)
    }

    fn settle_with(&self, declaration: &Declaration, of_use: Option<&OfUse>, on: Date) -> Settlement {
        let Self { standard, references, judged } = self;
        settle_in(&Context { declaration, standard, references, on, of_use, judged })
    }
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
    /// Is any fact stated that could settle it?
    pub is_stated: bool,
    /// What the vendor ticked in a check sheet, where the facts came with one.
    pub ticked: Option<Answer>,
    /// A person's answer with its reason.
    pub overridden: Option<Override>,
}

impl SettledItem {
    /// The answer that counts: a person's where there is one, else what facts and tick come to.
    pub fn answer(&self) -> Answer {
        self.overridden.as_ref().map_or_else(|| self.answer_of_vendor(), |person| person.answer)
    }

    /// What the facts say.
    pub fn settled(&self) -> Answer {
        self.finding.as_ref().map_or(Answer::Unknown, |finding| finding.answer)
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
        let standing = self.items.iter().filter(|item| item.overridden.is_none() && item.answer() == Answer::Met);
        let mut lapses: Vec<(Date, Input)> =
            standing.filter_map(|item| Some((item.finding.as_ref()?.holds_until?, item.input))).collect();
        lapses.sort_unstable();
        lapses
    }
}

/// Settles every item of `standard` by the facts of `declaration` on the day `on`.
pub fn settle(declaration: &Declaration, standard: &Standard, references: &References, on: Date) -> Settlement {
    Settler::new(standard, references).settle(declaration, on)
}

fn settle_in(context: &Context<'_>) -> Settlement {
    let Context { standard, on, .. } = *context;
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
    let (overseas, holdings) = overseas::settle(context, &covers);
    let items = inputs.iter().map(|input| {
        let check = standard.item(input).and_then(|item| item.settled_by.as_ref());
        let finding = check.map(|check| match check {
            Check::Law { country } => law::settle(context, country),
            Check::Court { country } => court::settle(context, country),
            Check::Channels { edition } => channels::settle(context, edition),
            Check::Stores { edition } => stores::settle(context, edition),
            Check::SignIn { offers } => sign_in::settle(context, *offers),
            Check::Places { country } => places::settle(context, country),
            Check::Overseas { .. } => {
                let found = overseas.iter().find(|(other, _)| *other == input);
                found.map_or_else(|| Finding::new(Answer::Unknown), |(_, finding)| finding.clone())
            }
            Check::Certificate { schemes } => certificate::settle(context, schemes),
            Check::Erasure { at } => erasure::settle(context, *at),
        });
        let name = standard.name(input);
        let person = context.overrides().iter().find(|person| person.item == name && person.on <= on);
        let is_stated = check.is_some_and(|check| ticks::states(context, check));
        SettledItem { input, finding, is_stated, ticked: None, overridden: person.cloned() }
    });
    Settlement { on, items: items.collect(), holdings }
}
