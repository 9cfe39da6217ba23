//! The power goes in the middle of mixed writes: the ledger is on a small disk whose unsynced pages stay in memory; the writer is
//! killed, and the disk is copied as it is before those pages reach it. The copy is what a machine finds when the power is back.
//! Models the loss of whatever was not synced; not sectors torn in two, nor disks that lie about syncing. The control does lie:
//! with syncs that do nothing the same rounds must lose writes, or they would show nothing.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::image::{Image, run as run_program};
use crate::place::Place;
use crate::strace::strace;
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::ensure;
use std::path::Path;
use std::time::Duration;

/// The size of the disk.
const MEGABYTES: u64 = 64;

/// What puts pages on a disk.
const SYNCS: &str = "fsync,fdatasync,sync_file_range";

const HANDS: u64 = 3;

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    for round in 0..setting.rounds {
        cut(setting, round, &[], tally)?;
    }
    Ok(())
}

/// The same with syncs that do nothing.
pub(crate) fn run_control(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let trace = format!("trace={SYNCS}");
    let inject = format!("inject={SYNCS}:retval=0");
    // `-D`: the writer stays this process's child, so that the kill meets it.
    let lying = strace(&["-D", "-o", "/dev/null", "-e", &trace, "-e", &inject]);
    let mut noticed = 0;
    for round in 0..setting.rounds {
        tally.begin(format!("control {round}"));
        let mut of_round = Tally::silent();
        cut(setting, round, &lying, &mut of_round)?;
        noticed += u64::from(of_round.violations() > 0);
    }
    tally.note(format!("syncs that do nothing: {noticed} of {} rounds lost writes, as they must", setting.rounds));
    if noticed < setting.rounds {
        tally.wrong(format!("{} rounds lost nothing: the campaign would not notice", setting.rounds - noticed));
    }
    Ok(())
}

fn cut(setting: &Setting, round: u64, through: &[String], tally: &mut Tally) -> anyhow::Result<()> {
    tally.begin(format!("round {round}"));
    let mut dice = Dice::new(setting.seed, round);
    let folder = Setting::folder()?;
    let (disk, copy) = (folder.path().join("disk"), folder.path().join("copy"));
    Image::make(&disk, MEGABYTES)?;
    let told = write_and_cut(setting, round, through, &mut dice, folder.path())?;
    ensure!(told.contains(&Told::Ready), "the writer wrote nothing");
    tally.take(&told);
    let found = Image::mount(&copy, &folder.path().join("found"))?;
    block_on(check(&place(&found, folder.path()), &told, tally))
}

/// Writes on the disk until the power goes; the disk as it is then is `copy`.
fn write_and_cut(
    setting: &Setting,
    round: u64,
    through: &[String],
    dice: &mut Dice,
    folder: &Path,
) -> anyhow::Result<Vec<Told>> {
    let (disk, copy) = (folder.join("disk"), folder.join("copy"));
    let image = Image::mount(&disk, &folder.join("mount"))?;
    let place = place(&image, folder);
    place.make_and_close()?;
    // What was there before the writer came is on the disk, whether syncing lies or not.
    run_program("sync", &["-f", &image.mount.display().to_string()])?;
    let task = Task::Write { hands: HANDS };
    let mut writer = Writer::start(through, &Orders { place, seed: setting.seed, round, task })?;
    writer.wait_for_acknowledgements(1 + dice.below(80))?;
    std::thread::sleep(dice.time(Duration::from_millis(20)));
    let told = writer.kill()?;
    run_program("cp", &["--sparse=always", &disk.display().to_string(), &copy.display().to_string()])?;
    Ok(told)
}

/// Database and evidence on the disk; the keys are on another, as the documentation asks for.
fn place(image: &Image, folder: &Path) -> Place {
    Place { keys: folder.join("keys"), ..Place::in_folder(&image.mount) }
}
