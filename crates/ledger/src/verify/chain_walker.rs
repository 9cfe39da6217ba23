//! Walks one stream's rows in the order they come and says what does not fit. No keys, no storage: rows in, findings out; the
//! same for a database, a backup, or rows in memory.

use super::{Defect, Finding};
use crate::chain::{ChainHash, Head, Sequence};
use crate::checkpoint::Checkpoint;
use crate::city::CityId;
use crate::store::EventRow;

/// The walk so far.
pub(crate) struct ChainWalker<'a> {
    city: &'a CityId,
    checkpoints: Vec<&'a Checkpoint>,
    last: Sequence,
    /// What the hash of `last` may be. After an altered event both the stored and the computed one are followed, so that only
    /// the altered event is named and not its neighbour.
    hashes: Vec<ChainHash>,
    events: u64,
    findings: Vec<Finding>,
}

impl<'a> ChainWalker<'a> {
    pub(crate) fn new(city: &'a CityId, checkpoints: &'a [Checkpoint]) -> Self {
        let checkpoints = checkpoints.iter().filter(|checkpoint| checkpoint.city() == city).collect();
        let start = Head::start(city);
        Self { city, checkpoints, last: start.sequence, hashes: vec![start.hash], events: 0, findings: Vec::new() }
    }

    /// Takes the next row. If it fits, the head before it: what the row must open against.
    pub(crate) fn step(&mut self, row: &EventRow) -> Option<Head> {
        self.events += 1;
        let expected = self.last.next();
        let sequence = match Sequence::from_column(row.sequence) {
            Some(sequence) if sequence >= expected => sequence,
            Some(_) | None => {
                self.find(row.sequence, Defect::OutOfPlace);
                return None;
            }
        };
        let stored = ChainHash::from_slice(&row.hash);
        if sequence > expected {
            let missing =
                Finding::between(self.city.as_str(), expected.column(), sequence.before().column(), Defect::Missing);
            self.findings.push(missing);
            self.go_to(sequence, stored.into_iter().collect());
            return None;
        }
        let computed = |before: &ChainHash| before.then(self.city, sequence, &row.envelope);
        let fitting = self.hashes.iter().copied().find(|before| Some(computed(before)) == stored);
        if let Some(hash) = fitting {
            let before = Head { sequence: self.last, hash };
            self.go_to(sequence, stored.into_iter().collect());
            return Some(before);
        }
        let candidates = stored.into_iter().chain(self.hashes.iter().map(computed)).collect();
        self.find(row.sequence, Defect::Altered);
        self.go_to(sequence, candidates);
        None
    }

    /// Adds what else was found about the last row.
    pub(crate) fn find(&mut self, sequence: i64, defect: Defect) {
        self.findings.push(Finding::at(self.city.as_str(), sequence, defect));
    }

    /// Ends the walk: compares with the record of the head and with checkpoints ahead of the stream.
    pub(crate) fn finish(mut self, head: Head) -> (u64, Vec<Finding>) {
        let last = self.last;
        if last < head.sequence {
            let (first, recorded) = (last.next().column(), head.sequence.column());
            self.findings.push(Finding::between(self.city.as_str(), first, recorded, Defect::Missing));
        } else if last > head.sequence {
            let (first, found) = (head.sequence.next().column(), last.column());
            self.findings.push(Finding::between(self.city.as_str(), first, found, Defect::Surplus));
        } else if !self.hashes.contains(&head.hash) {
            self.find(last.column(), Defect::HeadDiffers);
        }
        let ahead = self.checkpoints.iter().map(|checkpoint| checkpoint.head().sequence).filter(|ahead| *ahead > last);
        if let Some(furthest) = ahead.max() {
            let (first, furthest) = (last.next().column(), furthest.column());
            self.findings.push(Finding::between(self.city.as_str(), first, furthest, Defect::BehindCheckpoint));
        }
        (self.events, self.findings)
    }

    pub(crate) fn checkpoints(&self) -> usize {
        self.checkpoints.len()
    }

    fn go_to(&mut self, sequence: Sequence, hashes: Vec<ChainHash>) {
        self.last = sequence;
        self.hashes = hashes;
        let here = self.checkpoints.iter().map(|checkpoint| checkpoint.head()).filter(|head| head.sequence == sequence);
        let rewritten = here.into_iter().any(|head| !self.hashes.contains(&head.hash));
        if rewritten {
            self.find(sequence.column(), Defect::Rewritten);
        }
    }
}
