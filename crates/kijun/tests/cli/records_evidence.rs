//! Evidence on the command line: handed in, listed, taken out as it was, and missed where it is gone. And looking while a server has the
//! ledger.

use crate::records::{ends, err, kijun, out, records, run};
use std::path::Path;

const OFFICER: &str = "officer-a@officer@mayor";

fn attach(folder: &Path, content: &[u8]) -> std::process::Output {
    let file = folder.join("登録証 2026.pdf");
    std::fs::write(&file, content).unwrap();
    kijun(folder, &["register", "attach", "U00001", file.to_str().unwrap(), "--as", OFFICER, "--note", "登録証の写し"])
}

#[test]
fn a_document_is_attached_listed_and_taken_out_as_it_was() {
    let folder = records();
    let content = [b"%PDF-1.7\0\xff".as_slice(), &vec![7; 100_000]].concat();
    let attached = attach(folder.path(), &content);
    ends(&attached, 0);
    assert!(err(&attached).contains("証跡 1"), "{}", err(&attached));
    let list = out(&kijun(folder.path(), &["register", "evidence", "U00001"]));
    assert!(list.contains("登録証 2026.pdf") && list.contains("100010"), "{list}");
    let json = out(&kijun(folder.path(), &["register", "evidence", "U00001", "--format", "json"]));
    assert!(json.contains("\"media_type\": \"application/pdf\""), "{json}");
    assert!(out(&kijun(folder.path(), &["register", "show", "1"])).contains("登録証の写し"));

    let taken = folder.path().join("taken");
    ends(&kijun(folder.path(), &["register", "evidence", "1", "1", "-o", taken.to_str().unwrap()]), 0);
    assert_eq!(std::fs::read(&taken).unwrap(), content);
    let unknown = kijun(folder.path(), &["register", "evidence", "1", "2"]);
    ends(&unknown, 2);
    assert!(err(&unknown).contains("[unknown-evidence]"), "{}", err(&unknown));
    let verified = kijun(folder.path(), &["db", "verify"]);
    ends(&verified, 0);
    assert!(out(&verified).contains("記録が名指す証跡 1 件"), "{}", out(&verified));
}

#[test]
fn what_may_not_be_attached_is_refused_with_a_code() {
    let folder = records();
    let file = folder.path().join("a.pdf");
    std::fs::write(&file, b"").unwrap();
    let file = file.to_str().unwrap();
    let attach = |who: &str, more: &[&str]| {
        let mut arguments = vec!["register", "attach", "1", file, "--as", who];
        arguments.extend_from_slice(more);
        let refused = kijun(folder.path(), &arguments);
        ends(&refused, 2);
        err(&refused)
    };
    assert!(attach(OFFICER, &[]).contains("[empty-evidence]"));
    assert!(attach("audit-a@audit@mayor", &[]).contains("[not-permitted]"));
    assert!(attach(OFFICER, &["--name", "../a"]).contains("[bad-file-name]"));
    assert!(attach(OFFICER, &["--media-type", "pdf"]).contains("[bad-media-type]"));
    let unstored = r#"{"attach_evidence":{"use_id":1,"name":"a.pdf","media_type":"application/pdf","size":1,"hash":"HASH","blob":"HASH"}}"#;
    let refused = run(folder.path(), OFFICER, &unstored.replace("HASH", &"0".repeat(64)));
    ends(&refused, 2);
    assert!(err(&refused).contains("[evidence-not-stored]"), "{}", err(&refused));
}

#[test]
fn evidence_that_is_gone_is_named_by_its_event_and_a_stray_file_is_a_note() {
    let folder = records();
    ends(&attach(folder.path(), b"one"), 0);
    let database = folder.path().join("kijun.db");
    crate::records::edit(&database, "UPDATE blobs SET id = zeroblob(32)");
    let verified = kijun(folder.path(), &["db", "verify", "--format", "json"]);
    ends(&verified, 1);
    let report: serde_json::Value = serde_json::from_str(&out(&verified)).unwrap();
    let codes: Vec<&str> =
        report["cities"][0]["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["blob-damaged", "evidence-missing"], "{report}");
    assert_eq!(report["cities"][0]["stray_blobs"][0], "0".repeat(64));
    ends(&kijun(folder.path(), &["audit", "verify"]), 0);
}

#[test]
fn a_database_file_that_is_damaged_where_no_row_shows_it_is_found_by_its_own_check() {
    let folder = records();
    let database = folder.path().join("kijun.db");
    // A row that its table no longer allows, of a city that nobody asks for.
    crate::records::edit_any(
        &database,
        "INSERT INTO rollbacks VALUES ('nobody', 1, 1, zeroblob(32), 1, zeroblob(32), 'x'); \
         PRAGMA writable_schema = ON; \
         UPDATE sqlite_schema SET sql = replace(sql, 'reason TEXT', 'reason INTEGER') WHERE name = 'rollbacks'",
    );
    let verified = kijun(folder.path(), &["db", "verify"]);
    ends(&verified, 1);
    assert!(out(&verified).contains("[database-damaged]"), "{}", out(&verified));
}

#[test]
fn while_a_server_has_the_ledger_everything_can_be_looked_at_backed_up_and_nothing_written() {
    let folder = records();
    ends(&attach(folder.path(), b"one"), 0);
    let options = ledger::LedgerOptions {
        database: ledger::DatabaseLocation::Sqlite(folder.path().join("kijun.db")),
        blobs: ledger::BlobLocation::Folder(folder.path().join("evidence")),
        keys: std::sync::Arc::new(ledger::KeyFolder::new(folder.path().join("keys"))),
        randomness: std::sync::Arc::new(ledger::SystemRandomness),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = runtime.block_on(ledger::Ledger::open(options)).unwrap();
    let city = "sendai".parse().unwrap();
    let backup = folder.path().join("backup");
    let backup = backup.to_str().unwrap();
    for arguments in [
        &["register", "list"][..],
        &["register", "show", "1"],
        &["register", "evidence", "1", "1"],
        &["register", "as-of", "2999-01-01"],
        &["register", "what-if"],
        &["audit", "checkpoint"],
        &["audit", "verify"],
        &["db", "verify"],
        &["doctor"],
        &["backup", "create", "-o", backup],
        &["backup", "verify", backup, "--with-keys"],
    ] {
        ends(&kijun(folder.path(), arguments), 0);
    }
    let refused = run(folder.path(), OFFICER, r#"{"abandon_use":{"use_id":1,"reason":"-"}}"#);
    ends(&refused, 2);
    assert!(err(&refused).contains("[ledger-in-use]"), "{}", err(&refused));
    // The server goes on as if nobody had looked.
    let now = jiff::Timestamp::now();
    let appended = server.append(&city, ledger::Expected::Anywhere, vec![b"{}".to_vec()], now);
    runtime.block_on(appended).unwrap();
    runtime.block_on(server.close());
}
