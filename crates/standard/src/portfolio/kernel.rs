//! The two inner loops: verdicts of a segment, and masks of a segment. Whole lines at a time, clauses read as data.
//! Compiled once for each set of vectors that `pulp` knows; the processor's is chosen at run time.

use super::line::Line;
use super::plane_rule::PlaneRule;
use super::planes::{PLANE_LINES, Plane, PlanePair};
use crate::verdict::Verdict;
use pulp::{Simd, WithSimd};

/// Lines judged together: as many as leave the sums of a clause in registers.
const TILE: usize = 4;

type Tile = [Line; TILE];

/// The two verdict planes of a segment; undecided is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VerdictPair {
    pub(super) conforms: Plane,
    pub(super) does_not_conform: Plane,
}

impl VerdictPair {
    pub(super) const BLANK: Self =
        Self { conforms: [Line::NONE; PLANE_LINES], does_not_conform: [Line::NONE; PLANE_LINES] };

    /// Clears the bits of services that do not exist.
    pub(super) fn keep(&mut self, existing: &Plane) {
        for plane in [&mut self.conforms, &mut self.does_not_conform] {
            for (line, existing) in plane.iter_mut().zip(existing) {
                *line = *line & *existing;
            }
        }
    }

    /// The verdict of service `at` of the segment; `None` beyond it.
    pub(super) fn verdict(&self, at: usize) -> Option<Verdict> {
        let (line, bit) = (at / Line::SERVICES, at % Line::SERVICES);
        Some(verdict_of(self.conforms.get(line)?.bit(bit), self.does_not_conform.get(line)?.bit(bit)))
    }

    /// How many conform, and how many do not.
    pub(super) fn counts(&self) -> (u64, u64) {
        (count(&self.conforms), count(&self.does_not_conform))
    }
}

/// How many services have their bit in a plane.
pub(super) fn count(plane: &Plane) -> u64 {
    plane.iter().map(Line::count).sum()
}

/// The verdict that two bits stand for.
#[inline]
pub(super) fn verdict_of(conforms: bool, does_not_conform: bool) -> Verdict {
    match (conforms, does_not_conform) {
        (true, _) => Verdict::Conforms,
        (false, true) => Verdict::DoesNotConform,
        (false, false) => Verdict::Undecided,
    }
}

/// Verdicts of a segment. Bits of services that do not exist come out as anything.
pub(super) struct JudgeVerdicts<'work> {
    pub(super) rule: &'work PlaneRule,
    pub(super) segment: &'work [PlanePair],
    pub(super) verdicts: &'work mut VerdictPair,
}

impl WithSimd for JudgeVerdicts<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for tile in 0..PLANE_LINES / TILE {
            let mut all_held = [Line::ALL; TILE];
            let mut any_lost = [Line::NONE; TILE];
            for clause in &self.rule.clauses {
                let (held, unknown) = clause_sums(&clause.inputs, clause.names_missing, self.segment, tile);
                all_held = each(&all_held, &held, |all, held| all & held);
                let lost = each(&held, &unknown, |held, unknown| !(held | unknown));
                any_lost = each(&any_lost, &lost, |any, lost| any | lost);
            }
            add(&mut self.verdicts.conforms, tile, all_held, true);
            add(&mut self.verdicts.does_not_conform, tile, any_lost, true);
        }
    }
}

/// Failing and open inputs of a segment, one pair an input that the rule uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct MaskPair {
    pub(super) failing: Plane,
    pub(super) open: Plane,
}

impl MaskPair {
    pub(super) const BLANK: Self = Self { failing: [Line::NONE; PLANE_LINES], open: [Line::NONE; PLANE_LINES] };
}

/// What became of a clause in a tile.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClauseTile {
    lost: Tile,
    open: Tile,
}

impl ClauseTile {
    pub(super) const BLANK: Self = Self { lost: [Line::NONE; TILE], open: [Line::NONE; TILE] };
}

/// Verdicts and masks of a segment.
pub(super) struct JudgeMasks<'work> {
    pub(super) rule: &'work PlaneRule,
    pub(super) segment: &'work [PlanePair],
    /// The services that exist; nothing is said of the others.
    pub(super) existing: &'work Plane,
    pub(super) verdicts: &'work mut VerdictPair,
    /// One an input that the rule uses.
    pub(super) masks: &'work mut [MaskPair],
    /// One a clause; scratch.
    pub(super) clauses: &'work mut [ClauseTile],
}

impl WithSimd for JudgeMasks<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (tile, existing) in self.existing.as_chunks::<TILE>().0.iter().enumerate() {
            let mut all_held = *existing;
            let mut any_lost = [Line::NONE; TILE];
            for (clause, state) in self.rule.clauses.iter().zip(&mut *self.clauses) {
                let (held, unknown) = clause_sums(&clause.inputs, clause.names_missing, self.segment, tile);
                state.lost = each(&held, &unknown, |held, unknown| !(held | unknown));
                state.open = each(&held, &unknown, |held, unknown| unknown & !held);
                all_held = each(&all_held, &held, |all, held| all & held);
                any_lost = each(&any_lost, &state.lost, |any, lost| any | lost);
            }
            any_lost = each(&any_lost, existing, |lost, existing| lost & existing);
            let may_be_open = each(existing, &any_lost, |existing, lost| existing & !lost);
            for (clause, state) in self.rule.clauses.iter().zip(&*self.clauses) {
                // Where a service does not exist all its bits are zero: it is settled in nothing, so nothing fails.
                let open = each(&state.open, &may_be_open, |open, may| open & may);
                for (input, output) in clause.inputs.iter().zip(&clause.outputs) {
                    let Some((met, settled)) = tile_of(self.segment, *input, tile) else { continue };
                    let Some(masks) = self.masks.get_mut(output.at) else { continue };
                    let unmet = each(settled, met, |settled, met| settled & !met);
                    let unknown = each(settled, met, |settled, met| !(settled | met));
                    let failing = each(&state.lost, &unmet, |lost, unmet| lost & unmet);
                    let open = each(&open, &unknown, |open, unknown| open & unknown);
                    if output.can_fail {
                        add(&mut masks.failing, tile, failing, output.first);
                    }
                    add(&mut masks.open, tile, open, output.first);
                }
            }
            add(&mut self.verdicts.conforms, tile, all_held, true);
            add(&mut self.verdicts.does_not_conform, tile, any_lost, true);
        }
    }
}

/// Is some input of the clause met, and is some unknown?
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
#[inline(always)]
fn clause_sums(inputs: &[usize], names_missing: bool, segment: &[PlanePair], tile: usize) -> (Tile, Tile) {
    let mut some_met = [Line::NONE; TILE];
    let mut some_unknown = [if names_missing { Line::ALL } else { Line::NONE }; TILE];
    for input in inputs {
        let Some((met, settled)) = tile_of(segment, *input, tile) else { continue };
        let sums = some_met.iter_mut().zip(&mut some_unknown);
        for ((some_met, some_unknown), (met, settled)) in sums.zip(met.iter().zip(settled)) {
            *some_met = *some_met | *met & *settled;
            *some_unknown = *some_unknown | !(*met | *settled);
        }
    }
    (some_met, some_unknown)
}

#[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
#[inline(always)]
fn tile_of(segment: &[PlanePair], input: usize, tile: usize) -> Option<(&Tile, &Tile)> {
    let pair = segment.get(input)?;
    Some((pair.met.as_chunks().0.get(tile)?, pair.settled.as_chunks().0.get(tile)?))
}

#[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
#[inline(always)]
fn each(left: &Tile, right: &Tile, combine: impl Fn(Line, Line) -> Line) -> Tile {
    let mut combined = *left;
    for (combined, right) in combined.iter_mut().zip(right) {
        *combined = combine(*combined, *right);
    }
    combined
}

/// Writes a tile; where another clause has written its part already, adds to it.
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
#[inline(always)]
fn add(plane: &mut Plane, tile: usize, lines: Tile, first: bool) {
    if let Some(place) = plane.as_chunks_mut().0.get_mut(tile) {
        *place = if first { lines } else { each(place, &lines, |place, lines| place | lines) };
    }
}
