//! The country of an address by the operator's database, where one was given: a hint beside the result.

use crate::console::Console;
use anyhow::Context as _;
use probe::place::{Countries, Hint};
use std::net::IpAddr;
use std::path::Path;

/// Reads the database.
pub(super) fn open(path: Option<&Path>, console: &Console) -> anyhow::Result<Option<Countries>> {
    let Some(path) = path else { return Ok(None) };
    let named = || path.display().to_string();
    let bytes = std::fs::read(path).with_context(named)?;
    let countries = Countries::read(bytes).map_err(|unreadable| console.problems(&[unreadable.problem(&named())]))?;
    Ok(Some(countries))
}

/// What it says of an address. A place of the database that cannot be read says nothing.
pub(super) fn hint(countries: Option<&Countries>, address: IpAddr) -> Option<Hint> {
    countries?.hint(address).ok()
}
