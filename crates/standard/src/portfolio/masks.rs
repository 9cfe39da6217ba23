//! Verdicts with the reasons as masks: failing and open inputs of many services of one class.
//! The masks are larger than the answers they come from, so they are never kept: a caller sees them block by block.

use super::kernel::{ClauseTile, JudgeMasks, MaskPair, VerdictPair, count};
use super::line::Line;
use super::plane_rule::PlaneRule;
use super::planes::{Plane, PlanePair, Planes, SEGMENT_ROWS, existing};
use super::threads;
use super::verdicts::VerdictCounts;
use crate::input::{Input, InputSet};
use crate::rule::Masks;
use crate::verdict::Verdict;
use pulp::Arch;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::ops::Range;

/// Verdicts and masks of the services of one segment, in a buffer that the next block will overwrite.
#[derive(Clone, Debug)]
pub struct MaskBlock {
    rows: Range<usize>,
    inputs: Vec<Input>,
    verdicts: VerdictPair,
    masks: Vec<MaskPair>,
    clauses: Vec<ClauseTile>,
}

/// How many services have which verdict, and how many fail by or wait for which input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many services have which verdict.
    pub verdicts: VerdictCounts,
    /// Every input that the rule uses, in table order, with the services that fail by it and those that wait for it.
    pub inputs: Vec<InputTally>,
}

/// What one input does to a portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputTally {
    /// The input.
    pub input: Input,
    /// Services that do not conform, with this item answered unmet in a lost clause.
    pub failing: u64,
    /// Services that are undecided and wait for this input, among others perhaps.
    pub open: u64,
}

impl Planes {
    /// Judges every service, verdict and masks, and shows them to `visit` a block at a time, on `threads` threads.
    /// Each thread has a state of its own, made by `start`; the states come back in row order (one at least).
    ///
    /// The masks equal [`crate::rule::Rule::masks`] service by service. A consumer that wants to keep something takes it
    /// out of the block: the buffer is used again, and stays in the nearest cache.
    pub fn for_each_block<State: Send>(
        &self,
        rule: &PlaneRule,
        threads: NonZeroUsize,
        start: impl Fn() -> State + Sync,
        visit: impl Fn(&mut State, &MaskBlock) + Sync,
    ) -> Vec<State> {
        let arch = Arch::new();
        threads::run(threads::even_ranges(self.segments().len(), threads.get()), |part| {
            let mut state = start();
            let mut block = MaskBlock::new(rule);
            let every_service = existing(SEGMENT_ROWS);
            for (at, segment) in self.segments().enumerate().take(part.end).skip(part.start) {
                let rows = self.rows_in(at);
                let existing = if rows == SEGMENT_ROWS { every_service } else { existing(rows) };
                block.rows = at * SEGMENT_ROWS..at * SEGMENT_ROWS + rows;
                let MaskBlock { verdicts, masks, clauses, .. } = &mut block;
                black_box(touch(segment));
                arch.dispatch(JudgeMasks { rule, segment, existing: &existing, verdicts, masks, clauses });
                visit(&mut state, &block);
            }
            state
        })
    }

    /// Judges every service and counts.
    pub fn tally(&self, rule: &PlaneRule, threads: NonZeroUsize) -> Tally {
        let start = || Tally {
            verdicts: VerdictCounts::default(),
            inputs: rule.inputs().map(|input| InputTally { input, failing: 0, open: 0 }).collect(),
        };
        let parts = self.for_each_block(rule, threads, start, |tally, block| {
            let (conforms, does_not_conform) = block.verdicts.counts();
            tally.verdicts.conforms += conforms;
            tally.verdicts.does_not_conform += does_not_conform;
            tally.verdicts.undecided += (block.rows.len() as u64).saturating_sub(conforms + does_not_conform);
            for (tally, masks) in tally.inputs.iter_mut().zip(&block.masks) {
                tally.failing += count(&masks.failing);
                tally.open += count(&masks.open);
            }
        });
        parts.into_iter().reduce(|all, part| all.plus(&part)).unwrap_or_default()
    }
}

impl MaskBlock {
    fn new(rule: &PlaneRule) -> Self {
        Self {
            rows: 0..0,
            inputs: rule.inputs().collect(),
            verdicts: VerdictPair::BLANK,
            masks: vec![MaskPair::BLANK; rule.used.len()],
            clauses: vec![ClauseTile::BLANK; rule.clauses.len()],
        }
    }

    /// The services of the block: their rows in the planes.
    pub fn rows(&self) -> Range<usize> {
        self.rows.clone()
    }

    /// The services that conform, one bit each; bits beyond the last service are zero.
    pub fn conforms(&self) -> &Plane {
        &self.verdicts.conforms
    }

    /// The services that do not conform; those with neither bit are undecided.
    pub fn does_not_conform(&self) -> &Plane {
        &self.verdicts.does_not_conform
    }

    /// Every input that the rule uses, in table order, with the services that fail by it and those that wait for it.
    pub fn inputs(&self) -> impl Iterator<Item = (Input, &Plane, &Plane)> {
        self.inputs.iter().zip(&self.masks).map(|(input, masks)| (*input, &masks.failing, &masks.open))
    }

    /// What [`crate::rule::Rule::masks`] says of one service of the block; `None` outside of [`MaskBlock::rows`].
    pub fn masks(&self, row: usize) -> Option<Masks> {
        let at = self.rows.contains(&row).then(|| row - self.rows.start)?;
        let chosen = |pick: fn(&MaskPair) -> &Plane| -> InputSet {
            let with_bit = self.inputs.iter().zip(&self.masks).filter(|(_, masks)| bit(pick(masks), at));
            with_bit.map(|(input, _)| *input).collect()
        };
        Some(Masks {
            verdict: self.verdicts.verdict(at)?,
            failing: chosen(|masks| &masks.failing),
            open: chosen(|masks| &masks.open),
        })
    }

    /// The verdict of one service of the block; `None` outside of [`MaskBlock::rows`].
    pub fn verdict(&self, row: usize) -> Option<Verdict> {
        let at = self.rows.contains(&row).then(|| row - self.rows.start)?;
        self.verdicts.verdict(at)
    }
}

fn bit(plane: &Plane, at: usize) -> bool {
    plane.get(at / Line::SERVICES).is_some_and(|line| line.bit(at % Line::SERVICES))
}

impl Tally {
    fn plus(mut self, other: &Self) -> Self {
        self.verdicts = self.verdicts.plus(other.verdicts);
        for (tally, other) in self.inputs.iter_mut().zip(&other.inputs) {
            tally.failing += other.failing;
            tally.open += other.open;
        }
        self
    }
}

/// Reads one word of every line of a segment, so that it lies in the nearest cache before it is judged: judging masks
/// leaves the memory idle while it writes, and these reads, which wait for nothing, do not.
fn touch(segment: &[PlanePair]) -> u64 {
    let lines = segment.iter().flat_map(|pair| pair.met.iter().chain(&pair.settled));
    let mut all = 0;
    for line in lines {
        all |= line.0.first().copied().unwrap_or_default();
    }
    all
}
