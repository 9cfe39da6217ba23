//! Figures of a TLS observation judged: the list, the profiles and the item, from an observation in memory.

use crate::harness::measure;
use crate::report::{Figure, Goal, Group};
use evidence::settle::References;
use evidence::tls_verdict::judge;
use jiff::civil::date;
use standard::Standard;
use std::hint::black_box;
use tls::observation::SuiteSeen;
use tls::suites::Suite;
use tls::{Observation, Version};

const MODERN: &str = include_str!("../../examples/probes/modern.json");
const LEGACY: &str = include_str!("../../examples/probes/legacy.json");

/// Judgements in one run.
const MANY: u32 = 1_000;

pub(crate) fn run(_standard: &Standard) -> Group {
    let heading = "A TLS observation judged, one core";
    let read = |text: &str| serde_json::from_str::<Observation>(text).ok();
    let (Ok(references), Some(modern), Some(legacy)) = (References::built_in(), read(MODERN), read(LEGACY)) else {
        return Group { heading, figures: Vec::new() };
    };
    let mut everything = legacy.clone();
    let suites =
        Suite::all().map(|suite| SuiteSeen { code: format!("0x{:04X}", suite.code), name: suite.name.to_owned() });
    everything.suites.insert(Version::Tls12, suites.collect());
    let count = everything.suites.values().map(Vec::len).sum::<usize>();
    let servers = [
        ("modern: 6 suites (`examples/probes/modern.json`)".to_owned(), &modern, Some(Goal::AtMost(100.0))),
        ("legacy: 33 suites (`examples/probes/legacy.json`)".to_owned(), &legacy, Some(Goal::AtMost(100.0))),
        (format!("every suite there is: {count} suites"), &everything, None),
    ];
    let edition = references.cryptrec.default_edition();
    let figures = servers.into_iter().map(|(name, observation, goal)| {
        let times = measure(|| {
            for _ in 0..MANY {
                black_box(judge(black_box(observation), &references, edition, None, date(2026, 12, 1)));
            }
        });
        let figure = Figure::new(name, "µs", times.map(|time| time.as_secs_f64() * 1e6 / f64::from(MANY)));
        goal.map_or_else(|| figure.clone(), |goal| figure.clone().goal(goal))
    });
    Group { heading, figures: figures.collect() }
}
