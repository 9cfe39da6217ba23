//! Services whose verdict differs between two rules, found over the same planes. Not why: see [`super::Comparison::explain`].

use super::kernel::{JudgeVerdicts, VerdictPair, verdict_of};
use super::line::Line;
use super::plane_rule::PlaneRule;
use super::planes::{PLANE_LINES, Plane, PlanePair, Planes, SEGMENT_ROWS, existing};
use super::threads;
use crate::verdict::Verdict;
use pulp::{Arch, Simd, WithSimd};
use std::num::NonZeroUsize;
use std::ops::Range;

/// A service whose verdict differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The service's row.
    pub row: u32,
    /// Its verdict under the first rule.
    pub old: Verdict,
    /// Its verdict under the second rule.
    pub new: Verdict,
}

impl Planes {
    /// The services whose verdict differs between `old` and `new`, in row order. A rule that is `None` says out of scope.
    pub fn flips(&self, old: Option<&PlaneRule>, new: Option<&PlaneRule>, threads: NonZeroUsize) -> Vec<Flip> {
        self.flips_named(old, new, threads, Vec::new(), |row| u32::try_from(row).ok())
    }

    /// As [`Planes::flips`], with the rows called what `name` says; one without a name is left out. The memory of `list`
    /// is used again.
    pub(super) fn flips_named(
        &self,
        old: Option<&PlaneRule>,
        new: Option<&PlaneRule>,
        threads: NonZeroUsize,
        mut list: Vec<Flip>,
        name: impl Fn(usize) -> Option<u32> + Sync,
    ) -> Vec<Flip> {
        list.clear();
        let (old, new) = (Side::new(old), Side::new(new));
        if old.rule == new.rule {
            return list;
        }
        let arch = Arch::new();
        // The first part goes on in the list that is there, the others begin their own.
        let lists = std::iter::once(list).chain(std::iter::repeat_with(Vec::new));
        let parts = threads::even_ranges(self.segments().len(), threads.get()).into_iter().zip(lists).collect();
        let parts = threads::run(parts, |(part, mut flips): (Range<usize>, Vec<Flip>)| {
            let mut work = Work::BLANK;
            for (at, segment) in self.segments().enumerate().take(part.end).skip(part.start) {
                arch.dispatch(FindFlips { old, new, segment, work: &mut work });
                let rows = self.rows_in(at);
                if rows < SEGMENT_ROWS {
                    for (line, existing) in work.differs.iter_mut().zip(&existing(rows)) {
                        *line = *line & *existing;
                    }
                }
                list_segment(&work, (&old, &new), |row, old, new| {
                    if let Some(row) = name(at * SEGMENT_ROWS + row) {
                        flips.push(Flip { row, old, new });
                    }
                });
            }
            flips
        });
        let mut parts = parts.into_iter();
        let mut flips = parts.next().unwrap_or_default();
        parts.for_each(|part| flips.extend(part));
        flips
    }
}

/// A rule, or none where the class is out of scope.
#[derive(Clone, Copy, Debug)]
struct Side<'rule> {
    rule: Option<&'rule PlaneRule>,
    /// The verdict for the bits of conforms (1) and does not conform (2): looked up, because branches on them are
    /// guessed wrong as often as not.
    verdicts: [Verdict; 4],
}

impl<'rule> Side<'rule> {
    fn new(rule: Option<&'rule PlaneRule>) -> Self {
        let verdict = |conforms, does_not_conform| match rule {
            Some(_) => verdict_of(conforms, does_not_conform),
            None => Verdict::OutOfScope,
        };
        Self {
            rule,
            verdicts: [verdict(false, false), verdict(true, false), verdict(false, true), verdict(true, true)],
        }
    }

    #[inline]
    fn verdict(&self, (conforms, does_not_conform): (u64, u64), bit: u32) -> Verdict {
        let at = conforms >> bit & 1 | (does_not_conform >> bit & 1) << 1;
        usize::try_from(at).ok().and_then(|at| self.verdicts.get(at)).copied().unwrap_or(Verdict::Undecided)
    }
}

/// What one segment needs.
struct Work {
    old: VerdictPair,
    new: VerdictPair,
    differs: Plane,
}

impl Work {
    const BLANK: Self = Self { old: VerdictPair::BLANK, new: VerdictPair::BLANK, differs: [Line::NONE; PLANE_LINES] };
}

struct FindFlips<'work> {
    old: Side<'work>,
    new: Side<'work>,
    segment: &'work [PlanePair],
    work: &'work mut Work,
}

impl WithSimd for FindFlips<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Work { old, new, differs } = self.work;
        // Against a rule that says nothing every service differs.
        *differs = [Line::ALL; PLANE_LINES];
        for (rule, verdicts) in [(self.old.rule, &mut *old), (self.new.rule, &mut *new)] {
            if let Some(rule) = rule {
                JudgeVerdicts { rule, segment: self.segment, verdicts }.with_simd(simd);
            }
        }
        if self.old.rule.is_some() && self.new.rule.is_some() {
            let olds = old.conforms.iter().zip(&old.does_not_conform);
            let news = new.conforms.iter().zip(&new.does_not_conform);
            for (differs, (old, new)) in differs.iter_mut().zip(olds.zip(news)) {
                *differs = (*old.0 ^ *new.0) | (*old.1 ^ *new.1);
            }
        }
    }
}

/// Calls `found` for every service of the segment that differs.
#[inline]
fn list_segment(work: &Work, (old, new): (&Side<'_>, &Side<'_>), mut found: impl FnMut(usize, Verdict, Verdict)) {
    let olds = work.old.conforms.iter().zip(&work.old.does_not_conform);
    let news = work.new.conforms.iter().zip(&work.new.does_not_conform);
    for (at, (differs, (olds, news))) in work.differs.iter().zip(olds.zip(news)).enumerate() {
        if differs.is_none() {
            continue;
        }
        let olds = olds.0.0.iter().zip(&olds.1.0);
        let news = news.0.0.iter().zip(&news.1.0);
        for (word, (differs, (olds, news))) in differs.0.iter().zip(olds.zip(news)).enumerate() {
            let first = at * Line::SERVICES + word * 64;
            let mut rest = *differs;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let (old, new) = (old.verdict((*olds.0, *olds.1), bit), new.verdict((*news.0, *news.1), bit));
                found(first + bit as usize, old, new);
            }
        }
    }
}
