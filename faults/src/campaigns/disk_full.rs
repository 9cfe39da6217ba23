//! The disk is full in the middle of mixed writes, and has space again: writes are refused with `disk-full`, reading goes on, and
//! the same process writes again. On a small ext4 disk.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::image::Image;
use crate::place::Place;
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// The size of the disk, and how often it is filled before a new one is taken.
const MEGABYTES: u64 = 48;
const ROUNDS_OF_A_DISK: u64 = 3;

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let mut round = 0;
    while round < setting.rounds {
        let folder = Setting::folder()?;
        let disk = folder.path().join("disk");
        Image::make(&disk, MEGABYTES)?;
        let image = Image::mount(&disk, &folder.path().join("mount"))?;
        let place = Place { keys: folder.path().join("keys"), ..Place::in_folder(&image.mount) };
        place.make_and_close()?;
        let orders = Orders { place: place.clone(), seed: setting.seed, round, task: Task::Write { hands: 2 } };
        let mut writer = Writer::start(&[], &orders)?;
        for _ in 0..ROUNDS_OF_A_DISK {
            tally.begin(format!("round {round}"));
            fill_and_free(&mut writer, &image.mount.join("ballast"), &mut Dice::new(setting.seed, round))?;
            round += 1;
        }
        let told = writer.kill()?;
        tally.take(&told);
        let others = told.iter().filter_map(Told::refusal).filter(|(_, code)| *code != "disk-full");
        others.for_each(|(mark, code)| tally.wrong(format!("{mark} was refused: {code}")));
        block_on(check(&place, &told, tally))?;
    }
    Ok(())
}

fn fill_and_free(writer: &mut Writer, ballast: &Path, dice: &mut Dice) -> anyhow::Result<()> {
    writer.wait_for_acknowledgements(1 + dice.below(20))?;
    let is_refused = |told: &Told| told.refusal().is_some();
    let mut file = File::create(ballast)?;
    loop {
        fill(&mut file)?;
        // The last pages are for whoever is first.
        if writer.listen().any(|told| is_refused(&told)) {
            break;
        }
    }
    for _ in 0..=dice.below(20) {
        writer.wait_for(is_refused)?;
    }
    writer.wait_for(|told| matches!(told, Told::Read { .. }))?;
    drop(file);
    std::fs::remove_file(ballast)?;
    writer.wait_for_acknowledgements(10)
}

fn fill(file: &mut File) -> anyhow::Result<()> {
    let block = [7; 16 * 1024];
    for length in [block.len(), 512] {
        loop {
            match file.write(block.get(..length).unwrap_or_default()) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => return Err(error.into()),
            }
        }
    }
    // Space that is only promised does not fill a disk.
    match file.sync_all() {
        Err(error) if error.kind() != ErrorKind::StorageFull => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
