//! `kijun standard show`, `check` and `prove`.

use crate::cli::{Check, Prove, Show};
use crate::console::{Console, Exit, Told};
use crate::files;
use sheets::standard_pages::{proof_text, standard_text};
use standard::Text;
use std::io::Write as _;

/// Prints the table.
pub(crate) fn show(arguments: &Show, console: &mut Console) -> anyhow::Result<Exit> {
    if arguments.source && arguments.standard.standard.is_none() {
        console.out().write_all(standard::SENDAI_CLOUD_USE.as_bytes())?;
        return Ok(Exit::Conforms);
    }
    let standard = files::standard(&arguments.standard, console)?;
    if let Some(path) = arguments.standard.standard.as_ref().filter(|_| arguments.source) {
        console.out().write_all(&std::fs::read(path)?)?;
        return Ok(Exit::Conforms);
    }
    let page = standard_text(&standard, console.language, console.width_or(160));
    console.out().write_all(page.as_bytes())?;
    Ok(Exit::Conforms)
}

/// Checks files.
pub(crate) fn check(arguments: &Check, console: &mut Console) -> anyhow::Result<Exit> {
    let mut exit = Exit::Conforms;
    for path in &arguments.files {
        match files::load_standard(Some(path), console) {
            Err(failure) => exit = exit.and(Told::exit(failure)?),
            Ok(standard) => {
                let (id, edition, hash) = (standard.id(), standard.edition(), standard.hash());
                let (items, classes) = (standard.items().len(), standard.classes().len());
                let words = Text::new(
                    format!(
                        "{}: 誤りはありません。{id} {edition}、項目 {items}、分類 {classes}、sha256 {hash}",
                        path.display()
                    ),
                    format!(
                        "{}: no error. {id} {edition}, {items} items, {classes} classes, sha256 {hash}",
                        path.display()
                    ),
                );
                let language = console.language;
                writeln!(console.out(), "{}", words.in_language(language))?;
            }
        }
    }
    Ok(exit)
}

/// Walks every answer pattern.
pub(crate) fn prove(arguments: &Prove, console: &mut Console) -> anyhow::Result<Exit> {
    let standard = files::standard(&arguments.standard, console)?;
    let proof = standard.prove();
    let page = proof_text(&standard, &proof, console.language);
    console.out().write_all(page.as_bytes())?;
    Ok(if proof.holds() { Exit::Conforms } else { Exit::Findings })
}
