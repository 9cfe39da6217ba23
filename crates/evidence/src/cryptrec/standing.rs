//! Where a technique stands, without the parts one by one: for callers that judge many techniques at once, such as everything
//! that a server accepts. The rules are those of `explain`; what is left out is what a person reads about each part.

use super::Cryptrec;
use super::explain::{Reason, push_new};
use super::explanation::AlgorithmStatus;
use super::model::Edition;
use super::outcome::{Finding, Question};
use super::schemes;
use super::sentences as say;
use super::verdict::verdict;
use super::vocabulary::{PartKind, Use};
use jiff::civil::Date;
use standard::Text;

/// Notes that do not matter where a protocol lays down how a technique is used: TLS fixes the initialization vectors of GCM.
const FIXED_BY_PROTOCOL: [&str; 1] = ["gcm-iv"];

/// Where the lengths of keys are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// In the words; a length that is not there is asked for.
    Stated,
    /// Elsewhere: a cipher suite or a signature scheme does not tell them, the certificate and the group do.
    Elsewhere,
}

/// Where a technique stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands as a whole.
    pub status: AlgorithmStatus,
    /// Is it a method of 電子政府推奨暗号リスト on that day? `None`: not known, or not applicable.
    pub satisfies: Option<bool>,
    /// What decides; `None` where it simply is on the list.
    pub why: Option<Text>,
    /// The notes (注) to know besides.
    pub notes: Vec<Text>,
}

impl Cryptrec {
    /// Where the technique stands that `words` name, for use `on` a day. `used_for` as in [`Cryptrec::explain_algorithm`].
    pub fn standing(&self, words: &str, keys: Keys, used_for: Option<Use>, edition: Edition, on: Date) -> Standing {
        let mut resolved = self.resolve(words);
        if keys == Keys::Elsewhere {
            for part in &mut resolved.parts {
                part.in_suite = true;
            }
        }
        let rows = || resolved.parts.iter().filter_map(|part| Some((part, self.part(part.part)?)));
        let curve = rows().filter(|(_, row)| row.kind == PartKind::Curve).filter_map(|(_, row)| row.strength).min();
        let question = Question { edition, edition_name: self.edition_name(edition), used_for, until: Some(on), curve };
        let schemes = schemes::group(self, &resolved);
        let has_mac = rows().any(|(_, row)| row.kind == PartKind::Mac);
        let mut reasons: Vec<Reason> = Vec::with_capacity(resolved.parts.len());
        let mut notes = Vec::new();
        for (part, row) in rows() {
            let (finding, why) = self.outcome(part, row, false, &question);
            let weak = finding == Finding::Unlisted && row.is_ever_recommended();
            for (_, note) in self.notes_of(part, has_mac, weak).filter(|(id, _)| !FIXED_BY_PROTOCOL.contains(id)) {
                push_new(&mut notes, note);
            }
            reasons.push((finding, why));
        }
        reasons.extend(self.missing(&resolved, &schemes, &question));
        let decided = reasons.iter().map(|(finding, _)| *finding).max();
        let (status, satisfies) = verdict(decided, &reasons, &resolved);
        let not_understood = say::remainder(words, &resolved).into_iter().next().filter(|_| satisfies.is_none());
        let why = not_understood.or_else(|| {
            let decided = decided.filter(|decided| !decided.is_plain())?;
            reasons.into_iter().find(|(finding, _)| *finding == decided).map(|(_, why)| why)
        });
        Standing { status, satisfies, why, notes }
    }
}
