//! The yardstick: how fast the planes can be read at all. It reads every word of the planes that a rule asks for and folds
//! them with OR, with the same vectors as judging. Nothing is judged here.

use pulp::{Arch, Simd, WithSimd};
use standard::portfolio::{Line, Plane, PlaneRule, Planes};

/// ORs together every line of the planes that `rule` reads.
pub(crate) fn read_planes(planes: &Planes, rule: &PlaneRule) -> Line {
    let mut is_read = vec![false; planes.inputs()];
    for input in rule.inputs() {
        if let Some(is_read) = is_read.get_mut(input.index()) {
            *is_read = true;
        }
    }
    Arch::new().dispatch(Fold { planes, is_read: &is_read })
}

struct Fold<'planes> {
    planes: &'planes Planes,
    is_read: &'planes [bool],
}

impl WithSimd for Fold<'_> {
    type Output = Line;

    #[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Line {
        // As many sums as a plane has lines: no sum waits for the one before.
        let mut sums: Plane = [Line::NONE; size_of::<Plane>() / size_of::<Line>()];
        for segment in self.planes.segments() {
            for (pair, is_read) in segment.iter().zip(self.is_read) {
                if *is_read {
                    for (sum, line) in sums.iter_mut().zip(&pair.met) {
                        *sum = *sum | *line;
                    }
                    for (sum, line) in sums.iter_mut().zip(&pair.settled) {
                        *sum = *sum | *line;
                    }
                }
            }
        }
        sums.into_iter().fold(Line::NONE, |all, sum| all | sum)
    }
}
