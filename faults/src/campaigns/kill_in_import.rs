//! kill -9 in the middle of `kijun register import`: what was opened is whole, and running it again completes it, with no use
//! twice and none missing.

use crate::campaign::{Setting, block_on};
use crate::dice::Dice;
use crate::place::{Place, world};
use crate::stopwatch;
use crate::tally::Tally;
use anyhow::{Context as _, ensure};
use jiff::Timestamp;
use runtime::City;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Rows of the imported register; every third has a declaration.
const ROWS: usize = 600;

const DECLARATION: &str = include_str!("../../../examples/declarations/document-cloud.toml");

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let folder = Setting::folder()?;
    let csv = write_register(folder.path())?;
    let undisturbed = Imported::begin(&folder.path().join("undisturbed"))?;
    let start = stopwatch::now();
    ensure!(undisturbed.import(&csv)?.wait()?.success(), "an undisturbed import does not end well");
    let longest = start.elapsed();
    ensure!(block_on(undisturbed.look(tally))? == (ROWS, ROWS / 3), "an undisturbed import is not complete");
    let mut in_the_middle = 0;
    for round in 0..setting.rounds {
        tally.begin(format!("round {round}"));
        let time = Dice::new(setting.seed, round).time(longest);
        let of_round = Imported::begin(&folder.path().join(round.to_string()))?;
        in_the_middle += u64::from(of_round.kill_and_repeat(&csv, time, tally)?);
        std::fs::remove_dir_all(&of_round.folder)?;
    }
    tally.note(format!("killed when some of the {ROWS} rows were there and some not: {in_the_middle} times"));
    Ok(())
}

fn write_register(folder: &Path) -> anyhow::Result<PathBuf> {
    std::fs::write(folder.join("declaration.toml"), DECLARATION)?;
    let mut csv = "サービス,事業者,運営者,利用目的,情報,管理者,契約期間,分類の理由,申告\n".to_owned();
    for row in 0..ROWS {
        let (service, declaration) = (row % 40, if row % 3 == 0 { "declaration.toml" } else { "" });
        writeln!(
            csv,
            "クラウド{service},株式会社見本{service},,文書の保管 {row},議事録:Ⅱ、起案文書:Ⅰ,manager,2026-04-01〜2027-03-31,,{declaration}"
        )?;
    }
    let path = folder.join("register.csv");
    std::fs::write(&path, csv)?;
    Ok(path)
}

/// A city that a register is imported into.
struct Imported {
    folder: PathBuf,
}

impl Imported {
    fn begin(folder: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new(Setting::beside("kijun")?);
        command.args(["init", "--city", "sendai", "--folder"]).arg(folder).stderr(Stdio::null());
        ensure!(command.status()?.success(), "`kijun init` fails");
        Ok(Self { folder: folder.to_owned() })
    }

    fn kijun(&self, words: &[&str]) -> anyhow::Result<Command> {
        let mut command = Command::new(Setting::beside("kijun")?);
        command.args(words).arg("--config").arg(self.folder.join("kijun.toml"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(command)
    }

    fn import(&self, csv: &Path) -> anyhow::Result<Child> {
        let mut command = self.kijun(&["register", "import", "--as", "officer-a@officer@mayor"])?;
        command.arg(csv).spawn().context("kijun register import")
    }

    /// True if the kill met the import when a part of it was done.
    fn kill_and_repeat(&self, csv: &Path, time: Duration, tally: &mut Tally) -> anyhow::Result<bool> {
        let mut importing = self.import(csv)?;
        std::thread::sleep(time);
        // It may have ended by itself.
        let _ = importing.kill();
        importing.wait()?;
        let (uses, declared) = block_on(self.look(tally))?;
        if !self.kijun(&["db", "verify"])?.status()?.success() {
            tally.wrong("`kijun db verify` finds something");
        }
        if !self.import(csv)?.wait()?.success() {
            tally.wrong("importing again fails");
        }
        let complete = block_on(self.look(tally))?;
        if complete == (ROWS, ROWS / 3) {
            tally.acknowledged += ROWS as u64;
        } else {
            tally.half_done(format!("after importing again there are {complete:?} uses and declarations"));
        }
        Ok(uses > 0 && declared < ROWS / 3)
    }

    /// How many uses and how many of them with a declaration; none twice.
    async fn look(&self, tally: &mut Tally) -> anyhow::Result<(usize, usize)> {
        let start = stopwatch::now();
        let database = self.folder.join("kijun.db").display().to_string();
        let place = Place { database, ..Place::in_folder(&self.folder) };
        let ledger = place.open().await.context("opening")?;
        let city = City::open(ledger.clone(), "sendai".parse()?, world()?).await.context("opening the city")?;
        tally.ready(start.elapsed());
        let counted = {
            let state = city.state().await?;
            let folded = runtime::read_as_of(&ledger, city.id(), Timestamp::MAX).await?;
            if folded != *state {
                tally.wrong("the state is not the fold of the stream");
            }
            let mut purposes = BTreeSet::new();
            if !state.uses().all(|of| purposes.insert(of.profile.purpose.as_str().to_owned())) {
                tally.half_done("a use is there twice");
            }
            if state.uses().any(|of| of.declarations.len() > 1) {
                tally.half_done("a declaration is there twice");
            }
            (purposes.len(), state.uses().filter(|of| !of.declarations.is_empty()).count())
        };
        ledger.close().await;
        Ok(counted)
    }
}
