//! A certificate as a vendor writes it: which scheme, does it count for №7, on that day, and what to ask. `counts` says
//! whether it is of the kind that counts; `satisfies` also needs scope and dates. A person confirms with the certificate.

use super::dates::{CertificateDates, Validity};
use super::ismap_list::{IsmapList, NumberMatch};
use super::said::Said;
use super::words::read;
use super::{Certification, IsmapEntry, Scheme};
use crate::reference::Provenance;
use jiff::civil::Date;
use standard::{Language, Text};
use std::cmp::Ordering;

/// Who holds the certificate, seen from the service that is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The company that operates the service.
    Saas,
    /// The company that develops and operates it for the one that sells it (OEM).
    Developer,
    /// The provider of the platform beneath (`IaaS`, `PaaS`).
    Iaas,
    /// Another company of the same group.
    Group,
    /// A reseller.
    Reseller,
}

/// In which role an ISO/IEC 27017 certificate is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// As a provider of cloud services.
    Provider,
    /// As a customer of cloud services.
    Customer,
    /// As both.
    Both,
}

/// What is known beside the words. All of it may be left out: what is missing is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct CertificateContext<'l> {
    /// Who holds it.
    pub holder: Option<Holder>,
    /// In which role.
    pub role: Option<Role>,
    /// Does the certificate's scope name this service?
    pub scope_names_service: Option<bool>,
    /// Is it shown in writing that the developer who holds it operates this service?
    pub written_link: Option<bool>,
    /// Its dates.
    pub dates: CertificateDates,
    /// The judging date.
    pub on: Option<Date>,
    /// A list of ISMAP services to look it up in.
    pub list: Option<&'l IsmapList>,
}

/// What is known of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateExplanation {
    /// The scheme's short name.
    pub scheme: Option<String>,
    /// The scheme's name.
    pub name: Option<Text>,
    /// The number.
    pub number: Option<String>,
    /// The certification body that the number's shape hints at.
    pub body: Option<String>,
    /// The edition of the norm, where it is written: `2015`.
    pub edition: Option<String>,
    /// Does it count for №7, by scheme, holder and role? A lapsed one does not count.
    pub counts: Option<bool>,
    /// What its dates say on the judging date.
    pub validity: Validity,
    /// Does it satisfy №7 as far as was shown: it counts, its scope names the service, and it is valid on that day?
    pub satisfies: Option<bool>,
    /// The entry of the list.
    pub entry: Option<IsmapEntry>,
    /// Why.
    pub reasons: Vec<Text>,
    /// What to ask.
    pub ask: Vec<Text>,
    /// Where it comes from that the scheme counts or does not.
    pub provenance: Option<Provenance>,
}

impl Certification {
    /// Explains a certificate: `ISMAP C21-0008-2`, `ISO/IEC 27017:2015 CLOUD 806590`.
    pub fn explain_certificate(&self, words: &str, context: &CertificateContext<'_>) -> CertificateExplanation {
        let named = read(self, words);
        let mut said = Said { reasons: named.reasons.clone(), ask: named.ask.clone() };
        let scheme = named.scheme.and_then(|at| self.schemes.get(at));
        let mut counts = named.counts;
        if let Some(scheme) = scheme {
            said.reasons.push(scheme.why.clone());
            if scheme.counts && counts != Some(false) {
                let of_holder = said.holder(context, named.beneath);
                counts = and([counts, of_holder, said.role(scheme, context)]);
            }
        }
        let counting = scheme.filter(|scheme| scheme.counts);
        let entry = counting.and_then(|scheme| said.look_up(scheme, &named, context));
        let mut dates = context.dates;
        if let Some(NumberMatch { entry, renewal }) = entry {
            dates.valid_from = dates.valid_from.or(entry.registered);
            dates.valid_until = match (dates.valid_until, entry.valid_until) {
                // Of one and the same term, the list is the register's own word.
                (Some(stated), Some(listed)) if listed < stated && renewal == Ordering::Equal => {
                    said.reasons.push(Text::new(
                        format!("一覧の有効期限({listed})のほうが早いので、一覧によった"),
                        format!("the list ends it earlier ({listed}): the list was followed"),
                    ));
                    Some(listed)
                }
                (stated, listed) => stated.or(listed),
            };
            let ended = entry.state.as_deref().is_some_and(|state| self.is_ended(state));
            if ended {
                said.reasons.push(Text::new("一覧の状態が登録中ではない", "the list says that it is not registered"));
                counts = Some(false);
            }
        }
        let validity = dates.on(context.on);
        let (mut scope, mut valid) = (context.scope_names_service, None);
        if counting.is_some() && counts != Some(false) {
            valid = said.validity(validity);
            scope = said.scope(context);
            if valid == Some(false) || scope == Some(false) {
                counts = Some(false);
            }
        }
        CertificateExplanation {
            scheme: scheme.map(|scheme| scheme.id.clone()),
            name: scheme.map(|scheme| scheme.name.clone()),
            number: named.number,
            body: named.body,
            edition: named.edition,
            counts,
            validity,
            satisfies: and([counts, valid, scope]),
            entry: entry.map(|found| found.entry.clone()),
            reasons: said.reasons,
            ask: said.ask,
            provenance: scheme.map(|scheme| scheme.provenance.clone()),
        }
    }
}

/// False where one is false, true where all are true, else open.
fn and<const N: usize>(parts: [Option<bool>; N]) -> Option<bool> {
    if parts.contains(&Some(false)) {
        return Some(false);
    }
    parts.iter().all(|part| *part == Some(true)).then_some(true)
}

impl Scheme {
    /// Its name in `language`.
    pub fn name_in(&self, language: Language) -> &str {
        self.name.in_language(language)
    }
}
