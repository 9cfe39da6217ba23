//! From rows to planes: a transposition of bits, 512 services at a time. Not for storing planes: see `planes`.

use super::line::Line;
use pulp::{Arch, Simd, WithSimd};

/// Rows in a block: one a bit of a line.
pub(super) const BLOCK_ROWS: usize = Line::SERVICES;

/// 512 rows of 64 bits, laid out so that the transposition of eight groups of 64 rows runs in the eight words of a line
/// at once: row *n* is word *n* / 64 of line *n* % 64.
#[derive(Clone, Debug)]
pub(super) struct Block(Box<[Line; 64]>);

impl Block {
    pub(super) fn new() -> Self {
        Self(Box::new([Line::NONE; 64]))
    }

    /// Puts the bits of row `at` (below [`BLOCK_ROWS`]).
    #[inline]
    pub(super) fn put(&mut self, at: usize, bits: u64) {
        if let Some(word) = self.0.get_mut(at % 64).and_then(|line| line.0.get_mut(at / 64)) {
            *word = bits;
        }
    }

    /// Turns rows into planes: line *n* becomes bit *n* of every row.
    pub(super) fn transpose(&mut self, arch: Arch) -> &[Line; 64] {
        arch.dispatch(Transpose(&mut self.0));
        &self.0
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(Line::NONE);
    }
}

struct Transpose<'block>(&'block mut [Line; 64]);

impl WithSimd for Transpose<'_> {
    type Output = ();

    /// Swaps the off-diagonal quarters of ever smaller squares: 32 × 32, 16 × 16, … 1 × 1.
    #[expect(clippy::inline_always, reason = "only inlined code is compiled for the vectors chosen at run time")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let mut side = 32;
        // The low `side` bits of every `2 * side`.
        let mut low_bits = u64::MAX >> 32;
        while side > 0 {
            for square in self.0.chunks_exact_mut(2 * side) {
                let (top, bottom) = square.split_at_mut(side);
                for (top, bottom) in top.iter_mut().zip(bottom) {
                    for (top, bottom) in top.0.iter_mut().zip(&mut bottom.0) {
                        let swapped = (*top >> side ^ *bottom) & low_bits;
                        *bottom ^= swapped;
                        *top ^= swapped << side;
                    }
                }
            }
            side /= 2;
            low_bits ^= low_bits << side;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_transposed_bit_by_bit() {
        let mut state = 1_u64;
        let rows: Vec<u64> = (0..BLOCK_ROWS)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state ^ state >> 29
            })
            .collect();
        let mut block = Block::new();
        for (at, row) in rows.iter().enumerate() {
            block.put(at, *row);
        }
        let planes = block.transpose(Arch::new());
        for (at, row) in rows.iter().enumerate() {
            for (plane, line) in planes.iter().enumerate() {
                assert_eq!(line.bit(at), row >> plane & 1 == 1, "row {at}, plane {plane}");
            }
        }
    }
}
