//! Acknowledged writes that are gone, and a clock that was wrong, as an operator meets them.

use crate::records::{ends, err, kijun, out, records, run};
use std::path::Path;

/// A ledger as it was before its last command: the files of then, and the note of now.
fn lose_the_last_command(folder: &Path) {
    let older = std::fs::read(folder.join("kijun.db")).unwrap();
    ends(&run(folder, "review-a@review@mayor", r#"{"start_review":{"use_id":1}}"#), 0);
    std::fs::write(folder.join("kijun.db"), older).unwrap();
}

#[test]
fn a_database_that_lost_writes_does_not_open_until_that_is_accepted_with_a_reason() {
    let folder = records();
    lose_the_last_command(folder.path());
    for arguments in [&["register", "list"][..], &["backup", "create", "-o", "x"], &["keys", "rotate"]] {
        let refused = kijun(folder.path(), arguments);
        ends(&refused, 2);
        assert!(err(&refused).contains("[writes-lost]") && err(&refused).contains("accept-loss"), "{}", err(&refused));
    }
    let verified = kijun(folder.path(), &["audit", "verify"]);
    ends(&verified, 1);
    assert!(out(&verified).contains("[writes-lost]"), "{}", out(&verified));

    let dry = kijun(folder.path(), &["db", "accept-loss", "--reason", "ディスク交換", "--dry-run"]);
    ends(&dry, 0);
    assert!(err(&dry).contains("sendai: 7 番まで書かれ、6 番まで"), "{}", err(&dry));
    ends(&kijun(folder.path(), &["register", "list"]), 2);
    ends(&kijun(folder.path(), &["db", "accept-loss", "--reason", "ディスク交換"]), 0);
    ends(&kijun(folder.path(), &["register", "list"]), 0);
    let verified = kijun(folder.path(), &["audit", "verify"]);
    ends(&verified, 0);
    assert!(out(&verified).contains("ディスク交換"), "{}", out(&verified));
    let nothing = kijun(folder.path(), &["db", "accept-loss", "--reason", "-"]);
    ends(&nothing, 0);
    assert!(err(&nothing).contains("失われた記録はありません"), "{}", err(&nothing));
}

#[test]
fn a_clock_that_fits_needs_no_confirmation() {
    let folder = records();
    let refused =
        run(folder.path(), "administrator-a@administrator@mayor", r#"{"set_clock":{"reason":"時報と比べた"}}"#);
    ends(&refused, 2);
    assert!(err(&refused).contains("[clock-fits]"), "{}", err(&refused));
}
