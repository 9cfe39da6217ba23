//! The suites that a server accepts: each by the CRYPTREC list for the item, by its class for the profiles. A suite that several
//! versions accept is judged once; the sizes of keys are judged where they are seen.

use super::Question;
use super::part::{Judged, Part, Subject};
use super::words::{self, because};
use crate::cryptrec::{Keys, Use};
use crate::tls_guideline::{Demand, Demands, SuiteClass};
use standard::Text;
use std::collections::HashSet;
use tls::observation::SuiteSeen;

pub(super) fn judge(question: &Question<'_>) -> Judged {
    let mut judged = Judged::default();
    let mut seen = HashSet::new();
    let mut classes: Vec<(&SuiteClass, Vec<&str>)> = Vec::new();
    let mut unclassed: Vec<&str> = Vec::new();
    // The newest version first: its suites matter most to a reader.
    for suite in question.observation.suites.values().rev().flatten() {
        if !seen.insert(suite.code.as_str()) {
            continue;
        }
        let name = registered_name(suite);
        let class = question.guideline.suite_class(name);
        judged.parts.push(part(question, suite, name, class));
        match class {
            None => unclassed.push(name),
            Some(class) => match classes.iter_mut().find(|(known, _)| known.id == class.id) {
                Some((_, names)) => names.push(name),
                None => classes.push((class, vec![name])),
            },
        }
    }
    for (class, names) in classes {
        judged.object(because(&class.title, &words::several(&names)), class.accepted);
    }
    if !unclassed.is_empty() {
        let title = Text::new("種類の分からない暗号スイート", "suites of no known kind");
        judged.object(because(&title, &words::several(&unclassed)), Demands::all(Demand::Unclear));
    }
    judged
}

/// The name that its code has: a file may say anything beside a code.
pub(super) fn registered_name(suite: &SuiteSeen) -> &str {
    let code = suite.code.strip_prefix("0x").and_then(|digits| u32::from_str_radix(digits, 16).ok());
    code.and_then(tls::suites::find_name).unwrap_or(&suite.name)
}

fn part(question: &Question<'_>, suite: &SuiteSeen, name: &str, class: Option<&SuiteClass>) -> Part {
    let subject = Subject::Suite(suite.code.clone());
    let shown = words::named("暗号スイート", "the suite", name);
    let channel = Some(Use::Channel);
    let standing = question.cryptrec.standing(name, Keys::Elsewhere, channel, question.edition, question.on);
    match class.and_then(|class| Some((class, class.listed?))) {
        Some((class, listed)) if standing.satisfies.is_none() => {
            Part::listed(subject, shown, listed, class.title.clone())
        }
        Some(_) | None => Part::of_standing(subject, shown, standing),
    }
}
