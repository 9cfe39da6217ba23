//! Files and standard input: opened, read within bounds, and told apart by name and content.

use crate::cli::{InputFormat, StandardFlags};
use crate::console::{Console, Told};
use anyhow::Context as _;
use evidence::cryptrec::{Cryptrec, Edition};
use standard::document::{DOCUMENT_LIMIT, Notation};
use standard::problem::{Place, Problem};
use standard::{ClassIndex, Settings, Standard, Text};
use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::path::{Path, PathBuf};

/// A workbook larger than this is not read: a check sheet has about 15 KiB.
const WORKBOOK_LIMIT: u64 = 16 << 20;

/// An input that is open, and what it seems to be.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) reader: Box<dyn Read>,
    pub(crate) format: InputFormat,
    /// Bytes, where it is a file.
    pub(crate) length: Option<u64>,
}

/// Opens a file, or standard input for `-`.
pub(crate) fn open(path: &Path, format: Option<InputFormat>) -> anyhow::Result<Input> {
    let name = path.display().to_string();
    if path == Path::new("-") {
        let mut reader = io::stdin().lock();
        let format = match format {
            Some(format) => format,
            None => from_content(io::BufRead::fill_buf(&mut reader).context("standard input")?),
        };
        return Ok(Input { name, reader: Box::new(reader), format, length: None });
    }
    let mut file = File::open(path).with_context(|| name.clone())?;
    let length = file.metadata().ok().map(|metadata| metadata.len());
    let format = if let Some(format) = format.or_else(|| from_name(path)) {
        format
    } else {
        let mut first = [0; 64];
        let read = file.read(&mut first).with_context(|| name.clone())?;
        file.rewind().with_context(|| name.clone())?;
        from_content(first.get(..read).unwrap_or_default())
    };
    Ok(Input { name, reader: Box::new(file), format, length })
}

fn from_name(path: &Path) -> Option<InputFormat> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "xlsx" | "xlsm" | "xls" => InputFormat::Xlsx,
        "csv" => InputFormat::Csv,
        "toml" => InputFormat::Toml,
        "json" => InputFormat::Json,
        _ => return None,
    })
}

fn from_content(first: &[u8]) -> InputFormat {
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let begins = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    match begins {
        _ if first.starts_with(b"PK") || first.starts_with(b"\xd0\xcf\x11\xe0") => InputFormat::Xlsx,
        Some(b'{') => InputFormat::Json,
        Some(b'[' | b'#') => InputFormat::Toml,
        _ if line.contains(&b'=') && !line.contains(&b',') => InputFormat::Toml,
        _ => InputFormat::Csv,
    }
}

/// The files, and for each folder the files in it that answers or declarations may be in, in the order of their names.
pub(crate) fn in_folders(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
        let all = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<PathBuf>>>();
        let mut own = all.with_context(|| path.display().to_string())?;
        own.retain(|path| path.is_file() && from_name(path).is_some());
        own.sort();
        anyhow::ensure!(
            !own.is_empty(),
            "{}: XLSX・CSV・TOML・JSON のファイルがありません / no such files",
            path.display()
        );
        files.extend(own);
    }
    Ok(files)
}

/// Everything of an input that is read as a whole; one over the limit is refused.
pub(crate) fn read_whole(input: &mut Input) -> anyhow::Result<Result<Vec<u8>, Problem>> {
    let limit = match input.format {
        InputFormat::Xlsx => WORKBOOK_LIMIT,
        InputFormat::Csv | InputFormat::Toml | InputFormat::Json => DOCUMENT_LIMIT as u64,
    };
    let mut bytes = Vec::new();
    input.reader.by_ref().take(limit + 1).read_to_end(&mut bytes).with_context(|| input.name.clone())?;
    if bytes.len() as u64 > limit {
        let message = Text::new(
            format!("ファイルが大きすぎます(上限 {limit} バイト)"),
            format!("the file is too large (the limit is {limit} bytes)"),
        );
        return Ok(Err(Problem::error("file-too-large", input.name.clone(), Place::Whole, message)));
    }
    Ok(Ok(bytes))
}

/// The text of an input, which must be UTF-8.
pub(crate) fn read_text(input: &mut Input) -> anyhow::Result<Result<String, Problem>> {
    Ok(read_whole(input)?.and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let message = Text::new(format!("{at} バイト目が UTF-8 ではありません"), format!("byte {at} is not UTF-8"));
            let hint = Text::new("UTF-8 で保存します", "save the file as UTF-8");
            Problem::error("not-text", input.name.clone(), Place::Whole, message).with_hint(hint)
        })
    }))
}

/// The standard of a file, or the one built in.
pub(crate) fn load_standard(path: Option<&Path>, console: &Console) -> anyhow::Result<Standard> {
    let Some(path) = path.filter(|path| *path != Path::new("built-in")) else {
        return Ok(Standard::built_in().map_err(|problems| console.problems(&problems))?);
    };
    let mut input = open(path, None)?;
    let notation = if input.format == InputFormat::Json { Notation::Json } else { Notation::Toml };
    input.format = InputFormat::Toml;
    let text = read_text(&mut input)?.map_err(|problem| console.problems(&[problem]))?;
    Ok(Standard::load(&input.name, &text, notation).map_err(|problems| console.problems(&problems))?)
}

/// The standard of the flags.
pub(crate) fn standard(flags: &StandardFlags, console: &Console) -> anyhow::Result<Standard> {
    load_standard(flags.standard.as_deref(), console)
}

/// The readings of the flags.
pub(crate) fn settings(standard: &Standard, readings: &[String], console: &Console) -> Result<Settings, Told> {
    let chosen =
        readings.iter().try_fold(standard.default_settings(), |settings, words| standard.with_setting(settings, words));
    chosen.map_err(|unknown| console.refuse(&unknown.message, &unknown.hint))
}

/// The class of a flag.
pub(crate) fn class(standard: &Standard, words: &str, console: &Console) -> Result<ClassIndex, Told> {
    standard.find_class(words).ok_or_else(|| {
        let message = Text::new(format!("分類 `{words}` はありません"), format!("there is no class `{words}`"));
        console.refuse(&message, &standard.allowed_classes())
    })
}

/// The edition of the CRYPTREC list that a flag names; without one, the list's own default.
pub(crate) fn edition(cryptrec: &Cryptrec, words: Option<&str>, console: &Console) -> Result<Edition, Told> {
    let found = words.map_or(Some(cryptrec.default_edition()), |words| cryptrec.find_edition(words));
    found.ok_or_else(|| {
        let words = words.unwrap_or_default();
        let known = cryptrec.edition_ids().collect::<Vec<_>>().join(", ");
        let message = Text::new(format!("版 `{words}` はありません"), format!("there is no edition `{words}`"));
        console.refuse(&message, &Text::new(format!("使える版: {known}"), format!("allowed editions: {known}")))
    })
}

/// Today in Japan, where the standard's days begin and end.
pub(crate) fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::fixed(jiff::tz::offset(9)).to_datetime(jiff::Timestamp::now()).date()
}
