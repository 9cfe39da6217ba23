//! Refuses what is no harmless workbook, before any library reads it, and hands on only parts that were inflated under a count.
//! Nothing that the file declares about its own size is believed. Not for what the cells say: see `read`.

mod cells;
mod container;
mod markup;
mod refusal;

pub(super) use refusal::Refusal;

use cells::Cells;
use markup::{Fault, walk};
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A file of more bytes is not opened. A check sheet has 20 KiB; the rest is room for pictures that somebody pasted in.
pub const FILE_LIMIT: usize = 10 << 20;
/// Files within the file. A check sheet has 16.
pub const ENTRY_LIMIT: usize = 1_000;
/// Bytes of all XML parts together, inflated. A check sheet has 150 KiB. Reading takes about four times as much memory, and has
/// to stay below 64 MiB.
pub const INFLATED_LIMIT: usize = 8 << 20;
/// Cells of all worksheets together, the empty ones included. A check sheet has 400.
pub const CELL_LIMIT: usize = 50_000;
/// Elements of all parts together. A check sheet has 4,000. Without it, styles below the limit of bytes took 80 MiB to read.
pub const ELEMENT_LIMIT: usize = 200_000;

/// The parts of a workbook that are read, as a ZIP file without compression.
#[derive(Debug)]
pub(super) struct Bounded {
    pub(super) zip: Vec<u8>,
}

/// Checks a file and repacks what is needed of it.
pub(super) fn bound(bytes: &[u8]) -> Result<Bounded, Refusal> {
    container::recognise(bytes)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::NotXlsx)?;
    let parts = container::parts(bytes, &mut archive)?;
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = INFLATED_LIMIT;
    let mut cells = Cells::default();
    for part in parts {
        let text = inflate(&mut archive, part.index, left)?;
        left = left.saturating_sub(text.len());
        check(&part.name, &text, &mut cells)?;
        if is_read(&part.name) {
            packed.start_file(part.name.as_str(), stored).map_err(|_| Refusal::Damaged)?;
            packed.write_all(text.as_bytes()).map_err(|_| Refusal::Damaged)?;
        }
    }
    let zip = packed.finish().map_err(|_| Refusal::Damaged)?.into_inner();
    Ok(Bounded { zip })
}

/// A part as text; at most `left` bytes of it are ever inflated, whatever it declares.
fn inflate(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, left: usize) -> Result<String, Refusal> {
    let file = archive.by_index(index).map_err(|_| Refusal::Damaged)?;
    let mut bytes = Vec::new();
    let limit = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
    if bytes.len() > left {
        return Err(Refusal::Inflates);
    }
    // UTF-16 would hide a document type from a look at the bytes; no spreadsheet writes it.
    if bytes.contains(&0) {
        return Err(Refusal::Encoding);
    }
    String::from_utf8(bytes).map_err(|_| Refusal::Encoding)
}

/// Parts that the reading library opens; the others are checked and left out.
fn is_read(name: &str) -> bool {
    const LEFT_OUT: [&str; 7] =
        ["docprops/", "customxml/", "/theme/", "/drawings/", "/charts/", "/worksheets/_rels/", "/calcchain"];
    let lower = name.to_ascii_lowercase();
    !LEFT_OUT.iter().any(|part| lower.contains(part))
}

fn check(name: &str, text: &str, cells: &mut Cells) -> Result<(), Refusal> {
    let lower = name.to_ascii_lowercase();
    let mut refusal = None;
    let walked = walk(text, |element| {
        let found = if container::extension(&lower) == "rels" {
            container::relationship(element)
        } else if lower == "[content_types].xml" {
            container::content_type(element)
        } else {
            cells.element(element)
        };
        found.map_err(|why| {
            refusal = Some(why);
            Fault::Malformed
        })
    });
    match (refusal, walked) {
        (Some(refusal), _) => Err(refusal),
        (None, Ok(())) => Ok(()),
        (None, Err(Fault::Doctype)) => Err(Refusal::Doctype),
        (None, Err(Fault::Depth | Fault::Attributes)) => Err(Refusal::Markup),
        (None, Err(Fault::Malformed)) => Err(Refusal::Damaged),
    }
}
