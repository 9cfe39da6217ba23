//! Any bytes as a certificate: never a panic; read, with words of bounded length, or its hash alone.
#![no_main]

use tls::certificate::{arrangement, read_certificate};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = read_certificate(bytes, 0);
    assert_eq!(read.sha256.len(), 64);
    if read.readable {
        // A byte that is no text may be shown escaped or in hexadecimal.
        let words = read.subject.len() + read.issuer.len() + read.names.iter().map(String::len).sum::<usize>();
        assert!(words <= 64 * bytes.len(), "{} bytes, {words} of words", bytes.len());
    } else {
        assert!(read.subject.is_empty() && read.names.is_empty() && read.key.is_empty());
    }
    let alone = arrangement(std::slice::from_ref(&read));
    assert_eq!(alone.reaches_root, read.readable && read.self_issued);
});
