//! Judging a use: its declaration and its information settled under a standard, readings and reference data on a day, and the
//! answers judged. Pure; what is recorded of it, and when, is `commands`' matter.

use crate::canonical::{Digest, Lines};
use crate::configuration::Policy;
use crate::names::ItemName;
use crate::record::answer::{AnswerWord, Shown};
use crate::record::judgement::SettledAnswer;
use crate::record::profile::{InformationItem, Profile};
use crate::refusal::Refusal;
use crate::state::OverallReview;
use crate::world::{ReferenceData, World};
use evidence::declaration::{Declaration, Evidence, KeptAt, Known, PlaceRole, Stated};
use evidence::settle::{OfUse, SettledItem, Settlement, Settler};
use jiff::civil::Date;
use standard::{Answers, ClassIndex, Decision, Input, InputSet, Place, Settings, Standard};
use std::collections::BTreeMap;

/// What a use is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Measure<'w> {
    pub(crate) standard: &'w Standard,
    pub(crate) settings: Settings,
    pub(crate) references: &'w ReferenceData,
}

impl<'w> Measure<'w> {
    /// What the city's policy names.
    pub(crate) fn of_policy(world: &'w World, policy: &Policy) -> Result<Self, Refusal> {
        let standard = world.load_standard(&policy.standard, &policy.edition)?;
        let settings = settings(standard, policy.readings.iter().map(crate::words::Line::as_str))?;
        Ok(Self { standard, settings, references: world.load_references(&policy.references)? })
    }

    /// What the facts say of every item of a use on a day.
    pub(crate) fn settle(&self, declared: &Declaration, profile: &Profile, on: Date) -> Settlement {
        settle(&self.settler(), declared, profile, on)
    }

    /// For many declarations: what one names is not looked up again for the next.
    pub(crate) fn settler(&self) -> Settler<'w> {
        Settler::new(self.standard, &self.references.references)
    }
}

/// What the facts say of every item of a use on a day.
pub(crate) fn settle(settler: &Settler<'_>, declared: &Declaration, profile: &Profile, on: Date) -> Settlement {
    settler.settle_for(declared, &of_use(declared, profile), on)
}

/// The standard's default readings with these in their places.
pub(crate) fn settings<'r>(
    standard: &Standard,
    readings: impl IntoIterator<Item = &'r str>,
) -> Result<Settings, Refusal> {
    readings.into_iter().try_fold(standard.default_settings(), |settings, reading| {
        standard.with_setting(settings, reading).map_err(|unknown| Refusal {
            code: "unknown-reading",
            message: unknown.message,
            hint: unknown.hint,
        })
    })
}

/// The class of a use: the strictest of its information.
pub(crate) fn class_of(standard: &Standard, profile: &Profile) -> Result<ClassIndex, Refusal> {
    let classes = profile.information.iter().map(|item| {
        standard.find_class(item.class.as_str()).ok_or_else(|| {
            let message = (
                format!("分類 `{}` は、この基準にありません", item.class),
                format!("this standard has no class `{}`", item.class),
            );
            Refusal { hint: standard.allowed_classes(), ..Refusal::new("unknown-class", message, ("", "")) }
        })
    });
    let strictest = classes.collect::<Result<Vec<ClassIndex>, Refusal>>()?.into_iter().min();
    strictest.ok_or_else(|| {
        Refusal::new(
            "no-information",
            ("扱う情報が一つも書かれていません", "no information is listed"),
            ("情報の項目を、分類とともに書きます", "list the information, item by item, with its class"),
        )
    })
}

/// What the section says of a use: the information is its own, and its places stand beside the vendor's. A vendor's overrides
/// never count; reviewers' answers are recorded apart.
fn of_use(declared: &Declaration, profile: &Profile) -> OfUse {
    let information = profile.information.iter().map(InformationItem::stated).collect();
    let mut of_use = OfUse { information, places: Vec::new() };
    for item in &profile.information {
        let id = item.id.to_string();
        let placed = |kept: &Stated<KeptAt>| {
            kept.fact.role == PlaceRole::Primary && (kept.fact.holds.is_empty() || kept.fact.holds.contains(&id))
        };
        let at = match &item.place {
            Some(place) => Known::Is(place.to_string()),
            // Information that no place holds would escape the question of where it is.
            None if !declared.places.iter().chain(&of_use.places).any(placed) => Known::Unknown,
            None => continue,
        };
        let fact = KeptAt { role: PlaceRole::Primary, at, holds: vec![id] };
        of_use.places.push(Stated { fact, evidence: Evidence::default(), place: Place::Whole });
    }
    of_use
}

/// The items whose answers matter for a class under these readings: those of its clauses, and the recommended ones.
pub(crate) fn asked(measure: &Measure<'_>, class: ClassIndex) -> InputSet {
    let clauses = measure
        .standard
        .rule(class, measure.settings)
        .map(|rule| rule.clauses().iter().fold(InputSet::EMPTY, |all, clause| all.union(*clause)));
    let recommended = measure.standard.class(class).and_then(|class| class.requirements.as_ref());
    let recommended = recommended.map_or(InputSet::EMPTY, |requirements| requirements.recommended);
    clauses.map_or(InputSet::EMPTY, |clauses| clauses.union(recommended)).intersection(measure.standard.item_inputs())
}

/// What was settled, as a review records it.
pub(crate) fn record(standard: &Standard, settlement: &Settlement) -> Result<Vec<SettledAnswer>, Refusal> {
    settlement.items.iter().map(|item| settled_answer(standard, item)).collect()
}

fn settled_answer(standard: &Standard, item: &SettledItem) -> Result<SettledAnswer, Refusal> {
    let finding = item.finding.as_ref();
    Ok(SettledAnswer {
        item: ItemName::new(standard.name(item.input))?,
        answer: item.answer().into(),
        shown: finding.and_then(|finding| finding.shown).map(Shown::from),
        holds_until: finding.and_then(|finding| finding.holds_until),
        grounds_hash: grounds_hash(standard, item),
    })
}

fn grounds_hash(standard: &Standard, item: &SettledItem) -> Digest {
    let mut lines = Lines::new("kijun grounds 1");
    if let Some(asked) = standard.item(item.input) {
        lines.add("requirement", &asked.requirement.japanese);
    }
    lines.add("answer", item.answer().word());
    if let Some(finding) = &item.finding {
        for ground in &finding.grounds {
            lines.add("ground", &ground.text.japanese);
            if let Some(evidence) = &ground.evidence {
                lines.add_some("ground.document", evidence.document.as_ref());
                lines.add_some("ground.article", evidence.article.as_ref());
                lines.add_some("ground.quote", evidence.quote.as_ref());
                lines.add_some("ground.valid_until", evidence.valid_until);
            }
        }
        finding.missing.iter().for_each(|missing| lines.add("missing", &missing.japanese));
    }
    lines.digest()
}

/// The answers that are judged: the settled ones, reviewers' in their places, and the decisions that hold on the day.
pub(crate) fn answers<'r>(
    standard: &Standard,
    settlement: &Settlement,
    instead: impl IntoIterator<Item = (&'r ItemName, AnswerWord)>,
    decisions: &BTreeMap<ItemName, OverallReview>,
) -> Answers {
    let input_of = |name: &ItemName| named(standard, name);
    let reviewed = instead.into_iter().filter_map(|(item, answer)| Some((input_of(item)?, answer.answer())));
    let reviewed = reviewed.filter(|(input, answer)| standard.allows(*input, *answer));
    let answers = reviewed.fold(settlement.answers(), |answers, (input, answer)| answers.with(input, answer));
    decisions.iter().fold(answers, |answers, (decision, review)| {
        let Some(input) = input_of(decision).filter(|_| review.until >= settlement.on) else { return answers };
        let value = if review.approved { Decision::Approved } else { Decision::Rejected };
        answers.with_decision(input, value)
    })
}

/// The input of this name: exactly, because what is recorded is never guessed at.
pub(crate) fn named(standard: &Standard, name: &ItemName) -> Option<Input> {
    standard.inputs().find(|(_, own)| *own == name.as_str()).map(|(input, _)| input)
}

/// The names of inputs.
pub(crate) fn names(standard: &Standard, inputs: InputSet) -> Result<Vec<ItemName>, Refusal> {
    inputs.iter().map(|input| ItemName::new(standard.name(input))).collect()
}
