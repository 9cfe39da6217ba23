//! Evidence in a bucket, and something fails while it is put there: the writer is killed with signal 9; the S3 server is, and refuses
//! connections until it is back; its connections are reset; it is stopped, takes connections and answers none. Every eighth round it
//! is away for longer than a request is repeated. The same writer goes on, but where it was killed.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::place::Place;
use crate::s3::S3;
use crate::stopwatch;
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use std::time::Duration;

/// Rounds on one ledger.
const ROUNDS_OF_A_LEDGER: u64 = 8;

/// The longest that the server is away, and how long it is so that putting is refused.
const AWAY: Duration = Duration::from_millis(1500);
const LONG_AWAY: Duration = Duration::from_secs(14);

/// Resets of a round.
const RESETS: u64 = 5;

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let (mut round, mut refused, mut longest) = (0, 0, Duration::ZERO);
    while round < setting.rounds {
        let folder = Setting::folder()?;
        let mut server = S3::start(&folder.path().join("s3"))?;
        let place = Place { bucket: Some(server.endpoint()), ..Place::in_folder(folder.path()) };
        place.make_and_close()?;
        let (mut told, mut writer) = (Vec::new(), None);
        for _ in 0..ROUNDS_OF_A_LEDGER.min(setting.rounds - round) {
            tally.begin(format!("round {round}"));
            let mut dice = Dice::new(setting.seed, round);
            let mut working = match writer.take() {
                Some(working) => working,
                None => start(setting, &place, round)?,
            };
            wait_for_evidence(&mut working, 1 + dice.below(20))?;
            std::thread::sleep(dice.time(Duration::from_millis(10)));
            if round % 4 == 0 {
                told.extend(working.kill()?);
            } else {
                go_and_come_back(&mut server, round, &mut dice)?;
                // What was told before it was back is no sign that it is.
                working.listen().for_each(drop);
                let start = stopwatch::now();
                wait_for_evidence(&mut working, 10)?;
                longest = longest.max(start.elapsed());
                writer = Some(working);
            }
            round += 1;
        }
        if let Some(working) = writer {
            told.extend(working.kill()?);
        }
        tally.take(&told);
        refused += told.iter().filter_map(Told::refusal).count();
        block_on(check(&place, &told, tally))?;
    }
    tally.note(format!(
        "{refused} writes were refused meanwhile; ten more pieces were acknowledged at most {longest:?} after"
    ));
    Ok(())
}

fn start(setting: &Setting, place: &Place, round: u64) -> anyhow::Result<Writer> {
    let task = Task::Keep { hands: 3 };
    Writer::start(&[], &Orders { place: place.clone(), seed: setting.seed, round, task })
}

fn wait_for_evidence(writer: &mut Writer, count: u64) -> anyhow::Result<()> {
    for _ in 0..count {
        writer.wait_for(|told| matches!(told, Told::Kept { .. }))?;
    }
    Ok(())
}

fn go_and_come_back(server: &mut S3, round: u64, dice: &mut Dice) -> anyhow::Result<()> {
    let away = if round % 8 == 7 { LONG_AWAY } else { dice.time(AWAY) };
    match round % 4 {
        1 => {
            for _ in 0..RESETS {
                server.reset_connections()?;
                std::thread::sleep(dice.time(Duration::from_millis(20)));
            }
            Ok(())
        }
        2 => {
            server.signal("STOP")?;
            std::thread::sleep(away);
            server.signal("CONT")
        }
        _ => {
            server.kill()?;
            std::thread::sleep(away);
            server.start_again()
        }
    }
}
