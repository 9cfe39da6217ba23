//! A measurement as a page for a terminal: the item first, then the profiles, then what was seen, then what was not.

use super::words::{self, accepted, english, features, fit, intolerance, mark, order, state};
use crate::columns::{REST, Table, wrap};
use crate::explanation::status_words;
use evidence::tls_verdict::{Part, Subject, Verdict, in_japan, version_name, why_not_established};
use standard::problem::visible_controls;
use standard::{Answer, Language, Text};
use tls::observation::{Certificate, SuiteSeen};
use tls::{Observation, Version};

/// The page of one measurement. `item`: what the standard calls the item that it settles.
pub fn probe_text(
    observation: &Observation,
    verdict: &Verdict,
    item: &str,
    language: Language,
    width: usize,
) -> String {
    let mut page = Page { observation, verdict, language, width, text: String::new() };
    page.head();
    page.item(item);
    page.profiles();
    page.versions();
    page.suites();
    page.exchange();
    page.certificates();
    page.settings();
    page.unknown();
    page.text
}

struct Page<'a> {
    observation: &'a Observation,
    verdict: &'a Verdict,
    language: Language,
    width: usize,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, words: &str, indent: &str) {
        let lines = wrap(&visible_controls(words), self.width, indent);
        self.text.extend(lines.into_iter().map(|line| line + "\n"));
    }

    fn told(&mut self, mark: &str, texts: &[Text]) {
        for text in texts {
            self.line(&format!("  {mark} {}", text.in_language(self.language)), "    ");
        }
    }

    fn title(&mut self, title: &Text) {
        self.text.push('\n');
        self.line(title.in_language(self.language), "");
    }

    fn say(&self, text: &Text) -> String {
        text.in_language(self.language).to_owned()
    }

    fn head(&mut self) {
        let observation = self.observation;
        let name = observation.server_name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        let begun = observation.starttls.as_ref().map(|protocol| format!(" STARTTLS {protocol}")).unwrap_or_default();
        self.line(&format!("{}{name}{begun}", observation.address), "  ");
        let time = in_japan(observation.at).strftime("%Y-%m-%d %H:%M").to_string();
        let (kijun, connections) = (&observation.kijun, observation.connections);
        let when = Text::new(
            format!("実測 {time}(日本時間)、Kijun {kijun}、接続 {connections} 回"),
            format!("measured {time} (Japan), Kijun {kijun}, {connections} connections"),
        );
        self.line(&self.say(&when), "  ");
    }

    fn item(&mut self, item: &str) {
        let found = &self.verdict.item;
        let until = found
            .holds_until
            .map_or_else(Text::default, |day| Text::new(format!("({day} まで)"), format!(" (until {day})")));
        let state = state(found.state);
        let state = Text::new(
            format!("{}{}", state.japanese, until.japanese),
            format!("{}{}", english(&state), english(&until)),
        );
        self.text.push('\n');
        self.line(&format!("{item}: {}", self.say(&state)), "  ");
        self.told("-", &found.grounds);
        self.told("?", &found.missing);
        self.told("*", &found.notes);
        let beside: Vec<Text> =
            self.verdict.findings.iter().filter(|finding| !found.missing.contains(finding)).cloned().collect();
        self.told("!", &beside);
    }

    fn profiles(&mut self) {
        let (guideline, list) = (&self.verdict.guideline, &self.verdict.list);
        self.title(&Text::new(
            format!("TLS 暗号設定ガイドライン({guideline})の型。暗号リストは {list}"),
            format!("Profiles of the TLS guideline ({guideline}); list of ciphers: {list}"),
        ));
        for found in &self.verdict.profiles {
            let (name, fit) = (found.profile.name(), fit(found.fit));
            self.line(&format!("  {}: {}", self.say(&name), self.say(&fit)), "    ");
            self.told("  x", &found.kept_by);
            // What is open everywhere stands once, at the end of the page.
            let of_profile: Vec<Text> =
                found.open.iter().filter(|text| !self.verdict.item.missing.contains(text)).cloned().collect();
            self.told("  ?", &of_profile);
        }
        let mut advice: Vec<Text> =
            self.verdict.profiles.iter().flat_map(|found| found.advice.iter().cloned()).collect();
        Text::keep_first_of_each(&mut advice);
        if !advice.is_empty() {
            self.line(&self.say(&Text::new("  改善(推奨項目):", "  Advice:")), "    ");
            self.told("  +", &advice);
        }
        if let Some(day) = self.verdict.strength_until {
            let until = Text::new(
                format!("  使われている鍵の強度が認められるのは {day} まで(LS-0003)"),
                format!("  The strength of the keys in use may be used until {day} (LS-0003)"),
            );
            self.line(&self.say(&until), "    ");
        }
        self.line(&format!("  * {}", self.say(&self.verdict.guideline_note)), "    ");
    }

    /// A table whose columns take at most so many places of the terminal. What servers say must be made visible before.
    fn table(&mut self, columns: &[(Text, usize)], rows: Vec<Vec<String>>) {
        let titles = columns.iter().map(|(title, _)| self.say(title)).collect();
        let limits = columns.iter().map(|(_, limit)| *limit).collect();
        let mut table = Table::new(titles, limits, self.width);
        for row in rows {
            table.row(row, "");
        }
        self.text.push_str(&table.finish());
    }

    fn part(&self, subject: &Subject) -> Option<&Part> {
        self.verdict.find_part(subject)
    }

    /// Where something stands: `推奨`, `運用監視`; empty for what is not judged.
    fn status(&self, subject: &Subject) -> String {
        self.part(subject).map(|part| self.say(&status_words(part.status))).unwrap_or_default()
    }

    fn versions(&mut self) {
        self.text.push('\n');
        let row = |version: Version| {
            let found = self.observation.versions.get(&version).copied().unwrap_or_default();
            let judged = self.part(&Subject::Version(version)).map(|part| mark(part.answer));
            let judged = judged.map(|text| self.say(&text)).unwrap_or_default();
            vec![version_name(version).to_owned(), self.say(&accepted(found)), judged]
        };
        let rows = Version::ALL.into_iter().rev().map(row).collect();
        let columns = [
            (Text::new("版", "Version"), 8),
            (Text::new("受け入れ", "Accepted"), 16),
            (Text::new("判定", "Judged"), REST),
        ];
        self.table(&columns, rows);
    }

    /// One list for versions that accept the same suites in the same order.
    fn suites(&mut self) {
        let observation = self.observation;
        let order_of = |version| observation.order.get(&version).copied().unwrap_or_default();
        let mut lists: Vec<(Vec<Version>, &Vec<SuiteSeen>)> = Vec::new();
        for (version, suites) in observation.suites.iter().rev().filter(|(_, suites)| !suites.is_empty()) {
            let same = |(versions, known): &&mut (Vec<Version>, &Vec<SuiteSeen>)| {
                *known == suites && versions.iter().all(|known| order_of(*known) == order_of(*version))
            };
            match lists.iter_mut().find(same) {
                Some((versions, _)) => versions.push(*version),
                None => lists.push((vec![*version], suites)),
            }
        }
        for (versions, suites) in lists {
            let order = order(versions.first().map(|version| order_of(*version)).unwrap_or_default());
            let names = words::versions(versions);
            self.title(&Text::new(
                format!("{names} の暗号スイート({}、{} 件)", order.japanese, suites.len()),
                format!("Suites of {names} ({}, {})", english(&order), suites.len()),
            ));
            let row = |suite: &SuiteSeen| {
                let status = self.status(&Subject::Suite(suite.code.clone()));
                vec![visible_controls(&suite.name), visible_controls(&suite.code), status]
            };
            let rows = suites.iter().map(row).collect();
            let columns =
                [(Text::new("名前", "Name"), 50), (Text::new("番号", "Code"), 8), (Text::new("リスト", "List"), REST)];
            self.table(&columns, rows);
        }
    }

    fn exchange(&mut self) {
        let observation = self.observation;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let kind = |japanese: &str, english: &str| self.say(&Text::new(japanese, english));
        for group in &observation.groups {
            let versions = words::versions(group.versions.iter().copied());
            rows.push(vec![
                kind("鍵共有", "Key exchange"),
                visible_controls(&group.name),
                versions,
                self.status(&Subject::Group(group.id)),
            ]);
        }
        let mut primes: Vec<(u32, Vec<Version>)> = Vec::new();
        for (version, sizes) in &observation.dh_bits {
            for bits in sizes {
                match primes.iter_mut().find(|(known, _)| known == bits) {
                    Some((_, versions)) => versions.push(*version),
                    None => primes.push((*bits, vec![*version])),
                }
            }
        }
        for (bits, versions) in primes {
            let name = self.say(&Text::new(format!("DH {bits} ビット"), format!("DH {bits} bits")));
            let status = self.status(&Subject::DhBits(bits));
            rows.push(vec![kind("鍵共有", "Key exchange"), name, words::versions(versions), status]);
        }
        for signature in &observation.signatures {
            let versions = words::versions(signature.versions.iter().copied());
            let status = self.status(&Subject::Signature(signature.id));
            rows.push(vec![kind("署名", "Signature"), visible_controls(&signature.name), versions, status]);
        }
        if rows.is_empty() {
            return;
        }
        self.title(&Text::new("鍵共有と署名", "Key exchange and signatures"));
        let columns = [
            (Text::new("種類", "Kind"), 12),
            (Text::new("名前", "Name"), 36),
            (Text::new("版", "Versions"), REST),
            (Text::new("リスト", "List"), 16),
        ];
        self.table(&columns, rows);
    }

    fn certificates(&mut self) {
        if self.observation.certificates.is_empty() {
            return;
        }
        self.title(&Text::new("証明書", "Certificates"));
        let row = |certificate: &Certificate| {
            if !certificate.readable {
                let unread = Text::new("読めない証明書", "a certificate that cannot be read");
                return vec![self.say(&unread), String::new(), String::new(), String::new()];
            }
            let (chain, position) = (certificate.chain, certificate.position);
            let curve = certificate.curve.as_deref().map_or_else(|| certificate.key_bits.to_string(), str::to_owned);
            let key = visible_controls(&format!("{} {curve}", certificate.key));
            let key_status = self.status(&Subject::CertificateKey(chain, position));
            let signature = visible_controls(&certificate.signature);
            let own = self.say(&Text::new("自己署名(判断しない)", "its own (not judged)"));
            let signed = self.status(&Subject::CertificateSignature(chain, position));
            let signed = if certificate.self_issued { own } else { signed };
            let until = certificate.not_after.map(|last| in_japan(last).date().to_string()).unwrap_or_default();
            let subject = visible_controls(&certificate.subject);
            vec![subject, format!("{key}\n{key_status}"), format!("{signature}\n{signed}"), until]
        };
        let rows = self.observation.certificates.iter().map(row).collect();
        let columns = [
            (Text::new("名義", "Subject"), REST),
            (Text::new("鍵", "Key"), 28),
            (Text::new("署名", "Signature"), 28),
            (Text::new("期限", "Until"), 10),
        ];
        self.table(&columns, rows);
    }

    fn settings(&mut self) {
        let is_reached = self.verdict.parts.iter().any(|part| part.answer != Answer::NotApplicable);
        if !is_reached {
            return;
        }
        self.title(&Text::new("そのほかの設定", "Other settings"));
        for (title, words) in features(self.observation) {
            self.line(&format!("  {}: {}", self.say(&title), self.say(&words)), "    ");
        }
        for found in &self.observation.intolerances {
            self.line(&format!("  ! {}", self.say(&intolerance(*found))), "    ");
        }
    }

    fn unknown(&mut self) {
        if self.observation.unknown.is_empty() {
            return;
        }
        self.title(&Text::new("確かめられなかったこと(適合とはみなさない)", "Not established (never a pass)"));
        let gaps: Vec<Text> = self.observation.unknown.iter().map(why_not_established).collect();
        self.told("?", &gaps);
    }
}
