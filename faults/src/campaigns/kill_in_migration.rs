//! kill -9 in the middle of bringing an older database's schema up to date: at a chosen call of the system (`strace` counts them
//! and kills), from every older step in turn. What was kept before is there afterwards, and the next opening finishes. On SQLite,
//! where the calls write files, and on PostgreSQL, where they speak to the server.

mod older;

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::home::Home;
use crate::place::Place;
use crate::strace::{count, strace};
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::Context as _;
use older::Old;

pub(crate) fn run(home: &Home, setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let folder = Setting::folder()?;
    let place = home.place(folder.path())?;
    place.make_and_close()?;
    let task = Task::Write { hands: 2 };
    let mut writer = Writer::start(&[], &Orders { place: place.clone(), seed: setting.seed, round: 0, task })?;
    writer.wait_for_acknowledgements(60)?;
    let told: Vec<Told> = writer.kill()?.into_iter().filter(|line| matches!(line, Told::Done { .. })).collect();
    tally.take(&told);
    let mut finished = 0;
    for step in [1, 2] {
        let old = Old::make(home, &place, folder.path(), step)?;
        let calls = count_calls(setting, &old)?;
        for round in (0..setting.rounds).filter(|round| round % 2 == step % 2) {
            let mut dice = Dice::new(setting.seed, round);
            let (call, most) = calls.get(dice.index(calls.len())).context("calls")?;
            let nth = 1 + dice.index(*most);
            tally.begin(format!("round {round}, from step {step}, killed at {call} {nth}"));
            let inject = format!("inject={call}:signal=KILL:when={nth}");
            let (migrated, of_round) = migrate(setting, &old, &["-o", "/dev/null", "-e", &inject])?;
            finished += u64::from(of_round.contains(&Told::Finished));
            block_on(check(&migrated, &told, tally))?;
        }
    }
    tally.note(format!("{finished} of them were killed after the schema was up to date"));
    Ok(())
}

/// The calls of an undisturbed migration until it is done.
fn count_calls(setting: &Setting, old: &Old<'_>) -> anyhow::Result<Vec<(String, usize)>> {
    let log = old.folder.join("calls");
    let (_, told) = migrate(setting, old, &["-o", &log.display().to_string()])?;
    anyhow::ensure!(told.contains(&Told::Finished), "an undisturbed migration does not end well");
    // The line that says it is done.
    Ok(count(&std::fs::read_to_string(&log)?, "finished"))
}

/// Migrates a copy of the older database.
fn migrate(setting: &Setting, old: &Old<'_>, arguments: &[&str]) -> anyhow::Result<(Place, Vec<Told>)> {
    let place = old.copy()?;
    let trace = format!("trace={}", old.calls());
    let through = strace(&[&["-e", &trace], arguments].concat());
    let orders = Orders { place: place.clone(), seed: setting.seed, round: 0, task: Task::Migrate };
    let (told, _) = Writer::start(&through, &orders)?.finish()?;
    Ok((place, told))
}
