//! Judging by planes says of every service what judging it alone says, for rules of many shapes and portfolios of every length.

mod made;

use made::{edited, made, standards};
use proptest::prelude::*;
use standard::diff::Comparison;
use standard::portfolio::{Flip, PlaneComparison, PlaneRule, Planes, PlanesBuilder, PortfolioBuilder};
use standard::rule::{Masks, Rule};
use standard::{Answer, Answers, ClassIndex, Decision, Input, Standard, Verdict};
use std::num::NonZeroUsize;

const LENGTHS: [usize; 12] = [0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 9000];

fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

/// Spread-out numbers from a seed.
fn numbers(mut state: u64) -> impl FnMut() -> u64 {
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }
}

/// Answers, mostly met, so that every verdict occurs.
fn random_answers(standard: &Standard, next: &mut impl FnMut() -> u64) -> Answers {
    let level = next() % 40;
    standard.inputs().fold(Answers::BLANK, |answers, (input, _)| {
        if standard.decision(input).is_some() {
            return answers.with_decision(input, Decision::ALL[(next() % 3) as usize]);
        }
        let answer = if next() % 40 < level { Answer::Met } else { Answer::ALL[(next() % 4) as usize] };
        answers.with(input, if standard.allows(input, answer) { answer } else { Answer::Unmet })
    })
}

fn rows(standard: &Standard, count: usize, seed: u64) -> Vec<Answers> {
    let mut next = numbers(seed);
    (0..count).map(|_| random_answers(standard, &mut next)).collect()
}

fn planes(standard: &Standard, rows: &[Answers]) -> Planes {
    let mut builder = PlanesBuilder::new(standard.inputs().count());
    builder.extend(rows.iter().copied());
    builder.finish()
}

fn rules(standard: &Standard) -> Vec<&Rule> {
    let classes = standard.class_indices();
    classes
        .flat_map(|class| standard.all_settings().filter_map(move |settings| standard.rule(class, settings)))
        .collect()
}

fn masks_by_planes(planes: &Planes, rule: &Rule, count: usize) -> Vec<Masks> {
    let parts =
        planes.for_each_block(&PlaneRule::new(rule), threads(count), Vec::new, |all: &mut Vec<Masks>, block| {
            assert_eq!(block.masks(block.rows().end), None);
            all.extend(block.rows().map(|row| block.masks(row).unwrap()));
            // What lies beyond the last service is nowhere counted.
            let beyond = block.rows().len();
            let bits = |plane: &standard::portfolio::Plane| -> usize {
                let words = plane.iter().flat_map(|line| *line.words());
                words
                    .enumerate()
                    .map(|(at, word)| {
                        let keep = beyond.saturating_sub(at * 64);
                        if keep >= 64 { 0 } else { (word >> keep).count_ones() as usize }
                    })
                    .sum()
            };
            assert_eq!(bits(block.conforms()) + bits(block.does_not_conform()), 0);
            assert_eq!(block.inputs().map(|(_, failing, open)| bits(failing) + bits(open)).sum::<usize>(), 0);
        });
    parts.concat()
}

fn check_against_rows(standard: &Standard, rule: &Rule, rows: &[Answers]) {
    let planes = planes(standard, rows);
    let expected: Vec<Masks> = rows.iter().map(|answers| rule.masks(*answers)).collect();
    let count = |verdict| expected.iter().filter(|masks| masks.verdict == verdict).count() as u64;
    for parts in [1, 2, 3] {
        let verdicts = planes.verdicts(&PlaneRule::new(rule), threads(parts));
        assert!(verdicts.iter().eq(expected.iter().map(|masks| masks.verdict)));
        assert_eq!(verdicts.verdict(rows.len()), None);
        let tally = planes.tally(&PlaneRule::new(rule), threads(parts));
        assert_eq!(tally.verdicts, verdicts.counts());
        assert_eq!(tally.verdicts.conforms, count(Verdict::Conforms));
        assert_eq!(tally.verdicts.does_not_conform, count(Verdict::DoesNotConform));
        assert_eq!(tally.verdicts.undecided, count(Verdict::Undecided));
        for input in &tally.inputs {
            let having = |pick: fn(&Masks) -> standard::InputSet| {
                expected.iter().filter(|masks| pick(masks).contains(input.input)).count() as u64
            };
            assert_eq!(input.failing, having(|masks| masks.failing));
            assert_eq!(input.open, having(|masks| masks.open));
        }
        assert_eq!(masks_by_planes(&planes, rule, parts), expected);
    }
}

#[test]
fn planes_judge_as_the_rule_does_at_every_length() {
    for standard in &standards() {
        for rule in rules(standard) {
            for (seed, length) in LENGTHS.into_iter().enumerate() {
                check_against_rows(standard, rule, &rows(standard, length, seed as u64));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn planes_judge_as_the_rule_does(
        shape in 0_usize..4, pick in any::<prop::sample::Index>(), length in 0_usize..700, seed in any::<u64>(),
    ) {
        let standard = &standards()[shape];
        let rules = rules(standard);
        check_against_rows(standard, rules[pick.index(rules.len())], &rows(standard, length, seed));
    }
}

#[test]
fn answers_come_out_of_planes_as_they_went_in() {
    for standard in &standards() {
        for length in LENGTHS {
            let rows = rows(standard, length, 5);
            let planes = planes(standard, &rows);
            assert_eq!(planes.len(), length);
            assert!((0..length).all(|row| planes.answers(row) == Some(rows[row])));
            assert_eq!(planes.answers(length), None);
        }
    }
}

/// A portfolio of all classes in turn, unevenly.
fn portfolio(standard: &Standard, count: usize) -> (standard::portfolio::Portfolio, Vec<(ClassIndex, Answers)>) {
    let classes: Vec<ClassIndex> = standard.class_indices().collect();
    let mut next = numbers(99);
    let mut builder = PortfolioBuilder::new(standard);
    let services = rows(standard, count, 3).into_iter().map(|answers| {
        let class = classes[(next() % 7) as usize % classes.len()];
        builder.push(class, answers).unwrap();
        (class, answers)
    });
    let services: Vec<_> = services.collect();
    (builder.finish(), services)
}

#[test]
fn a_portfolio_of_all_classes_keeps_the_callers_order() {
    let standard = Standard::built_in().unwrap();
    let (portfolio, services) = portfolio(&standard, 20_000);
    for settings in standard.all_settings() {
        let expected: Vec<Verdict> =
            services.iter().map(|(class, answers)| standard.judge(*class, settings, *answers).verdict).collect();
        for parts in [1, 2] {
            assert_eq!(portfolio.verdicts(&standard, settings, threads(parts)), expected);
        }
        let counts = portfolio.counts(&standard, settings, threads(1));
        let count = |verdict| expected.iter().filter(|other| **other == verdict).count() as u64;
        assert_eq!(counts.out_of_scope, count(Verdict::OutOfScope));
        assert_eq!(counts.undecided, count(Verdict::Undecided));
    }
    assert!((0..services.len()).all(|row| portfolio.answers(row) == Some(services[row])));
    assert_eq!(portfolio.answers(services.len()), None);
}

/// What `new` says of a service whose answers were given to `old`: found name by name, the slow way.
fn judged_by_name(old: &Standard, new: &Standard, class: ClassIndex, answers: Answers) -> Verdict {
    let id = &old.class(class).unwrap().id;
    let Some(class) = new.class_indices().find(|class| new.class(*class).unwrap().id == *id) else {
        return Verdict::OutOfScope;
    };
    let mut own = Answers::BLANK;
    for (input, name) in new.inputs() {
        let found: Option<Input> = old.inputs().find(|(_, other)| *other == name).map(|(input, _)| input);
        if let Some(found) = found {
            own = own.with(input, answers.answer(found));
        }
    }
    new.judge(class, new.default_settings(), own).verdict
}

fn check_flips(old: &Standard, new: &Standard) -> usize {
    let (portfolio, services) = portfolio(old, 20_000);
    let comparison = Comparison { before: (old, old.default_settings()), after: (new, new.default_settings()) };
    let planes = PlaneComparison::new(&comparison);
    let expected: Vec<Flip> = services
        .iter()
        .zip(0..)
        .filter_map(|((class, answers), row)| {
            let before = old.judge(*class, old.default_settings(), *answers).verdict;
            let after = judged_by_name(old, new, *class, *answers);
            (before != after).then_some(Flip { row, old: before, new: after })
        })
        .collect();
    for parts in [1, 2] {
        assert_eq!(planes.flips(&portfolio, threads(parts)), expected);
    }
    for flip in &expected {
        let (class, answers) = portfolio.answers(flip.row as usize).unwrap();
        let flipped = comparison.flipped(class, answers).unwrap();
        assert_eq!((flipped.before, flipped.after), (flip.old, flip.new));
        let scope_changed = flip.old == Verdict::OutOfScope || flip.new == Verdict::OutOfScope;
        assert!(scope_changed || !flipped.newly_asked.is_empty() || !flipped.no_longer_asked.is_empty(), "{flipped:?}");
    }
    expected.len()
}

#[test]
fn flips_between_editions_are_those_that_judging_twice_finds() {
    let old = Standard::built_in().unwrap();
    assert_eq!(check_flips(&old, &old), 0);
    // Item 4 becomes required for class II.
    let stricter = edited(&[
        ("  [\"1\"], [\"2\"], [\"3\"],\n", "  [\"1\"], [\"2\"], [\"3\"], [\"4\"],\n"),
        (
            r#"cells = { S = "required", I = "required", II = "optional" }"#,
            r#"cells = { S = "required", I = "required", II = "required" }"#,
        ),
    ]);
    assert!(check_flips(&old, &stricter) > 0);
    assert!(check_flips(&stricter, &old) > 0);
}

#[test]
fn an_edition_with_other_items_in_another_order_is_compared_by_name() {
    let old = Standard::built_in().unwrap();
    let small = made(3, true, r#"[["1","2"],["2","3"],["3","sign"]]"#);
    // Sendai's classes are not in the made standard: everything that was judged is out of its scope.
    assert!(check_flips(&old, &small) > 0);
    assert_eq!(check_flips(&small, &small), 0);
    assert!(check_flips(&small, &made(4, false, "[[\"4\"],[\"2\"],[\"1\",\"3\"]]")) > 0);
    assert!(check_flips(&small, &made(2, true, "[[\"1\",\"sign\"],[\"2\"]]")) > 0);
    assert!(check_flips(&made(4, true, "[[\"1\"],[\"2\"],[\"3\",\"4\",\"sign\"]]"), &small) > 0);
}

#[test]
fn readings_of_one_standard_are_compared_like_editions() {
    let standard = Standard::built_in().unwrap();
    let always = standard.default_settings();
    let fallback = standard.with_setting(always, "8-2=fallback").unwrap();
    let comparison = Comparison { before: (&standard, always), after: (&standard, fallback) };
    let comparison = PlaneComparison::new(&comparison);
    let (portfolio, services) = portfolio(&standard, 20_000);
    let flips = comparison.flips(&portfolio, threads(2));
    let expected = services.iter().filter(|(class, answers)| {
        standard.judge(*class, always, *answers).verdict != standard.judge(*class, fallback, *answers).verdict
    });
    assert_eq!(flips.len(), expected.count());
    assert!(!flips.is_empty());
}
