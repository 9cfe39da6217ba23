//! Any bytes as a backup: never a panic; what is read is reported on, and a sound report means that the hash over the file is right.
#![no_main]

use futures_util::FutureExt as _;
use ledger::backup::verify_backup_from;
use ledger::verify::VerifyOptions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = VerifyOptions::default();
    let verified = verify_backup_from(bytes, &options).now_or_never().expect("without keys nothing is waited for");
    let Ok(report) = verified else { return };
    for finding in report.all_findings() {
        assert!(!finding.text().japanese.contains(char::is_control), "{finding:?}");
    }
    if report.is_sound() {
        let (content, hash) = bytes.split_at(bytes.len() - 32);
        assert_eq!(hash, aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, content).as_ref());
    }
});
