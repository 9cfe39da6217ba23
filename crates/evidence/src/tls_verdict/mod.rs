//! What an observation of a TLS server comes to: every part against an edition of the CRYPTREC list, the three profiles of the TLS
//! guideline, and the item that asks for encrypted channels. A server is as good as the worst that it accepts; what could not be
//! established is never a pass. Pure; the day is a parameter, and nothing is measured here.

mod beside;
mod certificates;
mod exchange;
mod gaps;
mod item;
mod part;
mod profiles;
mod suites;
mod versions;
mod words;

pub use beside::in_japan;
pub use gaps::why_not_established;
pub use item::{ItemState, ItemVerdict};
pub use part::{Part, Subject};
pub use profiles::ProfileVerdict;
pub use words::version as version_name;

use crate::cryptrec::{Cryptrec, Edition};
use crate::settle::References;
use crate::tls_guideline::{Feature, Fit, Profile, TlsGuideline};
use jiff::ToSpan as _;
use jiff::civil::Date;
use part::{Judged, Objection};
use standard::{Answer, Text};
use tls::Observation;
use tls::observation::{Accepted, Order, Seen};

/// What an observation comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The judging day.
    pub on: Date,
    /// The edition of the CRYPTREC list: `LS-0001-2022`.
    pub list: String,
    /// The edition of the guideline: `GL-3001-3.0.1`.
    pub guideline: String,
    /// What to know about the guideline's data.
    pub guideline_note: Text,
    /// Every part that was seen.
    pub parts: Vec<Part>,
    /// The three profiles, the strictest first.
    pub profiles: Vec<ProfileVerdict>,
    /// The day to which every strength that is in use may be used (LS-0003), where one ends.
    pub strength_until: Option<Date>,
    /// The item.
    pub item: ItemVerdict,
    /// What stands out about the certificates beside their cryptography.
    pub findings: Vec<Text>,
}

impl Verdict {
    /// The part of this subject.
    pub fn find_part(&self, subject: &Subject) -> Option<&Part> {
        self.parts.iter().find(|part| part.subject == *subject)
    }

    /// The strictest profile that the server fits.
    pub fn find_profile(&self) -> Option<Profile> {
        self.profiles.iter().find(|verdict| verdict.fit == Fit::Fits).map(|verdict| verdict.profile)
    }
}

/// The reference data that an observation is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    /// Algorithms and key lengths.
    pub cryptrec: &'a Cryptrec,
    /// The three profiles.
    pub guideline: &'a TlsGuideline,
}

impl<'a> From<&'a References> for Lists<'a> {
    fn from(references: &'a References) -> Self {
        Self { cryptrec: &references.cryptrec, guideline: &references.tls_guideline }
    }
}

/// What is judged, and by what.
struct Question<'a> {
    observation: &'a Observation,
    cryptrec: &'a Cryptrec,
    guideline: &'a TlsGuideline,
    edition: Edition,
    on: Date,
}

/// The day of a measurement, and the last day on which it counts: a year later, since settings change with every release. The
/// standard names no term; Kijun's reading, as for other evidence that ages.
pub fn counts_from_until(observation: &Observation) -> (Date, Date) {
    let day = beside::day_in_japan(observation.at);
    (day, day.saturating_add(1.year()))
}

/// Judges an observation on a day by an edition of the CRYPTREC list. `profile`: the one that the city demands, where it does.
pub fn judge<'a>(
    observation: &'a Observation,
    by: impl Into<Lists<'a>>,
    edition: Edition,
    profile: Option<Profile>,
    on: Date,
) -> Verdict {
    let Lists { cryptrec, guideline } = by.into();
    let question = Question { observation, cryptrec, guideline, edition, on };
    let is_unreachable = gaps::is_unreachable(observation);
    let gaps = if is_unreachable { vec![gaps::nothing_known(observation)] } else { gaps::find(observation) };
    let beside = beside::look(&question);
    let mut parts: Vec<Part> = Vec::new();
    let mut objections: Vec<Objection> = Vec::new();
    let kinds = [versions::judge, suites::judge, exchange::judge, certificates::judge, settings];
    for judged in kinds.map(|judge| judge(&question)) {
        parts.extend(judged.parts);
        objections.extend(judged.objections);
    }
    let profiles = profiles::judge(&objections, &parts, &gaps);
    let (counts_from, counts_until) = counts_from_until(observation);
    let mut to_confirm = beside.to_confirm;
    to_confirm.extend(no_version(observation).filter(|_| !is_unreachable));
    to_confirm.extend(out_of_term(counts_from, counts_until, on));
    let list = cryptrec.edition_name(edition);
    let mut findings = to_confirm.clone();
    findings.extend(beside.findings);
    let item = item::judge(item::Basis {
        parts: &parts,
        gaps,
        to_confirm,
        is_unreachable,
        demanded: profile.and_then(|demanded| profiles.iter().find(|verdict| verdict.profile == demanded)),
        counts_until,
        list,
    });
    let in_use = parts.iter().filter(|part| part.answer == Answer::Met);
    Verdict {
        on,
        list: list.to_owned(),
        guideline: guideline.edition().map(|edition| edition.name.clone()).unwrap_or_default(),
        guideline_note: guideline.edition().map(|edition| edition.note.clone()).unwrap_or_default(),
        strength_until: in_use.filter_map(Part::until).min(),
        parts,
        profiles,
        item,
        findings,
    }
}

/// Settings beside versions, suites and keys. One that was not established is advice that cannot be given.
fn settings(question: &Question<'_>) -> Judged {
    let features = &question.observation.features;
    let mut judged = Judged::default();
    for row in question.guideline.features() {
        let seen = match row.feature {
            Feature::Compression => features.compression,
            Feature::ClientRenegotiation => features.client_renegotiation,
            Feature::SecureRenegotiation => features.secure_renegotiation,
            Feature::ExtendedMasterSecret => features.extended_master_secret,
            Feature::OcspStapling => features.ocsp_stapling,
            Feature::ServerOrder => order(question.observation),
        };
        let against = match seen {
            Seen::Yes => !row.wanted,
            Seen::No => row.wanted,
            Seen::NotApplicable | Seen::Unknown => false,
        };
        if against {
            judged.object(row.text.clone(), row.against);
        }
    }
    judged
}

fn order(observation: &Observation) -> Seen {
    let has = |order: Order| observation.order.values().any(|known| *known == order);
    match (has(Order::Client), has(Order::Server)) {
        (true, _) => Seen::No,
        (false, true) => Seen::Yes,
        (false, false) => Seen::Unknown,
    }
}

/// It answered, but agreed to no version at all.
fn no_version(observation: &Observation) -> Option<Text> {
    let any = observation.versions.values().any(|accepted| *accepted == Accepted::Accepted);
    (!any).then(|| Text::new("どの版でも合意できなかった", "no version could be agreed upon"))
}

fn out_of_term(from: Date, until: Date, on: Date) -> Option<Text> {
    if on > until {
        let japanese = format!("{from} の測定から 1 年が過ぎた。測り直す");
        return Some(Text::new(japanese, format!("measured on {from}, more than a year ago: measure again")));
    }
    (on < from).then(|| {
        let japanese = format!("測定は {from} で、判定の日({on})より後");
        Text::new(japanese, format!("measured on {from}, after the judging day ({on})"))
    })
}
