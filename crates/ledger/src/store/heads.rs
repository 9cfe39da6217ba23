//! How far each city's stream was written, noted in a small file beside a SQLite database, after each commit. SQLite drops everything in
//! its log from the first wrong bit on, without a word; what is noted here shows it (`docs/decisions/0019-noted-heads.md`).
//!
//! The note is written after the commit is durable and is never waited for. So it may be behind the database, and never ahead of it:
//! not after a kill, and not after the power went. Not a record, and no proof: whoever can write the database can write it as well.

use crate::blob::sha256;
use crate::bytes_reader::BytesReader;
use crate::chain::{ChainHash, Head, Sequence};
use crate::city::CityId;
use crate::durable_file;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A slot: length of the id 1, id 64, number 8, hash 32, check 16, zeros. 512 is a multiple of it: no slot lies across two sectors, so a
/// slot is old or new and never half.
const SLOT: usize = 128;
const CHECKED: usize = 105;
const CHECK: usize = 16;

/// As many cities as are ever read: far more than there are municipalities.
const SLOTS_LIMIT: usize = 16_384;

/// The open file, and which city has which slot.
#[derive(Debug)]
pub(super) struct Heads {
    file: File,
    slots: Mutex<BTreeMap<CityId, u64>>,
}

/// `DATABASE.heads`
pub(super) fn place(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".heads");
    name.into()
}

/// What is noted beside a database: nothing where there is no file. A slot that was altered is nobody's.
pub(super) fn read(database: &Path) -> io::Result<Vec<(CityId, Head)>> {
    let bytes = match std::fs::read(place(database)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(bytes.chunks(SLOT).take(SLOTS_LIMIT).filter_map(parse).collect())
}

impl Heads {
    /// Notes these heads and nothing else from now on. Durable before it returns, so that the file is there after the power went.
    pub(super) fn begin(database: &Path, heads: &[(CityId, Head)]) -> io::Result<Self> {
        let path = place(database);
        let file = durable_file::owner_only().read(true).write(true).create(true).truncate(false).open(&path)?;
        file.set_len(0)?;
        let slots = (0..).zip(heads).map(|(slot, (city, _))| (city.clone(), slot)).collect();
        let begun = Self { file, slots: Mutex::new(slots) };
        heads.iter().try_for_each(|(city, head)| begun.write(city, *head))?;
        begun.file.sync_all()?;
        durable_file::sync_folder_of(&path)?;
        Ok(begun)
    }

    /// Notes where a stream ends, which must be durable. A note that cannot be written leaves the older one, which is true as well.
    pub(super) fn note(&self, city: &CityId, head: Head) {
        let _ = self.write(city, head);
    }

    fn write(&self, city: &CityId, head: Head) -> io::Result<()> {
        let slot = {
            let mut slots = self.slots();
            let next = slots.len() as u64;
            *slots.entry(city.clone()).or_insert(next)
        };
        self.file.write_all_at(&slot_of(city, head), slot.saturating_mul(SLOT as u64))
    }

    fn slots(&self) -> MutexGuard<'_, BTreeMap<CityId, u64>> {
        // Whoever panicked while holding it left a map of whole entries.
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn slot_of(city: &CityId, head: Head) -> Vec<u8> {
    let id = city.as_str().as_bytes();
    let mut slot = vec![u8::try_from(id.len()).unwrap_or(u8::MAX)];
    slot.extend_from_slice(id);
    slot.resize(65, 0);
    slot.extend(head.sequence.number().to_be_bytes());
    slot.extend(head.hash.as_bytes());
    let check = sha256(&slot);
    slot.extend(check.iter().take(CHECK));
    slot.resize(SLOT, 0);
    slot
}

fn parse(slot: &[u8]) -> Option<(CityId, Head)> {
    let (checked, rest) = slot.split_at_checked(CHECKED)?;
    if sha256(checked).get(..CHECK)? != rest.get(..CHECK)? {
        return None;
    }
    let mut reader = BytesReader(checked);
    let length = usize::from(reader.byte()?);
    let id = std::str::from_utf8(reader.take(64)?.get(..length)?).ok()?.parse().ok()?;
    let (sequence, hash) = (Sequence::new(reader.u64()?)?, ChainHash::from_slice(reader.0)?);
    Some((id, Head { sequence, hash }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_read_again_and_an_altered_slot_is_nobodys() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("a.db");
        assert_eq!(read(&database).unwrap(), []);
        let (sendai, long): (CityId, CityId) = ("sendai".parse().unwrap(), "n".repeat(64).parse().unwrap());
        let heads = Heads::begin(&database, &[(sendai.clone(), Head::start(&sendai))]).unwrap();
        let later = Head::start(&sendai).after(&sendai, b"event");
        heads.note(&sendai, later);
        heads.note(&long, Head::start(&long));
        let noted = [(sendai, later), (long.clone(), Head::start(&long))];
        assert_eq!(read(&database).unwrap(), noted);

        let whole = std::fs::read(place(&database)).unwrap();
        for bit in 0..(CHECKED + CHECK) * 8 {
            let mut altered = whole.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(place(&database), altered).unwrap();
            assert_eq!(read(&database).unwrap(), noted[1..], "bit {bit}");
        }
        std::fs::write(place(&database), &whole[..CHECKED + CHECK - 1]).unwrap();
        assert_eq!(read(&database).unwrap().len(), 0, "a slot that is cut is none");
    }
}
