//! The versions that a server accepts and refuses.

use super::Question;
use super::part::{Judged, Part, Subject};
use super::words;
use crate::cryptrec::AlgorithmStatus;
use crate::settle::english;
use standard::{Answer, Text};
use tls::Version;
use tls::observation::Accepted;

pub(super) fn judge(question: &Question<'_>) -> Judged {
    let mut judged = Judged::default();
    for version in Version::ALL {
        let Some(row) = question.guideline.version(version) else { continue };
        let name = words::version(version);
        let note = |japanese: &str, in_english: &str| {
            let japanese = format!("{name} {japanese}({})", row.note.japanese);
            Text::new(japanese, format!("{in_english} {name} ({})", english(&row.note)))
        };
        match question.observation.versions.get(&version).copied().unwrap_or_default() {
            Accepted::Accepted => {
                judged.object(note("を受け入れる", "accepts"), row.accepted);
                let (status, why) = match row.item {
                    Answer::Met | Answer::NotApplicable => (AlgorithmStatus::NotApplicable, None),
                    Answer::Unknown => (AlgorithmStatus::NeedsEvidence, Some(row.note.clone())),
                    Answer::Unmet => (AlgorithmStatus::Unlisted, Some(row.note.clone())),
                };
                judged.parts.push(Part {
                    subject: Subject::Version(version),
                    name: Text::untranslated(name),
                    status,
                    answer: row.item,
                    why,
                    notes: Vec::new(),
                });
            }
            Accepted::Refused => judged.object(note("を受け入れない", "does not accept"), row.refused),
            Accepted::Unknown => {}
        }
    }
    judged
}
