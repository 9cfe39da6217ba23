//! Measuring: judgements a second, median of seven runs after a warm-up, with the least and the greatest.

use std::time::Instant;

pub(crate) const RUNS: usize = 7;

/// Judgements a second.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) greatest: f64,
}

impl Rate {
    /// From the seconds that `count` judgements took in each run.
    pub(crate) fn new(count: usize, mut seconds: Vec<f64>) -> Self {
        seconds.sort_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, reason = "no count here comes near 2⁵²")]
        let rate = |at: usize| count as f64 / seconds.get(at).copied().unwrap_or(f64::NAN);
        Self { median: rate(seconds.len() / 2), least: rate(seconds.len().saturating_sub(1)), greatest: rate(0) }
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is there to read the clock")]
fn now() -> Instant {
    Instant::now()
}

/// Times `work`, which judges `count` rows.
pub(crate) fn measure(count: usize, mut work: impl FnMut()) -> Rate {
    work();
    let seconds = (0..RUNS).map(|_| {
        let start = now();
        work();
        start.elapsed().as_secs_f64()
    });
    Rate::new(count, seconds.collect())
}
