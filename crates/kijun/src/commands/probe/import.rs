//! `kijun probe import`: a result from another machine, its signature verified before a word of it is believed, and judged here.

use super::judged::{Found, Judge, Writer};
use crate::cli::Import;
use crate::console::{Console, Exit};
use crate::observations;
use standard::Text;
use std::io::Write as _;

pub(super) fn run(arguments: &Import, console: &mut Console) -> anyhow::Result<Exit> {
    let judge = Judge::open(&arguments.judging, console)?;
    let (observations, statement) = observations::open(&arguments.file, Some(&arguments.trust), console)?;
    if let Some(statement) = statement {
        let (by, machine, at) = (&statement.by, &statement.machine, statement.at);
        console.say(&Text::new(
            format!("署名を確かめました: {by}({machine}、{at})"),
            format!("the signature holds: {by} ({machine}, {at})"),
        ));
    }
    if let Some(path) = &arguments.judging.output {
        console.redirect(path)?;
    }
    let mut writer = Writer::new(&judge, arguments.judging.format);
    for observation in observations {
        writer.take(&[Found::imported(observation)], console)?;
    }
    let (document, exit) = writer.finish()?;
    console.out().write_all(document.unwrap_or_default().as_bytes())?;
    Ok(exit)
}
