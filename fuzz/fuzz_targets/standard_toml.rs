//! Any bytes as a standard in TOML: refused with places inside the text, or a standard whose judge keeps its word.
#![no_main]

#[path = "../src/loading.rs"]
mod loading;

use standard::document::Notation;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| loading::load(bytes, Notation::Toml));
