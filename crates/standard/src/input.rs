//! The inputs of a judgement (items and recorded decisions) as numbers and as sets of them.

/// One input of a standard: an item, or a recorded decision. Items come first, in table order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Input(u8);

impl Input {
    /// The most inputs a standard can have: one bit each of a machine word.
    pub const LIMIT: usize = 64;

    /// The input at `index`; `None` from [`Input::LIMIT`] on.
    pub fn from_index(index: usize) -> Option<Self> {
        u8::try_from(index).ok().filter(|number| usize::from(*number) < Self::LIMIT).map(Self)
    }

    /// Its place among the inputs, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A set of inputs, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InputSet(u64);

impl InputSet {
    /// No input.
    pub const EMPTY: Self = Self(0);

    /// The set with the bits of `bits`, bit *n* for the input at index *n*.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Bit *n* is set if the input at index *n* is in the set.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The set of one input.
    pub fn only(input: Input) -> Self {
        Self(1 << input.0)
    }

    /// Is the input in it?
    pub fn contains(self, input: Input) -> bool {
        self.0 >> input.0 & 1 == 1
    }

    /// Is nothing in it?
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many inputs are in it.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Is every input of it in `other` too?
    pub const fn is_subset_of(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Do both have an input in common?
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// In either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// In both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// In this and not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Its inputs, in table order.
    pub fn iter(self) -> impl Iterator<Item = Input> + Clone {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let lowest = rest.trailing_zeros();
                rest &= rest - 1;
                #[expect(clippy::cast_possible_truncation, reason = "trailing_zeros of a non-zero u64 is below 64")]
                let number = lowest as u8;
                Input(number)
            })
        })
    }

    /// Orders sets as they are printed: fewest inputs first, then by the table order of the inputs.
    pub fn smallest_first(self, other: Self) -> std::cmp::Ordering {
        // The first input in which two sets differ decides: the set that has it comes first. With the bits
        // reversed that input is the highest differing bit, so the larger number comes first.
        self.len().cmp(&other.len()).then_with(|| other.0.reverse_bits().cmp(&self.0.reverse_bits()))
    }
}

impl FromIterator<Input> for InputSet {
    fn from_iter<I: IntoIterator<Item = Input>>(inputs: I) -> Self {
        inputs.into_iter().fold(Self::EMPTY, |set, input| set.union(Self::only(input)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(indices: &[usize]) -> InputSet {
        indices.iter().filter_map(|index| Input::from_index(*index)).collect()
    }

    #[test]
    fn sets_are_ordered_by_size_and_then_by_table_order() {
        let mut sets = [set(&[1, 2]), set(&[3]), set(&[0, 3]), set(&[0, 1]), set(&[2]), InputSet::EMPTY];
        sets.sort_by(|left, right| left.smallest_first(*right));
        assert_eq!(sets, [InputSet::EMPTY, set(&[2]), set(&[3]), set(&[0, 1]), set(&[0, 3]), set(&[1, 2])]);
    }

    #[test]
    fn an_input_beyond_the_word_does_not_exist() {
        assert_eq!(Input::from_index(63).map(Input::index), Some(63));
        assert_eq!(Input::from_index(64), None);
    }
}
