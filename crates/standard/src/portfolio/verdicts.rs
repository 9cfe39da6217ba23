//! Verdicts of many services of one class, as two bit planes. Not why: see `masks`.

use super::kernel::{JudgeVerdicts, VerdictPair};
use super::plane_rule::PlaneRule;
use super::planes::{Planes, SEGMENT_ROWS, existing};
use super::threads;
use crate::verdict::Verdict;
use pulp::Arch;
use std::num::NonZeroUsize;

/// The verdicts of [`Planes`], two bits a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    rows: usize,
    segments: Vec<VerdictPair>,
}

/// How many services have which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// 適合.
    pub conforms: u64,
    /// 不適合.
    pub does_not_conform: u64,
    /// 未確定.
    pub undecided: u64,
    /// 対象外.
    pub out_of_scope: u64,
}

impl Planes {
    /// The verdict of every service, judged on `threads` threads.
    pub fn verdicts(&self, rule: &PlaneRule, threads: NonZeroUsize) -> Verdicts {
        let mut verdicts = Verdicts::default();
        self.verdicts_into(rule, threads, &mut verdicts);
        verdicts
    }

    /// As [`Planes::verdicts`], into verdicts that are there already: their memory is used again.
    pub fn verdicts_into(&self, rule: &PlaneRule, threads: NonZeroUsize, verdicts: &mut Verdicts) {
        verdicts.rows = self.len();
        verdicts.segments.resize(self.segments().len(), VerdictPair::BLANK);
        let size = verdicts.segments.len().div_ceil(threads.get()).max(1);
        let parts = verdicts.segments.chunks_mut(size).enumerate();
        let parts = parts.map(|(at, part)| (at * size, part)).collect();
        let arch = Arch::new();
        threads::run(parts, |(start, part)| {
            for (segment, verdicts) in self.segments().skip(start).zip(part) {
                arch.dispatch(JudgeVerdicts { rule, segment, verdicts });
            }
        });
        let existing = existing(self.rows_in(verdicts.segments.len().saturating_sub(1)));
        if let Some(last) = verdicts.segments.last_mut() {
            last.keep(&existing);
        }
    }
}

impl Verdicts {
    /// How many services were judged.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Was no service judged?
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The verdict of one service; `None` from [`Verdicts::len`] on.
    pub fn verdict(&self, row: usize) -> Option<Verdict> {
        let segment = (row < self.rows).then(|| self.segments.get(row / SEGMENT_ROWS)).flatten()?;
        segment.verdict(row % SEGMENT_ROWS)
    }

    /// Every verdict, in row order.
    pub fn iter(&self) -> impl Iterator<Item = Verdict> {
        let every = self.segments.iter().flat_map(|pair| (0..SEGMENT_ROWS).filter_map(|at| pair.verdict(at)));
        every.take(self.rows)
    }

    /// How many services have which verdict.
    pub fn counts(&self) -> VerdictCounts {
        let start = VerdictCounts { undecided: self.rows as u64, ..VerdictCounts::default() };
        self.segments.iter().fold(start, |mut counts, pair| {
            let (conforms, does_not_conform) = pair.counts();
            counts.conforms += conforms;
            counts.does_not_conform += does_not_conform;
            counts.undecided = counts.undecided.saturating_sub(conforms + does_not_conform);
            counts
        })
    }
}

impl VerdictCounts {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            conforms: self.conforms + other.conforms,
            does_not_conform: self.does_not_conform + other.does_not_conform,
            undecided: self.undecided + other.undecided,
            out_of_scope: self.out_of_scope + other.out_of_scope,
        }
    }
}
