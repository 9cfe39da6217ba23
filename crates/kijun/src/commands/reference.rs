//! `kijun reference status`: every row of the reference data with its source, and which are not verified.

use crate::cli::{ObjectFormat, ReferenceStatus};
use crate::console::{Console, Exit};
use crate::references::References;
use evidence::reference::StatusRow;
use sheets::explanation::{status_json, status_text};
use std::io::Write as _;

/// Runs the subcommand.
pub(crate) fn status(arguments: &ReferenceStatus, console: &mut Console) -> anyhow::Result<Exit> {
    let rows = rows(&References::new(arguments.reference.folder.as_deref(), console))?;
    let page = match arguments.format {
        ObjectFormat::Json => serde_json::to_string_pretty(&status_json(&rows))? + "\n",
        ObjectFormat::Text => status_text(&rows, arguments.all, console.language, console.width()),
    };
    console.out().write_all(page.as_bytes())?;
    Ok(Exit::Conforms)
}

fn rows(references: &References<'_>) -> anyhow::Result<Vec<StatusRow>> {
    // Every file is read before the first failure ends it: all problems are told at once.
    let parts = [
        references.cryptrec().map(|data| data.status_rows()),
        references.places().map(|data| data.status_rows()),
        references.certification().map(|data| data.status_rows()),
        references.sanitization().map(|data| data.status_rows()),
        references.tls_guideline().map(|data| data.status_rows()),
        references.vocabulary().map(|data| data.status_rows()),
        references.item_guide().map(|data| data.status_rows()),
    ];
    let parts = parts.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    Ok(parts.into_iter().flatten().collect())
}
