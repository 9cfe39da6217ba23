//! One thing that a server accepts or shows, and where it stands: the common shape of versions, suites, groups, sizes, signatures
//! and certificates. Not for how each is judged.

use crate::cryptrec::{AlgorithmStatus, Standing};
use crate::tls_guideline::{Demands, Listed, LookedUp, Technique};
use jiff::civil::Date;
use standard::{Answer, Text};
use tls::Version;

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A version that is accepted.
    Version(Version),
    /// A suite that is accepted, by its code as the observation writes it.
    Suite(String),
    /// A group, by its id.
    Group(u16),
    /// The size of a finite-field Diffie-Hellman prime in bits.
    DhBits(u32),
    /// A signature scheme, by its id.
    Signature(u16),
    /// The key of a certificate: chain and position.
    CertificateKey(u16, u16),
    /// The signature on a certificate: chain and position.
    CertificateSignature(u16, u16),
}

/// A part, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub subject: Subject,
    /// The same for a sentence.
    pub name: Text,
    /// Where it stands on the CRYPTREC list.
    pub status: AlgorithmStatus,
    /// What it means for the item: may the server accept it?
    pub answer: Answer,
    /// Why, where it is more than «on the list».
    pub why: Option<Text>,
    /// What to know besides.
    pub notes: Vec<Text>,
}

impl Part {
    /// A part that stands so on the list.
    pub(super) fn of_standing(subject: Subject, name: Text, standing: Standing) -> Self {
        let answer = match standing.satisfies {
            Some(true) => Answer::Met,
            Some(false) => Answer::Unmet,
            None => Answer::Unknown,
        };
        Self { subject, name, status: standing.status, answer, why: standing.why, notes: standing.notes }
    }

    /// A part that nobody can tell without asking.
    pub(super) fn unknown(subject: Subject, name: Text, why: Text) -> Self {
        let (status, answer) = (AlgorithmStatus::NeedsEvidence, Answer::Unknown);
        Self { subject, name, status, answer, why: Some(why), notes: Vec::new() }
    }

    /// A part that stands so by the reference data alone.
    pub(super) fn listed(subject: Subject, name: Text, listed: Listed, why: Text) -> Self {
        let (status, answer) = match listed {
            Listed::Monitored => (AlgorithmStatus::Monitored, Answer::Unmet),
            Listed::Nowhere => (AlgorithmStatus::Unlisted, Answer::Unmet),
            Listed::Unknown => return Self::unknown(subject, name, why),
        };
        Self { subject, name, status, answer, why: Some(why), notes: Vec::new() }
    }

    /// A technique as its row says; `look_up` asks the list for its words.
    pub(super) fn of_technique(
        subject: Subject,
        name: Text,
        row: Option<&Technique>,
        look_up: impl FnOnce(&str) -> Standing,
    ) -> Self {
        let Some(row) = row else {
            let why = Text::new("参照データにない。名前と仕様を確かめる", "not in the reference data: ask what it is");
            return Self::unknown(subject, name, why);
        };
        match &row.looked_up {
            LookedUp::As(words) => {
                let mut part = Self::of_standing(subject, name, look_up(words));
                part.notes.extend(row.note.clone());
                part
            }
            LookedUp::So(listed) => Self::listed(subject, name, *listed, row.note.clone().unwrap_or_default()),
        }
    }

    /// The last day on which its strength may be used, where there is one.
    pub fn until(&self) -> Option<Date> {
        self.status.until()
    }

    /// Has its strength ended by the judging day?
    pub(super) fn is_over(&self) -> bool {
        self.answer == Answer::Unmet && self.until().is_some()
    }
}

/// Something that the guideline speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Objection {
    /// What.
    pub(super) text: Text,
    /// What each profile asks.
    pub(super) demands: Demands,
}

/// What the parts of one kind come to.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) parts: Vec<Part>,
    pub(super) objections: Vec<Objection>,
}

impl Judged {
    /// Adds what the guideline says, where it says something.
    pub(super) fn object(&mut self, text: Text, demands: Demands) {
        if demands != Demands::default() {
            self.objections.push(Objection { text, demands });
        }
    }
}
