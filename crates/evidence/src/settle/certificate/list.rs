//! What an imported list of ISMAP services says of a stated registration. That a number is not on a list refutes it only where
//! somebody answers for the list being complete on a day on which the registration is said to stand. Not for reading lists.

use super::super::{Context, Finding, KnownIsmapList};
use crate::certification::{CertificateDates, CertificateExplanation};
use crate::declaration::{Certificate, Origin, Stated};
use jiff::civil::Date;
use standard::problem::excerpt;
use standard::{Answer, Text};

/// What the list says.
pub(super) enum LookedUp {
    /// Nothing: there is no list, or no number to look up.
    Nothing,
    /// The number is not on it.
    Absent,
    /// The number is not on it, although it should have been, on this day.
    Refuted(Date),
    /// The number is this service's.
    Confirmed,
    /// The number is of a service of another name.
    OtherName(String),
}

/// Looks a registration up.
pub(super) fn look_up(context: &Context<'_>, dates: &CertificateDates, explained: &CertificateExplanation) -> LookedUp {
    let is_ismap = explained.scheme.as_deref().is_some_and(|scheme| scheme.starts_with("ismap"));
    let (Some(known), Some(number), true) = (&context.references.ismap, &explained.number, is_ismap) else {
        return LookedUp::Nothing;
    };
    let service = &context.declaration.service;
    match &explained.entry {
        Some(entry) if known.list.is_of(entry, &service.name, &service.provider) => LookedUp::Confirmed,
        Some(entry) => LookedUp::OtherName(entry.service.clone()),
        None if known.list.find_number(number).is_some() => LookedUp::Nothing,
        None => absent(known, dates),
    }
}

fn absent(known: &KnownIsmapList, dates: &CertificateDates) -> LookedUp {
    let stood = |on: &Date| {
        dates.valid_from.is_some_and(|from| from <= *on) && dates.valid_until.is_some_and(|until| *on <= until)
    };
    known.complete_on.filter(stood).map_or(LookedUp::Absent, LookedUp::Refuted)
}

/// The finding with what the list says of it.
pub(super) fn apply(mut finding: Finding, stated: &Stated<Certificate>, looked_up: LookedUp) -> Finding {
    match looked_up {
        LookedUp::Nothing => finding,
        LookedUp::Absent => open(
            finding,
            Text::new(
                "一覧にない番号。一覧が全件と言えるときでなければ、登録がないことにはならない。登録を示すページを求める",
                "the number is not on the list, which is no proof unless the list is complete: ask for the page that shows it",
            ),
        ),
        LookedUp::Refuted(day) => {
            let text = Text::new(
                format!("{day} 現在の全件の一覧に、この番号がない"),
                format!("the list that is complete on {day} does not have the number"),
            );
            finding.grounds.insert(1.min(finding.grounds.len()), super::Ground { text, evidence: None });
            finding.missing.clear();
            Finding { answer: Answer::Unmet, holds_until: None, ..finding }
        }
        LookedUp::Confirmed => {
            // Number, service and company stand in the register itself.
            if finding.answer == Answer::Met {
                finding.shown = finding.shown.map(|shown| shown.max(Origin::Documented));
            }
            finding
        }
        LookedUp::OtherName(name) => {
            let name = excerpt(&name);
            let text = Text::new(
                format!("一覧ではその番号は「{name}」の登録。言明対象範囲にこのサービスがあることを示すページを求める"),
                format!("on the list the number is of `{name}`: ask for the page whose scope names this service"),
            );
            if stated.evidence.origin >= Origin::Documented { finding.with_note(text) } else { open(finding, text) }
        }
    }
}

/// Met no longer, for want of this.
fn open(finding: Finding, ask: Text) -> Finding {
    if finding.answer == Answer::Unmet {
        return finding.with_note(ask);
    }
    Finding { answer: Answer::Unknown, holds_until: None, ..finding }.with_missing(ask)
}
