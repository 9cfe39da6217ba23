//! `kijun keys change`: a new key of the city around every data key, and the old one destroyed. Broken off, it is finished by running
//! it again.

use super::with_keys;
use crate::cli::KeysChange;
use crate::console::{Console, Exit};
use ledger::{KeyChange, KeyId, SystemRandomness};
use standard::Text;

/// Runs the subcommand.
pub(crate) fn run(arguments: &KeysChange, console: &Console) -> anyhow::Result<Exit> {
    let change = with_keys(&arguments.store, console, async |ledger, city, folder| {
        let change = if arguments.dry_run {
            ledger.plan_key_change(city, folder).await
        } else {
            ledger.change_key(city, folder, &SystemRandomness).await
        };
        Ok(change.map_err(|error| console.fault(&error))?)
    })?;
    tell(&change, arguments.dry_run, console);
    Ok(Exit::Conforms)
}

fn tell(change: &KeyChange, is_dry: bool, console: &Console) {
    let destroys = change.destroys.iter().map(KeyId::as_str).collect::<Vec<_>>().join("、");
    let rewraps = change.rewraps;
    if !change.makes {
        console.say(&Text::new("途中で止まった交代の続きです", "this finishes a change that was broken off"));
    }
    console.say(&if is_dry {
        Text::new(
            format!(
                "データ鍵 {rewraps} 個を新しい市の鍵で包み直し、古い鍵 {destroys} を破壊します。何も変えていません"
            ),
            format!("would wrap {rewraps} data keys with a new key and destroy {destroys}; nothing was changed"),
        )
    } else {
        Text::new(
            format!("データ鍵 {rewraps} 個を新しい市の鍵で包み直し、古い鍵 {destroys} を破壊しました"),
            format!("{rewraps} data keys were wrapped with a new key, and {destroys} was destroyed"),
        )
    });
    console.say(&Text::new(
        "古い鍵で包んだバックアップは、破壊のあとは誰にも開けません。新しいバックアップを作り、鍵フォルダの控えも入れ替えます",
        "backups made before cannot be opened by anybody once the old key is gone: make a new one, and replace the copy of the folder of keys",
    ));
}
