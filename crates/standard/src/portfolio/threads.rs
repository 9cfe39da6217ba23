//! Work on parts, one thread each. Not a pool: a judgement of a portfolio takes milliseconds, a thread microseconds.

use std::ops::Range;

/// Runs `work` over every part and returns what came out, in the order of the parts. One part stays on this thread.
pub(super) fn run<Part: Send, Outcome: Send>(parts: Vec<Part>, work: impl Fn(Part) -> Outcome + Sync) -> Vec<Outcome> {
    if parts.len() < 2 {
        return parts.into_iter().map(work).collect();
    }
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        let outcomes = threads.into_iter().map(|thread| {
            // A panic of the caller's own code goes on where the caller sees it.
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        outcomes.collect()
    })
}

/// Cuts `0..count` into at most `parts` even ranges; one empty range for nothing.
pub(super) fn even_ranges(count: usize, parts: usize) -> Vec<Range<usize>> {
    let size = count.div_ceil(parts.max(1)).max(1);
    let ranges = (0..count.max(1)).step_by(size);
    ranges.map(|start| start..(start + size).min(count)).collect()
}
