//! The judge against an oracle, over every answer pattern of Sendai's table. The oracle shares nothing with the judge: the
//! two-valued rule is written by hand from the Japanese text (`text`), unknowns are settled by trying every completion, and the
//! groups behind failing and open are written out once more. Remedies are compared in `remedies`.

mod remedies;
mod text;

use standard::{Answers, InputSet, Standard, Verdict};
use text::{
    COLUMNS, Column, Disposal, N1, N2, N3, N4, N5_1, N5_2, N5_3, N6_1, N6_2, N6_3, N6_4, N6_5, N7, N8_1, N8_2,
    READINGS, REVIEW, class, conforms, sendai, settings,
};

const MET: u8 = 0;
const UNMET: u8 = 1;
const UNKNOWN: u8 = 2;
const NA: u8 = 3;

const CAN_CONFORM: u8 = 1;
const CAN_FAIL: u8 = 2;

/// What the completions of every three-valued pattern come to: index = Σ value · 3^input, with met 0, unmet 1, unknown 2.
struct Completions(Vec<u8>);

impl Completions {
    /// A pattern with an unknown comes to what its two completions in that input come to; both have smaller indices.
    fn of(column: Column, disposal: Disposal) -> Self {
        let mut outcomes: Vec<u8> = Vec::with_capacity(power_of_three(16));
        let mut digits = [MET; 16];
        for index in 0..power_of_three(16) {
            let outcome = match digits.iter().position(|digit| *digit == UNKNOWN) {
                Some(input) => {
                    let step = power_of_three(input);
                    outcomes[index - step] | outcomes[index - 2 * step]
                }
                None if conforms(column, disposal, |input| digits[input] == MET) => CAN_CONFORM,
                None => CAN_FAIL,
            };
            outcomes.push(outcome);
            advance(&mut digits, |_| UNKNOWN);
        }
        Self(outcomes)
    }

    fn verdict(&self, index: usize) -> Verdict {
        match self.0[index] {
            CAN_CONFORM => Verdict::Conforms,
            CAN_FAIL => Verdict::DoesNotConform,
            _ => Verdict::Undecided,
        }
    }
}

const fn power_of_three(exponent: usize) -> usize {
    let mut power = 1;
    let mut count = 0;
    while count < exponent {
        power *= 3;
        count += 1;
    }
    power
}

/// The next pattern, the first input turning fastest; `false` after the last.
fn advance(digits: &mut [u8], last: impl Fn(usize) -> u8) -> bool {
    for (input, digit) in digits.iter_mut().enumerate() {
        if *digit < last(input) {
            *digit += 1;
            return true;
        }
        *digit = MET;
    }
    false
}

/// Rows and groups of rows of which one must be met, as the cells print them. Only for failing and open.
fn groups(column: Column, disposal: Disposal) -> Vec<&'static [usize]> {
    let mut groups: Vec<&[usize]> = vec![&[N1], &[N2], &[N3]];
    if column != Column::Two {
        groups.push(&[N4]);
    }
    match column {
        Column::S => groups.extend([&[N5_1][..], &[N6_1], &[N7], &[N8_1, REVIEW]]),
        Column::One | Column::Two => groups.extend([&[N5_1, N5_2, N5_3][..], &[N6_1, N6_2, N6_3, N6_4, N6_5]]),
    }
    groups.push(match disposal {
        Disposal::Always => &[N8_2],
        Disposal::Fallback => &[N8_1, N8_2],
    });
    groups
}

struct Groups {
    all: Vec<u32>,
    column: Column,
}

/// A pattern as the oracle sees it: one bit set a value.
#[derive(Clone, Copy)]
struct Seen {
    met: u32,
    unmet: u32,
    unknown: u32,
}

impl Groups {
    fn of(column: Column, disposal: Disposal) -> Self {
        let all = groups(column, disposal).iter().map(|rows| rows.iter().map(|row| 1 << row).sum()).collect();
        Self { all, column }
    }

    /// Rows answered unmet in groups where nothing is met and nothing can still become met; 総合検討 is no row.
    fn failing(&self, seen: Seen) -> u32 {
        let hopeless = self.all.iter().filter(|group| *group & (seen.met | seen.unknown) == 0);
        hopeless.fold(0, |rows, group| rows | (group & seen.unmet)) & !(1 << REVIEW)
    }

    /// Unknown inputs of groups where nothing is met, but something may become so.
    fn open(&self, seen: Seen) -> u32 {
        self.all.iter().filter(|group| *group & seen.met == 0).fold(0, |rows, group| rows | (group & seen.unknown))
    }

    /// 推奨 of Ⅰ not met; for S, №8-1 not met where the 総合検討 alone lets it pass.
    fn advisories(&self, seen: Seen) -> u32 {
        let not_met = |row: usize| u32::from(seen.met >> row & 1 == 0) << row;
        match self.column {
            Column::One => not_met(N5_1) | not_met(N6_1) | not_met(N7) | not_met(N8_1),
            Column::S if seen.met >> REVIEW & 1 == 1 => not_met(N8_1),
            Column::S | Column::Two => 0,
        }
    }
}

/// The values an input can take: 該当なし only for 6-2 … 6-5.
fn last_value(input: usize) -> u8 {
    if (N6_2..=N6_5).contains(&input) { NA } else { UNKNOWN }
}

/// Compares every pattern whose 総合検討 and №8-2 have these values; returns how many.
fn compare_shard(standard: &Standard, column: (Column, &str), reading: (Disposal, &str), shard: &Shard<'_>) -> u64 {
    let class = class(standard, column.1);
    let rule = standard.rule(class, settings(standard, reading.1)).unwrap();
    let groups = Groups::of(column.0, reading.0);
    let mut digits = [MET; 14];
    let mut compared = 0;
    loop {
        let (mut index, mut seen) = (0, Seen { met: 0, unmet: 0, unknown: 0 });
        let (mut met_bits, mut settled_bits) = (0_u64, 0_u64);
        for (input, digit) in digits.iter().chain([&shard.disposal, &shard.review]).enumerate() {
            let bit = 1_u32 << input;
            match *digit {
                MET => {
                    seen.met |= bit;
                    met_bits |= u64::from(bit);
                    settled_bits |= u64::from(bit);
                }
                UNMET => {
                    seen.unmet |= bit;
                    settled_bits |= u64::from(bit);
                    index += shard.powers[input];
                }
                UNKNOWN => {
                    seen.unknown |= bit;
                    index += 2 * shard.powers[input];
                }
                // 該当なし does not hold: for the rule it is a row that is not met.
                _ => {
                    met_bits |= u64::from(bit);
                    index += shard.powers[input];
                }
            }
        }
        let answers = Answers::from_bits(met_bits, settled_bits);
        let verdict = shard.completions.verdict(index);
        let open = if verdict == Verdict::Undecided { groups.open(seen) } else { 0 };
        let masks = rule.masks(answers);
        let found = (masks.verdict, masks.failing, masks.open, rule.advisories(answers));
        let expected = (verdict, set(groups.failing(seen)), set(open), set(groups.advisories(seen)));
        assert_eq!(found, expected, "{} {}: {digits:?} {} {}", column.1, reading.1, shard.disposal, shard.review);
        compared += 1;
        if !advance(&mut digits, last_value) {
            return compared;
        }
    }
}

struct Shard<'c> {
    completions: &'c Completions,
    powers: [usize; 16],
    disposal: u8,
    review: u8,
}

fn set(bits: u32) -> InputSet {
    InputSet::from_bits(u64::from(bits))
}

/// All patterns of one column and reading, on two threads.
fn compare_all(standard: &Standard, column: (Column, &str), reading: (Disposal, &str)) -> u64 {
    let completions = Completions::of(column.0, reading.0);
    let powers = std::array::from_fn(power_of_three);
    let shards: Vec<Shard<'_>> = (0..9)
        .map(|number| Shard { completions: &completions, powers, disposal: number % 3, review: number / 3 })
        .collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let taken = || shards.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        std::iter::from_fn(taken).map(|shard| compare_shard(standard, column, reading, shard)).sum::<u64>()
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        work() + other.join().unwrap()
    })
}

/// 3¹¹ rows without 該当なし × 4⁴ rows with it × 3 values of 総合検討.
const PATTERNS: u64 = 177_147 * 256 * 3;

fn judge_equals_oracle(column: (Column, &str)) {
    let standard = sendai();
    for reading in READINGS {
        assert_eq!(compare_all(&standard, column, reading), PATTERNS);
    }
}

#[test]
fn the_judge_equals_the_oracle_over_all_answers_of_class_s() {
    judge_equals_oracle(COLUMNS[0]);
}

#[test]
fn the_judge_equals_the_oracle_over_all_answers_of_class_one() {
    judge_equals_oracle(COLUMNS[1]);
}

#[test]
fn the_judge_equals_the_oracle_over_all_answers_of_class_two() {
    judge_equals_oracle(COLUMNS[2]);
}

/// Without a rule there is nothing that answers could change, so no sweep is needed.
#[test]
fn class_three_has_no_rule_under_any_reading() {
    let standard = sendai();
    let three = class(&standard, "III");
    for (_, reading) in READINGS {
        let settings = settings(&standard, reading);
        assert_eq!(standard.rule(three, settings), None);
        let judgement = standard.judge(three, settings, Answers::BLANK);
        assert_eq!(judgement.verdict, Verdict::OutOfScope);
        assert!(judgement.failing.is_empty() && judgement.open.is_empty() && judgement.advisories.is_empty());
        assert!(judgement.remedies.sets.is_empty() && judgement.differing_readings.is_empty());
    }
}
