//! The parts of a certificate one by one: whose it is, in which role, what a list says of its number, its dates, its scope.
//! Each gives an answer and says why, or asks. Not for putting them together.

use super::dates::Validity;
use super::explain::{CertificateContext, Holder, Role};
use super::words::Named;
use super::{NumberMatch, Scheme};
use standard::Text;
use std::cmp::Ordering;

/// Collects what is said, and what to ask.
pub(super) struct Said {
    pub(super) reasons: Vec<Text>,
    pub(super) ask: Vec<Text>,
}

impl Said {
    fn because(&mut self, japanese: &str, english: &str) {
        self.reasons.push(Text::new(japanese, english));
    }

    fn ask(&mut self, japanese: &str, english: &str) {
        self.ask.push(Text::new(japanese, english));
    }

    pub(super) fn holder(&mut self, context: &CertificateContext<'_>, beneath: bool) -> Option<bool> {
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

    pub(super) fn role(&mut self, scheme: &Scheme, context: &CertificateContext<'_>) -> Option<bool> {
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
    pub(super) fn look_up<'l>(
        &mut self,
        scheme: &Scheme,
        named: &Named,
        context: &CertificateContext<'l>,
    ) -> Option<NumberMatch<'l>> {
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
        Some(found)
    }

    pub(super) fn validity(&mut self, validity: Validity) -> Option<bool> {
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

    pub(super) fn scope(&mut self, context: &CertificateContext<'_>) -> Option<bool> {
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
