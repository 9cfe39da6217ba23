//! The clock goes back a day, and forward ten years, while the ledger goes on: nothing is lost, a time before the last event is
//! refused with `time-went-back` and one far after it with `time-leapt`, reading goes on, and when the clock is right again so does
//! writing.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::dice::Dice;
use crate::place::Place;
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::Context as _;
use std::path::PathBuf;

/// What a faulty clock says, and with which code commands are refused under it.
const LEAPS: [(&str, Option<&str>); 5] =
    [("+0", None), ("-1d", Some("time-went-back")), ("+0", None), ("+10y", Some("time-leapt")), ("+0", None)];

pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    for life in 0..setting.rounds.div_ceil(2) {
        let folder = Setting::folder()?;
        let place = Place::in_folder(folder.path());
        place.make_and_close()?;
        let mut told = Vec::new();
        for (number, (leap, refusal)) in (0..).zip(LEAPS) {
            let round = life * LEAPS.len() as u64 + number;
            let words = format!("life {life}, clock {leap}");
            if leap == "+0" {
                tally.same_round(words);
            } else {
                tally.begin(words);
            }
            let orders = Orders { place: place.clone(), seed: setting.seed, round, task: Task::Write { hands: 2 } };
            let of_leap = write_under(leap, refusal, &orders, tally)?;
            told.extend(of_leap);
            block_on(check(&place, &told, tally))?;
        }
    }
    Ok(())
}

fn write_under(leap: &str, refusal: Option<&str>, orders: &Orders, tally: &mut Tally) -> anyhow::Result<Vec<Told>> {
    let is_accepted = refusal.is_none();
    // Not by the program `faketime`: it would stand between, and be what is killed.
    let (library, leap) = (format!("LD_PRELOAD={}", library()?.display()), format!("FAKETIME={leap}"));
    let through = ["env", "FAKETIME_DONT_FAKE_MONOTONIC=1", &leap, &library].map(str::to_owned);
    let mut writer = Writer::start(&through, orders)?;
    let mut dice = Dice::new(orders.seed, orders.round);
    for _ in 0..5 + dice.below(30) {
        let is_event = |told: &Told| matches!(told, Told::Done { .. } | Told::Refused { .. });
        writer.wait_for(is_event)?;
    }
    if !is_accepted {
        // What is read meanwhile is all that there is.
        writer.wait_for(|told| matches!(told, Told::Read { .. }))?;
    }
    let told = writer.kill()?;
    tally.take(&told);
    for line in &told {
        match (line, line.refusal()) {
            (Told::Done { mark, .. }, _) if !is_accepted => {
                tally.wrong(format!("{mark} was accepted under a wrong clock"));
            }
            (_, Some((mark, code))) if refusal != Some(code) => {
                tally.wrong(format!("{mark} was refused: {code}"));
            }
            (_, _) => {}
        }
    }
    Ok(told)
}

/// The library of `faketime` for programs with threads; its folder is named after the machine.
fn library() -> anyhow::Result<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib")?.filter_map(Result::ok);
    let mut libraries = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    libraries.find(|path| path.exists()).context("libfaketime is not there; scripts/install-test-packages installs it")
}
