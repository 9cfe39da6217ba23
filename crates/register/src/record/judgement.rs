//! A review and the judgement that ends it, pinned to what they used: the declaration's hash, the standard's edition, the readings, the
//! reference data, the day. Once recorded, never rewritten: a later judgement stands beside it.

use super::answer::{AnswerWord, Shown, VerdictWord};
use crate::canonical::{Digest, Lines};
use crate::list::List;
use crate::names::{ClassName, EditionName, ItemName, StandardName};
use crate::words::{Line, Prose};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a review and its judgement rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Version of the declaration, from 1.
    pub declaration: u32,
    /// SHA-256 of its document.
    pub declaration_hash: Digest,
    /// SHA-256 over the information of the use.
    pub information_hash: Digest,
    /// The class of the use: the strictest of its information.
    pub class: ClassName,
    /// The standard.
    pub standard: StandardName,
    /// Its edition.
    pub edition: EditionName,
    /// SHA-256 of its file.
    pub standard_hash: Digest,
    /// Every reading, as in `8-2=always`.
    pub readings: List<Line>,
    /// The edition of the reference data.
    pub references: EditionName,
    /// SHA-256 over its documents.
    pub references_hash: Digest,
}

/// What the facts say of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettledAnswer {
    /// The item.
    pub item: ItemName,
    /// The answer.
    pub answer: AnswerWord,
    /// How well it is shown; absent where no fact decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// The last day on which it is met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Date>,
    /// SHA-256 over the requirement, the answer, its grounds and what is missing: equal where nothing changed.
    pub grounds_hash: Digest,
}

/// What a reviewer makes of an item: the second of the four steps answer, verification, judgement, approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemReview {
    /// The item.
    pub item: ItemName,
    /// Another answer than the settled one; absent where the settled one is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Instead>,
}

/// A reviewer's own answer; the settled one stays visible beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instead {
    /// The answer.
    pub answer: AnswerWord,
    /// Why.
    pub reason: Prose,
}

/// A judgement as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgementRecord {
    /// What it rests on.
    pub basis: Basis,
    /// The judging date.
    pub on: Date,
    /// The answers judged, with the reviewer's in their places.
    pub answers: List<JudgedAnswer>,
    /// The recorded decisions (総合検討) that were judged with, as in `overall_review=approved`.
    pub decisions: List<Line>,
    /// The verdict.
    pub verdict: VerdictWord,
    /// The inputs of each lost clause: one of each must be met, and is not.
    pub lost: List<List<ItemName>>,
    /// The inputs that open clauses wait for.
    pub open: List<ItemName>,
}

/// An answer as it was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedAnswer {
    /// The item.
    pub item: ItemName,
    /// The answer.
    pub answer: AnswerWord,
    /// Why a reviewer put it in the place of the settled one; absent where he confirmed that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Prose>,
    /// The last day on which it is met, where the facts say one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Date>,
}

impl JudgementRecord {
    /// SHA-256 over everything in it.
    pub fn hash(&self) -> Digest {
        let mut lines = Lines::new("kijun judgement 1");
        self.basis.add(&mut lines);
        lines.add("on", self.on);
        for answer in &self.answers {
            lines.add("item", &answer.item);
            lines.add("item.answer", answer.answer.answer().word());
            lines.add_some("item.instead", answer.instead.as_ref());
            lines.add_some("item.holds_until", answer.holds_until);
        }
        self.decisions.iter().for_each(|decision| lines.add("decision", decision));
        lines.add("verdict", self.verdict.verdict().word());
        for clause in &self.lost {
            lines.add("lost", joined(clause));
        }
        lines.add("open", joined(&self.open));
        lines.digest()
    }
}

impl Basis {
    fn add(&self, lines: &mut Lines) {
        lines.add("declaration", self.declaration);
        lines.add("declaration.hash", self.declaration_hash);
        lines.add("information.hash", self.information_hash);
        lines.add("class", &self.class);
        lines.add("standard", &self.standard);
        lines.add("edition", &self.edition);
        lines.add("standard.hash", self.standard_hash);
        self.readings.iter().for_each(|reading| lines.add("reading", reading));
        lines.add("references", &self.references);
        lines.add("references.hash", self.references_hash);
    }
}

fn joined(items: &[ItemName]) -> String {
    items.iter().map(ItemName::as_str).collect::<Vec<_>>().join(" ")
}
