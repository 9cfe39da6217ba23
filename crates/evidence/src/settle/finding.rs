//! What a check finds: an answer with its grounds. Findings about parts (each contract, each store) are joined: all must hold.

use crate::declaration::{Declaration, Evidence, Origin, Stated};
use jiff::civil::Date;
use standard::{Answer, Text};

/// The answer to an item, or to a part of it, and what led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The answer.
    pub answer: Answer,
    /// The facts and rules that led to it, the deciding ones first.
    pub grounds: Vec<Ground>,
    /// What is missing, where it is unknown.
    pub missing: Vec<Text>,
    /// What to know besides; changes nothing.
    pub notes: Vec<Text>,
    /// How well the deciding facts are shown: the worst of them. `None` where no fact decided.
    pub shown: Option<Origin>,
    /// The last day on which it is met, as far as the facts say; only where it is met.
    pub holds_until: Option<Date>,
}

/// A fact or a rule that led to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// What it says.
    pub text: Text,
    /// How the fact is shown; `None` for a rule.
    pub evidence: Option<Evidence>,
}

impl Finding {
    /// An answer that a rule gives without a fact.
    pub(crate) fn new(answer: Answer) -> Self {
        Self { answer, grounds: Vec::new(), missing: Vec::new(), notes: Vec::new(), shown: None, holds_until: None }
    }

    /// Unknown, for want of this.
    pub(crate) fn missing(text: Text) -> Self {
        Self { missing: vec![text], ..Self::new(Answer::Unknown) }
    }

    /// An answer that one fact gives.
    pub(crate) fn from_fact<T>(answer: Answer, stated: &Stated<T>, text: Text) -> Self {
        let evidence = Some(stated.evidence.clone());
        let holds_until = stated.evidence.valid_until.filter(|_| answer == Answer::Met);
        Self {
            grounds: vec![Ground { text, evidence }],
            shown: Some(stated.evidence.origin),
            holds_until,
            ..Self::new(answer)
        }
    }

    /// The same with something to know besides.
    #[must_use]
    pub(crate) fn with_note(mut self, note: Text) -> Self {
        self.notes.push(note);
        self
    }

    /// The same with another thing that is missing.
    #[must_use]
    pub(crate) fn with_missing(mut self, missing: Text) -> Self {
        self.missing.push(missing);
        self
    }

    /// All of these must hold: unmet if any is, else unknown if any is, else met. Parts that do not apply are left out; of
    /// none at all nothing is known. The deciding parts' grounds come first, and only they count for how well it is shown.
    pub(crate) fn all(parts: Vec<Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().filter(|part| part.answer != Answer::NotApplicable).collect();
        let any = |answer| parts.iter().any(|part| part.answer == answer);
        let answer = if any(Answer::Unmet) {
            Answer::Unmet
        } else if parts.is_empty() || any(Answer::Unknown) {
            Answer::Unknown
        } else {
            Answer::Met
        };
        Self::join(answer, parts)
    }

    /// One of these is enough: met if any is, else unknown if any is, else unmet. Of none at all nothing is known.
    pub(crate) fn any(parts: Vec<Self>) -> Self {
        let any = |answer| parts.iter().any(|part| part.answer == answer);
        let answer = if any(Answer::Met) {
            Answer::Met
        } else if parts.is_empty() || any(Answer::Unknown) {
            Answer::Unknown
        } else {
            Answer::Unmet
        };
        // One that is met is enough, so the one that holds longest counts.
        let until = parts.iter().filter(|part| part.answer == Answer::Met).map(|part| part.holds_until);
        let holds_until = until.max_by_key(|until| until.unwrap_or(Date::MAX)).flatten();
        Self { holds_until, ..Self::join(answer, parts) }
    }

    fn join(answer: Answer, parts: Vec<Self>) -> Self {
        let mut found = Self::new(answer);
        let (deciding, others): (Vec<Self>, Vec<Self>) = parts.into_iter().partition(|part| part.answer == answer);
        found.shown = deciding.iter().filter_map(|part| part.shown).min();
        if answer == Answer::Met {
            found.holds_until = deciding.iter().filter_map(|part| part.holds_until).min();
        }
        for part in deciding.into_iter().chain(others) {
            found.grounds.extend(part.grounds);
            found.missing.extend(part.missing);
            found.notes.extend(part.notes);
        }
        if answer != Answer::Unknown {
            found.missing.clear();
        }
        found
    }
}

impl Evidence {
    /// Does the fact count on this day, under the contracted plan? `Err` says why it does not.
    pub(crate) fn counts(&self, declaration: &Declaration, on: Date) -> Result<(), Text> {
        if let Some(plan) = self.plan.as_ref().filter(|plan| Some(*plan) != declaration.service.plan.as_ref()) {
            return Err(Text::new(
                format!("「{plan}」での事実で、契約するプランのものではない"),
                format!("a fact of `{plan}`, not of the contracted plan"),
            ));
        }
        if let Some(from) = self.valid_from.filter(|from| *from > on) {
            return Err(Text::new(format!("{from} から(まだ始まっていない)"), format!("only from {from}")));
        }
        if let Some(until) = self.valid_until.filter(|until| *until < on) {
            return Err(Text::new(format!("{until} で終わった"), format!("ended on {until}")));
        }
        Ok(())
    }
}
