//! Any text as an answer, a decision, a class and an item number: never a panic, and what is understood once is understood
//! again from its own word.
#![no_main]

use standard::{Standard, spelling};
use std::sync::LazyLock;

static SENDAI: LazyLock<Standard> = LazyLock::new(|| Standard::built_in().expect("the built-in standard loads"));

libfuzzer_sys::fuzz_target!(|words: &str| {
    let folded = spelling::fold(words);
    assert_eq!(spelling::fold(&folded), folded, "folding twice is folding once");
    if let Some(understood) = spelling::answer(words) {
        let again = spelling::answer(understood.value.word()).expect("the word of files is understood");
        assert_eq!((again.value, again.correction), (understood.value, None));
    }
    if let Some(decision) = spelling::decision(words) {
        assert_eq!(spelling::decision(decision.word()), Some(decision));
    }
    if let Some(class) = SENDAI.find_class(words) {
        let id = &SENDAI.class(class).expect("a class that was found").id;
        assert_eq!(SENDAI.find_class(id), Some(class));
    }
    if let Some(understood) = SENDAI.find_input(words) {
        let again = SENDAI.find_input(SENDAI.name(understood.value)).expect("the name of files is understood");
        assert_eq!((again.value, again.correction), (understood.value, None));
    }
});
