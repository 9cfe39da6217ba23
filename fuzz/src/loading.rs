//! What the loader promises about any input; shared by the targets of both notations.

use standard::document::Notation;
use standard::{Answers, Language, Place, Standard};

/// Loads `bytes` and checks the promises; panics where one is broken.
pub fn load(bytes: &[u8], notation: Notation) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Standard::load("fuzz", text, notation) {
        Ok(standard) => judge(&standard),
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            let lines = text.split('\n').count();
            for problem in problems {
                for language in [Language::Japanese, Language::English] {
                    assert!(!problem.line(language).chars().any(char::is_control));
                }
                if let Place::Text { line, column } = problem.place {
                    assert!((1..=lines).contains(&line) && column >= 1, "{line}:{column} of {lines} lines");
                }
            }
        }
    }
}

/// A standard that loads can be judged by: two patterns show the most (nothing answered, everything unmet).
fn judge(standard: &Standard) {
    for class in standard.class_indices() {
        for settings in standard.all_settings() {
            for answers in [Answers::BLANK, Answers::from_bits(0, u64::MAX), Answers::from_bits(u64::MAX, u64::MAX)] {
                let judgement = standard.judge(class, settings, answers);
                let _ = judgement.rows(standard);
                for remedy in judgement.remedies.sets {
                    let (met, settled) = answers.bits();
                    let repaired = Answers::from_bits(met | remedy.bits(), settled | remedy.bits());
                    assert_eq!(standard.judge(class, settings, repaired).verdict, standard::Verdict::Conforms);
                }
            }
        }
    }
}
