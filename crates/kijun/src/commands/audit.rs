//! `kijun audit verify` and `kijun audit checkpoint`: that nothing was rewritten, for people who need not trust whoever runs the
//! server. No key is used: the chain is over what is sealed.

use crate::cli::{AuditCheckpoint, AuditVerify, Checkpoints, ObjectFormat};
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store;
use anyhow::Context as _;
use jiff::Timestamp;
use ledger::backup::verify_backup;
use ledger::verify::{Report, VerifyOptions, verify_database};
use ledger::{Checkpoint, SigningKey};
use serde_json::{Value, json};
use standard::Text;
use std::io::Write as _;

/// Runs `audit verify`.
pub(crate) fn verify(arguments: &AuditVerify, console: &mut Console) -> anyhow::Result<Exit> {
    let checkpoints = read_checkpoints(&arguments.known, console)?;
    let options = VerifyOptions { checkpoints, ..VerifyOptions::default() };
    let report = if let Some(backup) = &arguments.backup {
        store::block_on(async { Ok(verify_backup(backup, &options).await.map_err(|error| console.fault(&error))?) })?
    } else {
        let location = store::database(&Configuration::load(&arguments.store, console)?);
        store::block_on(async {
            Ok(verify_database(&location, &options).await.map_err(|error| console.fault(&error))?)
        })?
    };
    show(&report, arguments.format, console)
}

/// Runs `audit checkpoint`.
pub(crate) fn checkpoint(arguments: &AuditCheckpoint, console: &mut Console) -> anyhow::Result<Exit> {
    let configuration = Configuration::load(&arguments.store, console)?;
    let city = store::city(&configuration, console)?;
    let key = SigningKey::open(&configuration.signing_key).map_err(|error| console.fault(&error))?;
    let signed = store::block_on(async {
        let ledger = store::open_to_read(&configuration, console).await?;
        let signed = ledger.checkpoint(&city, &key, Timestamp::now()).await;
        ledger.close().await;
        Ok(signed.map_err(|error| console.fault(&error))?)
    })?;
    if let Some(path) = &arguments.output {
        console.redirect(path)?;
    }
    console.out().write_all(signed.to_json().as_bytes())?;
    Ok(Exit::Conforms)
}

/// Checkpoints from files; each is one only if its signature is right. Whose key signed it is told, and must be the one that was asked
/// for: anybody can sign with a key of his own.
pub(crate) fn read_checkpoints(known: &Checkpoints, console: &Console) -> anyhow::Result<Vec<Checkpoint>> {
    let mut checkpoints = Vec::new();
    for path in &known.checkpoints {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        let checkpoint = Checkpoint::parse(&bytes).map_err(|error| console.fault(&error))?;
        let signer = checkpoint.signer();
        let (name, city, at) = (path.display(), checkpoint.city(), checkpoint.at());
        let sequence = checkpoint.head().sequence;
        console.say(&Text::new(
            format!("{name}: {city} の {sequence} 番まで、{at}、署名の鍵 {signer}"),
            format!("{name}: {city} up to {sequence}, {at}, signed by {signer}"),
        ));
        if known.signed_by.as_ref().is_some_and(|wanted| *wanted != signer) {
            return Err(console.coded("checkpoint-signer", &another_signer()).into());
        }
        checkpoints.push(checkpoint);
    }
    Ok(checkpoints)
}

fn another_signer() -> Text {
    Text::new(
        "チェックポイントが、--signed-by とは別の鍵で署名されています。受け取った公開鍵と比べてください",
        "the checkpoint was signed with another key than --signed-by; compare it with the public key that was handed over",
    )
}

/// What was verified and found. Findings give exit code 1.
pub(crate) fn show(report: &Report, format: ObjectFormat, console: &mut Console) -> anyhow::Result<Exit> {
    let page = match format {
        ObjectFormat::Json => serde_json::to_string_pretty(&json(report))? + "\n",
        ObjectFormat::Text => text(report, console),
    };
    console.out().write_all(page.as_bytes())?;
    Ok(if report.is_sound() { Exit::Conforms } else { Exit::Findings })
}

fn json(report: &Report) -> Value {
    let finding = |finding: &ledger::verify::Finding| {
        let text = finding.text();
        json!({
            "city": finding.city, "code": finding.defect.code(), "sequence": finding.sequence, "through": finding.through,
            "object": finding.object, "ja": text.japanese, "en": text.english,
        })
    };
    let cities = report.cities.iter().map(|city| {
        json!({
            "city": city.city, "sequence": city.head.sequence.number(), "hash": city.head.hash.to_string(),
            "events": city.events, "opened": city.opened, "blobs": city.blobs, "named_blobs": city.named_blobs,
            "stray_blobs": city.stray_blobs, "checkpoints": city.checkpoints,
            "rollbacks": city.rollbacks.len(), "findings": city.findings.iter().map(finding).collect::<Vec<_>>(),
        })
    });
    json!({
        "sound": report.is_sound(),
        "cities": cities.collect::<Vec<_>>(),
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn text(report: &Report, console: &Console) -> String {
    let mut page = String::new();
    let mut line = |japanese: String, english: String| {
        page.push_str(Text::new(japanese, english).in_language(console.language));
        page.push('\n');
    };
    for city in &report.cities {
        let (name, events, head) = (&city.city, city.events, city.head);
        line(
            format!("{name}: {events} 件の記録を確かめました。終わりは {} 番、{}", head.sequence, head.hash),
            format!("{name}: {events} events walked; the stream ends at {}, {}", head.sequence, head.hash),
        );
        line(
            format!(
                "  鍵で開いたもの {} 件、証跡 {} 件、照合したチェックポイント {} 件",
                city.opened, city.blobs, city.checkpoints
            ),
            format!(
                "  opened with keys: {}; evidence: {}; checkpoints compared: {}",
                city.opened, city.blobs, city.checkpoints
            ),
        );
        if city.named_blobs > 0 {
            let named = city.named_blobs;
            line(
                format!("  記録が名指す証跡 {named} 件を開いて照合しました"),
                format!("  evidence named by events, opened and compared: {named}"),
            );
        }
        for stray in &city.stray_blobs {
            line(
                format!("  (注) どの記録も名指さない証跡: {stray}"),
                format!("  (note) evidence that no event names: {stray}"),
            );
        }
        for marker in &city.rollbacks {
            let reason = standard::problem::visible_controls(&marker.reason);
            line(format!("  巻戻しの記録: {reason}"), format!("  rollback on record: {reason}"));
        }
    }
    for finding in report.all_findings() {
        let found = finding.text();
        line(
            format!("✗ [{}] {}", finding.defect.code(), found.japanese),
            format!("✗ [{}] {}", finding.defect.code(), found.english.unwrap_or(found.japanese)),
        );
    }
    if report.is_sound() {
        line(
            "書換え・欠け・入替え・切詰めはありません".to_owned(),
            "nothing was altered, removed, moved or cut".to_owned(),
        );
    } else {
        let count = report.all_findings().count();
        line(format!("異常が {count} 件あります"), format!("{count} findings"));
    }
    page
}
