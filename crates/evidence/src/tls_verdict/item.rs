//! What a measurement means for the item that asks for properly encrypted channels (№3): every part must be on the CRYPTREC list,
//! old versions are left to a person, what was not established leaves it open, and what was not reached says nothing.

use super::part::{Part, Subject};
use super::profiles::ProfileVerdict;
use super::words::{self, because, told};
use crate::tls_guideline::Fit;
use jiff::civil::Date;
use standard::{Answer, Text};

/// What the item comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemState {
    /// 適合
    Conforms,
    /// 不適合
    DoesNotConform,
    /// 未確定
    Undecided,
    /// 確認不能: nothing answered. Never 不適合.
    Unreachable,
}

impl ItemState {
    /// The word of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::DoesNotConform => "does_not_conform",
            Self::Undecided => "undecided",
            Self::Unreachable => "unreachable",
        }
    }

    /// The answer that it gives.
    pub const fn answer(self) -> Answer {
        match self {
            Self::Conforms => Answer::Met,
            Self::DoesNotConform => Answer::Unmet,
            Self::Undecided | Self::Unreachable => Answer::Unknown,
        }
    }
}

/// The item's verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemVerdict {
    /// What it comes to.
    pub state: ItemState,
    /// What led to it, the deciding first.
    pub grounds: Vec<Text>,
    /// What is missing, where it is open.
    pub missing: Vec<Text>,
    /// What to know besides.
    pub notes: Vec<Text>,
    /// The last day on which it is met, as far as the measurement says; only where it is met. The end of a certificate is not among
    /// it: certificates are renewed.
    pub holds_until: Option<Date>,
    /// What the established parts alone come to, without what could not be established; `NotApplicable` where nothing was.
    pub as_far_as_seen: Answer,
}

/// What the item is judged by.
pub(super) struct Basis<'a> {
    pub(super) parts: &'a [Part],
    pub(super) gaps: Vec<Text>,
    pub(super) to_confirm: Vec<Text>,
    pub(super) is_unreachable: bool,
    /// The profile that the city demands.
    pub(super) demanded: Option<&'a ProfileVerdict>,
    /// The last day on which the measurement counts.
    pub(super) counts_until: Date,
    pub(super) list: &'a str,
}

pub(super) fn judge(basis: Basis<'_>) -> ItemVerdict {
    if basis.is_unreachable {
        return ItemVerdict {
            state: ItemState::Unreachable,
            grounds: Vec::new(),
            missing: basis.gaps,
            notes: Vec::new(),
            holds_until: None,
            as_far_as_seen: Answer::NotApplicable,
        };
    }
    let demanded = basis.demanded.map(|profile| (profile.fit, demand(profile)));
    let profile_is = |fit: Fit| demanded.iter().filter(move |(found, _)| *found == fit).map(|(_, text)| text.clone());
    let mut against = sentences(basis.parts, Answer::Unmet);
    against.extend(profile_is(Fit::DoesNotFit));
    let mut to_ask = sentences(basis.parts, Answer::Unknown);
    to_ask.extend(profile_is(Fit::Undecided));
    to_ask.extend(basis.to_confirm);
    let as_far_as_seen = match (against.is_empty(), to_ask.is_empty()) {
        (false, _) => Answer::Unmet,
        (true, false) => Answer::Unknown,
        (true, true) => Answer::Met,
    };
    let mut notes: Vec<Text> = basis.parts.iter().flat_map(|part| part.notes.iter().cloned()).collect();
    Text::keep_first_of_each(&mut notes);
    let ends = basis.parts.iter().filter_map(Part::until).chain([basis.counts_until]).min();
    let of = |state, grounds, missing, holds_until| ItemVerdict {
        state,
        grounds,
        missing,
        notes,
        holds_until,
        as_far_as_seen,
    };
    match as_far_as_seen {
        Answer::Unmet => of(ItemState::DoesNotConform, against, Vec::new(), None),
        Answer::Met if basis.gaps.is_empty() => {
            of(ItemState::Conforms, all_good(basis.parts, basis.list), Vec::new(), ends)
        }
        Answer::Met | Answer::Unknown | Answer::NotApplicable => {
            let missing = to_ask.into_iter().chain(basis.gaps).collect();
            of(ItemState::Undecided, Vec::new(), missing, None)
        }
    }
}

fn demand(profile: &ProfileVerdict) -> Text {
    let name = profile.profile.name();
    let why = profile.kept_by.first().or(profile.open.first()).cloned().unwrap_or_default();
    let what = match profile.fit {
        Fit::DoesNotFit => Text::new(
            format!("本市が求める{}に当てはまらない", name.japanese),
            format!("does not fit the {} that the city asks for", crate::settle::english(&name)),
        ),
        Fit::Fits | Fit::Undecided => Text::new(
            format!("本市が求める{}に当てはまるか未確定", name.japanese),
            format!("whether it fits the {} that the city asks for is open", crate::settle::english(&name)),
        ),
    };
    because(&what, &why)
}

/// The parts that have this answer, as sentences: suites that stand so for the same reason in one.
fn sentences(parts: &[Part], answer: Answer) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut suites: Vec<(&Text, Vec<&str>)> = Vec::new();
    for part in parts.iter().filter(|part| part.answer == answer) {
        match (&part.subject, &part.why) {
            (Subject::Version(_), _) => {
                let accepts = Text::new(
                    format!("{} を受け入れる", part.name.japanese),
                    format!("accepts {}", part.name.japanese),
                );
                texts.push(part.why.as_ref().map_or_else(|| accepts.clone(), |why| because(&accepts, why)));
            }
            (Subject::Suite(_), Some(why)) => {
                let name = part.name.japanese.split_once(' ').map_or("", |(_, name)| name);
                match suites.iter_mut().find(|(known, _)| *known == why) {
                    Some((_, names)) => names.push(name),
                    None => suites.push((why, vec![name])),
                }
            }
            (
                Subject::Suite(_)
                | Subject::Group(_)
                | Subject::DhBits(_)
                | Subject::Signature(_)
                | Subject::CertificateKey(..)
                | Subject::CertificateSignature(..),
                _,
            ) => texts.push(told(part)),
        }
    }
    for (why, names) in suites {
        let names = words::several(&names);
        let what = Text::new(
            format!("暗号スイート {}", names.japanese),
            format!("the suites {}", crate::settle::english(&names)),
        );
        texts.push(because(&what, why));
    }
    texts
}

/// What was looked at, where all of it is on the list.
fn all_good(parts: &[Part], list: &str) -> Vec<Text> {
    let versions: Vec<&str> = parts
        .iter()
        .filter(|part| matches!(part.subject, Subject::Version(_)))
        .map(|part| part.name.japanese.as_str())
        .collect();
    let versions = versions.join(", ");
    let count = |is: fn(&Subject) -> bool| parts.iter().filter(|part| is(&part.subject)).count();
    let suites = count(|subject| matches!(subject, Subject::Suite(_)));
    let groups = count(|subject| matches!(subject, Subject::Group(_) | Subject::DhBits(_)));
    let signatures = count(|subject| matches!(subject, Subject::Signature(_)));
    let keys = count(|subject| matches!(subject, Subject::CertificateKey(..)));
    vec![
        Text::new(format!("受け入れる版は {versions} だけ"), format!("accepts {versions} only")),
        Text::new(
            format!(
                "受け入れる暗号スイート {suites} 件、鍵共有の群と素数 {groups} 件、署名方式 {signatures} 件、証明書 {keys} 件は、すべて\
                 電子政府推奨暗号リスト({list})の技術と鍵長"
            ),
            format!(
                "all {suites} suites, {groups} groups and primes, {signatures} signature schemes and {keys} certificates use \
                 techniques and key lengths of the CRYPTREC list ({list})"
            ),
        ),
    ]
}
