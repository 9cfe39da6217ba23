//! `kijun keys list`: which keys there are, and what they wrap. No key is shown.

use super::with_keys;
use crate::cli::KeysList;
use crate::console::{Console, Exit};
use standard::Text;
use std::io::Write as _;

/// Runs the subcommand.
pub(crate) fn run(arguments: &KeysList, console: &mut Console) -> anyhow::Result<Exit> {
    let (keys, data_keys) = with_keys(&arguments.store, console, async |ledger, city, folder| {
        let keys = folder.list(city).map_err(|error| console.fault(&error))?;
        Ok((keys, ledger.list_data_keys(city).await.map_err(|error| console.fault(&error))?))
    })?;
    let language = console.language;
    let mut line = |japanese: String, english: String| {
        let words = Text::new(japanese, english);
        writeln!(console.out(), "{}", words.in_language(language))
    };
    for (at, key) in keys.iter().enumerate() {
        let is_current = at.saturating_add(1) == keys.len();
        let (now, now_english) = if is_current { (" 使用中", ", in use") } else { ("", "") };
        let wrapped = data_keys.iter().filter(|data_key| data_key.wrapped_with == *key).count();
        line(
            format!("市の鍵 {key}{now}: データ鍵 {wrapped} 個を包む"),
            format!("city key {key}{now_english}: wraps {wrapped} data keys"),
        )?;
    }
    for data_key in &data_keys {
        let (epoch, at, with) = (data_key.epoch, data_key.created_at, &data_key.wrapped_with);
        line(format!("データ鍵 {epoch}: {at}、{with} で包む"), format!("data key {epoch}: {at}, wrapped with {with}"))?;
    }
    Ok(Exit::Conforms)
}
