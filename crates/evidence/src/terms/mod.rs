//! Terms of service, read for the clauses that items 1, 2, 6 and 8 of a standard ask about: candidates with their words, their
//! article and their place, and a hint of what they say. Text in; the text of a PDF is taken out elsewhere.
//!
//! A hint never settles an item. A person reads the quoted clause, in the document that binds, and states the fact.

mod court;
mod heading;
mod language;
mod law;
mod layout;
mod names;
mod pattern;
mod signals;
mod summary;
mod unit;
mod words;

use crate::terms::summary::Summary;
use crate::terms::unit::Unit;
use standard::Text;
use standard::problem::{Place, Problem};
use std::ops::ControlFlow;

/// Longer texts are refused: ten times the longest terms with all their annexes.
pub const TEXT_LIMIT: usize = 4 << 20;

/// A text with more candidates is no terms of service, or several documents in one.
pub const CLAUSE_LIMIT: usize = 200;

/// What a text seems to say. Hints for the person who reads the clauses, never an answer to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsReading {
    /// What the governing-law clauses agree on. A hint: it settles no item.
    pub law: LawHint,
    /// What the clauses on courts and arbitration agree on. A hint: it settles no item.
    pub court: CourtHint,
    /// The candidates, in the order of the text.
    pub clauses: Vec<Clause>,
    /// Why a hint is unknown, and what to ask.
    pub notes: Vec<Note>,
}

/// A candidate clause: one sentence or row of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it is about.
    pub topic: Topic,
    /// What it seems to say. A hint: it settles no item.
    pub hint: Hint,
    /// Its words, exactly as they stand in the text from `offset` on.
    pub quote: String,
    /// The article it stands in, as the text numbers it: `第21条`, `Article 14.2`, `§9`.
    pub article: Option<String>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Bytes of the text before the quote.
    pub offset: usize,
    /// What a person must look at before believing the hint.
    pub remarks: Vec<Remark>,
}

/// What a clause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// 準拠法.
    GoverningLaw,
    /// 裁判管轄.
    Jurisdiction,
    /// 仲裁.
    Arbitration,
    /// データの保存場所.
    DataPlace,
    /// 再委託.
    SubProcessors,
    /// 一方的な変更.
    UnilateralChange,
    /// 終了時の消去.
    DeletionAtEnd,
    /// 言語の優先.
    LanguagePrecedence,
    /// 契約の相手方.
    ContractingEntity,
}

/// What a clause seems to say. Never an answer: a person confirms the clause, its document, version and date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hint {
    /// 国内法.
    DomesticLaw,
    /// 外国法.
    ForeignLaw,
    /// 国内裁判所.
    DomesticCourt,
    /// 外国裁判所.
    ForeignCourt,
    /// 仲裁.
    Arbitration,
    /// 不明: a person has to read it.
    Unknown,
}

/// What all governing-law clauses of a text agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LawHint {
    /// 国内法.
    Domestic,
    /// 外国法.
    Foreign,
    /// 不明: silence, contradiction, a condition, or another document binds too.
    Unknown,
}

/// What all clauses of a text on where disputes go agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CourtHint {
    /// 国内裁判所.
    Domestic,
    /// 外国裁判所.
    Foreign,
    /// 仲裁: no court.
    Arbitration,
    /// 不明: silence, contradiction, a place that depends on something, or another document binds too.
    Unknown,
}

/// What to look at in one clause; [`Remark::text`] says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remark {
    /// The clause denies something.
    Negation,
    /// The clause has an exception.
    Exception,
    /// It depends on the customer's country.
    ByCountry,
    /// The court is that of somebody's head office or address.
    HeadOffice,
    /// The court is that of whoever is sued, or sues.
    Party,
    /// Other courts stay possible.
    NonExclusive,
    /// Domestic and foreign names in one clause.
    Mixed,
    /// No country or court that is known here is named.
    UnknownPlace,
}

/// What to know or ask about the text as a whole; [`Note::text`] says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// No clause on the governing law.
    SilentOnLaw,
    /// No clause on courts or arbitration.
    SilentOnCourt,
    /// Clauses on the governing law contradict each other.
    ConflictingLaw,
    /// Clauses on where disputes go contradict each other.
    ConflictingCourt,
    /// Another language of the text prevails.
    OtherLanguagePrevails,
    /// Another agreement (an EULA, the operator's own terms) binds too.
    OtherDocumentBinds,
    /// The terms are those of a reseller or agent.
    Reseller,
    /// A heading names the topic and no sentence follows.
    OnlyAHeading,
    /// The terms can be changed by one side.
    CanChange,
}

/// Reads the clauses of a text. `name` is what the user calls the file.
///
/// # Errors
/// A text over [`TEXT_LIMIT`], or with more than [`CLAUSE_LIMIT`] candidates.
pub fn read_terms(name: &str, text: &str) -> Result<TermsReading, Problem> {
    if text.len() > TEXT_LIMIT {
        let message = Text::new(
            format!("規約の本文が {} バイトあり、上限 {TEXT_LIMIT} バイトを超えています", text.len()),
            format!("the text of the terms has {} bytes; the limit is {TEXT_LIMIT}", text.len()),
        );
        let hint = Text::new("準拠法や管轄を定める文書だけを渡します", "pass only the document that has the clauses");
        return Err(Problem::error("terms-too-large", name, Place::Whole, message).with_hint(hint));
    }
    let mut places = Places::default();
    let mut clauses = Vec::new();
    let mut summary = Summary::default();
    let ended = layout::units(text, &mut |unit| {
        summary.see(unit);
        for (topic, hint, remarks) in signals::candidates(unit, &mut summary) {
            if clauses.len() == CLAUSE_LIMIT {
                return ControlFlow::Break(());
            }
            clauses.push(clause(text, unit, &mut places, topic, hint, remarks));
        }
        ControlFlow::Continue(())
    });
    if ended.is_break() {
        let message = Text::new(
            format!("候補の条項が {CLAUSE_LIMIT} 件を超えました"),
            format!("there are more than {CLAUSE_LIMIT} candidate clauses"),
        );
        let hint = Text::new("文書を分けて、一つずつ渡します", "split the text and pass one document at a time");
        return Err(Problem::error("too-many-clauses", name, Place::Whole, message).with_hint(hint));
    }
    Ok(summary.conclude(clauses))
}

fn clause(text: &str, unit: &Unit, places: &mut Places, topic: Topic, hint: Hint, remarks: Vec<Remark>) -> Clause {
    let (line, column) = places.of(text, unit.start);
    let quote = text.get(unit.start..unit.end).unwrap_or_default().to_owned();
    Clause { topic, hint, quote, article: unit.article.clone(), line, column, offset: unit.start, remarks }
}

/// Lines and columns of offsets that only grow: the text is counted once, however many clauses there are.
#[derive(Default)]
struct Places {
    counted: usize,
    lines: usize,
    line_start: usize,
    column_counted: usize,
    columns: usize,
}

impl Places {
    fn of(&mut self, text: &str, offset: usize) -> (usize, usize) {
        let between = text.get(self.counted..offset).unwrap_or_default();
        self.lines += between.bytes().filter(|byte| *byte == b'\n').count();
        if let Some(last) = between.rfind('\n') {
            self.line_start = self.counted + last + 1;
            (self.column_counted, self.columns) = (self.line_start, 0);
        }
        self.counted = offset;
        self.columns += text.get(self.column_counted..offset).map_or(0, |before| before.chars().count());
        self.column_counted = offset;
        (self.lines + 1, self.columns + 1)
    }
}
