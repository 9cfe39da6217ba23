//! `kijun db verify`: everything that the database and the store of evidence hold, opened with the keys, and the state folded from
//! it. For the operator; an auditor without keys uses `kijun audit verify`.

use super::audit;
use crate::cli::DbVerify;
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store;
use ledger::KeyFolder;
use ledger::verify::{VerifyOptions, verify_database};
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
    let uses = store::block_on(async {
        let (ledger, city) = store::open_city(&configuration, console).await?;
        let uses = city.state().await.map(|state| state.uses().count());
        ledger.close().await;
        Ok(uses.map_err(|error| console.coded(error.code(), &error.text()))?)
    })?;
    console.say(&Text::new(
        format!("記録から状態を組み立てました(案件 {uses} 件)"),
        format!("the state folds from the records ({uses} uses)"),
    ));
    Ok(Exit::Conforms)
}
