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
        if !seen.insert((suite.code.as_str(), suite.name.as_str())) {
            continue;
        }
        judged.parts.push(part(question, suite));
        match question.guideline.suite_class(&suite.name) {
            None => unclassed.push(&suite.name),
            Some(class) => match classes.iter_mut().find(|(known, _)| known.id == class.id) {
                Some((_, names)) => names.push(&suite.name),
                None => classes.push((class, vec![&suite.name])),
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

fn part(question: &Question<'_>, suite: &SuiteSeen) -> Part {
    let subject = Subject::Suite(suite.code.clone());
    let name = words::named("暗号スイート", "the suite", &suite.name);
    let cryptrec = question.cryptrec;
    let standing = cryptrec.standing(&suite.name, Keys::Elsewhere, Some(Use::Channel), question.edition, question.on);
    Part::of_standing(subject, name, standing)
}
