//! `kijun probe import`: a result from another machine, its signature verified before a word of it is believed, and judged here.

use super::judged::{Found, Judge, Writer};
use super::previous;
use crate::cli::Import;
use crate::console::{Console, Exit};
use anyhow::Context as _;
use probe::signed::PublicKey;
use standard::Text;
use std::io::Write as _;
use std::path::Path;

pub(super) fn run(arguments: &Import, console: &mut Console) -> anyhow::Result<Exit> {
    let name = arguments.file.display().to_string();
    let key = match trusted(&arguments.trust, console)? {
        Ok(key) => key,
        Err(exit) => return Ok(exit),
    };
    let judge = match Judge::open(&arguments.judging, console)? {
        Ok(judge) => judge,
        Err(exit) => return Ok(exit),
    };
    let bytes = std::fs::read(&arguments.file).with_context(|| name.clone())?;
    let verified = match key.verify(&bytes) {
        Ok(verified) => verified,
        Err(rejected) => return Ok(console.problems(&[rejected.problem(&name)])),
    };
    let observations = match previous::read(&name, verified.payload) {
        Ok(observations) => observations,
        Err(problem) => return Ok(console.problems(&[problem])),
    };
    let (by, machine, at) = (&verified.statement.by, &verified.statement.machine, verified.statement.at);
    console.say(&Text::new(
        format!("署名を確かめました: {by}({machine}、{at})"),
        format!("the signature holds: {by} ({machine}, {at})"),
    ));
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

/// The key itself, or a file with it.
pub(super) fn trusted(words: &str, console: &Console) -> anyhow::Result<Result<PublicKey, Exit>> {
    if let Ok(key) = PublicKey::parse(words) {
        return Ok(Ok(key));
    }
    let text = std::fs::read_to_string(Path::new(words)).with_context(|| words.to_owned())?;
    Ok(PublicKey::parse(&text).map_err(|rejected| console.problems(&[rejected.problem(words)])))
}
