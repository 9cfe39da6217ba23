//! Where a city's data is kept: the configuration file, with the environment over it and the flags over both. The server and
//! every subcommand read the same. Not for what a city decides about its routes and posts (`register`).

use crate::cli::StoreFlags;
use crate::console::{Console, Told};
use anyhow::Context as _;
use standard::Text;
use standard::document::{Notation, Report, Source, TableReader};
use standard::problem::{Problem, nearest};
use std::path::{Path, PathBuf};

/// The configuration file that is looked for where none is named.
pub(crate) const DEFAULT_FILE: &str = "kijun.toml";

/// Every variable of the environment that Kijun reads: another one of this beginning is a slip, and is refused.
const VARIABLES: [&str; 8] = [
    "KIJUN_CONFIG",
    "KIJUN_CITY",
    "KIJUN_DATABASE",
    "KIJUN_EVIDENCE",
    "KIJUN_KEYS",
    "KIJUN_SIGNING_KEY",
    "KIJUN_LANG",
    "KIJUN_REFERENCE",
];

/// Where everything is. Relative paths of the file are relative to its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Configuration {
    /// The file it came from.
    pub(crate) file: PathBuf,
    /// The city's short name: its stream in the ledger.
    pub(crate) city: String,
    /// `sqlite:PATH` or `postgres://…`.
    pub(crate) database: String,
    /// A folder, or `s3://bucket`.
    pub(crate) evidence: String,
    /// The folder of the keys that wrap the cities' data keys.
    pub(crate) keys: PathBuf,
    /// The file of the key that signs checkpoints.
    pub(crate) signing_key: PathBuf,
    /// A standard's file in place of the one built in.
    pub(crate) standard: Option<PathBuf>,
    /// A folder of reference data in place of what is built in.
    pub(crate) reference: Option<PathBuf>,
}

/// What a file may leave out.
#[derive(Debug, Default, PartialEq, Eq)]
struct Written {
    city: Option<String>,
    database: Option<String>,
    evidence: Option<String>,
    keys: Option<String>,
    signing_key: Option<String>,
    standard: Option<String>,
    reference: Option<String>,
}

impl Configuration {
    /// The configuration in force.
    pub(crate) fn load(flags: &StoreFlags, console: &Console) -> anyhow::Result<Self> {
        refuse_unknown_variables(console)?;
        let file = &flags.config;
        let name = file.display().to_string();
        if !file.exists() {
            let message = Text::new(
                format!("設定ファイル {name} がありません"),
                format!("there is no configuration file {name}"),
            );
            let hint = Text::new(
                "`kijun init` で作るか、--config で場所を示します",
                "make one with `kijun init`, or name it with --config",
            );
            return Err(console.refuse(&message, &hint).into());
        }
        let text = std::fs::read_to_string(file).with_context(|| name.clone())?;
        let written = read(&name, &text).map_err(|problems| console.problems(&problems))?;
        Ok(Self::merge(file, written, flags).map_err(|missing| {
            let message =
                Text::new(format!("設定に `{missing}` がありません"), format!("the configuration has no `{missing}`"));
            let hint = Text::new(
                format!("{name} に書くか、環境変数かフラグで渡します"),
                format!("write it in {name}, or pass it by environment or flag"),
            );
            console.refuse(&message, &hint)
        })?)
    }

    /// Flags (which hold the environment, too) over the file. `Err` names what nobody gives.
    fn merge(file: &Path, written: Written, flags: &StoreFlags) -> Result<Self, &'static str> {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let from_file = |path: String| folder.join(path);
        let path = |flag: &Option<PathBuf>, written: Option<String>| flag.clone().or(written.map(from_file));
        let database = flags.database.clone().or(written.database.map(|words| place(&folder, &words, "sqlite:")));
        let evidence = flags.evidence.clone().or(written.evidence.map(|words| place(&folder, &words, "")));
        Ok(Self {
            file: file.to_owned(),
            city: flags.city.clone().or(written.city).ok_or("city.id")?,
            database: database.ok_or("store.database")?,
            evidence: evidence.ok_or("store.evidence")?,
            keys: path(&flags.keys, written.keys).ok_or("keys.folder")?,
            signing_key: path(&flags.signing_key, written.signing_key).ok_or("keys.signing")?,
            standard: written.standard.map(|path| folder.join(path)),
            reference: written.reference.map(|path| folder.join(path)),
        })
    }
}

/// A path of the file made relative to its folder; an address of another scheme stays as it is.
fn place(folder: &Path, words: &str, scheme: &str) -> String {
    let path = words.strip_prefix(scheme).unwrap_or(words);
    if path.contains("://") {
        return words.to_owned();
    }
    format!("{scheme}{}", folder.join(path).display())
}

/// Reads a configuration file: unknown keys are errors, with their line and what was probably meant.
fn read(name: &str, text: &str) -> Result<Written, Vec<Problem>> {
    let report = Report::new(Source::new(name, text));
    let tree = report.source.parse(Notation::Toml)?;
    let mut written = Written::default();
    if let Some(root) = TableReader::new(&report, &tree) {
        let words = |table: &TableReader<'_, '_, '_>, key: &str| table.find_string(key).map(str::to_owned);
        let table = |key: &str| root.find(key).and_then(|node| TableReader::new(&report, node));
        if let Some(city) = table("city") {
            written.city = words(&city, "id");
            city.finish();
        }
        if let Some(store) = table("store") {
            written.database = words(&store, "database");
            written.evidence = words(&store, "evidence");
            store.finish();
        }
        if let Some(keys) = table("keys") {
            written.keys = words(&keys, "folder");
            written.signing_key = words(&keys, "signing");
            keys.finish();
        }
        if let Some(rules) = table("rules") {
            written.standard = words(&rules, "standard");
            written.reference = words(&rules, "reference");
            rules.finish();
        }
        root.finish();
    }
    if report.has_errors() { Err(report.into_problems()) } else { Ok(written) }
}

/// A `KIJUN_…` variable that nobody reads is a slip: what it was to set would silently stay as it is.
fn refuse_unknown_variables(console: &Console) -> Result<(), Told> {
    let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let Some(unknown) =
        names.into_iter().find(|name| name.starts_with("KIJUN_") && !VARIABLES.contains(&name.as_str()))
    else {
        return Ok(());
    };
    let message =
        Text::new(format!("未知の環境変数 `{unknown}` です"), format!("unknown environment variable `{unknown}`"));
    let all = VARIABLES.join(", ");
    let hint = nearest(&unknown, VARIABLES).map_or_else(
        || Text::new(format!("使えるもの: {all}"), format!("allowed: {all}")),
        |meant| Text::new(format!("`{meant}` のことですか"), format!("did you mean `{meant}`?")),
    );
    Err(console.refuse(&message, &hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[city]\nid = \"sendai\"\n[store]\ndatabase = \"sqlite:data/kijun.db\"\nevidence = \"data/evidence\"\n[keys]\nfolder = \"keys\"\nsigning = \"keys/signing.key\"\n";

    fn flags() -> StoreFlags {
        StoreFlags {
            config: "/etc/kijun/kijun.toml".into(),
            city: None,
            database: None,
            evidence: None,
            keys: None,
            signing_key: None,
        }
    }

    #[test]
    fn paths_of_the_file_are_relative_to_its_folder_and_flags_win() {
        let written = read("kijun.toml", FILE).unwrap();
        let merged = Configuration::merge(Path::new("/etc/kijun/kijun.toml"), written, &flags()).unwrap();
        assert_eq!(merged.database, "sqlite:/etc/kijun/data/kijun.db");
        assert_eq!(merged.evidence, "/etc/kijun/data/evidence");
        assert_eq!(merged.keys, Path::new("/etc/kijun/keys"));
        let written = read("kijun.toml", FILE).unwrap();
        let flags = StoreFlags { database: Some("postgres://db/kijun".to_owned()), ..flags() };
        let merged = Configuration::merge(Path::new("/etc/kijun/kijun.toml"), written, &flags).unwrap();
        assert_eq!(merged.database, "postgres://db/kijun");
    }

    #[test]
    fn an_unknown_key_is_an_error_with_what_was_meant() {
        let problems = read("kijun.toml", "[store]\ndatabse = \"x\"\n").unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, "unknown-key");
        assert!(problems[0].hint.as_ref().unwrap().japanese.contains("database"));
    }

    #[test]
    fn what_nobody_gives_is_named() {
        let written = read("kijun.toml", "[city]\nid = \"sendai\"\n").unwrap();
        assert_eq!(Configuration::merge(Path::new("kijun.toml"), written, &flags()), Err("store.database"));
    }
}
