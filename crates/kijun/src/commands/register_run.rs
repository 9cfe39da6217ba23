//! `kijun register run`: commands as JSON, one a line, carried out one after the other by one actor. For scripts, for trying out the
//! life of a case, and until there are pages for it.

use crate::cli::RegisterRun;
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store::{Purpose, with_city};
use anyhow::Context as _;
use jiff::Timestamp;
use register::Command;
use standard::Text;
use standard::problem::{Place, Problem};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Runs the subcommand: stops at the first refusal; what came before is recorded.
pub(crate) fn run(arguments: &RegisterRun, console: &mut Console) -> anyhow::Result<Exit> {
    let name = arguments.file.display().to_string();
    let text = read(&arguments.file).with_context(|| name.clone())?;
    let commands = parse(&name, &text).map_err(|problem| console.problems(&[problem]))?;
    let actor = &arguments.actor.0;
    let configuration = Configuration::load(&arguments.store, console)?;
    let (events, refused) = with_city(Purpose::Recording, &configuration, console, async |city| {
        let mut recorded = Vec::new();
        for command in commands {
            match city.run(command, actor.clone(), Timestamp::now()).await {
                Ok(done) => recorded.extend(done.events),
                Err(refused) => return Ok((recorded, Some(console.coded(refused.code(), &refused.text()).0))),
            }
        }
        Ok((recorded, None))
    })?;
    for event in &events {
        writeln!(console.out(), "{}", serde_json::to_string(event)?)?;
    }
    let count = events.len();
    console.say(&Text::new(format!("{count} 件を記録しました"), format!("{count} events recorded")));
    Ok(refused.unwrap_or(Exit::Conforms))
}

fn read(path: &Path) -> std::io::Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(path)
}

fn parse(name: &str, text: &str) -> Result<Vec<Command>, Problem> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|error| {
                let place = Place::Text { line: at.saturating_add(1), column: error.column().max(1) };
                let message = Text::new(format!("操作として読めません: {error}"), format!("it is no command: {error}"));
                let hint = Text::new("形は docs/register.md にあります", "docs/register.md shows the forms");
                Problem::error("command-unreadable", name, place, message).with_hint(hint)
            })
        })
        .collect()
}
