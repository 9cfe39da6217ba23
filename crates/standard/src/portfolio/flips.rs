//! Services whose verdict differs between two rules, found over the same planes. Not why: see [`super::Comparison::explain`].

use super::kernel::{JudgeVerdicts, VerdictPair, verdict_of};
use super::line::Line;
use super::plane_rule::PlaneRule;
use super::planes::{PLANE_LINES, Plane, PlanePair, Planes, SEGMENT_ROWS, existing};
use super::threads;
use crate::verdict::Verdict;
use pulp::{Arch, Simd, WithSimd};
use std::num::NonZeroUsize;

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
        self.flips_named(old, new, threads, |row| u32::try_from(row).ok())
    }

    /// As [`Planes::flips`], with the rows called what `name` says; one without a name is left out.
    pub(super) fn flips_named(
        &self,
        old: Option<&PlaneRule>,
        new: Option<&PlaneRule>,
        threads: NonZeroUsize,
        name: impl Fn(usize) -> Option<u32> + Sync,
    ) -> Vec<Flip> {
        let (old, new) = (Side(old), Side(new));
        if old.0 == new.0 {
            return Vec::new();
        }
        let arch = Arch::new();
        let parts = threads::run(threads::even_ranges(self.segments().len(), threads.get()), |part| {
            let mut flips = Vec::new();
            let mut work = Work::BLANK;
            for (at, segment) in self.segments().enumerate().take(part.end).skip(part.start) {
                arch.dispatch(FindFlips { old, new, segment, work: &mut work });
                let rows = self.rows_in(at);
                if rows < SEGMENT_ROWS {
                    for (line, existing) in work.differs.iter_mut().zip(&existing(rows)) {
                        *line = *line & *existing;
                    }
                }
                list(&work, (old, new), |row, old, new| {
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
struct Side<'rule>(Option<&'rule PlaneRule>);

impl Side<'_> {
    #[inline]
    fn verdict(self, conforms: bool, does_not_conform: bool) -> Verdict {
        self.0.map_or(Verdict::OutOfScope, |_| verdict_of(conforms, does_not_conform))
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
        for (rule, verdicts) in [(self.old.0, &mut *old), (self.new.0, &mut *new)] {
            if let Some(rule) = rule {
                JudgeVerdicts { rule, segment: self.segment, verdicts }.with_simd(simd);
            }
        }
        if self.old.0.is_some() && self.new.0.is_some() {
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
fn list(work: &Work, (old, new): (Side<'_>, Side<'_>), mut found: impl FnMut(usize, Verdict, Verdict)) {
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
                let is_set = |word: &u64| word >> bit & 1 == 1;
                found(
                    first + bit as usize,
                    old.verdict(is_set(olds.0), is_set(olds.1)),
                    new.verdict(is_set(news.0), is_set(news.1)),
                );
            }
        }
    }
}
