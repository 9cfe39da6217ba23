//! Which column is where on a check sheet, and how wide: 別表2's own columns in its order, then those to answer in.

use standard::{ClassIndex, Standard};

/// The columns of a check sheet, counted from 0.
pub(super) struct Layout {
    /// The columns of the classes, in the order of the standard.
    pub(super) classes: Vec<(ClassIndex, u16)>,
    pub(super) check: u16,
    pub(super) answer: u16,
    pub(super) explanation: u16,
    pub(super) evidence: u16,
    pub(super) article: u16,
    pub(super) valid_until: u16,
    /// Only on a judged sheet.
    pub(super) reason: Option<u16>,
    /// Hidden.
    pub(super) id: u16,
}

pub(super) const CATEGORY: u16 = 0;
pub(super) const NO: u16 = 1;
pub(super) const TOPIC: u16 = 2;
pub(super) const REQUIREMENT: u16 = 3;
pub(super) const RISK: u16 = 4;

/// Widths in characters. Together they fill A3 landscape at about three quarters of full size (10 points print as 7.5), and the
/// height that the text then takes is one page.
pub(super) mod width {
    pub(in crate::xlsx::write) const CATEGORY: f64 = 12.5;
    pub(in crate::xlsx::write) const NO: f64 = 6.0;
    pub(in crate::xlsx::write) const TOPIC: f64 = 11.5;
    pub(in crate::xlsx::write) const REQUIREMENT: f64 = 60.0;
    pub(in crate::xlsx::write) const RISK: f64 = 34.0;
    pub(in crate::xlsx::write) const CLASS: f64 = 14.5;
    pub(in crate::xlsx::write) const CHECK: f64 = 7.0;
    pub(in crate::xlsx::write) const ANSWER: f64 = 13.0;
    pub(in crate::xlsx::write) const EXPLANATION: f64 = 29.0;
    pub(in crate::xlsx::write) const EVIDENCE: f64 = 18.0;
    pub(in crate::xlsx::write) const ARTICLE: f64 = 9.5;
    pub(in crate::xlsx::write) const VALID_UNTIL: f64 = 11.5;
    pub(in crate::xlsx::write) const REASON: f64 = 20.0;
}

impl Layout {
    pub(super) fn new(standard: &Standard, judged: bool) -> Self {
        let mut next = RISK;
        let mut take = || {
            next += 1;
            next
        };
        let has_column = |class: &ClassIndex| standard.class(*class).is_some_and(|class| class.requirements.is_some());
        let classes = standard.class_indices().filter(has_column).map(|class| (class, take())).collect();
        Self {
            classes,
            check: take(),
            answer: take(),
            explanation: take(),
            evidence: take(),
            article: take(),
            valid_until: take(),
            reason: judged.then(&mut take),
            id: take(),
        }
    }

    /// The last column that people see.
    pub(super) fn last(&self) -> u16 {
        self.id - 1
    }

    /// A sheet that is not judged gives the room of the reasons to the explanations, so that both print at one scale.
    pub(super) fn explanation_width(&self) -> f64 {
        width::EXPLANATION + if self.reason.is_some() { 0.0 } else { width::REASON }
    }

    /// Every visible column with its width.
    pub(super) fn widths(&self) -> Vec<(u16, f64)> {
        let fixed = [
            (CATEGORY, width::CATEGORY),
            (NO, width::NO),
            (TOPIC, width::TOPIC),
            (REQUIREMENT, width::REQUIREMENT),
            (RISK, width::RISK),
            (self.check, width::CHECK),
            (self.answer, width::ANSWER),
            (self.explanation, self.explanation_width()),
            (self.evidence, width::EVIDENCE),
            (self.article, width::ARTICLE),
            (self.valid_until, width::VALID_UNTIL),
        ];
        let classes = self.classes.iter().map(|(_, column)| (*column, width::CLASS));
        let reason = self.reason.map(|column| (column, width::REASON));
        fixed.into_iter().chain(classes).chain(reason).collect()
    }
}
