//! Figures of facts: settling a declaration and judging it, settling many again for another day, and resolving names.

use crate::harness::{measure, number};
use crate::report::{Figure, Goal, Group};
use evidence::cryptrec::Cryptrec;
use evidence::declaration::{Declaration, read_declaration};
use evidence::settle::{References, settle};
use jiff::civil::{Date, date};
use standard::document::Notation;
use standard::{ClassIndex, Standard, Verdict};
use std::hint::black_box;

const EXAMPLES: [(&str, &str); 2] = [
    ("document-cloud.toml", include_str!("../../examples/declarations/document-cloud.toml")),
    ("overseas.toml", include_str!("../../examples/declarations/overseas.toml")),
];

/// Declarations settled in one run of the revision; figures are scaled to the 10,000 of the goal.
const MANY: usize = 1_000;

/// What people write for one technique, plainly and not.
const NAMES: [&str; 12] = [
    "AES-256-GCM",
    "AES256",
    "aes-xts-plain64",
    "AES/GCM/NoPadding",
    "SSE-S3",
    "ＡＥＳ－２５６",
    "3DES",
    "DESede",
    "TDE",
    "BitLocker",
    "ChaCha20-Poly1305",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
];

pub(crate) fn run(standard: &Standard) -> Group {
    let heading = "Facts, one core";
    let (Ok(references), Ok(cryptrec)) = (References::built_in(), Cryptrec::built_in()) else {
        return Group { heading, figures: Vec::new() };
    };
    let read = |(name, text): &(&str, &str)| read_declaration(name, text, Notation::Toml).ok();
    let declarations: Vec<Declaration> = EXAMPLES.iter().filter_map(read).collect();
    let Some(class) = standard.find_class("I") else { return Group { heading, figures: Vec::new() } };
    let (today, later) = (date(2026, 12, 1), date(2027, 6, 1));
    let verdict = |declaration: &Declaration, on: Date| judged(standard, &references, declaration, class, on);

    let each = |declaration: &Declaration| {
        let times = measure(|| {
            for _ in 0..100 {
                black_box(verdict(black_box(declaration), today));
            }
        });
        times.map(|time| time.as_secs_f64() * 1e6 / 100.0)
    };
    let mut figures: Vec<Figure> = declarations
        .iter()
        .zip(EXAMPLES)
        .map(|(declaration, (name, _))| {
            Figure::new(format!("settled and judged: {name}"), "µs", each(declaration)).goal(Goal::AtMost(100.0))
        })
        .collect();

    // As class S, which needs the certificate that ends between the two days.
    let Some(strictest) = standard.find_class("S") else { return Group { heading, figures } };
    let verdict = |declaration: &Declaration, on: Date| judged(standard, &references, declaration, strictest, on);
    let many: Vec<&Declaration> = declarations.iter().cycle().take(MANY).collect();
    let before: Vec<Verdict> = many.iter().map(|declaration| verdict(declaration, today)).collect();
    let mut flips = Vec::new();
    let again = measure(|| {
        let after = many.iter().map(|declaration| verdict(declaration, later));
        flips = before.iter().zip(after).enumerate().filter(|(_, (old, new))| *old != new).map(|(at, _)| at).collect();
        black_box(&flips);
    });
    let scaled = again.map(|time| time.as_secs_f64() * 10_000.0 / number(MANY));
    figures.push(
        Figure::new("10,000 declarations settled and judged for another day, flips listed", "s", scaled)
            .goal(Goal::AtMost(1.0))
            .note(format!("{} of {MANY} flip", flips.len())),
    );

    let resolved = measure(|| {
        for name in NAMES.iter().cycle().take(12_000) {
            black_box(cryptrec.resolve(black_box(name)));
        }
    });
    let rate = resolved.map(|time| 12_000.0 / time.as_secs_f64() / 1e6);
    figures.push(Figure::new("names of encryption resolved", "M/s", rate).goal(Goal::AtLeast(1.0)));
    Group { heading, figures }
}

fn judged(
    standard: &Standard,
    references: &References,
    declaration: &Declaration,
    class: ClassIndex,
    on: Date,
) -> Verdict {
    let settlement = settle(declaration, standard, references, on);
    standard.judge(class, standard.default_settings(), settlement.answers()).verdict
}
