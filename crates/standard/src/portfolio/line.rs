//! A cache line of bits: the unit in which planes are stored, packed and judged.
//! Plain loops over its words, which the compiler turns into whatever vectors the processor has; nothing of judging.

use std::ops::{BitAnd, BitOr, BitXor, Not};

/// Words in a line.
pub(super) const WORDS: usize = 8;

/// 512 bits, one a service: service *n* of the line is bit *n* % 64 of word *n* / 64.
///
/// It is as long as a cache line and lies on one, so that no load of a vector straddles two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(align(64))]
pub struct Line(pub(super) [u64; WORDS]);

impl Line {
    /// Services in a line.
    pub const SERVICES: usize = WORDS * 64;

    /// No bit.
    pub const NONE: Self = Self([0; WORDS]);

    /// Every bit.
    pub const ALL: Self = Self([u64::MAX; WORDS]);

    /// The line's words, services 0 to 63 first.
    pub fn words(&self) -> &[u64; WORDS] {
        &self.0
    }

    /// How many bits are set.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Is no bit set?
    pub fn is_none(&self) -> bool {
        self.0.iter().fold(0, |all, word| all | word) == 0
    }

    /// The first `services` bits.
    pub(super) fn first(services: usize) -> Self {
        let mut line = Self::NONE;
        for (at, word) in line.0.iter_mut().enumerate() {
            *word = match services.saturating_sub(at * 64) {
                rest @ 0..64 => (1 << rest) - 1,
                _ => u64::MAX,
            };
        }
        line
    }

    /// The bit of service `at` of the line; `false` beyond it.
    pub(super) fn bit(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    #[inline]
    fn with(mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word = combine(*word, *other);
        }
        self
    }
}

impl BitAnd for Line {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        self.with(&other, |word, other| word & other)
    }
}

impl BitOr for Line {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        self.with(&other, |word, other| word | other)
    }
}

impl BitXor for Line {
    type Output = Self;

    #[inline]
    fn bitxor(self, other: Self) -> Self {
        self.with(&other, |word, other| word ^ other)
    }
}

impl Not for Line {
    type Output = Self;

    #[inline]
    fn not(self) -> Self {
        self ^ Self::ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_services_of_a_line_are_counted_exactly() {
        for services in [0, 1, 63, 64, 65, 127, 128, 511, 512] {
            let line = Line::first(services);
            assert_eq!(line.count(), u64::try_from(services).unwrap());
            assert!(!line.bit(services));
            assert!(services == 0 || line.bit(services - 1));
        }
    }
}
