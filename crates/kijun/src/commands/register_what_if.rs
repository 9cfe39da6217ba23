//! `kijun register what-if`: the whole register judged again under something else. Who flips, and why; nothing is recorded.

use crate::cli::{ObjectFormat, RegisterWhatIf};
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::references::References;
use crate::store::{Purpose, with_city};
use crate::{files, store};
use register::{Line, WhatIf, what_if};
use sheets::register_pages as pages;
use std::io::Write as _;

/// Runs the subcommand. Flips give exit code 1.
pub(crate) fn run(arguments: &RegisterWhatIf, console: &mut Console) -> anyhow::Result<Exit> {
    let configuration = Configuration::load(&arguments.store, console)?;
    let mut world = store::world(&configuration, console)?;
    let mut supposed =
        WhatIf { standard: None, readings: None, references: None, on: arguments.on.unwrap_or_else(files::today) };
    let told = |refusal: register::Refusal| console.coded(refusal.code, &refusal.message);
    if let Some(path) = &arguments.standard {
        let standard = files::load_standard(Some(path), console)?;
        supposed.standard = Some((standard.id().parse().map_err(told)?, standard.edition().parse().map_err(told)?));
        world = world.with_standard(standard);
    }
    if let Some(folder) = &arguments.reference {
        let data = References::new(Some(folder), console).edition()?;
        supposed.references = Some(data.edition.clone());
        world = world.with_references(data);
    }
    if !arguments.readings.is_empty() {
        let readings: Result<Vec<Line>, _> = arguments.readings.iter().map(|words| words.parse()).collect();
        supposed.readings = Some(readings.map_err(told)?);
    }
    let outlook = with_city(Purpose::Looking, &configuration, console, async |city| {
        let state = city.state().await.map_err(|error| console.coded(error.code(), &error.text()))?;
        Ok(what_if(&state, &world, &supposed).map_err(told)?)
    })?;
    let page = match arguments.format {
        ObjectFormat::Text => pages::outlook_text(&outlook, supposed.on, console.language, console.width()),
        ObjectFormat::Json => serde_json::to_string_pretty(&pages::outlook_json(&outlook))? + "\n",
    };
    console.out().write_all(page.as_bytes())?;
    Ok(if outlook.flips.is_empty() && outlook.not_judged.is_empty() { Exit::Conforms } else { Exit::Findings })
}
