//! PostgreSQL goes away in the middle of mixed writes: stopped at once, restarted, cut off, and cut off while it is restarted. The
//! same process goes on when it is back. Where an answer was lost with the server, the write is there whole or not at all.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::place::Place;
use crate::server::Server;
use crate::stopwatch;
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use std::time::Duration;

/// Rounds on one database.
const ROUNDS_OF_A_DATABASE: u64 = 4;

/// The longest that it is away.
const AWAY: Duration = Duration::from_millis(2500);

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let server = Server::start(18)?;
    let (mut round, mut refused, mut longest) = (0, 0, Duration::ZERO);
    while round < setting.rounds {
        let folder = Setting::folder()?;
        let place = Place { database: server.create_database(round)?, ..Place::in_folder(folder.path()) };
        place.make_and_close()?;
        let orders = Orders { place: place.clone(), seed: setting.seed, round, task: Task::Write { hands: 3 } };
        let mut writer = Writer::start(&[], &orders)?;
        for _ in 0..ROUNDS_OF_A_DATABASE {
            tally.begin(format!("round {round}"));
            let mut dice = Dice::new(setting.seed, round);
            writer.wait_for_acknowledgements(1 + dice.below(40))?;
            std::thread::sleep(dice.time(Duration::from_millis(10)));
            go_and_come_back(&server, round, dice.time(AWAY))?;
            // What was told before it was back is no sign that it is.
            writer.listen().for_each(drop);
            let start = stopwatch::now();
            writer.wait_for_acknowledgements(10)?;
            longest = longest.max(start.elapsed());
            round += 1;
        }
        let told = writer.kill()?;
        tally.take(&told);
        refused += told.iter().filter_map(Told::refusal).count();
        block_on(check(&place, &told, tally))?;
    }
    tally
        .note(format!("{refused} writes were refused meanwhile; ten more were acknowledged at most {longest:?} after"));
    Ok(())
}

fn go_and_come_back(server: &Server, round: u64, away: Duration) -> anyhow::Result<()> {
    match round % 4 {
        0 => {
            server.control(&["stop", "-m", "immediate"])?;
            std::thread::sleep(away);
            server.control(&["start"])
        }
        1 => server.control(&["restart", "-m", "fast"]),
        2 => {
            server.set_link("down")?;
            std::thread::sleep(away);
            server.set_link("up")
        }
        _ => {
            server.set_link("down")?;
            std::thread::sleep(away);
            server.control(&["restart", "-m", "immediate"])?;
            server.set_link("up")
        }
    }
}
