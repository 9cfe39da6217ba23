//! One bit flipped anywhere in the database, its write-ahead log, the evidence or a backup. It must be noticed and named, and what
//! is not named must answer as before; or everything answers as before, because the bit is of no use (a free page, a counter).
//! Checkpoints are at hand, as they are for an auditor: a log that was cut by SQLite itself shows by them alone.

mod answers;
mod files;
mod sample;

use crate::campaign::{Setting, block_on};
use crate::dice::Dice;
use crate::tally::Tally;
use sample::Sample;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long looking at one flip may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a flip came to.
pub(crate) enum Outcome {
    /// It was named: this is the code, and so many cities that were not named answer as before.
    Named { code: String, others: usize },
    /// The file was refused as a whole, with this code.
    Refused { code: String },
    /// Everything answers as before, and verification finds nothing: the bit is of no use.
    NoUse,
    /// A wrong answer that nobody was told of, or another thing that must not be.
    Wrong(String),
}

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let sample = Sample::make(setting)?;
    let mut counted: BTreeMap<&str, Counts> = BTreeMap::new();
    block_on(async {
        for round in 0..setting.rounds {
            let mut dice = Dice::new(setting.seed, round);
            let (name, part) = match round % 4 {
                0 => ("database", files::Part::Database),
                1 => ("write-ahead log", files::Part::Log),
                2 => ("evidence", files::Part::Evidence),
                _ => ("backup", files::Part::Backup),
            };
            let sample = sample.clone();
            let looking = tokio::spawn(async move { files::flip(&sample, part, &mut dice).await });
            let (place, outcome) = match tokio::time::timeout(PATIENCE, looking).await {
                Ok(Ok(looked)) => looked?,
                Ok(Err(panic)) => (name.to_owned(), Outcome::Wrong(format!("it panicked: {panic}"))),
                Err(_) => (name.to_owned(), Outcome::Wrong(format!("no answer within {PATIENCE:?}"))),
            };
            tally.begin(format!("round {round}, {place}"));
            counted.entry(name).or_default().add(outcome, tally);
        }
        Ok(())
    })?;
    for (name, counts) in counted {
        tally.note(format!("{name}: {counts}"));
    }
    Ok(())
}

/// Outcomes of one kind of file.
#[derive(Default)]
struct Counts {
    flips: u64,
    named: u64,
    with_others: u64,
    no_use: u64,
    codes: BTreeMap<String, u64>,
}

impl Counts {
    fn add(&mut self, outcome: Outcome, tally: &mut Tally) {
        self.flips += 1;
        match outcome {
            Outcome::Named { code, others } => {
                self.named += 1;
                self.with_others += u64::from(others > 0);
                *self.codes.entry(code).or_default() += 1;
            }
            Outcome::Refused { code } => *self.codes.entry(format!("refused: {code}")).or_default() += 1,
            Outcome::NoUse => self.no_use += 1,
            Outcome::Wrong(words) => tally.wrong(words),
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { flips, named, with_others, no_use, codes } = self;
        let refused: u64 = codes.iter().filter(|(code, _)| code.starts_with("refused")).map(|(_, count)| count).sum();
        write!(
            f,
            "{flips} flips: {named} named ({with_others} with another city as before), {refused} refused, {no_use} of no use;"
        )?;
        codes.iter().try_for_each(|(code, count)| write!(f, " {code} {count}"))
    }
}
