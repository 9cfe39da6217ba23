//! Figures of a revision: which services' verdicts differ between two editions, listed with row, old and new verdict.

use crate::harness::measure;
use crate::report::{Figure, Goal, Group};
use crate::sample::{Mix, Numbers, answers, widest_class};
use standard::diff::Comparison;
use standard::document::Notation;
use standard::portfolio::{PlaneComparison, Portfolio, PortfolioBuilder};
use standard::{Answers, ClassIndex, SENDAI_CLOUD_USE, Standard};
use std::hint::black_box;
use std::num::NonZeroUsize;

/// 1,800 municipalities with 3,000 services each.
const SERVICES: usize = 5_400_000;

/// Different rows; they are repeated. Odd, so that every class meets every row.
const PATTERNS: usize = (1 << 16) + 1;

/// Passages of the built-in standard and what stands there in another edition.
type Edition = &'static [(&'static str, &'static str)];

/// Few services notice: №6-4 no longer carries class I.
const FEW: Edition = &[
    (
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\", \"5-2\", \"5-3\"],\n  [\"6-1\", \"6-2\", \"6-3\", \"6-4\", \"6-5\"],",
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\", \"5-2\", \"5-3\"],\n  [\"6-1\", \"6-2\", \"6-3\", \"6-5\"],",
    ),
    (
        "stored in data centres in Japan.\" }\ncells = { S = \"none\", I = \"place_fallback\",",
        "stored in data centres in Japan.\" }\ncells = { S = \"none\", I = \"none\",",
    ),
];

/// Many notice: №7 becomes required for class I.
const MANY: Edition = &[
    (
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\", \"5-2\", \"5-3\"],",
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"], [\"7\"],\n  [\"5-1\", \"5-2\", \"5-3\"],",
    ),
    (
        "is not a certification of a cloud service provider\" }\ncells = { S = \"required\", I = \"recommended\",",
        "is not a certification of a cloud service provider\" }\ncells = { S = \"required\", I = \"required\",",
    ),
];

/// Everyone who conformed notices: a new item, which nobody has answered yet, is required for classes S and I.
const EVERYONE: Edition = &[
    ("[\"6-1\"], [\"7\"],\n", "[\"6-1\"], [\"7\"], [\"9\"],\n"),
    (
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"],\n  [\"5-1\", \"5-2\", \"5-3\"],",
        "[\"1\"], [\"2\"], [\"3\"], [\"4\"], [\"9\"],\n  [\"5-1\", \"5-2\", \"5-3\"],",
    ),
    (
        "[[topic.item]]\nno = \"8-1\"",
        "[[topic.item]]\nno = \"9\"\nrequirement = { ja = \"新しい要件\" }\ncells = { S = \"required\", I = \"required\", II = \"none\" }\n\n[[topic.item]]\nno = \"8-1\"",
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
        for (edits, extent) in [(FEW, "few flips"), (MANY, "many flips"), (EVERYONE, "all that conformed")] {
            let Some(edition) = edited(edits) else { continue };
            let name = format!("{extent}, {name}");
            let (before, after) = ((standard, standard.default_settings()), (&edition, edition.default_settings()));
            let comparison = PlaneComparison::new(&Comparison { before, after });
            let (one, two) = (NonZeroUsize::MIN, NonZeroUsize::MIN.saturating_add(1));
            figures.push(figure(format!("{name}, one core"), || comparison.flips(black_box(&portfolio), one).len()));
            figures.push(figure(format!("{name}, two cores"), || comparison.flips(black_box(&portfolio), two).len()));
            let mut list = Vec::new();
            figures.push(figure(format!("{name}, one core, list reused"), || {
                comparison.flips_into(black_box(&portfolio), one, &mut list);
                black_box(&list).len()
            }));
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

fn figure(name: String, mut work: impl FnMut() -> usize) -> Figure {
    let mut listed = 0;
    let times = measure(|| listed = black_box(work()));
    Figure::new(name, "ms", times.map(|time| time.as_secs_f64() * 1e3))
        .goal(Goal::AtMost(8.0))
        .note(format!("{listed} listed"))
}
