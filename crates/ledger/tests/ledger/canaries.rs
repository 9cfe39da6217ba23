//! Nothing that was given to be sealed stands anywhere in the clear: not in the database, its logs, the evidence, the backup.

use crate::blobs::files_under;
use crate::world::{World, cluster, contract, hex, instant, sendai, sequence};
use ledger::{DatabaseLocation, Expected};
use std::path::PathBuf;

contract!(none_of_1000_canaries_is_found_in_any_file);

/// No such word comes by chance.
fn canary(number: usize) -> String {
    format!("CANARY<{:016x}>", 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(number as u64 + 1))
}

async fn none_of_1000_canaries_is_found_in_any_file(world: World) {
    let ledger = world.open_with(&sendai()).await;
    for number in 0..600 {
        let payload = canary(number).repeat(3).into_bytes();
        ledger.append(&sendai(), Expected::Anywhere, vec![payload], instant(1)).await.unwrap();
    }
    for number in 600..900 {
        let content = canary(number).repeat(if number % 50 == 0 { 4000 } else { 1 });
        ledger.put_blob(&sendai(), content.as_bytes(), instant(1)).await.unwrap();
    }
    for number in 900..1000 {
        ledger.save_snapshot(&sendai(), sequence(600), canary(number).as_bytes(), instant(1)).await.unwrap();
    }
    ledger.back_up(&world.path("a.backup"), None, instant(2)).await.unwrap();

    // While the server has everything open, and again when it has closed.
    for closed in [false, true] {
        if closed {
            ledger.close().await;
        }
        let mut files: Vec<PathBuf> = files_under(world.folder.path());
        assert!(files.len() > 300, "evidence, keys, backup");
        let mut dump = Vec::new();
        if let DatabaseLocation::Postgres(url) = &world.database {
            world.tamper("CHECKPOINT").await;
            files.extend(files_under(&cluster().data_folder().join("base")));
            files.extend(files_under(&cluster().data_folder().join("pg_wal")));
            dump = cluster().dump(url, &[]).unwrap();
            assert!(dump.windows(6).any(|word| word == b"sendai"), "the dump has the tables");
        }
        for number in 0..1000 {
            // `pg_dump` writes bytes as digits.
            assert!(
                !contains(&dump, canary(number).as_bytes())
                    && !contains(&dump, hex(canary(number).as_bytes()).as_bytes())
            );
        }
        for file in files {
            // Another test's database may vanish meanwhile.
            let Ok(bytes) = std::fs::read(&file) else { continue };
            assert!(!contains(&bytes, b"CANARY<"), "{}", file.display());
        }
    }
}

/// Looks for the first byte fast, then compares.
fn contains(bytes: &[u8], word: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == word[0]) {
        if rest[at..].starts_with(word) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

#[test]
fn a_canary_would_be_found() {
    assert!(contains(format!("xCAN{}y", canary(3)).as_bytes(), canary(3).as_bytes()));
    assert!(!contains(b"CANARY", canary(3).as_bytes()));
}
