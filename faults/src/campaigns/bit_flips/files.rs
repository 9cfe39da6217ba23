//! Flips a bit in one of the sample's files and looks at everything.

use super::Outcome;
use super::answers::Answers;
use super::sample::Sample;
use crate::dice::Dice;
use crate::place::{Place, now};
use anyhow::Context as _;
use ledger::backup::{RestoreOptions, Rollback, verify_backup_from};
use ledger::verify::{Report, VerifyOptions};
use ledger::{Fault as _, Ledger};
use std::path::Path;

/// Which file.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Database,
    Log,
    Evidence,
    Backup,
}

/// Flips a bit in a copy; where, and what it came to.
pub(crate) async fn flip(sample: &Sample, part: Part, dice: &mut Dice) -> anyhow::Result<(String, Outcome)> {
    match part {
        Part::Database => {
            let (database, bit) = flipped(&sample.database, dice);
            Ok((format!("database, bit {bit}"), open_and_look(sample, &database, &sample.log).await?))
        }
        Part::Log => {
            let (log, bit) = flipped(&sample.log, dice);
            Ok((format!("log, bit {bit}"), open_and_look(sample, &sample.database, &log).await?))
        }
        Part::Evidence => {
            let path = sample.evidence.get(dice.index(sample.evidence.len())).context("a file")?;
            let (content, bit) = flipped(&std::fs::read(path)?, dice);
            Ok((format!("{}, bit {bit}", path.display()), look_without(sample, path, &content).await?))
        }
        Part::Backup => {
            let (backup, bit) = flipped(&sample.backup, dice);
            Ok((format!("backup, bit {bit}"), look_at_backup(sample, &backup).await?))
        }
    }
}

fn flipped(content: &[u8], dice: &mut Dice) -> (Vec<u8>, u64) {
    let mut content = content.to_vec();
    let bit = dice.below(content.len() as u64 * 8);
    let place = usize::try_from(bit / 8).unwrap_or_default();
    if let Some(byte) = content.get_mut(place) {
        *byte ^= 1 << (bit % 8);
    }
    (content, bit)
}

async fn open_and_look(sample: &Sample, database: &[u8], log: &[u8]) -> anyhow::Result<Outcome> {
    let copy = sample.copy(database, log)?;
    match copy.place.open().await {
        Ok(ledger) => look(sample, &ledger).await,
        Err(error) => Ok(Outcome::Refused { code: error.code().to_owned() }),
    }
}

/// The same for a piece of evidence, in a copy of the folder.
async fn look_without(sample: &Sample, path: &Path, content: &[u8]) -> anyhow::Result<Outcome> {
    let folder = tempfile::TempDir::new()?;
    for file in &sample.evidence {
        let place = folder.path().join(file.strip_prefix(&sample.place.evidence)?);
        std::fs::create_dir_all(place.parent().context("a folder")?)?;
        if file == path { std::fs::write(place, content)? } else { std::fs::hard_link(file, place)? }
    }
    let mut copy = sample.copy(&sample.database, &sample.log)?;
    folder.path().clone_into(&mut copy.place.evidence);
    look(sample, &copy.place.open().await?).await
}

/// Verifies and asks everything.
async fn look(sample: &Sample, ledger: &Ledger) -> anyhow::Result<Outcome> {
    let report = runtime::verify(ledger, &sample.checkpoints).await;
    let answers = Answers::ask(ledger, &sample.blobs).await?;
    ledger.close().await;
    let report = match report {
        Ok(report) => report,
        Err(error) => return Ok(Outcome::Refused { code: error.code().to_owned() }),
    };
    let named = |city: &str| report.all_findings().any(|finding| finding.city == city);
    let mut others = 0;
    for (city, before) in &sample.answers {
        let after = answers.get(city).context("a city")?;
        if after == before {
            others += usize::from(!named(city));
        } else if !named(city) {
            return Ok(match after.first_error() {
                // Evidence that no event names: whoever asks for it is told, and nobody else can know.
                Some(code @ "blob-unknown") if after.is_before_or_error(before) => {
                    Outcome::Refused { code: format!("reader: {code}") }
                }
                _ => Outcome::Wrong(format!("{city} answers otherwise, and verification finds nothing: {report:?}")),
            });
        }
    }
    Ok(match first_code(&report) {
        Some(code) => Outcome::Named { code, others },
        None => Outcome::NoUse,
    })
}

fn first_code(report: &Report) -> Option<String> {
    report.all_findings().next().map(|finding| finding.defect.code().to_owned())
}

/// A backup must be refused, or what is wrong with it named; and a restored ledger must not answer otherwise.
async fn look_at_backup(sample: &Sample, backup: &[u8]) -> anyhow::Result<Outcome> {
    let options = VerifyOptions { keys: Some(sample.place.key_folder()), ..VerifyOptions::default() };
    let outcome = match verify_backup_from(backup, &options).await {
        Ok(report) => match first_code(&report) {
            Some(code) => Outcome::Named { code, others: sample.answers.len() - 1 },
            None => return Ok(Outcome::Wrong("the backup passes".into())),
        },
        Err(error) => Outcome::Refused { code: error.code().to_owned() },
    };
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("backup");
    std::fs::write(&file, backup)?;
    let place = Place { keys: sample.place.keys.clone(), ..Place::in_folder(folder.path()) };
    let ledger = place.open().await?;
    let options = RestoreOptions { known: Vec::new(), rollback: Rollback::Refuse, at: now() };
    let restored = ledger.restore(&file, &options).await;
    let cities = ledger.list_cities().await?.len();
    ledger.close().await;
    Ok(match restored {
        Ok(restored) if restored.findings.is_empty() => {
            Outcome::Wrong("the backup was restored, and nothing said".into())
        }
        Err(_) if cities > 0 => Outcome::Wrong("a part of the backup was restored".into()),
        Ok(_) | Err(_) => outcome,
    })
}
