//! What somebody far away is told when a measurement did not come about: the same words at the same times, whatever the cause, so
//! that the prober says nothing of the network that it stands in. The operator at the command line is told everything.

use standard::Text;
use std::time::Duration;

/// Answers without a result go out at multiples of this. A measurement that fails within it (refused, unknown name, closed port,
/// silence until the time limits) cannot be told from any other, so the limits of resolving and connecting together stay below.
pub const BEAT: Duration = Duration::from_secs(15);

/// The one answer without a result.
pub fn failure() -> Text {
    Text::new(
        "測定できませんでした。対象の書き方と、インターネットから接続できることを確かめてください",
        "the target could not be measured; check how it is written and that it can be reached from the internet",
    )
}

/// How long an answer without a result still waits, when this much has passed since the request came.
pub fn wait_until_beat(passed: Duration) -> Duration {
    let into_beat = passed.as_nanos() % BEAT.as_nanos();
    match u64::try_from(into_beat) {
        Ok(0) if !passed.is_zero() => Duration::ZERO,
        Ok(nanoseconds) => BEAT.saturating_sub(Duration::from_nanos(nanoseconds)),
        Err(_) => BEAT,
    }
}
