//! What is checked of the file that holds the parts: what kind of file it is, the names in it, and what its parts point to.

use super::markup::Element;
use super::{ENTRY_LIMIT, FILE_LIMIT, Refusal};
use std::collections::HashSet;
use std::io::Cursor;
use zip::ZipArchive;

/// A part that is XML.
pub(super) struct Part {
    pub(super) index: usize,
    pub(super) name: String,
}

/// Is it a ZIP file of bearable size?
pub(super) fn recognise(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > FILE_LIMIT {
        return Err(Refusal::FileSize(bytes.len()));
    }
    // The compound file of Office 97: what Excel wraps around a workbook with a password, and the old format itself.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        let encrypted = has_directory_entry(bytes, "EncryptedPackage");
        return Err(if encrypted { Refusal::Password } else { Refusal::OldFormat });
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::NotXlsx);
    }
    // Every entry takes some hundred bytes of memory as soon as the directory is read, so they are counted before.
    if directory_entries(bytes) > ENTRY_LIMIT {
        return Err(Refusal::Entries);
    }
    Ok(())
}

/// Directory entries of a compound file begin at multiples of 128 bytes, with a name in UTF-16.
fn has_directory_entry(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.chunks(128).any(|entry| entry.starts_with(&wanted))
}

fn directory_entries(bytes: &[u8]) -> usize {
    const SIGNATURE: &[u8] = b"K\x01\x02";
    // `split` on one byte is a search for it; a look at every window would take a second for a large file in a debug build.
    bytes.split(|byte| *byte == b'P').skip(1).filter(|behind| behind.starts_with(SIGNATURE)).count()
}

/// The first name that stands in the directory twice; the library keeps only one of them.
fn duplicate_name(bytes: &[u8]) -> String {
    let mut seen = HashSet::new();
    let entries = (0..bytes.len()).filter_map(|at| bytes.get(at..)?.strip_prefix(b"PK\x01\x02"));
    let mut names = entries.filter_map(|entry| {
        // Behind the signature: 24 bytes, the length of the name, 16 bytes, the name.
        let length = usize::from(u16::from_le_bytes(entry.get(24..26)?.try_into().ok()?));
        entry.get(42..)?.get(..length)
    });
    let twice = names.find(|name| !seen.insert(*name)).unwrap_or_default();
    String::from_utf8_lossy(twice).into_owned()
}

/// The XML parts, after every name in the file was looked at.
pub(super) fn parts(bytes: &[u8], archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<Part>, Refusal> {
    if archive.len() > ENTRY_LIMIT {
        return Err(Refusal::Entries);
    }
    if archive.has_duplicate_names() {
        return Err(Refusal::Duplicate(duplicate_name(bytes)));
    }
    let mut parts = Vec::new();
    let mut seen = HashSet::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|_| Refusal::Damaged)?;
        let name = entry.name().map_err(|_| Refusal::Damaged)?.into_owned();
        if entry.encrypted() {
            return Err(Refusal::Password);
        }
        if !is_plain(&name) {
            return Err(Refusal::Path(name));
        }
        if entry.is_symlink() {
            return Err(Refusal::Link(name));
        }
        let lower = name.to_ascii_lowercase();
        known_kind(&lower)?;
        let is_xml = matches!(extension(&lower), "xml" | "rels" | "vml");
        // Names that differ only in case are one part to Excel.
        if !seen.insert(lower) {
            return Err(Refusal::Duplicate(name));
        }
        if is_xml && !entry.is_dir() {
            parts.push(Part { index, name });
        }
    }
    if !seen.contains("[content_types].xml") {
        return Err(if seen.contains("mimetype") { Refusal::OpenDocument } else { Refusal::NotXlsx });
    }
    if archive.has_overlapping_files().map_err(|_| Refusal::Damaged)? {
        return Err(Refusal::Damaged);
    }
    Ok(parts)
}

/// What follows the last full stop of a name in lower case.
pub(super) fn extension(lower: &str) -> &str {
    lower.rsplit('.').next().unwrap_or("")
}

fn is_plain(name: &str) -> bool {
    let steps_out = name.split('/').any(|step| step == ".." || step == ".");
    !(steps_out || name.starts_with('/') || name.contains(['\\', '\0', ':']))
}

/// Parts whose mere presence says that this is no plain workbook.
fn known_kind(lower: &str) -> Result<(), Refusal> {
    if lower.ends_with("vbaproject.bin") || lower.contains("/macrosheets/") {
        return Err(Refusal::Macros);
    }
    if lower.starts_with("xl/externallinks/") {
        return Err(Refusal::External(lower.to_owned()));
    }
    if lower == "xl/workbook.bin" {
        return Err(Refusal::Binary);
    }
    Ok(())
}

/// An element of a part of relationships.
pub(super) fn relationship(element: &Element<'_>) -> Result<(), Refusal> {
    let kind = element.attribute("Type").unwrap_or("");
    if kind.ends_with("/vbaProject") || kind.ends_with("/xlMacrosheet") {
        return Err(Refusal::Macros);
    }
    let external = element.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
    if external && !kind.ends_with("/hyperlink") {
        return Err(Refusal::External(element.attribute("Target").unwrap_or("").to_owned()));
    }
    Ok(())
}

/// An element of the list of content types.
pub(super) fn content_type(element: &Element<'_>) -> Result<(), Refusal> {
    let kind = element.attribute("ContentType").unwrap_or("").to_ascii_lowercase();
    if kind.contains("macroenabled") || kind.contains("vbaproject") {
        return Err(Refusal::Macros);
    }
    Ok(())
}
