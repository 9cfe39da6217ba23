//! Measuring: warm-up, repeated runs, median with least and greatest. Not a statistics package: on a shared machine the
//! median of a few runs beside the least is what a reader can judge.

use crate::report::Figure;
use std::time::{Duration, Instant};

/// Runs of each measurement; odd, so that the median is a run.
pub(crate) const RUNS: usize = 9;

/// How long the runs of one piece of work took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) median: Duration,
    pub(crate) least: Duration,
    pub(crate) greatest: Duration,
}

impl Times {
    /// Each time turned into a figure, least and greatest in the order of the figures.
    pub(crate) fn map(self, figure: impl Fn(Duration) -> f64) -> Spread {
        let ends = [figure(self.least), figure(self.greatest)];
        Spread { median: figure(self.median), least: ends[0].min(ends[1]), greatest: ends[0].max(ends[1]) }
    }
}

/// A figure with its spread over the runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) greatest: f64,
}

/// How long each of many waited, run by run.
#[derive(Debug, Default)]
pub(crate) struct Percentiles {
    /// The median of each run, and what 99 of 100 stayed below.
    runs: Vec<(Duration, Duration)>,
}

impl Percentiles {
    /// Takes in a run.
    pub(crate) fn add(&mut self, mut waits: Vec<Duration>) {
        waits.sort_unstable();
        let at = |percent: usize| waits.get((waits.len() * percent / 100).min(waits.len().saturating_sub(1))).copied();
        self.runs.push((at(50).unwrap_or_default(), at(99).unwrap_or_default()));
    }

    /// Two figures: of the runs' p50 and of their p99 the median, least and greatest.
    pub(crate) fn figures(&self, name: &str) -> [Figure; 2] {
        let (p50, p99) = self.runs.iter().copied().unzip();
        let all: [(&str, Vec<Duration>); 2] = [("p50", p50), ("p99", p99)];
        all.map(|(percent, mut times)| {
            times.sort_unstable();
            let milliseconds = |at: usize| times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3);
            let (median, least) = (milliseconds(times.len() / 2), milliseconds(0));
            let greatest = milliseconds(times.len().saturating_sub(1));
            Figure::new(format!("{name}, {percent}"), "ms", Spread { median, least, greatest })
        })
    }
}

/// Times `work`, once to warm up and then [`RUNS`] times.
pub(crate) fn measure(mut work: impl FnMut()) -> Times {
    let [times] = measure_in_turn([&mut work]);
    times
}

/// Times pieces of work that will be compared: in turn, so that a slow spell of the machine meets all of them.
pub(crate) fn measure_in_turn<const N: usize>(mut works: [&mut dyn FnMut(); N]) -> [Times; N] {
    let mut taken: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::with_capacity(RUNS));
    for work in &mut works {
        work();
    }
    for _ in 0..RUNS {
        for (work, taken) in works.iter_mut().zip(&mut taken) {
            let start = now();
            work();
            taken.push(start.elapsed());
        }
    }
    taken.map(|mut times| {
        times.sort_unstable();
        Times {
            median: times.get(RUNS / 2).copied().unwrap_or_default(),
            least: times.first().copied().unwrap_or_default(),
            greatest: times.last().copied().unwrap_or_default(),
        }
    })
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is there to read the clock")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2⁵²")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}
