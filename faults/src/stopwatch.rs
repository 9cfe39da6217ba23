//! The one place here that reads the monotonic clock.

use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "how long opening takes is one of the figures")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
