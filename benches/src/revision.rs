//! Figures of a revision: which services' verdicts differ between two editions, listed with row, old and new verdict.

use crate::harness::measure;
use crate::report::{Figure, Goal, Group};
use crate::sample::{Mix, Numbers, answers, widest_class};
use standard::document::Notation;
use standard::portfolio::{Comparison, Portfolio, PortfolioBuilder};
use standard::{Answers, ClassIndex, SENDAI_CLOUD_USE, Standard};
use std::hint::black_box;
use std::num::NonZeroUsize;

/// 1,800 municipalities with 3,000 services each.
const SERVICES: usize = 5_400_000;

/// Different rows; they are repeated.
const PATTERNS: usize = 1 << 16;

/// A revision that few services notice: №6-4 no longer carries class I.
const FEW: [(&str, &str); 2] = [
    (
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\", \"5-2\", \"5-3\"],\n  [\"6-1\", \"6-2\", \"6-3\", \"6-4\", \"6-5\"],",
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\", \"5-2\", \"5-3\"],\n  [\"6-1\", \"6-2\", \"6-3\", \"6-5\"],",
    ),
    (
        "stored in data centres in Japan.\" }\ncells = { S = \"none\", I = \"place_fallback\",",
        "stored in data centres in Japan.\" }\ncells = { S = \"none\", I = \"none\",",
    ),
];

/// A revision that many notice: №7 becomes required for class I.
const MANY: [(&str, &str); 2] = [
    (
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\", \"5-2\", \"5-3\"],",
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"], [\"7\"],\n  [\"5-1\", \"5-2\", \"5-3\"],",
    ),
    (
        "is not a certification of a cloud service provider\" }\ncells = { S = \"required\", I = \"recommended\",",
        "is not a certification of a cloud service provider\" }\ncells = { S = \"required\", I = \"required\",",
    ),
];

pub(crate) fn run(standard: &Standard) -> Group {
    let mut numbers = Numbers::new(3);
    let patterns: Vec<Answers> = (0..PATTERNS).map(|_| answers(standard, Mix::Worked, &mut numbers)).collect();
    let all_classes: Vec<ClassIndex> = standard.class_indices().collect();
    let one_class: Vec<ClassIndex> = widest_class(standard).into_iter().collect();
    let mut figures = Vec::new();
    for (portfolio, name) in [(one_class, "all of class I"), (all_classes, "of all classes in turn")] {
        let Some(portfolio) = build(standard, &portfolio, &patterns) else { continue };
        for (edits, extent) in [(FEW, "few flips"), (MANY, "many flips")] {
            let Some(edition) = edited(&edits) else { continue };
            for threads in [NonZeroUsize::MIN, NonZeroUsize::MIN.saturating_add(1)] {
                figures.push(figure(standard, &edition, &portfolio, threads, &format!("{extent}, {name}")));
            }
        }
    }
    Group { heading: "Revision: verdicts that differ between two editions, 5.4 M services", figures }
}

fn build(standard: &Standard, classes: &[ClassIndex], patterns: &[Answers]) -> Option<Portfolio> {
    let mut builder = PortfolioBuilder::new(standard);
    let services = classes.iter().cycle().zip(patterns.iter().cycle()).take(SERVICES);
    for (class, answers) in services {
        builder.push(*class, *answers).ok()?;
    }
    Some(builder.finish())
}

/// The built-in standard with passages of its text replaced; `None` where one is gone or the result is refused.
fn edited(passages: &[(&str, &str)]) -> Option<Standard> {
    let mut text = SENDAI_CLOUD_USE.to_string();
    for (from, to) in passages {
        if text.matches(from).count() != 1 {
            eprintln!("the built-in standard no longer says this once: {from}");
            return None;
        }
        text = text.replace(from, to);
    }
    let loaded = Standard::load("edited.toml", &text, Notation::Toml);
    loaded.map_err(|problems| eprintln!("the edited standard is refused: {problems:?}")).ok()
}

fn figure(old: &Standard, new: &Standard, portfolio: &Portfolio, threads: NonZeroUsize, name: &str) -> Figure {
    let comparison = Comparison::new(old, old.default_settings(), new, new.default_settings());
    let mut listed = 0;
    let times = measure(|| {
        listed = black_box(comparison.flips(black_box(portfolio), threads)).len();
    });
    let cores = if threads.get() == 1 { "one core" } else { "two cores" };
    Figure::new(format!("{name}, {cores}"), "ms", times.map(|time| time.as_secs_f64() * 1e3))
        .goal(Goal::AtMost(8.0))
        .note(format!("{listed} listed"))
}
