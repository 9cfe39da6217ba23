//! Several addresses of one name beside each other: what each comes to, and in what they differ. A client may be sent to any of
//! them, so the worst is what counts.

use super::words::{self, english, state};
use crate::columns::{REST, Table, wrap};
use evidence::tls_verdict::Verdict;
use serde_json::{Value, json};
use standard::problem::visible_controls;
use standard::{Language, Text};
use std::collections::BTreeSet;
use tls::Observation;
use tls::observation::Accepted;

/// In what servers can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Versions.
    Versions,
    /// Suites.
    Suites,
    /// Whose order decides.
    Order,
    /// Groups and sizes of primes.
    Groups,
    /// Signature schemes.
    Signatures,
    /// Certificates.
    Certificates,
    /// Settings.
    Features,
}

impl Aspect {
    /// Every aspect.
    pub const ALL: [Self; 7] =
        [Self::Versions, Self::Suites, Self::Order, Self::Groups, Self::Signatures, Self::Certificates, Self::Features];

    /// The word of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Versions => "versions",
            Self::Suites => "suites",
            Self::Order => "order",
            Self::Groups => "groups",
            Self::Signatures => "signatures",
            Self::Certificates => "certificates",
            Self::Features => "features",
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Versions => Text::new("版", "versions"),
            Self::Suites => Text::new("暗号スイート", "suites"),
            Self::Order => Text::new("優先順", "order"),
            Self::Groups => Text::new("鍵共有", "key exchange"),
            Self::Signatures => Text::new("署名方式", "signature schemes"),
            Self::Certificates => Text::new("証明書", "certificates"),
            Self::Features => Text::new("そのほかの設定", "other settings"),
        }
    }

    /// Are two servers alike in it? The order in which things were found is none of theirs.
    fn is_same(self, one: &Observation, other: &Observation) -> bool {
        match self {
            Self::Versions => one.versions == other.versions,
            Self::Suites => suites(one) == suites(other),
            Self::Order => one.order == other.order,
            Self::Groups => groups(one) == groups(other),
            Self::Signatures => signatures(one) == signatures(other),
            Self::Certificates => certificates(one) == certificates(other),
            Self::Features => one.features == other.features,
        }
    }
}

fn suites(server: &Observation) -> BTreeSet<(&str, &str)> {
    let lists = server.suites.iter();
    lists.flat_map(|(version, suites)| suites.iter().map(|suite| (version.name(), suite.code.as_str()))).collect()
}

fn groups(server: &Observation) -> (BTreeSet<u16>, BTreeSet<u32>) {
    let primes = server.dh_bits.values().flatten().copied();
    (server.groups.iter().map(|group| group.id).collect(), primes.collect())
}

fn signatures(server: &Observation) -> BTreeSet<u16> {
    server.signatures.iter().map(|signature| signature.id).collect()
}

fn certificates(server: &Observation) -> BTreeSet<&str> {
    server.certificates.iter().map(|certificate| certificate.sha256.as_str()).collect()
}

/// In what the servers differ. Those that answered nothing are left out: nothing is known of them.
pub fn find_differences(servers: &[&Observation]) -> Vec<Aspect> {
    let answered = |server: &&&Observation| server.versions.values().any(|accepted| *accepted != Accepted::Unknown);
    let mut answered = servers.iter().filter(answered);
    let Some(first) = answered.next() else { return Vec::new() };
    let others: Vec<&&Observation> = answered.collect();
    let differs = |aspect: &Aspect| others.iter().any(|other| !aspect.is_same(first, other));
    Aspect::ALL.into_iter().filter(differs).collect()
}

/// The servers beside each other, as a page.
pub fn comparison_text(servers: &[(&Observation, &Verdict)], item: &str, language: Language, width: usize) -> String {
    let say = |text: &Text| text.in_language(language).to_owned();
    let titles = [
        Text::new("アドレス", "Address"),
        Text::untranslated(item),
        Text::new("型", "Profile"),
        Text::new("版", "Versions"),
    ];
    let mut table = Table::new(titles.iter().map(say).collect(), vec![44, REST, REST, REST], width);
    for (observation, verdict) in servers {
        let none = Text::new("なし", "none");
        let profile = verdict.find_profile().map_or(none, evidence::tls_guideline::Profile::name);
        let accepted = observation.versions.iter().filter(|(_, accepted)| **accepted == Accepted::Accepted);
        let row = vec![
            visible_controls(&observation.address),
            say(&state(verdict.item.state)),
            say(&profile),
            words::versions(accepted.map(|(version, _)| *version)),
        ];
        table.row(row, "");
    }
    let observations: Vec<&Observation> = servers.iter().map(|(observation, _)| *observation).collect();
    let differ = find_differences(&observations);
    let names = |of: fn(&Text) -> &str, between: &str| {
        let names: Vec<Text> = differ.iter().map(|aspect| aspect.name()).collect();
        names.iter().map(of).collect::<Vec<_>>().join(between)
    };
    let told = if differ.is_empty() {
        Text::new("応答したアドレスに違いはありません", "The addresses that answered do not differ")
    } else {
        Text::new(
            format!("アドレスによって違います: {}", names(|text| &text.japanese, "、")),
            format!("The addresses differ in: {}", names(english, ", ")),
        )
    };
    let mut page = table.finish();
    page.push('\n');
    page.extend(wrap(&say(&told), width, "  ").into_iter().map(|line| line + "\n"));
    page
}

/// The same for programs.
pub fn comparison_json(servers: &[(&Observation, &Verdict)]) -> Value {
    let observations: Vec<&Observation> = servers.iter().map(|(observation, _)| *observation).collect();
    let addresses = servers.iter().map(|(observation, verdict)| {
        json!({
            "address": observation.address,
            "state": verdict.item.state.word(),
            "profile": verdict.find_profile().map(evidence::tls_guideline::Profile::word),
        })
    });
    let addresses: Value = addresses.collect();
    let differ: Value = find_differences(&observations).into_iter().map(Aspect::word).collect();
    json!({ "addresses": addresses, "differ": differ })
}
