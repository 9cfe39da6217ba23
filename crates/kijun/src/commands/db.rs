//! `kijun db verify`: everything that the database and the store of evidence hold, opened with the keys, and the state folded from
//! it. For the operator; an auditor without keys uses `kijun audit verify`. And `kijun db accept-loss`: going on although acknowledged
//! writes are gone.

use super::audit;
use crate::cli::{DbAcceptLoss, DbVerify};
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store;
use jiff::Timestamp;
use ledger::verify::{VerifyOptions, verify_database};
use ledger::{KeyFolder, LostWrites, accept_loss, find_lost_writes};
use standard::Text;
use std::sync::Arc;

/// Runs the subcommand.
pub(crate) fn verify(arguments: &DbVerify, console: &mut Console) -> anyhow::Result<Exit> {
    let configuration = Configuration::load(&arguments.store, console)?;
    let options = VerifyOptions {
        keys: Some(Arc::new(KeyFolder::new(&configuration.keys))),
        blobs: Some(store::evidence(&configuration, console)?),
        checkpoints: Vec::new(),
        naming: Some(runtime::named_blobs),
    };
    let location = store::database(&configuration);
    let report = store::block_on(async {
        Ok(verify_database(&location, &options).await.map_err(|error| console.fault(&error))?)
    })?;
    let verified = audit::show(&report, arguments.format, console)?;
    if verified != Exit::Conforms {
        return Ok(verified);
    }
    let uses = store::with_city(store::Purpose::Looking, &configuration, console, async |city| {
        let state = city.state().await.map_err(|error| console.coded(error.code(), &error.text()))?;
        Ok(state.uses().count())
    })?;
    console.say(&Text::new(
        format!("記録から状態を組み立てました(案件 {uses} 件)"),
        format!("the state folds from the records ({uses} uses)"),
    ));
    Ok(Exit::Conforms)
}

/// Runs `db accept-loss`.
pub(crate) fn accept(arguments: &DbAcceptLoss, console: &Console) -> anyhow::Result<Exit> {
    let configuration = Configuration::load(&arguments.store, console)?;
    let location = store::database(&configuration);
    let lost = store::block_on(async {
        let lost = find_lost_writes(&location).await.map_err(|error| console.fault(&error))?;
        if !arguments.dry_run {
            let accepted = accept_loss(&location, &arguments.reason, Timestamp::now()).await;
            accepted.map_err(|error| console.fault(&error))?;
        }
        Ok(lost)
    })?;
    for LostWrites { city, known, found } in &lost {
        let known = known.sequence;
        console.say(&Text::new(
            format!("{city}: {known} 番まで書かれ、{found} 番まであります"),
            format!("{city}: was written up to {known}, and has {found}"),
        ));
    }
    console.say(&match (lost.is_empty(), arguments.dry_run) {
        (true, _) => Text::new("失われた記録はありません", "no write is lost"),
        (false, true) => Text::new("確かめただけで、何も書いていません", "only looked; nothing was written"),
        (false, false) => Text::new(
            "失われたまま続けることを、理由とともに記録しました(`audit verify` が示します)",
            "that it goes on without them is on record, with the reason (`audit verify` shows it)",
        ),
    });
    Ok(Exit::Conforms)
}
