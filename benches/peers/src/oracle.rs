//! The referee: tries every completion of the unknown answers, with the rule written out by hand from the city's text.
//! Slow on purpose; it shares nothing with any engine but the numbering of the inputs.

use crate::rule::{CONFORMS, DOES_NOT_CONFORM, Judged, MET, Row, UNDECIDED, UNKNOWN, UNMET};

/// Class Ⅰ: 1, 2, 3, 4; one of 5-1 to 5-3; one of 6-1 to 6-5; 8-2.
fn conforms(row: &Row) -> bool {
    let [
        law,
        court,
        transport,
        storage,
        mfa,
        two_step,
        lock_out,
        japan,
        consent,
        equivalent,
        class_three,
        byok,
        disposal,
    ] = row.map(|answer| answer == MET);
    law && court
        && transport
        && storage
        && (mfa || two_step || lock_out)
        && (japan || consent || equivalent || class_three || byok)
        && disposal
}

/// The inputs that can stand in for one another.
fn alternatives(input: usize) -> std::ops::RangeInclusive<usize> {
    match input {
        4..=6 => 4..=6,
        7..=11 => 7..=11,
        alone => alone..=alone,
    }
}

pub(crate) fn judge(row: &Row) -> Judged {
    let completions = completions(row);
    let passing = completions.iter().filter(|row| conforms(row)).count();
    let verdict = match passing {
        0 => DOES_NOT_CONFORM,
        all if all == completions.len() => CONFORMS,
        _ => UNDECIDED,
    };
    let mut judged = Judged { verdict, failing: 0, open: 0 };
    for (input, answer) in row.iter().enumerate() {
        // Fails: unmet, and so is whatever could stand in for it, however the unknown turns out.
        let lost = alternatives(input).all(|other| row.get(other).is_some_and(|it| *it != MET && *it != UNKNOWN));
        if *answer == UNMET && lost {
            judged.failing |= 1 << input;
        }
        // Open: in some completion the verdict hangs on it.
        if verdict == UNDECIDED && *answer == UNKNOWN && completions.iter().any(|row| decides(row, input)) {
            judged.open |= 1 << input;
        }
    }
    judged
}

fn decides(row: &Row, input: usize) -> bool {
    let with = |answer| {
        let mut row = *row;
        if let Some(place) = row.get_mut(input) {
            *place = answer;
        }
        conforms(&row)
    };
    with(MET) != with(UNMET)
}

fn completions(row: &Row) -> Vec<Row> {
    let mut all = vec![*row];
    for (at, _) in row.iter().enumerate().filter(|(_, answer)| **answer == UNKNOWN) {
        let with = |answer| {
            move |mut row: Row| {
                if let Some(place) = row.get_mut(at) {
                    *place = answer;
                }
                row
            }
        };
        all = all.iter().copied().map(with(MET)).chain(all.iter().copied().map(with(UNMET))).collect();
    }
    all
}
