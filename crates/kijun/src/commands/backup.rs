//! `kijun backup create | verify | restore`. A backup holds what is sealed and no key: without the keys it cannot be read, so they
//! are kept apart from it.

use super::audit;
use crate::cli::{BackupCreate, BackupRestore, BackupVerify, ObjectFormat};
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store;
use jiff::Timestamp;
use ledger::backup::{RestoreOptions, Rollback, verify_backup};
use ledger::verify::{Finding, Report, VerifyOptions};
use ledger::{KeyFolder, SigningKey};
use standard::Text;
use standard::problem::visible_controls;
use std::path::Path;
use std::sync::Arc;

/// Runs `backup create`.
pub(crate) fn create(arguments: &BackupCreate, console: &mut Console) -> anyhow::Result<Exit> {
    let configuration = Configuration::load(&arguments.store, console)?;
    let key = SigningKey::open(&configuration.signing_key).map_err(|error| console.fault(&error))?;
    let made = store::block_on(async {
        let ledger = store::open_to_read(&configuration, console).await?;
        let made = ledger.back_up(&arguments.output, Some(&key), Timestamp::now()).await;
        ledger.close().await;
        Ok(made.map_err(|error| console.fault(&error))?)
    })?;
    let (path, cities) = (arguments.output.display(), made.cities.len());
    let (events, blobs, bytes) = (made.events, made.blobs, made.bytes);
    console.say(&Text::new(
        format!(
            "{path}: 市 {cities}、記録 {events} 件、証跡 {blobs} 件、{bytes} バイト。鍵は入っていません(別に保管します)"
        ),
        format!("{path}: {cities} cities, {events} events, {blobs} evidence files, {bytes} bytes; no key is in it"),
    ));
    Ok(tell(&made.findings, console))
}

/// Runs `backup verify`.
pub(crate) fn verify(arguments: &BackupVerify, console: &mut Console) -> anyhow::Result<Exit> {
    let checkpoints = audit::read_checkpoints(&arguments.backup.known, console)?;
    let mut options = VerifyOptions { checkpoints, ..VerifyOptions::default() };
    if arguments.with_keys {
        let configuration = Configuration::load(&arguments.backup.store, console)?;
        options.keys = Some(Arc::new(KeyFolder::new(&configuration.keys)));
        options.naming = Some(runtime::named_blobs);
    }
    audit::show(&verified(&arguments.backup.file, &options, console)?, arguments.format, console)
}

/// Runs `backup restore`.
pub(crate) fn restore(arguments: &BackupRestore, console: &mut Console) -> anyhow::Result<Exit> {
    let known = audit::read_checkpoints(&arguments.backup.known, console)?;
    if arguments.dry_run {
        let options = VerifyOptions { checkpoints: known, ..VerifyOptions::default() };
        let report = verified(&arguments.backup.file, &options, console)?;
        console.say(&Text::new("確かめただけで、何も書いていません", "only checked; nothing was written"));
        return audit::show(&report, ObjectFormat::Text, console);
    }
    let configuration = Configuration::load(&arguments.backup.store, console)?;
    let rollback = match &arguments.accept_rollback {
        Some(reason) => Rollback::Accept { reason: reason.clone() },
        None => Rollback::Refuse,
    };
    let options = RestoreOptions { known, rollback, at: Timestamp::now() };
    let restored = store::block_on(async {
        let ledger = store::open_or_begin(&configuration, console).await?;
        let restored = ledger.restore(&arguments.backup.file, &options).await;
        ledger.close().await;
        Ok(restored.map_err(|error| console.fault(&error))?)
    })?;
    for (city, head) in &restored.cities {
        let (sequence, hash) = (head.sequence, head.hash);
        console.say(&Text::new(
            format!("{city}: {sequence} 番まで戻しました({hash})"),
            format!("{city}: restored up to {sequence} ({hash})"),
        ));
    }
    for marker in &restored.rollbacks {
        let reason = visible_controls(&marker.reason);
        console.say(&Text::new(
            format!("チェックポイントより前に戻したことを記録しました: {reason}"),
            format!("going back behind a checkpoint was recorded: {reason}"),
        ));
    }
    Ok(tell(&restored.findings, console))
}

fn verified(file: &Path, options: &VerifyOptions, console: &Console) -> anyhow::Result<Report> {
    store::block_on(async { Ok(verify_backup(file, options).await.map_err(|error| console.fault(&error))?) })
}

/// Tells what a backup lacks.
fn tell(findings: &[Finding], console: &Console) -> Exit {
    for finding in findings {
        console.say(&finding.text());
    }
    if findings.is_empty() { Exit::Conforms } else { Exit::Findings }
}
