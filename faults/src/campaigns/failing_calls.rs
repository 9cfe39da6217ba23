//! EIO and ENOSPC at the Nth sync and at the Nth write, for every N of a whole life of a ledger: making it, mixed writes, evidence,
//! snapshots, a backup, closing. `strace` counts the calls, then answers the Nth with the error.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::{Writer, strace};
use crate::place::{CITIES, Place};
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::Context as _;
use ledger::backup::verify_backup;
use ledger::verify::VerifyOptions;
use std::path::Path;

const SYNCS: &str = "fsync,fdatasync";
const WRITES: &str = "write,pwrite64";

/// Every so many-th call is made to fail: the campaign's rounds are that step.
pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let step = usize::try_from(setting.rounds)?.max(1);
    for calls in [SYNCS, WRITES] {
        let count = count(setting, calls)?;
        for error in ["EIO", "ENOSPC"] {
            let mut reached = 0;
            for nth in (1..=count).step_by(step) {
                tally.begin(format!("{error} at {calls} {nth} of {count}"));
                let inject = format!("inject={calls}:error={error}:when={nth}");
                reached += u64::from(fail(setting, &["-e", &format!("trace={calls}"), "-e", &inject], tally)?);
            }
            tally.note(format!(
                "{error} at {calls}: {count} calls, after {reached} of the faults something was refused"
            ));
        }
    }
    Ok(())
}

/// The calls of an undisturbed life.
fn count(setting: &Setting, calls: &str) -> anyhow::Result<usize> {
    let folder = Setting::folder()?;
    let log = folder.path().join("calls");
    let told = live(setting, folder.path(), &log.display().to_string(), &["-e", &format!("trace={calls}")])?;
    anyhow::ensure!(told.contains(&Told::Finished), "an undisturbed life does not end well: {told:?}");
    let text = std::fs::read_to_string(&log).context("the log of calls")?;
    Ok(text.lines().filter(|line| line.contains(" = ")).count())
}

/// A life with a fault; true if anything was refused in it.
fn fail(setting: &Setting, arguments: &[&str], tally: &mut Tally) -> anyhow::Result<bool> {
    let folder = Setting::folder()?;
    let told = live(setting, folder.path(), "/dev/null", arguments)?;
    tally.count(&told);
    let refused =
        |mark: &str| told.iter().any(|line| matches!(line, Told::Refused { mark: found, .. } if found == mark));
    for line in &told {
        if let Told::Wrong { words } = line {
            tally.wrong(words);
        }
    }
    if refused("making") || refused("opening") {
        return Ok(true);
    }
    if !told.contains(&Told::Finished) {
        tally.wrong("the writer did not come to its end");
    }
    block_on(async {
        check(&Place::in_folder(folder.path()), &told, tally).await?;
        if told.iter().any(|line| matches!(line, Told::BackedUp { .. })) {
            check_backup(folder.path(), tally).await;
        }
        Ok(())
    })?;
    Ok(told.iter().any(|line| matches!(line, Told::Refused { .. })))
}

/// A backup that was said to be complete is.
async fn check_backup(folder: &Path, tally: &mut Tally) {
    match verify_backup(&folder.join("backup"), &VerifyOptions::default()).await {
        Ok(report) if report.is_sound() && report.cities.len() == CITIES.len() => {}
        Ok(report) => tally.wrong(format!("the backup is not sound: {report:?}")),
        Err(error) => tally.wrong(format!("the backup cannot be read: {error}")),
    }
}

fn live(setting: &Setting, folder: &Path, log: &str, arguments: &[&str]) -> anyhow::Result<Vec<Told>> {
    let through = strace(&[&["--seccomp-bpf", "-o", log], arguments].concat());
    let task = Task::WholeLife { backup: folder.join("backup") };
    let orders = Orders { place: Place::in_folder(folder), seed: setting.seed, round: 0, task };
    Ok(Writer::start(&through, &orders)?.finish()?.0)
}
