//! Remedies and differing readings against brute force: every subset of what could be repaired is tried, for every pattern of
//! met, repairable and 該当なし over all inputs. The rule is `text`'s, written by hand from the text.

use super::text::{COLUMNS, Column, Disposal, NAMES, READINGS, class, conforms, sendai, settings};
use standard::{Answer, Answers, ClassIndex, Input, InputSet, Settings, Standard, Verdict};

/// Does the set of met inputs conform? One entry a set.
fn truth_table(column: Column, disposal: Disposal) -> Vec<bool> {
    (0..1_usize << NAMES.len()).map(|met| conforms(column, disposal, |input| met >> input & 1 == 1)).collect()
}

/// Inputs without influence on the verdict, found by flipping each in every set.
fn idle_inputs(table: &[bool]) -> usize {
    let idle = |input: &usize| (0..table.len()).all(|met| table[met] == table[met ^ 1 << input]);
    (0..NAMES.len()).filter(idle).map(|input| 1 << input).sum()
}

/// Every inclusion-minimal part of `repairable` that, met in addition, conforms; smallest first, then table order.
fn minimal_repairs(table: &[bool], met: usize, repairable: usize) -> Vec<Vec<usize>> {
    if table[met] {
        return Vec::new();
    }
    let mut found: Vec<usize> = Vec::new();
    let mut part = 0_usize;
    // The parts of a set of bits in rising order: a part comes after all of its own parts.
    loop {
        if table[met | part] && !found.iter().any(|smaller| smaller & part == *smaller) {
            found.push(part);
        }
        part = part.wrapping_sub(repairable) & repairable;
        if part == 0 {
            break;
        }
    }
    let mut lists: Vec<Vec<usize>> =
        found.iter().map(|part| (0..NAMES.len()).filter(|input| part >> input & 1 == 1).collect()).collect();
    lists.sort_by(|left, right| left.len().cmp(&right.len()).then_with(|| left.cmp(right)));
    lists
}

fn as_lists(sets: &[InputSet]) -> Vec<Vec<usize>> {
    sets.iter().map(|set| set.iter().map(Input::index).collect()).collect()
}

fn answers(met: usize, na: usize, repairable: usize, repairable_as: Answer) -> Answers {
    (0..NAMES.len()).fold(Answers::BLANK, |answers, input| {
        let answer = match (met >> input & 1, na >> input & 1, repairable >> input & 1) {
            (1, _, _) => Answer::Met,
            (_, 1, _) => Answer::NotApplicable,
            (_, _, 1) => repairable_as,
            _ => Answer::Unmet,
        };
        answers.with(Input::from_index(input).unwrap(), answer)
    })
}

/// 6-2 … 6-5.
const NA_ALLOWED: usize = 0b1111 << 8;

fn compare(standard: &Standard, column: (Column, &str), reading: (Disposal, &str)) -> u64 {
    let (class, settings) = (class(standard, column.1), settings(standard, reading.1));
    let table = truth_table(column.0, reading.0);
    let idle = idle_inputs(&table);
    let everything = (1_usize << NAMES.len()) - 1;
    let mut compared = 0;
    // Idle inputs stay unmet: they could only make remedies larger, and the full sweep shows that they change no verdict.
    for met in (0..=everything).filter(|met| met & idle == 0) {
        let not_met = everything & !met & !idle;
        let na_allowed = not_met & NA_ALLOWED;
        let mut na = 0_usize;
        loop {
            let repairable = not_met & !na;
            let expected = minimal_repairs(&table, met, repairable);
            for repairable_as in [Answer::Unmet, Answer::Unknown] {
                let answers = answers(met, na, repairable | idle, repairable_as);
                let found = standard.judge(class, settings, answers).remedies;
                assert_eq!(as_lists(&found.sets), expected, "{} {} {answers:?}", column.1, reading.1);
                assert!(!found.cut);
                compared += 1;
            }
            na = na.wrapping_sub(na_allowed) & na_allowed;
            if na == 0 {
                break;
            }
        }
    }
    compared
}

fn remedies_equal_brute_force(column: (Column, &str)) {
    let standard = sendai();
    let compared: u64 = READINGS.into_iter().map(|reading| compare(&standard, column, reading)).sum();
    // S: 10 inputs under either reading. Ⅰ and Ⅱ: №8-1 counts under `fallback` only; 3⁴ patterns of 6-2 … 6-5.
    let patterns = match column.0 {
        Column::S => 2 * (1 << 10),
        Column::One => ((1 << 9) + (1 << 10)) * 81,
        Column::Two => ((1 << 8) + (1 << 9)) * 81,
    };
    assert_eq!(compared, 2 * patterns);
}

#[test]
fn remedies_equal_a_search_of_every_subset_for_class_s() {
    remedies_equal_brute_force(COLUMNS[0]);
}

#[test]
fn remedies_equal_a_search_of_every_subset_for_class_one() {
    remedies_equal_brute_force(COLUMNS[1]);
}

#[test]
fn remedies_equal_a_search_of_every_subset_for_class_two() {
    remedies_equal_brute_force(COLUMNS[2]);
}

/// Every three-valued completion of one pattern, by trying them all.
fn verdict_by_completions(table: &[bool], met: usize, unknown: usize) -> Verdict {
    let (mut can_conform, mut can_fail) = (false, false);
    let mut part = 0_usize;
    loop {
        if table[met | part] {
            can_conform = true;
        } else {
            can_fail = true;
        }
        part = part.wrapping_sub(unknown) & unknown;
        if part == 0 {
            break;
        }
    }
    match (can_conform, can_fail) {
        (true, false) => Verdict::Conforms,
        (false, true) => Verdict::DoesNotConform,
        _ => Verdict::Undecided,
    }
}

fn other_readings(standard: &Standard, class: ClassIndex, taken: Settings, answers: Answers) -> Vec<(String, Verdict)> {
    let judgement = standard.judge(class, taken, answers);
    judgement
        .differing_readings
        .into_iter()
        .map(|(settings, name, verdict)| {
            assert_eq!(standard.with_setting(taken, &name), Ok(settings));
            (name, verdict)
        })
        .collect()
}

#[test]
fn another_reading_is_named_exactly_where_its_verdict_differs() {
    let standard = sendai();
    let index = |name: &str| NAMES.iter().position(|other| *other == name).unwrap();
    // One row of each kind of clause, and everything that №8 hangs on; the rest is met.
    let turned = ["2", "5-1", "8-1", "8-2", "overall_review"].map(index);
    let met_anyway: usize = ["1", "3", "4", "6-1", "7"].map(index).into_iter().map(|input| 1 << input).sum();
    let mut differing = 0;
    for column in COLUMNS {
        let tables = READINGS.map(|(disposal, _)| truth_table(column.0, disposal));
        let class = class(&standard, column.1);
        for pattern in 0..3_usize.pow(5) {
            let (mut met, mut unknown, mut rest) = (met_anyway, 0, pattern);
            for input in turned {
                match rest % 3 {
                    0 => met |= 1 << input,
                    1 => unknown |= 1 << input,
                    _ => {}
                }
                rest /= 3;
            }
            let answers = answers(met, 0, unknown, Answer::Unknown);
            let verdicts = [0, 1].map(|reading: usize| verdict_by_completions(&tables[reading], met, unknown));
            for (taken, other) in [(0, 1), (1, 0)] {
                let found = other_readings(&standard, class, settings(&standard, READINGS[taken].1), answers);
                let expected: Vec<(String, Verdict)> = (verdicts[taken] != verdicts[other])
                    .then(|| (READINGS[other].1.to_owned(), verdicts[other]))
                    .into_iter()
                    .collect();
                assert_eq!(found, expected, "{} {answers:?}", column.1);
                differing += found.len();
            }
        }
    }
    assert!(differing > 0, "the readings of №8-2 never differed");
}
