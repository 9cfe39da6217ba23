//! Any text as terms of service: never a panic, and every quote stands in the text where the clause says.
#![no_main]

use evidence::terms::read_terms;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(reading) = read_terms("fuzz", text) else { return };
    for clause in &reading.clauses {
        assert!(text[clause.offset..].starts_with(&clause.quote), "the quote stands where it says");
        let before = &text[..clause.offset];
        assert_eq!(clause.line, before.matches('\n').count() + 1);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        assert_eq!(clause.column, before[start..].chars().count() + 1);
    }
});
