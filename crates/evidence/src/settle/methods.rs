//! Methods of encryption as channels and stores state them, against the edition of the CRYPTREC list that the standard names. What
//! a method is used for is the caller's to say; the list itself is `cryptrec`'s.

use super::site::Sites;
use super::stated::english;
use super::subjects::quoted;
use super::{Context, Finding};
use crate::cryptrec::{AlgorithmExplanation, Edition, Use};
use jiff::civil::Date;
use standard::{Answer, Text};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Statements longer than this, in bytes, are judged anew each time: nobody repeats them.
pub(super) const WORDS_LIMIT: usize = 256;

/// No more statements than this are kept of one question.
pub(super) const KEPT_LIMIT: usize = 4_096;

/// No more questions than this are kept apart. A day is part of the question, so that settling day by day would go on for ever.
const QUESTION_LIMIT: usize = 32;

/// What is asked of a statement: the edition, the use, the day.
type Question = (Edition, Option<Use>, Date);

/// What statements came to. Vendors write the same few names again and again: a server's list stands once for every channel.
#[derive(Default)]
pub(super) struct Judged {
    methods: RefCell<Vec<(Question, ByWords)>>,
    /// Places are settled by `site`.
    pub(super) sites: Sites,
}

type ByWords = HashMap<Box<str>, Rc<Method>>;

impl Judged {
    fn find(&self, question: Question, words: &str) -> Option<Rc<Method>> {
        let kept = self.methods.borrow();
        let (_, methods) = kept.iter().find(|(other, _)| *other == question)?;
        methods.get(words).map(Rc::clone)
    }

    fn keep(&self, question: Question, words: &str, method: &Rc<Method>) {
        let mut kept = self.methods.borrow_mut();
        let at = kept.iter().position(|(other, _)| *other == question).unwrap_or_else(|| {
            if kept.len() >= QUESTION_LIMIT {
                kept.clear();
            }
            kept.push((question, ByWords::new()));
            kept.len() - 1
        });
        let methods = kept.get_mut(at).map(|(_, methods)| methods);
        if let Some(methods) = methods.filter(|methods| words.len() <= WORDS_LIMIT && methods.len() < KEPT_LIMIT) {
            methods.insert(words.into(), Rc::clone(method));
        }
    }
}

/// What a statement about encryption comes to.
#[derive(Clone)]
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
pub(super) fn judge(context: &Context<'_>, edition: Edition, words: &str, used_for: Option<Use>) -> Rc<Method> {
    let question = (edition, used_for, context.on);
    context.judged.find(question, words).unwrap_or_else(|| {
        let method = Rc::new(judge_anew(context, edition, words, used_for));
        context.judged.keep(question, words, &method);
        method
    })
}

fn judge_anew(context: &Context<'_>, edition: Edition, words: &str, used_for: Option<Use>) -> Method {
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
