//! Figures of one service, and of loading the standard it is judged by.

use crate::harness::{Times, measure, number};
use crate::report::{Figure, Goal, Group};
use crate::sample::{Mix, Numbers, answers};
use standard::rule::Rule;
use standard::{Answers, ClassIndex, Standard};
use std::hint::black_box;

/// Patterns judged in one run: of every class in turn, half of them evenly mixed and half mostly met. So many that no
/// processor learns them by heart.
const PATTERNS: usize = 1 << 16;

pub(crate) fn run(standard: &Standard) -> Group {
    let mut numbers = Numbers::new(1);
    let classes: Vec<ClassIndex> = standard.class_indices().collect();
    let patterns = (0..PATTERNS).zip(classes.iter().cycle()).map(|(at, class)| {
        let mix = if (at / classes.len()).is_multiple_of(2) { Mix::Even } else { Mix::Worked };
        (*class, answers(standard, mix, &mut numbers))
    });
    let patterns: Vec<(ClassIndex, Answers)> = patterns.collect();
    let settings = standard.default_settings();

    let judged = measure(|| {
        for (class, answers) in &patterns {
            black_box(standard.judge(black_box(*class), settings, black_box(*answers)));
        }
    });

    let with_rules: Vec<(&Rule, Answers)> =
        patterns.iter().filter_map(|(class, answers)| Some((standard.rule(*class, settings)?, *answers))).collect();
    let masked = measure(|| {
        for (rule, answers) in &with_rules {
            black_box(black_box(rule).masks(black_box(*answers)));
        }
    });

    let loaded = measure(|| {
        black_box(Standard::built_in().is_ok());
    });

    let each = |times: Times, count: usize| times.map(|time| time.as_secs_f64() * 1e9 / number(count));
    Group {
        heading: "One service",
        figures: vec![
            Figure::new("judged, with reasons, remedies and other readings", "ns", each(judged, patterns.len()))
                .goal(Goal::AtMost(5_000.0))
                .note(format!("{PATTERNS} patterns of all classes")),
            Figure::new("verdict, failing and open masks only", "ns", each(masked, with_rules.len()))
                .goal(Goal::AtMost(200.0))
                .note(format!("{} patterns of the classes in scope", with_rules.len())),
            Figure::new("the built-in standard loaded and checked", "ms", loaded.map(|time| time.as_secs_f64() * 1e3))
                .goal(Goal::AtMost(5.0)),
        ],
    }
}
