//! The part of `kijun judge` that takes a declaration: its facts are settled on a day, and the answers judged.

use crate::files;
use evidence::declaration::{Declaration, read_declaration};
use evidence::settle::{References, Settlement, settle};
use jiff::civil::Date;
use standard::document::{Notation, Source, Value};
use standard::problem::{Place, Problem};
use standard::{ClassIndex, Standard, Text};

/// A declaration whose facts were settled, and the class to judge it as.
pub(crate) struct Settled {
    pub(crate) declaration: Declaration,
    pub(crate) settlement: Settlement,
    pub(crate) class: ClassIndex,
}

/// Is it a declaration? It begins with the version of its format; a document of answers has none.
pub(crate) fn is_declaration(name: &str, text: &str, notation: Notation) -> bool {
    match Source::new(name, text).parse(notation) {
        Ok(tree) => matches!(tree.value, Value::Table(entries) if entries.iter().any(|entry| entry.key == "format")),
        Err(_) => false,
    }
}

/// Reads and settles a declaration. Without `class`, the strictest class of the information it names.
pub(crate) fn settle_declaration(
    standard: &Standard,
    references: &References,
    name: &str,
    text: &str,
    notation: Notation,
    class: Option<ClassIndex>,
    on: Option<Date>,
) -> Result<Settled, Vec<Problem>> {
    let declaration = read_declaration(name, text, notation)?;
    let class = match class {
        Some(class) => class,
        None => strictest(standard, &declaration, name)?,
    };
    let settlement = settle(&declaration, standard, references, on.unwrap_or_else(files::today));
    Ok(Settled { declaration, settlement, class })
}

/// The strictest class among the groups of information. A class that the standard does not have is refused: it could be stricter.
fn strictest(standard: &Standard, declaration: &Declaration, name: &str) -> Result<ClassIndex, Vec<Problem>> {
    let refused = |message: Text| {
        let hint = Text::new(
            "[[information]] の class を直すか、--class で分類を渡します",
            "correct the class of [[information]], or pass --class",
        );
        vec![Problem::error("no-class", name, Place::Whole, message).with_hint(hint)]
    };
    let mut strictest: Option<ClassIndex> = None;
    for information in &declaration.information {
        let Some(class) = standard.find_class(&information.class) else {
            let (what, class) = (&information.name, &information.class);
            return Err(refused(Text::new(
                format!("「{what}」の分類 `{class}` はこの基準にありません"),
                format!("this standard has no class `{class}`, given for `{what}`"),
            )));
        };
        strictest = Some(strictest.map_or(class, |known| known.min(class)));
    }
    strictest.ok_or_else(|| refused(Text::new("分類がありません", "there is no class")))
}
