//! What if: every judged use judged again under another edition, reading, reference data or day. Who flips, and why. Nothing
//! recorded is touched; the verdicts compared with are those that stand in the register.

use crate::canonical::Digest;
use crate::judging::{self, Measure};
use crate::names::{EditionName, StandardName, UseId};
use crate::record::answer::VerdictWord;
use crate::record::judgement::JudgementRecord;
use crate::refusal::Refusal;
use crate::state::{DeclarationVersion, State, Use};
use crate::words::Line;
use crate::world::World;
use evidence::settle::{SettledItem, Settlement};
use jiff::civil::Date;
use standard::rule::ClauseState;
use standard::{Answer, Input, InputSet, Judgement, Standard, Text, Verdict};
use std::collections::HashMap;

/// What is supposed. What is left out is as the policy has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// Another standard, or another edition.
    pub standard: Option<(StandardName, EditionName)>,
    /// The readings that depart from the standard's defaults, as in `8-2=fallback`.
    pub readings: Option<Vec<Line>>,
    /// Another edition of the reference data.
    pub references: Option<EditionName>,
    /// The judging date.
    pub on: Date,
}

/// What became of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// How many uses were judged again.
    pub judged: usize,
    /// The uses whose verdict is another, in the order of opening.
    pub flips: Vec<Flip>,
    /// The uses that could not be judged again, and why.
    pub not_judged: Vec<(UseId, Text)>,
}

/// A use whose verdict is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The use.
    pub use_id: UseId,
    /// The verdict that stands in the register.
    pub before: VerdictWord,
    /// The verdict under what is supposed.
    pub after: Verdict,
    /// The items whose answer is another, with the facts and rules that lead to it.
    pub changed: Vec<ChangedItem>,
    /// The clauses that decide the verdict: lost, or open where it is undecided; items and decisions by name.
    pub deciding: Vec<Vec<String>>,
}

/// An item whose answer is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedItem {
    /// The item.
    pub item: String,
    /// The answer of the recorded judgement; `None` where it had no such item.
    pub before: Option<Answer>,
    /// The answer under what is supposed.
    pub after: Answer,
    /// Why: the deciding facts and rules, or what is missing.
    pub why: Vec<Text>,
}

/// Judges every use that has a judgement and has not ended: the declaration that was judged, with the information as it is now, and
/// reviewers' own answers where they were judged with. The declarations were parsed when they were taken in; equal ones are
/// settled once.
///
/// # Errors
/// `standard-not-at-hand`, `references-not-at-hand`, `unknown-reading`, or `not-configured`.
pub fn what_if(state: &State, world: &World, supposed: &WhatIf) -> Result<Outlook, Refusal> {
    over(state, state.uses(), world, supposed)
}

/// The same over some of the uses.
pub(crate) fn over<'s>(
    state: &State,
    uses: impl Iterator<Item = &'s Use>,
    world: &World,
    supposed: &WhatIf,
) -> Result<Outlook, Refusal> {
    let measure = measure(state, world, supposed)?;
    let mut outlook = Outlook { judged: 0, flips: Vec::new(), not_judged: Vec::new() };
    let mut settled: HashMap<(Digest, Digest), Settlement> = HashMap::new();
    for of in uses.filter(|of| of.end.is_none()) {
        let Some(judgement) = of.judgement() else { continue };
        let judged = |declaration: &&DeclarationVersion| declaration.version == judgement.basis.declaration;
        let Some(declaration) = of.declarations.iter().find(judged) else { continue };
        let class = match judging::class_of(measure.standard, &of.profile) {
            Ok(class) => class,
            Err(refusal) => {
                outlook.not_judged.push((of.id, refusal.message));
                continue;
            }
        };
        let Some(parsed) = &declaration.document.parsed else {
            outlook.not_judged.push((of.id, unreadable()));
            continue;
        };
        let key = (declaration.document.hash, of.profile.information_hash());
        let settlement =
            settled.entry(key).or_insert_with(|| measure.settle(&judging::for_use(parsed, &of.profile), supposed.on));
        let instead = judgement.answers.iter().filter(|answer| answer.instead.is_some());
        let instead = instead.map(|answer| (&answer.item, answer.answer));
        let answers = judging::answers(measure.standard, settlement, instead, &of.overall_reviews);
        // The rule alone first: remedies and other readings are worked out only for those that flip.
        let rule = measure.standard.rule(class, measure.settings);
        let verdict = rule.map_or(Verdict::OutOfScope, |rule| rule.verdict(answers));
        outlook.judged += 1;
        if verdict != judgement.verdict.verdict() {
            let after = measure.standard.judge(class, measure.settings, answers);
            outlook.flips.push(flip(measure.standard, of, judgement, settlement, &after));
        }
    }
    Ok(outlook)
}

fn measure<'w>(state: &State, world: &'w World, supposed: &WhatIf) -> Result<Measure<'w>, Refusal> {
    let mut policy = state.load_configuration()?.policy.clone();
    if let Some((standard, edition)) = &supposed.standard {
        (policy.standard, policy.edition) = (standard.clone(), edition.clone());
    }
    if let Some(references) = &supposed.references {
        policy.references = references.clone();
    }
    if let Some(readings) = &supposed.readings {
        policy.readings = crate::List::new(readings.clone())?;
    }
    Measure::of_policy(world, &policy)
}

fn flip(standard: &Standard, of: &Use, before: &JudgementRecord, settlement: &Settlement, after: &Judgement) -> Flip {
    let recorded = |input: Input| {
        let name = standard.name(input);
        before.answers.iter().find(|answer| answer.item.as_str() == name).map(|answer| answer.answer.answer())
    };
    let changed = settlement.items.iter().filter_map(|item| {
        let (was, now) = (recorded(item.input), after.answers.answer(item.input));
        let item = || standard.name(item.input).to_owned();
        (was != Some(now)).then(|| ChangedItem { item: item(), before: was, after: now, why: Vec::new() })
    });
    let mut changed: Vec<ChangedItem> = changed.collect();
    for change in &mut changed {
        let settled = settlement.items.iter().find(|item| standard.name(item.input) == change.item);
        change.why = settled.map_or_else(Vec::new, why);
    }
    let state = if after.verdict == Verdict::Undecided { ClauseState::Open } else { ClauseState::Lost };
    let names = |inputs: InputSet| inputs.iter().map(|input| standard.name(input).to_owned()).collect();
    let deciding = after.clauses.iter().filter(|clause| clause.state == state).map(|clause| names(clause.any));
    Flip { use_id: of.id, before: before.verdict, after: after.verdict, changed, deciding: deciding.collect() }
}

fn why(item: &SettledItem) -> Vec<Text> {
    let Some(finding) = &item.finding else { return Vec::new() };
    let grounds = finding.grounds.iter().map(|ground| &ground.text);
    let mut why: Vec<Text> = finding.missing.iter().chain(grounds).cloned().collect();
    Text::keep_first_of_each(&mut why);
    why
}

fn unreadable() -> Text {
    Text::new("申告を、このプログラムの読み方では読めない", "this program cannot read the declaration any more")
}
