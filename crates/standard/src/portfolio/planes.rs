//! The answers of many services of one class as bit planes: two planes an input, 64 services a word.
//! Not for judging (`verdicts`, `masks`, `flips`), and not for several classes at once ([`super::Portfolio`]).

use super::line::Line;
use super::packing::{BLOCK_ROWS, Block};
use crate::answer::Answers;
use crate::input::Input;
use pulp::Arch;

/// Lines of a plane in one segment. `docs/performance.md` says how the number was found.
pub(super) const PLANE_LINES: usize = 8;

/// Services in one segment.
pub(super) const SEGMENT_ROWS: usize = PLANE_LINES * Line::SERVICES;

/// One bit of one input for the services of a segment.
pub type Plane = [Line; PLANE_LINES];

/// The two planes of one input in a segment: the bits of [`Answers::bits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanePair {
    /// The first bit: met, or na where not settled.
    pub met: Plane,
    /// The second bit: met or unmet.
    pub settled: Plane,
}

impl PlanePair {
    const BLANK: Self = Self { met: [Line::NONE; PLANE_LINES], settled: [Line::NONE; PLANE_LINES] };
}

/// Answers of many services of one class, ready to be judged at the speed of memory.
///
/// The planes of 4,096 services lie together (a segment, plane after plane), then those of the next 4,096. A segment is
/// read from one end to the other while its verdicts and masks stay in the nearest cache.
#[derive(Clone, Debug)]
pub struct Planes {
    inputs: usize,
    rows: usize,
    pairs: Vec<PlanePair>,
}

impl Planes {
    /// How many services there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Is there no service?
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many inputs have planes.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The answers of one service, in the order in which they were pushed; `None` from [`Planes::len`] on.
    pub fn answers(&self, row: usize) -> Option<Answers> {
        let segment = (row < self.rows).then(|| self.segments().nth(row / SEGMENT_ROWS)).flatten()?;
        let line = row % SEGMENT_ROWS / Line::SERVICES;
        let bit = |plane: &Plane| plane.get(line).is_some_and(|line| line.bit(row % Line::SERVICES));
        let (mut met, mut settled) = (0, 0);
        for (at, pair) in segment.iter().enumerate() {
            met |= u64::from(bit(&pair.met)) << at;
            settled |= u64::from(bit(&pair.settled)) << at;
        }
        Some(Answers::from_bits(met, settled))
    }

    /// The segments in row order, each with the two planes of every input, in table order. The bits beyond
    /// [`Planes::len`] in the last one are zero.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = &[PlanePair]> + Clone {
        self.pairs.chunks_exact(self.inputs.max(1))
    }

    /// How many of the services of segment `at` exist: all but in the last segment.
    pub(super) fn rows_in(&self, at: usize) -> usize {
        self.rows.saturating_sub(at * SEGMENT_ROWS).min(SEGMENT_ROWS)
    }
}

/// The bits of the first `rows` services of a segment.
pub(super) fn existing(rows: usize) -> Plane {
    let mut plane = [Line::NONE; PLANE_LINES];
    for (at, line) in plane.iter_mut().enumerate() {
        *line = Line::first(rows.saturating_sub(at * Line::SERVICES));
    }
    plane
}

/// Takes answers row by row and packs them into [`Planes`].
#[derive(Clone, Debug)]
pub struct PlanesBuilder {
    planes: Planes,
    arch: Arch,
    /// Bit *n*: met of input *n*; where all inputs fit into half a word, bit 32 + *n* is settled.
    first: Block,
    /// Settled, where the inputs need both halves of `first`.
    second: Option<Block>,
}

impl PlanesBuilder {
    /// For a standard of `inputs` inputs (at most [`Input::LIMIT`]).
    pub fn new(inputs: usize) -> Self {
        Self::with_capacity(inputs, 0)
    }

    /// As [`PlanesBuilder::new`], with room for `rows` services.
    pub fn with_capacity(inputs: usize, rows: usize) -> Self {
        // A standard without inputs still has rows: one blank pair keeps the segments countable.
        let inputs = inputs.clamp(1, Input::LIMIT);
        let pairs = Vec::with_capacity(rows.div_ceil(SEGMENT_ROWS) * inputs);
        let second = (inputs > 32).then(Block::new);
        Self { planes: Planes { inputs, rows: 0, pairs }, arch: Arch::new(), first: Block::new(), second }
    }

    /// Adds a service. Answers to inputs that have no planes are dropped.
    #[inline]
    pub fn push(&mut self, answers: Answers) {
        let at = self.planes.rows % BLOCK_ROWS;
        let (met, settled) = answers.bits();
        match &mut self.second {
            None => self.first.put(at, met & u64::from(u32::MAX) | settled << 32),
            Some(second) => {
                self.first.put(at, met);
                second.put(at, settled);
            }
        }
        self.planes.rows += 1;
        if at + 1 == BLOCK_ROWS {
            self.flush();
        }
    }

    /// The planes of every service pushed.
    pub fn finish(mut self) -> Planes {
        if !self.planes.rows.is_multiple_of(BLOCK_ROWS) {
            self.flush();
        }
        self.planes
    }

    /// Writes the block of which the newest row is a part.
    fn flush(&mut self) {
        let line = self.planes.rows.saturating_sub(1) % SEGMENT_ROWS / Line::SERVICES;
        let inputs = self.planes.inputs;
        if line == 0 {
            self.planes.pairs.resize(self.planes.pairs.len() + inputs, PlanePair::BLANK);
        }
        let start = self.planes.pairs.len().saturating_sub(inputs);
        let segment = self.planes.pairs.get_mut(start..).unwrap_or_default();
        let first = self.first.transpose(self.arch);
        let (met, settled) = match &mut self.second {
            None => first.split_at(32),
            Some(second) => (first.as_slice(), second.transpose(self.arch).as_slice()),
        };
        for (pair, (met, settled)) in segment.iter_mut().zip(met.iter().zip(settled)) {
            if let (Some(to_met), Some(to_settled)) = (pair.met.get_mut(line), pair.settled.get_mut(line)) {
                (*to_met, *to_settled) = (*met, *settled);
            }
        }
        self.first.clear();
        if let Some(second) = &mut self.second {
            second.clear();
        }
    }
}

impl Extend<Answers> for PlanesBuilder {
    fn extend<I: IntoIterator<Item = Answers>>(&mut self, rows: I) {
        rows.into_iter().for_each(|answers| self.push(answers));
    }
}
