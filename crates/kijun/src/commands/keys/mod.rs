//! `kijun keys list | rotate | change | erase`: the keys of the configuration's city. What is destroyed can be looked at first.

mod change;
mod erase;
mod list;
mod rotate;

pub(crate) use change::run as change;
pub(crate) use erase::run as erase;
pub(crate) use list::run as list;
pub(crate) use rotate::run as rotate;

use crate::cli::StoreFlags;
use crate::configuration::Configuration;
use crate::console::Console;
use crate::store;
use ledger::{CityId, KeyFolder, Ledger};

/// Does something with the ledger, the city and the folder of keys of the configuration.
fn with_keys<T>(
    flags: &StoreFlags,
    console: &Console,
    work: impl AsyncFnOnce(&Ledger, &CityId, &KeyFolder) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let configuration = Configuration::load(flags, console)?;
    let (city, folder) = (store::city(&configuration, console)?, KeyFolder::new(&configuration.keys));
    store::block_on(async {
        let ledger = store::open(&configuration, console).await?;
        let done = work(&ledger, &city, &folder).await;
        ledger.close().await;
        done
    })
}
