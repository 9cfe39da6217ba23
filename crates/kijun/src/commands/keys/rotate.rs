//! `kijun keys rotate`: what is recorded from now on is sealed with a new data key. Older data keys stay, for what they sealed.

use super::with_keys;
use crate::cli::KeysRotate;
use crate::console::{Console, Exit};
use jiff::Timestamp;
use standard::Text;

/// Runs the subcommand.
pub(crate) fn run(arguments: &KeysRotate, console: &Console) -> anyhow::Result<Exit> {
    let epoch = with_keys(&arguments.store, console, async |ledger, city, _| {
        Ok(ledger.rotate_data_key(city, Timestamp::now()).await.map_err(|error| console.fault(&error))?)
    })?;
    console.say(&Text::new(
        format!("これからの記録はデータ鍵 {epoch} で封じます"),
        format!("what is recorded from now on is sealed with data key {epoch}"),
    ));
    Ok(Exit::Conforms)
}
