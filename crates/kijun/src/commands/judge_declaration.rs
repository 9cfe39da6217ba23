//! The part of `kijun judge` that takes a declaration: its facts are settled on a day, and the answers judged.

use crate::console::{Console, Exit};
use crate::{files, observations};
use evidence::declaration::{Declaration, Measured, Path, read_declaration};
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

/// By what declarations are settled.
pub(crate) struct Basis<'a> {
    pub(crate) standard: &'a Standard,
    pub(crate) references: &'a References,
    /// Where it is `None`, the strictest class of the information that a declaration names.
    pub(crate) class: Option<ClassIndex>,
    pub(crate) on: Option<Date>,
    pub(crate) measurements: &'a [Measured],
}

/// Reads and settles a declaration.
pub(crate) fn settle_declaration(
    basis: &Basis<'_>,
    name: &str,
    text: &str,
    notation: Notation,
) -> Result<Settled, Vec<Problem>> {
    let mut declaration = read_declaration(name, text, notation)?;
    declaration.measurements = basis.measurements.to_vec();
    let class = match basis.class {
        Some(class) => class,
        None => strictest(basis.standard, &declaration, name)?,
    };
    let on = basis.on.unwrap_or_else(files::today);
    let settlement = settle(&declaration, basis.standard, basis.references, on);
    Ok(Settled { declaration, settlement, class })
}

/// The measurements that flags name: each a file, after the path that was measured where it is not the users'.
pub(crate) fn measurements(
    flags: &[String],
    trust: Option<&str>,
    console: &Console,
) -> anyhow::Result<Result<Vec<Measured>, Exit>> {
    let mut measurements = Vec::new();
    for flag in flags {
        let (path, file) = flag
            .split_once('=')
            .and_then(|(word, file)| path_of(word).map(|path| (path, file)))
            .unwrap_or((Path::User, flag));
        match observations::open(std::path::Path::new(file), trust, console)? {
            Ok((observations, _)) => {
                measurements.extend(observations.into_iter().map(|observation| Measured { path, observation }));
            }
            Err(exit) => return Ok(Err(exit)),
        }
    }
    Ok(Ok(measurements))
}

fn path_of(word: &str) -> Option<Path> {
    match word {
        "user" => Some(Path::User),
        "admin" => Some(Path::Admin),
        "back_end" => Some(Path::BackEnd),
        "replication" => Some(Path::Replication),
        _ => None,
    }
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
