//! kill -9 in the middle of mixed writes: eight hands in two cities, killed after a random number of acknowledgements.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::place::Place;
use crate::tally::Tally;
use crate::writer::{Orders, Task};
use std::time::Duration;

/// Rounds on one ledger, each going on where the one before was killed; then a new one, so that checking stays short.
const ROUNDS_OF_A_LEDGER: u64 = 20;

/// Hands in each city.
const HANDS: u64 = 4;

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let mut round = 0;
    while round < setting.rounds {
        let folder = Setting::folder()?;
        let place = Place::in_folder(folder.path());
        place.make_and_close()?;
        let mut told = Vec::new();
        for _ in 0..ROUNDS_OF_A_LEDGER.min(setting.rounds - round) {
            tally.begin(format!("round {round}"));
            let mut dice = Dice::new(setting.seed, round);
            let task = Task::Write { hands: HANDS };
            let mut writer = Writer::start(&[], &Orders { place: place.clone(), seed: setting.seed, round, task })?;
            writer.wait_for_acknowledgements(dice.below(60))?;
            std::thread::sleep(dice.time(Duration::from_millis(20)));
            let of_round = writer.kill()?;
            tally.take(&of_round);
            told.extend(of_round);
            block_on(check(&place, &told, tally))?;
            round += 1;
        }
    }
    Ok(())
}
