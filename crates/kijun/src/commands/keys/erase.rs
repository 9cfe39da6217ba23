//! `kijun keys erase`: the city at the end of its contract. Its keys are destroyed, here and so in every backup; the record of it is
//! printed and kept. There is no way back, so the city's id must be told once more.

use super::with_keys;
use crate::cli::{KeysErase, ObjectFormat};
use crate::console::{Console, Exit};
use jiff::Timestamp;
use ledger::{CityId, Erasure, KeyId};
use serde_json::json;
use standard::Text;
use std::io::Write as _;

/// Runs the subcommand.
pub(crate) fn run(arguments: &KeysErase, console: &mut Console) -> anyhow::Result<Exit> {
    let erasure = with_keys(&arguments.store, console, async |ledger, city, folder| {
        refuse_another(city, &arguments.confirm, console)?;
        if arguments.dry_run {
            let keys = folder.list(city).map_err(|error| console.fault(&error))?;
            let data_keys = ledger.list_data_keys(city).await.map_err(|error| console.fault(&error))?.len();
            tell_plan(city, &keys, data_keys, console);
            return Ok(None);
        }
        Ok(Some(ledger.destroy_keys(city, Timestamp::now()).await.map_err(|error| console.fault(&error))?))
    })?;
    if let Some(erasure) = erasure {
        let page = match arguments.format {
            ObjectFormat::Json => serde_json::to_string_pretty(&as_json(&erasure))? + "\n",
            ObjectFormat::Text => text(&erasure).in_language(console.language).to_owned() + "\n",
        };
        console.out().write_all(page.as_bytes())?;
    }
    Ok(Exit::Conforms)
}

fn refuse_another(city: &CityId, confirmed: &str, console: &Console) -> anyhow::Result<()> {
    if confirmed == city.as_str() {
        return Ok(());
    }
    let message = Text::new(
        format!("確認の識別子が、設定の市「{city}」と違います"),
        format!("the id given to confirm is not the configuration's city, {city}"),
    );
    let hint = Text::new(
        format!("消去は取り消せません。行うなら --confirm {city} とします"),
        format!("an erasure cannot be undone; to go on, give --confirm {city}"),
    );
    Err(console.refuse(&message, &hint).into())
}

fn tell_plan(city: &CityId, keys: &[KeyId], data_keys: usize, console: &Console) {
    let names = keys.iter().map(KeyId::as_str).collect::<Vec<_>>().join("、");
    console.say(&Text::new(
        format!(
            "「{city}」のデータ鍵 {data_keys} 個を消し、市の鍵 {names} を破壊します。記録・証跡・バックアップは誰にも開けなくなります。何も変えていません"
        ),
        format!(
            "would delete {data_keys} data keys of {city} and destroy its keys {names}: nobody could open its records, evidence and backups any more; nothing was changed"
        ),
    ));
}

fn as_json(erasure: &Erasure) -> serde_json::Value {
    let Erasure { city, begun_at, finished_at, head, data_keys, key_ids } = erasure;
    json!({
        "city": city, "begun_at": begun_at.to_string(), "finished_at": finished_at.to_string(),
        "sequence": head.sequence.number(), "hash": head.hash.to_string(), "data_keys": data_keys,
        "key_ids": key_ids.iter().map(KeyId::as_str).collect::<Vec<_>>(),
        "method": "cryptographic erase: wrapped data keys deleted, key-encryption keys overwritten and removed",
    })
}

fn text(erasure: &Erasure) -> Text {
    let Erasure { city, begun_at, finished_at, head, data_keys, key_ids } = erasure;
    let keys = key_ids.iter().map(KeyId::as_str).collect::<Vec<_>>().join("、");
    Text::new(
        format!(
            "消去の記録: 市 {city}\n  開始 {begun_at}、完了 {finished_at}\n  破壊した鍵: 市の鍵 {keys}、データ鍵 {data_keys} 個(暗号化消去)\n  記録の終わり: {} 番、{}",
            head.sequence, head.hash
        ),
        format!(
            "record of erasure: city {city}\n  begun {begun_at}, finished {finished_at}\n  destroyed: city keys {keys}, {data_keys} data keys (cryptographic erase)\n  the stream ended at {}, {}",
            head.sequence, head.hash
        ),
    )
}
