//! What a clause on courts or arbitration seems to say. 「当社本店所在地を管轄する裁判所」 names no place: where the head office
//! is has to be asked.

use super::names::{foreign_english, foreign_japanese, japanese_cities, japanese_courts};
use super::pattern::Pattern;
use super::{Hint, Remark, law, words};

/// A court with the words that say which.
static COURT: Pattern = Pattern::new(r"[^、。裁,]{0,48}裁判所");
static JAPANESE_COURT: Pattern =
    Pattern::new(concat!("(?:^|[^ァ-ヶー])(?:", japanese_courts!(), ")(?:地方|簡易|高等|家庭)裁判所$"));
static FOREIGN: Pattern = Pattern::new(concat!("(?:", foreign_japanese!(), "|[ァ-ヶー](?:州|郡|市)|連邦)"));
static DOMESTIC: Pattern = Pattern::new(
    r"日本国?(?:内|の|に|、|を|所|法|東|大|$|管|裁)|我が国|わが国|国内の?裁判所|国内に所在する裁判所|東京都|大阪府",
);
static PARTY: Pattern = Pattern::new(r"被告|原告|相手方|訴えられ|defendant|plaintiff|claimant|respondent|against whom");
static HEAD_OFFICE: Pattern = Pattern::new(
    r"(?:本店|本社|主たる(?:事務所|営業所)|所在地|住所地?|営業所|事業所)|head office|registered office|principal (?:place|office)|place of business|headquarter",
);
static ENGLISH_COURT: Pattern = Pattern::new(r"(?-u:\b)(?:courts?|jurisdiction|venue)(?-u:\b)");
static ENGLISH_DOMESTIC: Pattern = Pattern::new(concat!("(?-u:\\b)(?:", japanese_cities!(), ")(?-u:\\b)"));
static ENGLISH_FOREIGN: Pattern = Pattern::new(concat!(
    "(?-u:\\b)(?:",
    foreign_english!(),
    ")(?-u:\\b)|(?-u:\\b)(?:county|state and federal|state or federal)(?-u:\\b)"
));
static NON_EXCLUSIVE: Pattern = Pattern::new(r"non-? ?exclusive|非専属|付加的|競合的");
static INCIDENTAL: Pattern = Pattern::new(
    r"invalid|unenforceable|illegal|subpoena|(?-u:\b)orders?(?-u:\b)|disclos|competent jurisdiction|無効|命令|令状|開示|判決|破産|差押",
);
static AGREED: Pattern =
    Pattern::new(r"専属|合意管轄|第一審|管轄裁判所|exclusive|submits?|venue|(?-u:\b)brought(?-u:\b)");
static NO_ARBITRATION: Pattern = Pattern::new(
    r"仲裁[^。、]{0,12}(?:よらず|よらない|よりません|行わない|行いません|付さない|付しない|付さず|しない|しません|ではな)|(?-u:\b)(?:no|not|never|without|nor|waives?|opt out of)(?-u:\b)[^.;]{0,48}arbitrat|arbitrat[a-z]*[^.;]{0,24}(?-u:\b)not(?-u:\b)",
);

/// A clause on courts: which.
pub(super) fn read(folded: &str) -> (Hint, Vec<Remark>) {
    let plain = words::without_riders(folded);
    let sentence = law::without_laws(&plain);
    let (mut domestic, mut foreign, mut office, mut party) = (false, false, false, false);
    for court in COURT.find_iter(&sentence) {
        let court = court.as_str();
        let (named, abroad) = (JAPANESE_COURT.is_match(court), FOREIGN.is_match(court));
        foreign |= abroad;
        domestic |= !abroad && (named || DOMESTIC.is_match(court));
        let placed = named || abroad || DOMESTIC.is_match(court);
        party |= !placed && PARTY.is_match(court);
        office |= !placed && HEAD_OFFICE.is_match(court);
    }
    if ENGLISH_COURT.is_match(&sentence) {
        domestic |= ENGLISH_DOMESTIC.is_match(&sentence);
        foreign |= ENGLISH_FOREIGN.is_match(&sentence);
        party |= PARTY.is_match(&sentence);
        office |= !domestic && !foreign && HEAD_OFFICE.is_match(&sentence);
    }
    let mut remarks = words::conditions(&sentence);
    let known = domestic != foreign && !party && !office;
    if domestic && foreign {
        remarks.push(Remark::Mixed);
    }
    if party {
        remarks.push(Remark::Party);
    }
    if office {
        remarks.push(Remark::HeadOffice);
    }
    if !domestic && !foreign && !party && !office {
        remarks.push(Remark::UnknownPlace);
    }
    let hint = if domestic { Hint::DomesticCourt } else { Hint::ForeignCourt };
    let hint = if known && remarks.is_empty() { hint } else { Hint::Unknown };
    // A domestic court that is not the only one can still be designated: it passes, and says so.
    if NON_EXCLUSIVE.is_match(&sentence) {
        remarks.push(Remark::NonExclusive);
    }
    (hint, remarks)
}

/// Does the sentence only mention a court: severability («held invalid by a court»), orders to disclose?
pub(super) fn is_incidental(folded: &str, remarks: &[Remark]) -> bool {
    let names_nothing =
        remarks.iter().all(|remark| matches!(remark, Remark::UnknownPlace | Remark::Exception | Remark::Negation));
    names_nothing && remarks.contains(&Remark::UnknownPlace) && INCIDENTAL.is_match(folded) && !AGREED.is_match(folded)
}

/// A clause on arbitration: does it send disputes there, or say that none takes place?
pub(super) fn read_arbitration(folded: &str) -> (Hint, Vec<Remark>) {
    if NO_ARBITRATION.is_match(folded) {
        return (Hint::Unknown, vec![Remark::Negation]);
    }
    (Hint::Arbitration, Vec::new())
}
