//! `kijun register attach` and `kijun register evidence`: a document is handed in for a use, listed, and taken out again as it was.

use super::register::load_use;
use crate::cli::{ObjectFormat, RegisterAttach, RegisterEvidence};
use crate::configuration::Configuration;
use crate::console::{Console, Exit};
use crate::store::{Purpose, with_city};
use anyhow::Context as _;
use jiff::Timestamp;
use ledger::BLOB_LIMIT;
use register::{FileName, MediaType, Payload};
use runtime::Document;
use sheets::register_pages::{evidence_json, evidence_text};
use standard::Text;
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Runs `register attach`.
pub(crate) fn attach(arguments: &RegisterAttach, console: &Console) -> anyhow::Result<Exit> {
    let told = |refusal: register::Refusal| console.problems(&[refusal.problem(&arguments.file.display().to_string())]);
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let media_type = arguments.media_type.as_deref().unwrap_or_else(|| media_type_of(&arguments.file));
    let document = Document {
        use_id: arguments.id,
        name: FileName::new(&name).map_err(told)?,
        media_type: MediaType::new(media_type).map_err(told)?,
        content: read(&arguments.file)?,
        document: arguments.document.as_deref().map(str::parse).transpose().map_err(told)?,
        note: arguments.note.as_deref().map(str::parse).transpose().map_err(told)?,
    };
    let configuration = Configuration::load(&arguments.store, console)?;
    let done = with_city(Purpose::Recording, &configuration, console, async |city| {
        let done = city.attach(document, arguments.actor.0.clone(), Timestamp::now()).await;
        Ok(done.map_err(|refused| console.coded(refused.code(), &refused.text()))?)
    })?;
    for event in &done.events {
        let Payload::EvidenceAttached(attached) = &event.event else { continue };
        let (id, number, hash) = (attached.use_id, attached.evidence, attached.hash);
        console.say(&Text::new(
            format!("案件 {id} の証跡 {number} として記録しました。SHA-256 {hash}"),
            format!("recorded as evidence {number} of {id}; SHA-256 {hash}"),
        ));
    }
    Ok(Exit::Conforms)
}

/// Runs `register evidence`.
pub(crate) fn evidence(arguments: &RegisterEvidence, console: &mut Console) -> anyhow::Result<Exit> {
    let (id, number) = (arguments.id, arguments.number);
    let configuration = Configuration::load(&arguments.store, console)?;
    let page = with_city(Purpose::Looking, &configuration, console, async |city| {
        let coded = |error: runtime::EvidenceError| console.coded(error.code(), &error.text());
        if let Some(number) = number {
            return Ok(city.read_evidence(id, number).await.map_err(coded)?.1);
        }
        let state = city.state().await.map_err(|error| console.coded(error.code(), &error.text()))?;
        let of = load_use(&state, id, console)?;
        Ok(match arguments.format {
            ObjectFormat::Text => evidence_text(of, console.language, console.width()).into_bytes(),
            ObjectFormat::Json => (serde_json::to_string_pretty(&evidence_json(of))? + "\n").into_bytes(),
        })
    })?;
    if let Some(path) = &arguments.output {
        console.redirect(path)?;
    }
    console.out().write_all(&page)?;
    Ok(Exit::Conforms)
}

/// A file within the bound of evidence; the ledger refuses what is beyond it.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut content = Vec::new();
    let limit = BLOB_LIMIT as u64 + 1;
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    file.take(limit).read_to_end(&mut content).with_context(|| path.display().to_string())?;
    Ok(content)
}

/// What the ending of a name says; nothing is looked into.
fn media_type_of(path: &Path) -> &'static str {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "toml" => "application/toml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
