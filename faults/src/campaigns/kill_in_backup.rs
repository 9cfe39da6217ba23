//! kill -9 in the middle of a backup, and in the middle of restoring one, in turn. The backup that was there before stays until the
//! new one is complete; a restored ledger is complete or empty; the next try succeeds. On SQLite, and on PostgreSQL.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::home::Home;
use crate::place::{CITIES, Place, now};
use crate::stopwatch;
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::Context as _;
use ledger::backup::{RestoreOptions, Rollback, verify_backup};
use ledger::verify::{Report, VerifyOptions};
use std::path::Path;
use std::time::Duration;

pub(crate) fn run(home: &Home, setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let folder = Setting::folder()?;
    let source = Source::make(home, setting, folder.path())?;
    let (mut complete, mut empty) = (0, 0);
    for round in 0..setting.rounds {
        let mut dice = Dice::new(setting.seed, round);
        if round % 2 == 0 {
            tally.begin(format!("round {round}, backing up"));
            source.kill_while_backing_up(setting, round, &mut dice, tally)?;
        } else {
            tally.begin(format!("round {round}, restoring"));
            let is_complete = source.kill_while_restoring(setting, round, &mut dice, tally)?;
            (complete, empty) = (complete + u64::from(is_complete), empty + u64::from(!is_complete));
        }
    }
    tally.note(format!("killed while restoring: {empty} times nothing was there yet, {complete} times everything"));
    Ok(())
}

/// A ledger with something in it, and a backup of it.
struct Source<'h> {
    home: &'h Home,
    place: Place,
    backup: std::path::PathBuf,
    heads: Vec<(String, u64)>,
    told: Vec<Told>,
    /// How long restoring takes.
    restoring: Duration,
}

impl<'h> Source<'h> {
    fn make(home: &'h Home, setting: &Setting, folder: &Path) -> anyhow::Result<Self> {
        let place = home.place(&folder.join("source"))?;
        let backup = folder.join("first");
        std::fs::create_dir_all(folder.join("source"))?;
        place.make_and_close()?;
        let task = Task::Write { hands: 4 };
        let mut writer =
            Writer::start(&[], &Orders { place: place.clone(), seed: setting.seed, round: 1 << 20, task })?;
        writer.wait_for_acknowledgements(600)?;
        let told = writer.kill()?;
        let heads = block_on(async {
            let ledger = place.open().await?;
            let made = ledger.back_up(&backup, None, now()).await.context("the backup")?;
            ledger.close().await;
            Ok(made.cities.iter().map(|(city, head)| (city.to_string(), head.sequence.number())).collect())
        })?;
        let mut source = Self { home, place, backup, heads, told, restoring: Duration::ZERO };
        let start = stopwatch::now();
        let undisturbed = source.target(&folder.join("undisturbed"))?;
        let (told, _) = source.restore_into(setting, 0, &undisturbed)?.finish()?;
        source.restoring = start.elapsed();
        anyhow::ensure!(told.contains(&Told::Finished), "an undisturbed restoring does not end well");
        Ok(source)
    }

    fn kill_while_backing_up(
        &self,
        setting: &Setting,
        round: u64,
        dice: &mut Dice,
        tally: &mut Tally,
    ) -> anyhow::Result<()> {
        let folder = Setting::folder()?;
        let file = folder.path().join("backup");
        std::fs::copy(&self.backup, &file)?;
        let task = Task::BackUp { file: file.clone() };
        let mut writer = Writer::start(&[], &Orders { place: self.place.clone(), seed: setting.seed, round, task })?;
        writer.wait_for(|told| *told == Told::Ready)?;
        std::thread::sleep(dice.time(self.restoring));
        let told = writer.kill()?;
        tally.take(&told);
        let acknowledged = told
            .iter()
            .rev()
            .find_map(|line| if let Told::BackedUp { heads } = line { Some(heads.clone()) } else { None });
        block_on(async {
            let heads = acknowledged.unwrap_or_else(|| self.heads.clone());
            check_backup(&file, &self.place, &heads, tally).await;
            let all: Vec<Told> = self.told.iter().chain(&told).cloned().collect();
            check(&self.place, &all, tally).await?;
            let ledger = self.place.open().await?;
            let again = ledger.back_up(&file, None, now()).await;
            ledger.close().await;
            match again {
                Ok(_) => check_backup(&file, &self.place, &heads, tally).await,
                Err(error) => tally.wrong(format!("backing up again: {error}")),
            }
            Ok(())
        })
    }

    fn restore_into(&self, setting: &Setting, round: u64, target: &Place) -> anyhow::Result<Writer> {
        let task = Task::Restore { file: self.backup.clone() };
        Writer::start(&[], &Orders { place: target.clone(), seed: setting.seed, round, task })
    }

    /// An empty ledger, with the keys of the source.
    fn target(&self, folder: &Path) -> anyhow::Result<Place> {
        std::fs::create_dir_all(folder)?;
        Ok(Place { keys: self.place.keys.clone(), ..self.home.place(folder)? })
    }

    /// True if everything was restored before the end.
    fn kill_while_restoring(
        &self,
        setting: &Setting,
        round: u64,
        dice: &mut Dice,
        tally: &mut Tally,
    ) -> anyhow::Result<bool> {
        let folder = Setting::folder()?;
        let target = self.target(folder.path())?;
        let mut writer = self.restore_into(setting, round, &target)?;
        writer.wait_for(|told| *told == Told::Ready)?;
        std::thread::sleep(dice.time(self.restoring));
        let told = writer.kill()?;
        block_on(async {
            let ledger = target.open().await?;
            let cities = ledger.list_cities().await?.len();
            if told.contains(&Told::Finished) && cities == 0 {
                tally.lost("restoring was acknowledged, and nothing is there");
            }
            if cities == 0 {
                let options = RestoreOptions { known: Vec::new(), rollback: Rollback::Refuse, at: now() };
                if let Err(error) = ledger.restore(&self.backup, &options).await {
                    tally.wrong(format!("restoring again: {error}"));
                }
            }
            ledger.close().await;
            check(&target, &self.told, tally).await?;
            Ok(cities == CITIES.len())
        })
    }
}

/// A backup that is whole, opens with the keys, and reaches as far as was acknowledged.
async fn check_backup(file: &Path, place: &Place, heads: &[(String, u64)], tally: &mut Tally) {
    let options = VerifyOptions { keys: Some(place.key_folder()), ..VerifyOptions::default() };
    match verify_backup(file, &options).await {
        Ok(report) if !report.is_sound() => tally.wrong(format!("the backup is not sound: {report:?}")),
        Ok(report) if !reaches(&report, heads) => tally.lost("the backup ends before what was acknowledged"),
        Ok(_) => {}
        Err(error) => tally.wrong(format!("the backup cannot be read: {error}")),
    }
}

fn reaches(report: &Report, heads: &[(String, u64)]) -> bool {
    heads
        .iter()
        .all(|(name, head)| report.cities.iter().any(|city| city.city == *name && city.head.sequence.number() >= *head))
}
