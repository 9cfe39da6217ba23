//! What the clauses of a text say together. Anything short of agreement is unknown: silence is no designation, a contradiction
//! is not decided by counting, and a document that yields to another settles nothing.

use super::language::{Letters, Tongue};
use super::unit::Unit;
use super::{Clause, CourtHint, Hint, LawHint, Note, Remark, TermsReading, Topic};
use standard::Text;

/// What is gathered while the text is read.
#[derive(Default)]
pub(super) struct Summary {
    letters: Letters,
    prevailing: Option<Tongue>,
    said: Vec<Note>,
    law_heading: bool,
    court_heading: bool,
}

impl Summary {
    pub(super) fn see(&mut self, unit: &Unit) {
        self.letters.count(&unit.folded);
    }

    pub(super) fn headings(&mut self, law: bool, court: bool) {
        self.law_heading |= law;
        self.court_heading |= court;
    }

    pub(super) fn language_clause(&mut self, prevailing: Tongue) {
        self.prevailing = Some(prevailing);
    }

    /// A sentence says something about the text as a whole.
    pub(super) fn note(&mut self, note: Note) {
        if !self.said.contains(&note) {
            self.said.push(note);
        }
    }

    pub(super) fn conclude(self, clauses: Vec<Clause>) -> TermsReading {
        let mut notes = Vec::new();
        let mut law = law(&clauses, &mut notes);
        let mut court = court(&clauses, &mut notes);
        let silent = notes.contains(&Note::SilentOnLaw) && self.law_heading
            || notes.contains(&Note::SilentOnCourt) && self.court_heading;
        if silent {
            notes.push(Note::OnlyAHeading);
        }
        let yields = self.prevailing.is_some_and(|prevailing| prevailing != self.letters.language());
        if yields {
            notes.push(Note::OtherLanguagePrevails);
        }
        if yields || self.said.contains(&Note::OtherDocumentBinds) {
            (law, court) = (LawHint::Unknown, CourtHint::Unknown);
        }
        notes.extend(self.said);
        if clauses.iter().any(|clause| clause.topic == Topic::UnilateralChange) {
            notes.push(Note::CanChange);
        }
        TermsReading { law, court, clauses, notes }
    }
}

fn law(clauses: &[Clause], notes: &mut Vec<Note>) -> LawHint {
    let mut hints = clauses.iter().filter(|clause| clause.topic == Topic::GoverningLaw).map(|clause| clause.hint);
    let Some(first) = hints.next() else {
        notes.push(Note::SilentOnLaw);
        return LawHint::Unknown;
    };
    if hints.any(|hint| hint != first) {
        notes.push(Note::ConflictingLaw);
        return LawHint::Unknown;
    }
    match first {
        Hint::DomesticLaw => LawHint::Domestic,
        Hint::ForeignLaw => LawHint::Foreign,
        Hint::DomesticCourt | Hint::ForeignCourt | Hint::Arbitration | Hint::Unknown => LawHint::Unknown,
    }
}

fn court(clauses: &[Clause], notes: &mut Vec<Note>) -> CourtHint {
    let says_where = |clause: &&Clause| match clause.topic {
        Topic::Jurisdiction => true,
        // «No arbitration» sends disputes nowhere.
        Topic::Arbitration => !clause.remarks.contains(&Remark::Negation),
        Topic::GoverningLaw
        | Topic::DataPlace
        | Topic::SubProcessors
        | Topic::UnilateralChange
        | Topic::DeletionAtEnd
        | Topic::LanguagePrecedence
        | Topic::ContractingEntity => false,
    };
    let mut hints = clauses.iter().filter(says_where).map(|clause| clause.hint);
    let Some(first) = hints.next() else {
        notes.push(Note::SilentOnCourt);
        return CourtHint::Unknown;
    };
    if hints.any(|hint| hint != first) {
        notes.push(Note::ConflictingCourt);
        return CourtHint::Unknown;
    }
    match first {
        Hint::DomesticCourt => CourtHint::Domestic,
        Hint::ForeignCourt => CourtHint::Foreign,
        Hint::Arbitration => CourtHint::Arbitration,
        Hint::DomesticLaw | Hint::ForeignLaw | Hint::Unknown => CourtHint::Unknown,
    }
}

impl Remark {
    /// What a person must look at in the clause.
    pub fn text(self) -> Text {
        match self {
            Self::Negation => Text::new(
                "打ち消しの言葉があります。何を否定しているかを読みます",
                "the clause denies something; read what",
            ),
            Self::Exception => Text::new(
                "例外があります。本市との契約が例外に当たるかを読みます",
                "the clause has an exception; read whether it is the city's case",
            ),
            Self::ByCountry => Text::new(
                "契約者の国によって変わります。本市に当たる行を事業者に尋ねます",
                "it depends on the customer's country; ask which line holds for the city",
            ),
            Self::HeadOffice => Text::new(
                "本店・住所の所在地で決まります。その所在国を事業者に尋ねます",
                "the court follows an office or address; ask in which country that is",
            ),
            Self::Party => Text::new(
                "被告・原告がどちらかで変わります。国内裁判所を指定できるかを事業者に尋ねます",
                "the court follows who sues or is sued; ask whether a domestic court can be designated",
            ),
            Self::NonExclusive => {
                Text::new("専属ではなく、ほかの裁判所も残ります", "not exclusive: other courts stay possible")
            }
            Self::Mixed => {
                Text::new("国内と国外の名が一つの文にあります", "one sentence names places at home and abroad")
            }
            Self::UnknownPlace => Text::new(
                "どの国かを示す名がありません(または知らない名です)",
                "no country is named, or none that is known here",
            ),
        }
    }

    /// The word for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Exception => "exception",
            Self::ByCountry => "by_country",
            Self::HeadOffice => "head_office",
            Self::Party => "party",
            Self::NonExclusive => "non_exclusive",
            Self::Mixed => "mixed",
            Self::UnknownPlace => "unknown_place",
        }
    }
}

impl Note {
    /// What to know or ask.
    pub fn text(self) -> Text {
        match self {
            Self::SilentOnLaw => Text::new(
                "準拠法の条項が見つかりません。沈黙は指定ではないので、定めた文書を事業者に尋ねます",
                "no clause on the governing law was found; silence designates nothing: ask for the document that does",
            ),
            Self::SilentOnCourt => Text::new(
                "管轄・仲裁の条項が見つかりません。沈黙は指定ではないので、国内裁判所を指定できるかを事業者に尋ねます",
                "no clause on courts or arbitration was found; silence designates nothing: ask whether a domestic court can be designated",
            ),
            Self::ConflictingLaw => Text::new(
                "準拠法の条項が一致しません。どれが本市との契約に当たるかを確かめます",
                "the clauses on the governing law do not agree; find out which one holds for the city",
            ),
            Self::ConflictingCourt => Text::new(
                "管轄・仲裁の条項が一致しません。どれが本市との契約に当たるかを確かめます",
                "the clauses on courts and arbitration do not agree; find out which one holds for the city",
            ),
            Self::OtherLanguagePrevails => Text::new(
                "別の言語の版が優先します。優先する版を取り寄せて読みます",
                "another language version prevails; get that version and read it",
            ),
            Self::OtherDocumentBinds => Text::new(
                "別の文書(EULA、提供元の規約など)も適用されます。その文書も読みます",
                "another document (an EULA, the operator's own terms) binds too; read it as well",
            ),
            Self::Reseller => Text::new(
                "販売代理店の文書のようです。サービスの提供元の規約を確かめます",
                "these seem to be a reseller's terms; check those of the service's operator",
            ),
            Self::OnlyAHeading => Text::new(
                "見出しに言葉があるだけで、定めた文が見つかりません",
                "only a heading names the topic; no sentence that lays it down was found",
            ),
            Self::CanChange => Text::new(
                "規約は一方的に変更されることがあります。版と日付を控え、改定のたびに読み直します",
                "one side can change the terms; note version and date, and read again after each change",
            ),
        }
    }

    /// The word for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SilentOnLaw => "silent_on_law",
            Self::SilentOnCourt => "silent_on_court",
            Self::ConflictingLaw => "conflicting_law",
            Self::ConflictingCourt => "conflicting_court",
            Self::OtherLanguagePrevails => "other_language_prevails",
            Self::OtherDocumentBinds => "other_document_binds",
            Self::Reseller => "reseller",
            Self::OnlyAHeading => "only_a_heading",
            Self::CanChange => "can_change",
        }
    }
}
