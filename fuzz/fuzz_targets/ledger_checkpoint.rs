//! Any bytes as a checkpoint: never a panic; what is read can be written and read again, and is the same.
#![no_main]

use ledger::Checkpoint;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = Checkpoint::parse(bytes) else { return };
    assert_eq!(Checkpoint::parse(read.to_json().as_bytes()).expect("our own document is read"), read);
});
