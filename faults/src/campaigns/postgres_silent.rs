//! The line to PostgreSQL swallows what is sent on it, in one way or the other: no link is down, nothing is refused, neither end is
//! told. Whoever writes is answered all the same; when the line is whole again, the same process goes on. What the server was told to
//! do and could not answer is there whole or not at all.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::place::Place;
use crate::server::{Server, Way};
use crate::stopwatch;
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use std::collections::BTreeSet;
use std::time::Duration;

/// How long it swallows beyond the first refusal, at most.
const LONGER: Duration = Duration::from_secs(25);

/// Hands in each city, and all of them.
const HANDS: u64 = 3;
const ALL_HANDS: usize = 6;

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let server = Server::start(19)?;
    let (mut first, mut longest, mut refused) = (Duration::ZERO, Duration::ZERO, 0);
    for round in 0..setting.rounds {
        let folder = Setting::folder()?;
        let place = Place { database: server.create_database(round)?, ..Place::in_folder(folder.path()) };
        place.make_and_close()?;
        let task = Task::Write { hands: HANDS };
        let mut writer = Writer::start(&[], &Orders { place: place.clone(), seed: setting.seed, round, task })?;
        let way = if round % 2 == 0 { Way::Back } else { Way::There };
        tally.begin(format!("round {round}, {way:?}"));
        let mut dice = Dice::new(setting.seed, round);
        writer.wait_for_acknowledgements(1 + dice.below(40))?;
        std::thread::sleep(dice.time(Duration::from_millis(10)));
        server.swallow(way)?;
        let start = stopwatch::now();
        writer.wait_for(|told| told.refusal().is_some())?;
        first = first.max(start.elapsed());
        if round > 0 {
            std::thread::sleep(dice.time(LONGER));
        }
        writer.listen().for_each(drop);
        server.let_through(way)?;
        let start = stopwatch::now();
        wait_for_all_hands(&mut writer)?;
        longest = longest.max(start.elapsed());
        let told = writer.kill()?;
        tally.take(&told);
        refused += told.iter().filter_map(Told::refusal).count();
        block_on(check(&place, &told, tally))?;
    }
    tally.note(format!(
        "the first was refused at most {first:?} after it began; {refused} were refused; every hand had an acknowledgement \
         at most {longest:?} after it ended"
    ));
    Ok(())
}

/// Until every hand has had something acknowledged.
fn wait_for_all_hands(writer: &mut Writer) -> anyhow::Result<()> {
    let mut missing = ALL_HANDS;
    let mut seen = BTreeSet::new();
    while missing > 0 {
        writer.wait_for(|told| matches!(told, Told::Done { .. }))?;
        let Some(Told::Done { mark, .. }) = writer.told.last() else { continue };
        // The last part of a mark counts the work of the hand.
        let hand = mark.rsplit_once('.').map_or(mark.as_str(), |(hand, _)| hand).to_owned();
        missing -= usize::from(seen.insert(hand));
    }
    Ok(())
}
