//! What a campaign counted, and its line of the table.

use crate::told::Told;
use std::time::Duration;

/// Violations that are printed in full; the rest is only counted.
const PRINTED: u64 = 20;

/// The counts of a campaign.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Faults that were made.
    pub(crate) rounds: u64,
    /// Writes that were acknowledged to a writer.
    pub(crate) acknowledged: u64,
    /// Acknowledged writes that are gone.
    pub(crate) lost: u64,
    /// Operations of which a part is there.
    pub(crate) half_done: u64,
    /// Answers that are wrong or not sound, faults that nobody noticed, and everything else that must not be.
    pub(crate) wrong: u64,
    /// The longest from opening to ready.
    pub(crate) ready: Duration,
    /// What else is worth telling, by name.
    pub(crate) notes: Vec<String>,
    /// The round, printed with its violations.
    place: String,
    is_silent: bool,
}

impl Tally {
    /// Begins a round; `words` say which, and are printed with its violations.
    pub(crate) fn begin(&mut self, words: impl Into<String>) {
        self.rounds += 1;
        self.place = words.into();
    }

    /// Says what is done now, without another fault.
    pub(crate) fn same_round(&mut self, words: impl Into<String>) {
        self.place = words.into();
    }

    /// A tally that prints nothing: of rounds that must go wrong.
    pub(crate) fn silent() -> Self {
        Self { is_silent: true, ..Self::default() }
    }

    /// Counts the acknowledged writes of a writer, and takes over what it found wrong itself.
    pub(crate) fn take(&mut self, told: &[Told]) {
        let acknowledged = told.iter().filter(|line| line.is_acknowledgement());
        self.acknowledged += acknowledged.count() as u64;
        for line in told {
            if let Told::Wrong { words } = line {
                self.wrong(words);
            }
        }
    }

    pub(crate) fn ready(&mut self, took: Duration) {
        self.ready = self.ready.max(took);
    }

    pub(crate) fn lost(&mut self, words: impl AsRef<str>) {
        self.lost += 1;
        self.print("LOST", words.as_ref());
    }

    pub(crate) fn half_done(&mut self, words: impl AsRef<str>) {
        self.half_done += 1;
        self.print("HALF DONE", words.as_ref());
    }

    pub(crate) fn wrong(&mut self, words: impl AsRef<str>) {
        self.wrong += 1;
        self.print("WRONG", words.as_ref());
    }

    pub(crate) fn note(&mut self, words: impl Into<String>) {
        self.notes.push(words.into());
    }

    pub(crate) fn violations(&self) -> u64 {
        self.lost + self.half_done + self.wrong
    }

    fn print(&self, what: &str, words: &str) {
        if !self.is_silent && self.violations() <= PRINTED {
            eprintln!("{what} in {}: {words}", self.place);
        }
    }

    /// The line of the table.
    pub(crate) fn line(&self, name: &str) -> String {
        let (rounds, kept, lost, half, wrong) = (self.rounds, self.acknowledged, self.lost, self.half_done, self.wrong);
        let ready = self.ready.as_millis();
        let mut line = format!("{name:<26} {rounds:>7} {kept:>13} {lost:>5} {half:>10} {wrong:>6} {ready:>9} ms");
        for note in &self.notes {
            line.push_str("\n    ");
            line.push_str(note);
        }
        line
    }
}

/// The heading of the table.
pub(crate) const HEADING: &str =
    "campaign                    rounds  acknowledged  lost  half-done  wrong  to ready (worst)";
