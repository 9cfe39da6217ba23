//! Methods of encryption as channels and stores state them, against the edition of the CRYPTREC list that the standard names. What
//! a method is used for is the caller's to say; the list itself is `cryptrec`'s.

use super::stated::english;
use super::subjects::quoted;
use super::{Context, Finding};
use crate::cryptrec::{AlgorithmExplanation, Edition, Use};
use jiff::civil::Date;
use standard::{Answer, Text};

/// What a statement about encryption comes to.
pub(super) struct Method {
    pub(super) answer: Answer,
    /// What decides.
    pub(super) why: Text,
    /// What to know besides.
    pub(super) notes: Vec<Text>,
    /// The last day on which its strength may be used.
    pub(super) until: Option<Date>,
    /// The rest: its reasons stand above.
    pub(super) explanation: AlgorithmExplanation,
}

/// The edition that the standard names, or what is missing.
pub(super) fn find_edition(context: &Context<'_>, words: &str) -> Result<Edition, Finding> {
    let cryptrec = &context.references.cryptrec;
    cryptrec.find_edition(words).ok_or_else(|| {
        let known: Vec<&str> = cryptrec.edition_ids().collect();
        let known = known.join(", ");
        Finding::missing(Text::new(
            format!("電子政府推奨暗号リストの版 `{words}` が参照データにない(あるのは {known})"),
            format!("the reference data has no edition `{words}` of the CRYPTREC list (it has {known})"),
        ))
    })
}

/// Judges a method for a use on the judging date.
pub(super) fn judge(context: &Context<'_>, edition: Edition, words: &str, used_for: Option<Use>) -> Method {
    let mut explanation = context.references.cryptrec.explain_algorithm(words, used_for, edition, Some(context.on));
    let answer = match explanation.satisfies {
        Some(true) => Answer::Met,
        Some(false) => Answer::Unmet,
        None => Answer::Unknown,
    };
    let mut reasons = std::mem::take(&mut explanation.reasons).into_iter();
    let unexplained = || Text::new("方式を確かめる", "ask for the scheme");
    let why = reasons.next().unwrap_or_else(unexplained);
    Method { answer, why, notes: reasons.collect(), until: explanation.status.until(), explanation }
}

/// The words and what they come to, as a sentence within a sentence.
pub(super) fn told(words: &str, why: &Text) -> (String, String) {
    let words = quoted(words);
    (format!("「{words}」— {}", why.japanese), format!("`{words}`: {}", english(why)))
}
