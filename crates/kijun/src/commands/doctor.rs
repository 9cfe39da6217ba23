//! `kijun doctor`: the configuration that the server would use, looked at piece by piece: what is wrong, and how to mend it. Changes
//! nothing.

use crate::cli::StoreFlags;
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store;
use ledger::{Fault as _, KeyFolder, KeyRing as _, SigningKey};
use runtime::City;
use standard::Text;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::Arc;

/// What was looked at: `Ok` says how it stands, `Err` what is wrong and how to mend it.
type Look = (Text, Result<Text, Text>);

/// Runs the subcommand. Anything wrong gives exit code 1.
pub(crate) fn run(flags: &StoreFlags, console: &mut Console) -> anyhow::Result<Exit> {
    let configuration = Configuration::load(flags, console)?;
    let looks = store::block_on(async { Ok(look(&configuration, console).await) })?;
    let sound = looks.iter().all(|(_, found)| found.is_ok());
    let language = console.language;
    for (what, found) in &looks {
        let (mark, text) = match found {
            Ok(text) => ("○", text),
            Err(text) => ("×", text),
        };
        let line = format!("{mark} {}: {}", what.in_language(language), text.in_language(language));
        writeln!(console.out(), "{}", standard::problem::visible_controls(&line))?;
    }
    Ok(if sound { Exit::Conforms } else { Exit::Findings })
}

async fn look(configuration: &Configuration, console: &Console) -> Vec<Look> {
    let file = configuration.file.display().to_string();
    let mut looks = vec![(Text::new("設定", "configuration"), Ok(Text::untranslated(file)))];
    let Ok(city) = store::city(configuration, console) else { return looks };
    let keys = KeyFolder::new(&configuration.keys);
    looks.push((
        Text::new("鍵", "keys"),
        match keys.current(&city).await {
            Ok(key) => Ok(Text::untranslated(format!("{} ({})", configuration.keys.display(), key.id()))),
            Err(error) => Err(error.text()),
        },
    ));
    looks.push((Text::new("鍵の権限", "permissions of keys"), permissions(&configuration.keys)));
    looks.push((
        Text::new("署名の鍵", "signing key"),
        match SigningKey::open(&configuration.signing_key) {
            Ok(_) => Ok(Text::untranslated(configuration.signing_key.display().to_string())),
            Err(error) => Err(error.text()),
        },
    ));
    let Ok(ledger) = store::open_to_read(configuration, console).await else {
        let wrong = Text::new("開けません(上の説明を見てください)", "does not open (see above)");
        looks.push((Text::new("データベース", "database"), Err(wrong)));
        return looks;
    };
    looks.push((Text::new("データベース", "database"), Ok(Text::new("開けます", "opens"))));
    let opened = match store::world(configuration, console) {
        Ok(world) => Some(City::open(ledger.clone(), city, Arc::new(world)).await),
        Err(_) => None,
    };
    looks.push((
        Text::new("基準と参照データ", "standard and reference data"),
        match &opened {
            Some(_) => Ok(Text::new("読めます", "can be read")),
            None => Err(Text::new("読めません(上の説明を見てください)", "cannot be read (see above)")),
        },
    ));
    if let Some(opened) = opened {
        looks.push((
            Text::new("記録", "records"),
            match opened {
                Ok(opened) => match opened.state().await {
                    Ok(state) => Ok(Text::new(
                        format!("{} 番まで、案件 {} 件", state.sequence(), state.uses().count()),
                        format!("up to {}, {} uses", state.sequence(), state.uses().count()),
                    )),
                    Err(error) => Err(error.text()),
                },
                Err(error) => Err(error.text()),
            },
        ));
    }
    ledger.close().await;
    looks
}

/// Keys that others on this machine can read are keys no more.
fn permissions(folder: &Path) -> Result<Text, Text> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        let path = folder.display();
        Text::new(format!("{path} を読めません: {error}"), format!("{path} cannot be read: {error}"))
    })?;
    let open: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.mode() & 0o077 != 0))
        .map(|entry| entry.path().display().to_string())
        .collect();
    if open.is_empty() {
        return Ok(Text::new("持ち主だけが読めます", "only the owner can read them"));
    }
    let open = open.join(", ");
    Err(Text::new(
        format!("ほかの利用者も読めます。`chmod 600 {open}` で直します"),
        format!("others can read them; mend it with `chmod 600 {open}`"),
    ))
}
