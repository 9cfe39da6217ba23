//! Answers that are no answers: resets, silence, closed and failed connections. When one insists, and when one believes.

use super::Effort;
use crate::reply::Reply;

/// What came in place of an answer, so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubts {
    /// Closed without a word.
    closed: u8,
    reset: u8,
    silent: u8,
    nonsense: u8,
    unconnected: u8,
}

impl Doubts {
    /// Counts; `false` where the reply is a proper answer.
    pub(super) fn count(&mut self, reply: &Reply) -> bool {
        let counter = match reply {
            Reply::Chosen(_) | Reply::Alert { .. } => return false,
            Reply::Closed => &mut self.closed,
            Reply::Reset => &mut self.reset,
            Reply::Silence => &mut self.silent,
            Reply::Nonsense(_) | Reply::NoStartTls => &mut self.nonsense,
            Reply::NotConnected => &mut self.unconnected,
        };
        *counter = counter.saturating_add(1);
        true
    }

    pub(super) fn any(self) -> bool {
        self != Self::default()
    }

    /// Has it been asked often enough, so that it waits until all else is known? Two closed connections or three resets alike may be
    /// this server's way of refusing; a failed connection says nothing of the question and is tried for longer.
    pub(super) fn waits(self, effort: Effort) -> bool {
        let steady = self.silent == 0 && self.unconnected == 0 && self.nonsense == 0;
        let once = u8::from(self.closed > 0) + u8::from(self.reset > 0) == 1;
        steady && once && (self.closed == 2 || self.reset == 3)
            || self.nonsense >= 2
            || self.silent >= effort.tries.min(3)
            || self.all() >= effort.tries
            || self.unconnected >= effort.tries.saturating_mul(2)
    }

    /// Is it beyond insisting?
    pub(super) fn exhausted(self, effort: Effort) -> bool {
        self.all() >= effort.tries || self.silent >= effort.tries.min(3) || self.unconnected >= effort.tries * 2
    }

    /// Did it always end alike, in a way in which servers refuse?
    pub(super) fn look_like_refusal(self) -> bool {
        self.silent == 0
            && self.unconnected == 0
            && [self.closed, self.reset, self.nonsense].into_iter().filter(|count| *count > 0).count() == 1
    }

    /// Did something come that is no TLS, or breaks its rules?
    pub(super) fn is_malformed(self) -> bool {
        self.nonsense > 0
    }

    /// Did most attempts not even connect?
    pub(super) fn unreachable(self) -> bool {
        self.unconnected > self.all()
    }

    /// Why it could not be established, as the observation says it.
    pub(super) fn why(self) -> &'static str {
        let worst = [
            (self.unconnected, "refused_connections"),
            (self.nonsense, "malformed"),
            (self.silent.saturating_add(self.reset).saturating_add(self.closed), "no_answer"),
        ];
        worst.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map_or("time", |(_, why)| why)
    }

    fn all(self) -> u8 {
        self.closed.saturating_add(self.reset).saturating_add(self.silent).saturating_add(self.nonsense)
    }
}
