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
use evidence::settle::{SettledItem, Settlement, Settler};
use jiff::civil::Date;
use standard::rule::{ClauseState, Rule};
use standard::{Answer, ClassIndex, Input, InputSet, Text, Verdict};
use std::panic::resume_unwind;

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

/// Threads at most: what a small server has. More than there are cores do no harm, and the outcome is the same.
const THREADS: usize = 4;

/// Fewer uses than these are not worth a thread.
const USES_OF_A_THREAD: usize = 250;

/// What became of the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// How many uses were judged again.
    pub judged: usize,
    /// The uses whose verdict is another, in the order of opening.
    pub flips: Vec<Flip>,
    /// The uses that could not be judged again, and why.
    pub not_judged: Vec<(UseId, Text)>,
}

impl Outlook {
    fn joined(mut self, other: Self) -> Self {
        self.judged += other.judged;
        self.flips.extend(other.flips);
        self.not_judged.extend(other.not_judged);
        self
    }
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
/// reviewers' own answers where they were judged with. Declarations are parsed once, here or before; equal ones are
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
    // Uses of the same declaration and information stand side by side: each is settled once, and no settlement is kept.
    let mut judged: Vec<Judged<'_>> = uses.filter(|of| of.end.is_none()).filter_map(Judged::of).collect();
    judged.sort_by_key(|one| one.key);
    let part = judged.len().div_ceil(THREADS).max(USES_OF_A_THREAD);
    let mut outlook = if judged.len() <= part {
        of_part(&measure, &judged, supposed.on)
    } else {
        std::thread::scope(|scope| {
            let parts = judged.chunks(part);
            let threads: Vec<_> = parts.map(|part| scope.spawn(|| of_part(&measure, part, supposed.on))).collect();
            // A panic goes on where the caller sees it.
            let outlooks = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
            outlooks.fold(Outlook::default(), Outlook::joined)
        })
    };
    outlook.flips.sort_by_key(|flip| flip.use_id);
    outlook.not_judged.sort_by_key(|(use_id, _)| *use_id);
    Ok(outlook)
}

/// The same over judged uses that stand side by side where they are alike.
fn of_part(measure: &Measure<'_>, judged: &[Judged<'_>], on: Date) -> Outlook {
    let mut outlook = Outlook::default();
    let settler = measure.settler();
    for alike in judged.chunk_by(Judged::is_alike) {
        let Some(first) = alike.first() else { continue };
        match settle_again(measure, &settler, first, on) {
            Err(why) => outlook.not_judged.extend(alike.iter().map(|one| (one.of.id, why.clone()))),
            Ok((class, settlement)) => {
                outlook.judged += alike.len();
                outlook.flips.extend(alike.iter().filter_map(|one| flip(measure, one, class, &settlement)));
            }
        }
    }
    outlook
}

/// A use that was judged, with what was judged.
struct Judged<'s> {
    of: &'s Use,
    judgement: &'s JudgementRecord,
    declaration: &'s DeclarationVersion,
    /// Hash of the declaration and of the information as it was judged: puts side by side what settles alike.
    key: (Digest, Digest),
}

impl<'s> Judged<'s> {
    fn of(of: &'s Use) -> Option<Self> {
        let judgement = of.judgement()?;
        let judged = |declaration: &&DeclarationVersion| declaration.version == judgement.basis.declaration;
        let declaration = of.declarations.iter().find(judged)?;
        let key = (declaration.document.hash, judgement.basis.information_hash);
        Some(Self { of, judgement, declaration, key })
    }

    /// Do the facts settle the same for both? The information may have changed since it was judged.
    fn is_alike(&self, other: &Self) -> bool {
        self.key == other.key && self.of.profile.information == other.of.profile.information
    }
}

/// Settles what was judged by what is supposed; or says why that cannot be done.
fn settle_again(
    measure: &Measure<'_>,
    settler: &Settler<'_>,
    judged: &Judged<'_>,
    on: Date,
) -> Result<(ClassIndex, Settlement), Text> {
    let parsed = judged.declaration.document.parsed().ok_or_else(unreadable)?;
    let profile = &judged.of.profile;
    let class = judging::class_of(measure.standard, profile).map_err(|refusal| refusal.message)?;
    Ok((class, judging::settle(settler, parsed, profile, on)))
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

/// The flip of a use, where its verdict is another.
fn flip(measure: &Measure<'_>, judged: &Judged<'_>, class: ClassIndex, settlement: &Settlement) -> Option<Flip> {
    let (standard, before) = (measure.standard, judged.judgement);
    let instead = before.answers.iter().filter(|answer| answer.instead.is_some());
    let instead = instead.map(|answer| (&answer.item, answer.answer));
    let answers = judging::answers(standard, settlement, instead, &judged.of.overall_reviews);
    // The rule alone first: clauses are worked out only for those that flip.
    let rule = standard.rule(class, measure.settings);
    let verdict = rule.map_or(Verdict::OutOfScope, |rule| rule.verdict(answers));
    if verdict == before.verdict.verdict() {
        return None;
    }
    let recorded = |input: Input| {
        let name = standard.name(input);
        before.answers.iter().find(|answer| answer.item.as_str() == name).map(|answer| answer.answer.answer())
    };
    let changed = settlement.items.iter().filter_map(|item| {
        let (was, now) = (recorded(item.input), answers.answer(item.input));
        let item = || standard.name(item.input).to_owned();
        (was != Some(now)).then(|| ChangedItem { item: item(), before: was, after: now, why: Vec::new() })
    });
    let mut changed: Vec<ChangedItem> = changed.collect();
    for change in &mut changed {
        let settled = settlement.items.iter().find(|item| standard.name(item.input) == change.item);
        change.why = settled.map_or_else(Vec::new, why);
    }
    let state = if verdict == Verdict::Undecided { ClauseState::Open } else { ClauseState::Lost };
    let names = |inputs: InputSet| inputs.iter().map(|input| standard.name(input).to_owned()).collect();
    let clauses = rule.into_iter().flat_map(Rule::clauses);
    let deciding = clauses.filter(|clause| Rule::state(**clause, answers) == state).map(|clause| names(*clause));
    Some(Flip { use_id: judged.of.id, before: before.verdict, after: verdict, changed, deciding: deciding.collect() })
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
