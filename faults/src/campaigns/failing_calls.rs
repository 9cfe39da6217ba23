//! EIO and ENOSPC at the Nth sync and at the Nth write, for every N of a whole life of a ledger: making it, mixed writes, evidence,
//! snapshots, a backup, closing. `strace` counts the calls, then answers the Nth of each thread with the error.

use crate::campaign::{Setting, block_on};
use crate::check::check;
use crate::child::Writer;
use crate::place::{CITIES, Place};
use crate::strace::{count, strace};
use crate::tally::Tally;
use crate::told::Told;
use crate::writer::{Orders, Task};
use anyhow::Context as _;
use ledger::backup::verify_backup;
use ledger::verify::VerifyOptions;
use std::path::Path;

const CALLS: &str = "trace=fsync,fdatasync,write,pwrite64";

/// Every so many-th call is made to fail: the campaign's rounds are that step.
pub(crate) fn run(setting: &Setting, tally: &mut Tally) -> anyhow::Result<()> {
    let step = usize::try_from(setting.rounds)?.max(1);
    for (call, most) in count_calls(setting)? {
        for error in ["EIO", "ENOSPC"] {
            let mut refused = 0;
            for nth in (1..=most).step_by(step) {
                tally.begin(format!("{error} at {call} {nth}"));
                let inject = format!("inject={call}:error={error}:when={nth}");
                refused += u64::from(fail(setting, &["-e", CALLS, "-e", &inject], tally)?);
            }
            let lives = most.div_ceil(step);
            tally.note(format!("{error} at {call}, 1 to {most}: in {refused} of {lives} lives something was refused"));
        }
    }
    Ok(())
}

/// The calls of an undisturbed life.
fn count_calls(setting: &Setting) -> anyhow::Result<Vec<(String, usize)>> {
    let folder = Setting::folder()?;
    let log = folder.path().join("calls");
    let told = live(setting, folder.path(), &log.display().to_string(), &["-e", CALLS])?;
    anyhow::ensure!(told.contains(&Told::Finished), "an undisturbed life does not end well: {told:?}");
    Ok(count(&std::fs::read_to_string(&log).context("the log of calls")?, ""))
}

/// A life with a fault; true if anything was refused in it.
fn fail(setting: &Setting, arguments: &[&str], tally: &mut Tally) -> anyhow::Result<bool> {
    let folder = Setting::folder()?;
    let told = live(setting, folder.path(), "/dev/null", arguments)?;
    tally.take(&told);
    let refused: Vec<&str> = told.iter().filter_map(Told::refusal).map(|(mark, _)| mark).collect();
    if refused.contains(&"making") || refused.contains(&"opening") {
        return Ok(true);
    }
    check_that_nothing_follows_a_failed_write(&told, tally);
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
    Ok(!refused.is_empty())
}

/// What the system did not sync it may have forgotten, and say nothing the next time: so there is no next time.
fn check_that_nothing_follows_a_failed_write(told: &[Told], tally: &mut Tally) {
    let is_failed =
        |line: &Told| line.refusal().is_some_and(|(_, code)| matches!(code, "write-failed" | "ledger-read-only"));
    let after = told.iter().skip_while(|line| !is_failed(line));
    let written = after.filter(|line| matches!(line, Told::Done { .. } | Told::Kept { .. })).count();
    if written > 0 {
        tally.wrong(format!("{written} writes were acknowledged after a failed one"));
    }
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
