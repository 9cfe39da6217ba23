//! A certificate as a vendor writes it: which scheme, does it count for №7, on that day, and what to ask. `counts` says
//! whether it is of the kind that counts; `satisfies` also needs scope and dates. A person confirms with the certificate.

use super::dates::{CertificateDates, Validity};
use super::ismap_list::IsmapList;
use super::words::{Named, read};
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
        if let Some(entry) = entry {
            dates.valid_from = dates.valid_from.or(entry.registered);
            dates.valid_until = dates.valid_until.or(entry.valid_until);
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
            entry: entry.cloned(),
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

/// Collects what is said, and what to ask.
struct Said {
    reasons: Vec<Text>,
    ask: Vec<Text>,
}

impl Said {
    fn because(&mut self, japanese: &str, english: &str) {
        self.reasons.push(Text::new(japanese, english));
    }

    fn ask(&mut self, japanese: &str, english: &str) {
        self.ask.push(Text::new(japanese, english));
    }

    fn holder(&mut self, context: &CertificateContext<'_>, beneath: bool) -> Option<bool> {
        match context.holder {
            Some(Holder::Saas) => Some(true),
            Some(Holder::Iaas) => {
                self.because(
                    "IaaS・PaaS 事業者の認証は数えない。この SaaS の事業者の認証が要る",
                    "a certificate of the IaaS or PaaS beneath does not count: the provider of this SaaS must hold one",
                );
                Some(false)
            }
            Some(Holder::Reseller) => {
                self.because("販売店の認証は数えない", "a reseller's certificate does not count");
                Some(false)
            }
            Some(Holder::Developer) => {
                match context.written_link {
                    Some(true) => {}
                    Some(false) => self.because(
                        "開発・運営者がこのサービスを運営することを示す書面がない",
                        "nothing in writing shows that the developer operates this service",
                    ),
                    None => self.ask(
                        "開発・運営者がこのサービスを運営していることを示す書面",
                        "a document that shows that the developer operates this service",
                    ),
                }
                context.written_link
            }
            Some(Holder::Group) => {
                self.ask(
                    "グループ会社の認証: 登録範囲に、このサービスを運営する会社が入っているか",
                    "certificate of a group company: is the company that operates this service within its scope?",
                );
                None
            }
            None => {
                if beneath {
                    self.because("基盤(IaaS)の認証のように読める", "it reads like a certificate of the IaaS beneath");
                }
                self.ask(
                    "取得しているのは誰か(この SaaS の事業者か、基盤の事業者か)",
                    "who holds it: the provider of this SaaS, or of the platform beneath?",
                );
                None
            }
        }
    }

    fn role(&mut self, scheme: &Scheme, context: &CertificateContext<'_>) -> Option<bool> {
        if scheme.role.is_none() {
            return Some(true);
        }
        match context.role {
            Some(Role::Provider | Role::Both) => Some(true),
            Some(Role::Customer) => {
                self.because(
                    "クラウドの利用者としての認証は数えない。提供者としての認証が要る",
                    "held as a customer of cloud services, it does not count: it must be held as a provider",
                );
                Some(false)
            }
            None => {
                self.ask(
                    "クラウドサービスの提供者としての認証か(利用者としてだけの認証もある)",
                    "is it held as a provider of cloud services? It can be held as a customer only",
                );
                None
            }
        }
    }

    /// The entry of the list, and what the list says of the number.
    fn look_up<'l>(
        &mut self,
        scheme: &Scheme,
        named: &Named,
        context: &CertificateContext<'l>,
    ) -> Option<&'l IsmapEntry> {
        if !scheme.id.starts_with("ismap") {
            return None;
        }
        let Some(number) = named.number.as_deref() else {
            self.ask("ISMAP の登録番号", "the ISMAP registration number");
            return None;
        };
        let list = context.list?;
        let Some(found) = list.find_number(number) else {
            self.because("読み込んだ ISMAP の一覧にこの番号はない", "the ISMAP list that was read has no such number");
            self.ask("一覧の日付と、登録を示すページ", "the day of the list, and the page that shows the registration");
            return None;
        };
        let (service, vendor) = (&found.entry.service, &found.entry.vendor);
        self.reasons.push(Text::new(
            format!("一覧では {}「{service}」({vendor})", found.entry.number),
            format!("in the list: {} `{service}` ({vendor})", found.entry.number),
        ));
        match found.renewal {
            Ordering::Equal => {}
            Ordering::Greater => self.because(
                "一覧の更新回数のほうが新しい。同じ登録の現在の回として読んだ",
                "the list has a later renewal: read as the current term of the same registration",
            ),
            Ordering::Less => {
                self.because(
                    "一覧の更新回数のほうが古い。一覧の有効期限は使わない",
                    "the list has an earlier renewal: its dates are not used",
                );
                self.ask(
                    "新しい ISMAP の一覧か、登録を示すページ",
                    "a newer ISMAP list, or the page that shows the registration",
                );
                return None;
            }
        }
        Some(found.entry)
    }

    fn validity(&mut self, validity: Validity) -> Option<bool> {
        match validity {
            Validity::Valid { until } => {
                self.reasons.push(Text::new(format!("{until} まで有効"), format!("valid until {until}")));
                Some(true)
            }
            Validity::Lapsed { since } => {
                self.reasons.push(Text::new(
                    format!("{since} から有効ではない(失効・停止)"),
                    format!("not valid from {since} (expired or suspended)"),
                ));
                Some(false)
            }
            Validity::NotYet { from } => {
                self.reasons
                    .push(Text::new(format!("{from} より前で、まだ有効ではない"), format!("not valid before {from}")));
                Some(false)
            }
            Validity::Contradictory => {
                self.because("有効期間の終わりが始まりより前", "it ends before it begins");
                self.ask("証書の有効期間(始まりと終わり)", "the first and the last day on the certificate");
                None
            }
            Validity::Unknown => {
                self.ask("証書の有効期限と、停止されていないこと", "its last day, and that it is not suspended");
                None
            }
        }
    }

    fn scope(&mut self, context: &CertificateContext<'_>) -> Option<bool> {
        match context.scope_names_service {
            Some(true) => {}
            Some(false) => self.because(
                "登録・認証の範囲にこのサービスが入っていない",
                "the scope of the certificate does not name this service",
            ),
            None => self.ask(
                "登録・認証の範囲(言明対象範囲)にこのサービスが入っているか",
                "does the scope of the certificate name this service?",
            ),
        }
        context.scope_names_service
    }
}

impl Scheme {
    /// Its name in `language`.
    pub fn name_in(&self, language: Language) -> &str {
        self.name.in_language(language)
    }
}
