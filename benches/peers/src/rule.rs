//! Sendai's rule for class I (default readings) in the words that every engine shares, and random rows to judge by it.
//! The clauses are written down by hand from the city's text, not read from Kijun.

/// The inputs that class I asks for, in table order.
pub(crate) const INPUTS: [&str; 13] =
    ["1", "2", "3", "4", "5-1", "5-2", "5-3", "6-1", "6-2", "6-3", "6-4", "6-5", "8-2"];

/// Of each of these one must be met (indices into [`INPUTS`]).
pub(crate) const CLAUSES: [&[usize]; 7] = [&[0], &[1], &[2], &[3], &[4, 5, 6], &[7, 8, 9, 10, 11], &[12]];

/// Answers are numbers in every engine.
pub(crate) const UNKNOWN: u8 = 0;
pub(crate) const MET: u8 = 1;
pub(crate) const UNMET: u8 = 2;
pub(crate) const NOT_APPLICABLE: u8 = 3;

/// Verdicts too.
pub(crate) const UNDECIDED: u8 = 0;
pub(crate) const CONFORMS: u8 = 1;
pub(crate) const DOES_NOT_CONFORM: u8 = 2;

/// One service: an answer to each of [`INPUTS`].
pub(crate) type Row = [u8; INPUTS.len()];

/// What an engine says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) verdict: u8,
    /// Bit *n*: input *n* is unmet in a lost clause.
    pub(crate) failing: u16,
    /// Bit *n*: undecided, and input *n* is unknown in an open clause.
    pub(crate) open: u16,
}

/// Rows, mostly met, the same in every run; 該当なし only where the table allows it (№6-2 to 6-5).
pub(crate) fn random_rows(count: usize) -> Vec<Row> {
    let mut state = 0x243F_6A88_85A3_08D3_u64;
    let mut next = move || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
    };
    let mut rows = vec![[UNKNOWN; INPUTS.len()]; count];
    for row in &mut rows {
        for (at, answer) in row.iter_mut().enumerate() {
            let number = next();
            *answer = match number % 20 {
                0 => UNKNOWN,
                1 | 2 => UNMET,
                3 if (8..=11).contains(&at) => NOT_APPLICABLE,
                _ if at > 4 && number % 3 == 0 => UNMET,
                _ => MET,
            };
        }
    }
    rows
}
